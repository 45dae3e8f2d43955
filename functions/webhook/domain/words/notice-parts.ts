import type { Problem } from '../../../shared/rows/problem.ts';
import type { FailedCall } from '../failure-cause.ts';
import type { Facts } from '../facts.ts';

/** The call that an `instance-failed` is about. */
export function failedCallOf(facts: Facts): FailedCall {
  const operation = operationOf(facts);
  return {
    operation,
    code: facts.text('code'),
    message: facts.text('message'),
    size: facts.text(operation === 'list' ? 'instance' : 'size'),
    zone: facts.text('zone'),
  };
}

export function operationOf(facts: Facts): FailedCall['operation'] {
  const operation = facts.text('operation');
  return operation === 'stop' || operation === 'list' ? operation : 'start';
}

/** `web-1 (i-0abc) : ap-northeast-2a` without its zone, for a title. */
export const withoutZone = (instance: string): string => instance.replace(/ : [a-z0-9-]+$/, '');

/** The notice's `web (i-1)=auto-scaling-group`; no reason where there is none. */
export function skippedOf(pair: string): { readonly instance: string; readonly because: string } {
  const cut = pair.lastIndexOf('=');
  return cut < 0 ? { instance: pair, because: '' } : { instance: pair.slice(0, cut), because: pair.slice(cut + 1) };
}

/** The notice's `row | attribute | got | expected`, of which only `got` is free to hold a bar itself. */
export function problemOf(line: string): Problem | undefined {
  const [row = '', attribute = '', ...rest] = line.split(' | ');
  if (rest.length === 0) return undefined;
  return { row, attribute, got: rest.slice(0, -1).join(' | '), expected: rest.at(-1) ?? '' };
}

/** The notice's `stop 2026-11-20T13:00:00Z`, with the time as its reader says it; undefined where it is written otherwise. */
export function edgeOf(facts: Facts, edge: string): { readonly kind: string; readonly time: string } | undefined {
  const [, kind, at] = /^(start|stop) (\S+)$/.exec(edge) ?? [];
  const time = at === undefined ? '' : facts.timeOf(at);
  return kind === undefined || time === '' ? undefined : { kind, time };
}
