import type { Instant } from '../functions/shared/calendar/instant.ts';
import type { Hold, Timetable } from '../functions/shared/calendar/timetable.ts';
import { plural, problemWords } from '../functions/webhook/domain/english.ts';
import { shown } from '../functions/shared/rows/attributes.ts';
import { readRows } from '../functions/shared/rows/read-rows.ts';
import type { Reading } from '../functions/shared/rows/read-rows.ts';
import type { Entry, TableRows } from '../functions/shared/rows/schedule.ts';
import { readRowsFile } from './rows-file.ts';
import { EXIT, Refusal } from './refusal.ts';
import type { Settings } from './settings.ts';
import type { Terminal } from './terminal.ts';
import { unknownName } from './unknown-name.ts';
import { withAccount } from './with-account.ts';

/** Where the schedules come from: a file, or the tables of the environment's account. */
export interface RowsSource {
  readonly rows: TableRows;
  readonly holds: ReadonlyMap<string, Hold>;
}

/** AlarmRule is read on request only: most commands have no use for it. */
export async function rowsFrom(
  file: string | undefined,
  terminal: Terminal,
  wanted: { readonly alarmRules?: boolean } = {},
): Promise<RowsSource> {
  if (file !== undefined) return { rows: await readRowsFile(file), holds: new Map() };
  return withAccount(terminal, ({ rows, memory }) =>
    Promise.all([rows.read(wanted), memory.holds()]).then(([read, holds]) => ({ rows: read, holds })),
  );
}

export function readSource(source: RowsSource, settings: Settings, now: Instant): Reading {
  const { zone, warnMinutes } = settings;
  return readRows(source.rows, { timeZone: zone.name, warnMinutes, now, holds: source.holds });
}

/** The entry of that name; an unknown name is refused with the one that was probably meant. */
export function entryNamed(name: string, entries: readonly Entry[]): Entry {
  const found = entries.find((entry) => entry.schedule.name.normalize('NFC') === name.normalize('NFC'));
  if (found !== undefined) return found;
  const names = entries.map((entry) => entry.schedule.name);
  throw unknownName(name, `schedule ${shown(name)}`, names);
}

/** For the help of the commands that go by `chooseEntries`. */
export const EXITS_WHERE_LEFT_ALONE =
  '\nExits with 1 if a schedule is left alone for a mistake in its rows, and so not among them.';

/** What a command is asked about, and its exit code: that of a failure where a schedule is left alone, and so not among them. */
export interface Chosen {
  readonly chosen: readonly Entry[];
  readonly exitCode: number;
}

/** The entry of that name, or all that a tick would work on; what it leaves alone because of a bad row is told on standard error. */
export function chooseEntries(name: string | undefined, entries: readonly Entry[], terminal: Terminal): Chosen {
  const chosen = name === undefined ? workable(entries, terminal) : [workableNamed(name, entries)];
  const isComplete = name !== undefined || chosen.length === entries.length;
  return { chosen, exitCode: isComplete ? EXIT.done : EXIT.failed };
}

function workable(entries: readonly Entry[], terminal: Terminal): Entry[] {
  for (const { schedule, problems } of entries)
    if (problems.length > 0)
      terminal.complain(
        `${schedule.name} is left alone: ${plural(problems.length, 'problem')} in its rows; see curfew validate`,
      );
  return entries.filter((entry) => entry.problems.length === 0);
}

/** The entry of that name where it can be worked on; a bad row refuses it. */
function workableNamed(name: string, entries: readonly Entry[]): Entry {
  const entry = entryNamed(name, entries);
  const [first] = entry.problems;
  if (first === undefined) return entry;
  throw new Refusal(`${name} is left alone: ${problemWords(first)}; see curfew validate`, EXIT.failed);
}

/** The timetable as a tick at `at` would see it: the console's ForceStart or ForceStop is taken over as a hold. */
export function timetableAt({ schedule, timetable }: Entry, at: Instant): Timetable {
  if (schedule.force === undefined) return timetable;
  return { ...timetable, hold: { kind: schedule.force, at, by: 'console' } };
}
