import type { Problem } from '../../functions/shared/rows/problem.ts';
import type { Paint } from '../terminal.ts';

/**
 * kept: the row was written otherwise, so that what it does stays · changes: it does something else here ·
 * lost: it, or a part of it, was not carried over · error: a mistake to Curfew.
 */
export type Effect = 'kept' | 'changes' | 'lost' | 'error';

/** One difference between a row there and here. */
export interface Finding {
  readonly effect: Effect;
  /** As problems name rows: `Schedule Development`. */
  readonly row: string;
  /** Empty where it is the row as a whole. */
  readonly attribute: string;
  readonly got: string;
  /** What it did there; empty where Curfew does not know. */
  readonly before: string;
  readonly now: string;
}

/** A mistake that Curfew finds, what was done `before`, and what comes of it. */
export const errorOf = (
  { row, attribute, got, expected }: Problem,
  { before, now }: { readonly before: string; readonly now: 'left alone' | 'no effect' },
): Finding => ({ effect: 'error', row, attribute, got, before, now: `${now}; expected ${expected}` });

const WIDTH = 'changes  '.length;

/** A finding on two or three lines. */
export function findingLines({ effect, row, attribute, got, before, now }: Finding, paint: Paint): string[] {
  const colour = { kept: paint.green, changes: paint.yellow, lost: paint.red, error: paint.red }[effect];
  const where = attribute === '' ? row : `${row}, ${attribute}`;
  const indent = ' '.repeat(WIDTH);
  return [
    `${colour(effect)}${' '.repeat(WIDTH - effect.length)}${where}${got === '' ? '' : `: ${got}`}`,
    ...(before === '' ? [] : [`${indent}before  ${before}`]),
    `${indent}now     ${now}`,
  ];
}
