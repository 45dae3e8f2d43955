import type { Member, Phase } from '../functions/shared/fleet/member.ts';
import type { Paint } from './terminal.ts';

/** `web-1 (i-0abc)`, or the id alone. */
export function memberLabel({ id, name }: Member): string {
  return name === '' || name === id ? id : `${name} (${id})`;
}

/** AWS's word for a member's state, coloured by what it means to Curfew. */
export function paintStatus({ phase, status }: Member, paint: Paint): string {
  const colours: Record<Phase, (text: string) => string> = {
    up: paint.green,
    stopped: paint.dim,
    ...{ starting: paint.cyan, stopping: paint.cyan, changing: paint.yellow },
  };
  return colours[phase](status);
}
