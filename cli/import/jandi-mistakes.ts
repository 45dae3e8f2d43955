import type { Problem } from '../../functions/shared/rows/problem.ts';
import { scheduleLabel } from '../../functions/shared/rows/schedule-row.ts';
import { timeOfOriginal } from './jandi-days.ts';
import type { OriginalRows } from './jandi.ts';
import { textOf } from '../text-of.ts';

/** What the original did with a row in which Curfew finds a mistake; empty where that is not known. */
export function didOriginally({ row, attribute, got }: Problem, original: OriginalRows): string {
  const isMissing = got === 'nothing';
  switch (attribute) {
    case 'ScheduleName':
      return row.startsWith('Schedule ') ? 'a name like any other' : 'no effect: there was no such schedule';
    case 'StopTime':
      return withEqualTimes(row, original);
    case 'InstanceType':
      return isMissing
        ? 'an error in the chat at each start: never started'
        : 'never started, and counted as ready: only EC2 and RDS were known';
    case 'Dependency':
      return 'none of these groups was started: each waited for the next';
    case 'ExceptionDate':
      return 'fitted no date: no effect';
    case 'ExceptionType':
      return isMissing ? ENDED_TICKS : 'fitted nothing: no effect';
    case 'ExceptionValue':
      return ENDED_TICKS;
    default:
      return '';
  }
}

const ENDED_TICKS = 'an error that ended every tick of its date: neither its schedule nor those after it did anything';

/** It took both for an hour after that time, at every tick: started what was stopped, and stopped what ran. */
function withEqualTimes(row: string, original: OriginalRows): string {
  const item = original.Schedule.find(({ ScheduleName: name }) => scheduleLabel(textOf(name)) === row);
  const [start, stop] = [item?.['StartTime'], item?.['StopTime']].map(timeOfOriginal);
  if (start === undefined || start !== stop) return '';
  return `started and stopped everything by turns, for an hour from ${textOf(item?.['StopTime'])} on`;
}
