import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { edgesBetween } from '../../../functions/shared/calendar/edges.ts';
import type { TableRows } from '../../../functions/shared/rows/schedule.ts';
import { readTables } from '../rows/entry-of.ts';

interface Vector {
  readonly rule: string;
  readonly rows: Partial<TableRows>;
  readonly from: string;
  readonly to: string;
  readonly edges: readonly { readonly kind: string; readonly at: string }[];
}

const vectors = JSON.parse(readFileSync(new URL('../../vectors/edges.json', import.meta.url), 'utf8')) as Vector[];

describe('decision vectors', () => {
  it.each(vectors)('$rule', ({ rows, from, to, edges }) => {
    const now = Date.parse(from);
    const [entry] = readTables(rows, { now }).entries;
    expect(entry?.problems).toEqual([]);
    const found = entry && edgesBetween(entry.timetable, now, Date.parse(to));
    expect(found?.map(({ kind, at }) => ({ kind, at }))).toEqual(
      edges.map(({ kind, at }) => ({ kind, at: Date.parse(at) })),
    );
  });
});
