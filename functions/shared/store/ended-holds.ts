import type { Hold } from '../calendar/timetable.ts';
import type { RunRecord } from './run-record.ts';

/**
 * The holds, by schedule, that a run of the schedule's own has ended. Where a hold that names no end has one follows from the rows: an
 * edit that takes that edge away, or switches the schedule off, would bring back what was ordered days ago.
 */
export function endedHolds(holds: ReadonlyMap<string, Hold>, records: readonly RunRecord[]): ReadonlyMap<string, Hold> {
  const ended = new Map<string, Hold>();
  for (const { scheduleName, run } of records) {
    const hold = holds.get(scheduleName);
    if (hold === undefined || hold.until !== undefined || run === undefined) continue;
    const { kind, at, cause } = run.edge;
    // An edge of the hold's own kind changes nothing: people were told that it lasts beyond.
    if (cause.kind !== 'hold' && kind !== hold.kind && at > hold.at) ended.set(scheduleName, hold);
  }
  return ended;
}

/** The holds that still count. */
export function withoutEnded(
  holds: ReadonlyMap<string, Hold>,
  records: readonly RunRecord[],
): ReadonlyMap<string, Hold> {
  const ended = endedHolds(holds, records);
  return new Map([...holds].filter(([name]) => !ended.has(name)));
}
