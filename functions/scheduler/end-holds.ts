import type { Hold } from '../shared/calendar/timetable.ts';
import { endedHolds } from '../shared/store/ended-holds.ts';
import type { RunRecord } from '../shared/store/run-record.ts';
import type { SchedulerPorts } from './ports.ts';

/*
 * An ended hold is made empty before any record is written: the run that ended it may be followed by one that no longer tells.
 * Equal instants replace each other, so a newer order stays, whenever it comes.
 */

/** Makes the holds empty that a run has ended, for good; returns what that failed with. */
export async function endHolds(
  { memory }: SchedulerPorts,
  holds: ReadonlyMap<string, Hold>,
  records: readonly RunRecord[],
): Promise<readonly unknown[]> {
  const failures: unknown[] = [];
  for (const [name, hold] of endedHolds(holds, records)) {
    try {
      await memory.putHold(name, { ...hold, until: hold.at });
    } catch (failure) {
      failures.push(failure);
    }
  }
  return failures;
}
