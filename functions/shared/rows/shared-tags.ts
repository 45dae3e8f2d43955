import type { Problem } from './problem.ts';
import { scheduleLabel } from './schedule-row.ts';
import type { Schedule } from './schedule.ts';

/** What there is to say of a schedule that acts on the same instances as others. */
export interface SharedTagFindings {
  readonly problems: readonly Problem[];
  readonly advices: readonly Problem[];
}

/** Checks one schedule of those `sharing` its TagValue: each acts on its own edges, which Enforce would undo. */
export function checkSharedTag(schedule: Schedule, sharing: readonly Schedule[]): SharedTagFindings {
  const others = sharing.filter((other) => other !== schedule);
  if (others.length === 0) return { problems: [], advices: [] };
  const row = scheduleLabel(schedule.name);
  const remedy = 'give each its own TagValue, or make them one schedule with several Periods';
  if (schedule.enforce) {
    const expected = `false, because of ${namesOf(others)} on the same instances; or ${remedy}`;
    return { problems: [{ row, attribute: 'Enforce', got: 'true', expected }], advices: [] };
  }
  const enforcing = others.filter(({ enforce }) => enforce);
  const found = { row, attribute: 'TagValue', got: schedule.tagValue };
  if (enforcing.length > 0) {
    const expected = `no TagValue on which ${namesOf(enforcing)} has Enforce; set that to false, or ${remedy}`;
    return { problems: [{ ...found, expected }], advices: [] };
  }
  const expected = `a TagValue that ${namesOf(others)} does not have too: ${remedy}`;
  return { problems: [], advices: [{ ...found, expected }] };
}

const namesOf = (schedules: readonly Schedule[]): string => schedules.map(({ name }) => name).join(', ');
