import { explainDay } from '../functions/shared/calendar/explain-day.ts';
import type { Instant } from '../functions/shared/calendar/instant.ts';
import { ALWAYS } from '../functions/shared/calendar/timetable.ts';
import type { Edge } from '../functions/shared/calendar/timetable.ts';
import type { Entry, Schedule } from '../functions/shared/rows/schedule.ts';
import { problemWords } from '../functions/webhook/domain/english.ts';
import { localDateTime } from '../functions/webhook/domain/local-time.ts';
import { causeWords } from './cause-words.ts';
import { dayLines } from './day-words.ts';
import { timetableAt } from './schedules.ts';
import type { Stand } from './stand.ts';
import { standAt } from './stand.ts';

/** One heading with its lines: `Since`, `Day`, `Next`. */
export type Section = readonly [heading: string, lines: readonly string[]];

/** Why a schedule's instances should, or should not, be running at an instant: what the rows alone can say. */
export function explainRows(entry: Entry, at: Instant): Section[] {
  const { schedule, problems } = entry;
  // What the rest of the rows would give is not carried out, so it is not shown.
  if (problems.length > 0) return [['Desired', leftAloneLines(problems)]];
  const timetable = timetableAt(entry, at);
  const stand = standAt(timetable, at);
  const sections: Section[] = [
    [
      'Desired',
      [{ running: 'running', stopped: 'stopped', unmanaged: 'unmanaged: neither started nor stopped' }[stand.desired]],
    ],
    ['Since', [stand.latest === undefined ? 'no start or stop has come so far' : edgeWords(stand.latest, schedule)]],
    ['Day', dayLines(explainDay(timetable, timetable.zone.localDay(at)), entry)],
    ['Hold', holdWords(timetable.hold, schedule)],
    ['Next', nextLines(stand, schedule)],
    ['Groups', entry.groups.map(groupWords)],
  ];
  return sections.filter(([, lines]) => lines.length > 0);
}

function leftAloneLines([first, ...more]: Entry['problems']): string[] {
  if (first === undefined) return [];
  return [
    `left alone: ${problemWords(first)}`,
    ...more.map(problemWords),
    'neither started nor stopped until its rows are right',
  ];
}

/** The next edge, and where that changes nothing also the next one that does. */
function nextLines({ desired, next, change }: Stand, schedule: Schedule): string[] {
  if (next === undefined) return ['no start or stop ahead'];
  if (change?.at === next.at) return [edgeWords(next, schedule)];
  const silent = `${edgeWords(next, schedule)}; changes nothing for what is already ${desired}`;
  return change === undefined ? [silent] : [silent, edgeWords(change, schedule)];
}

/** `Thu 2026-12-24 09:30 KST start, weekly (row Schedule Development)`: the edge and the row that supplied it. */
function edgeWords({ at, kind, cause }: Edge, { name, timeZone }: Schedule): string {
  const when = at === ALWAYS ? 'always' : localDateTime(at, timeZone);
  const row = cause.kind === 'exception' ? `ScheduleException ${name}/${cause.uuid}` : `Schedule ${name}`;
  return `${when} ${kind}, ${causeWords(cause)}${cause.kind === 'hold' ? '' : ` (row ${row})`}`;
}

function holdWords(hold: Entry['timetable']['hold'], { timeZone }: Schedule): string[] {
  if (hold === undefined) return [];
  const until = hold.until === undefined ? 'its next start or stop' : localDateTime(hold.until, timeZone);
  return [`${hold.by} said ${hold.kind} at ${localDateTime(hold.at, timeZone)}, until ${until}`];
}

function groupWords({ name, type, dependsOn }: Entry['groups'][number]): string {
  return `${name} (${type})${dependsOn.length > 0 ? ` after ${dependsOn.join(', ')}` : ''}`;
}
