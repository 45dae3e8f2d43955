import { nearest } from '../functions/shared/rows/nearest.ts';
import { Refusal } from './refusal.ts';

const SHOWN_NAMES = 8;

/** Refuses a name that none of `names` is, called `what`, with the one that was probably meant, or some of those that there are. */
export function unknownName(name: string, what: string, names: readonly string[]): Refusal {
  const near = nearest(name, names);
  return new Refusal(`there is no ${what}; ${near === undefined ? some(names) : `did you mean ${near}?`}`);
}

function some(names: readonly string[]): string {
  if (names.length === 0) return 'there is none at all';
  if (names.length === 1) return `there is only ${names[0]}`;
  return `there are ${names.slice(0, SHOWN_NAMES).join(', ')}${names.length > SHOWN_NAMES ? ', …' : ''}`;
}
