import { Command } from 'commander';
import { explainDay } from '../../functions/shared/calendar/explain-day.ts';
import type { LocalDay } from '../../functions/shared/calendar/instant.ts';
import { dateOfDay, dayOfDate } from '../../functions/shared/calendar/local-date.ts';
import { formatTimeOfDay, parseTimeOfDay } from '../../functions/shared/calendar/time-of-day.ts';
import type { MinuteOfDay } from '../../functions/shared/calendar/time-of-day.ts';
import type { EdgeKind } from '../../functions/shared/calendar/timetable.ts';
import { calendarName } from '../../functions/shared/rows/calendars.ts';
import { shown } from '../../functions/shared/rows/attributes.ts';
import type { Problem } from '../../functions/shared/rows/problem.ts';
import type { Entry, Item } from '../../functions/shared/rows/schedule.ts';
import type { ExceptionStore } from '../../functions/shared/store/exceptions.ts';
import { problemWords } from '../../functions/webhook/domain/english.ts';
import { dayLines } from '../day-words.ts';
import { exceptionTable, listedException } from '../exception-list.ts';
import { tooLate } from '../past-exception.ts';
import { EXIT, Refusal } from '../refusal.ts';
import { entryNamed, readSource, rowsFrom } from '../schedules.ts';
import { settingsOf } from '../settings.ts';
import type { Settings, SettingsOptions } from '../settings.ts';
import type { Terminal } from '../terminal.ts';
import { unknownName } from '../unknown-name.ts';
import { withAccount } from '../with-account.ts';
import { textOf } from '../text-of.ts';

interface SetOptions extends SettingsOptions {
  readonly by?: string;
  readonly note?: string;
}

interface ListOptions extends SettingsOptions {
  readonly rows?: string;
  readonly all?: true;
}

/** A stop may be on the next day: `47:59`. */
const LAST_MINUTE: Readonly<Record<EdgeKind, number>> = { start: 24 * 60 - 1, stop: 48 * 60 - 1 };

export function exceptionsCommand(terminal: Terminal, exit: (code: number) => void): Command {
  return new Command('exceptions')
    .summary('starts and stops of single days: overtime, days off')
    .description('Sets, deletes and lists the starts and stops of single operating days.')
    .addHelpText(
      'after',
      '\nExample:\n  curfew exceptions set Development 2026-12-24 stop 25:00 --note "Release night"',
    )
    .addCommand(setCommand(terminal, exit))
    .addCommand(deleteCommand(terminal, exit))
    .addCommand(listCommand(terminal));
}

function setCommand(terminal: Terminal, exit: (code: number) => void): Command {
  return new Command('set')
    .summary("move, or leave out, a day's start or stop")
    .description('Sets the start or the stop of an operating day; 25:00 is 01:00 on the next date, None leaves it out.')
    .argument('<schedule>')
    .argument('<date>', 'the operating day, 2026-12-24')
    .argument('<type>', 'start or stop')
    .argument('<time>', '09:30, 25:00 or None')
    .option('--by <name>', 'who sets it; the user of this machine where not given')
    .option('--note <text>', 'why')
    .addHelpText(
      'after',
      '\nExample:\n  curfew exceptions set Development 2026-12-26 start 10:00 --note "Stock-taking"',
    )
    .action(async (name: string, date: string, type: string, time: string, _, command: Command) => {
      const order = {
        name: parseName(name),
        day: parseDate(date),
        type: parseType(type),
        minute: parseTime(time, parseType(type)),
      };
      exit(await setException(order, command.optsWithGlobals(), terminal));
    });
}

function deleteCommand(terminal: Terminal, exit: (code: number) => void): Command {
  return new Command('del')
    .summary('back to the usual start or stop')
    .description('Deletes the exception of an operating day, however many rows it has, and says whether there was one.')
    .argument('<schedule>')
    .argument('<date>', 'the operating day, 2026-12-24')
    .argument('<type>', 'start or stop')
    .addHelpText('after', '\nExample:\n  curfew exceptions del Development 2026-12-24 stop')
    .action(async (name: string, date: string, type: string, _, command: Command) => {
      const key = { name: parseName(name), day: parseDate(date), type: parseType(type) };
      exit(await deleteException(key, command.optsWithGlobals(), terminal));
    });
}

function listCommand(terminal: Terminal): Command {
  return new Command('list')
    .summary('exceptions and holidays from today on')
    .description('Prints the exceptions and holidays, by date.')
    .argument('[schedule]', 'of this schedule, or of a calendar such as calendar:KR')
    .option('--rows <file>', 'rows from a JSON file instead of the tables')
    .option('--all', 'past ones too')
    .addHelpText('after', '\nExample:\n  curfew exceptions list Development')
    .action((name: string | undefined, _, command: Command) => list(name, command.optsWithGlobals(), terminal));
}

interface ExceptionOf {
  readonly name: string;
  readonly day: LocalDay;
  readonly type: EdgeKind;
}

async function setException(
  order: ExceptionOf & { readonly minute: MinuteOfDay | 'none' },
  options: SetOptions,
  terminal: Terminal,
): Promise<number> {
  const settings = settingsOf(options, terminal.env);
  const by = options.by ?? terminal.env['USER'] ?? 'command line';
  return withSchedule(order, { settings, terminal }, async (exceptions, entry) => {
    const objection = tooLate(order, entry, terminal.now());
    if (objection !== undefined) throw new Refusal(`${objection}. Nothing was written`);
    const scheduleName = entry.schedule.name;
    const replaced = await exceptions.setException({ ...order, scheduleName, by, note: options.note });
    terminal.print(`Set ${order.type} ${formatTimeOfDay(order.minute)} on ${dateOfDay(order.day)}.`);
    if (replaced.length > 0) terminal.print(`It replaces ${whatWere(replaced)}.`);
  });
}

async function deleteException(key: ExceptionOf, options: SettingsOptions, terminal: Terminal): Promise<number> {
  const settings = settingsOf(options, terminal.env);
  return withSchedule(key, { settings, terminal }, async (exceptions, { schedule }) => {
    const deleted = await exceptions.deleteException({ ...key, scheduleName: schedule.name });
    const what = `${key.type} exception on ${dateOfDay(key.day)}`;
    terminal.print(deleted.length === 0 ? `There was no ${what}.` : `Deleted the ${what}: ${whatWere(deleted)}.`);
  });
}

const whatWere = (rows: readonly Item[]): string => rows.map((row) => listedException(row).what).join(' and ');

/** Changes an exception of a schedule that exists, then prints what the day has become, or why nothing will come of it. */
async function withSchedule(
  { name, day }: ExceptionOf,
  { settings, terminal }: { settings: Settings; terminal: Terminal },
  change: (exceptions: ExceptionStore, entry: Entry) => Promise<void>,
): Promise<number> {
  return withAccount(terminal, async ({ rows, memory, exceptions }) => {
    const find = async (): Promise<Entry> => {
      const [read, holds] = await Promise.all([rows.read(), memory.holds()]);
      return entryNamed(name, readSource({ rows: read, holds }, settings, terminal.now()).entries);
    };
    await change(exceptions, await find());
    const entry = await find();
    if (entry.problems.length > 0) {
      terminal.complain(`${entry.schedule.name} is left alone: it neither starts nor stops until this is right:`);
      for (const problem of entry.problems) terminal.complain(`  ${problemWords(problem)}`);
      return EXIT.failed;
    }
    for (const line of dayLines(explainDay(entry.timetable, day), entry)) terminal.print(line);
    return EXIT.done;
  });
}

async function list(name: string | undefined, options: ListOptions, terminal: Terminal): Promise<void> {
  const settings = settingsOf(options, terminal.env);
  const source = await rowsFrom(options.rows, terminal);
  const { entries, stray } = readSource(source, settings, terminal.now());
  const chosen = name === undefined ? undefined : knownName(name, entries, source.rows.ScheduleException);
  const today = settings.zone.localDay(terminal.now());
  const shown = source.rows.ScheduleException.map((row, index) => listedException(row, nobodys(stray, row, index)))
    .filter(({ scheduleName }) => chosen === undefined || scheduleName === chosen)
    .filter(({ day }) => options.all || day === undefined || day >= today);
  const since = options.all ? '' : ` from ${dateOfDay(today)} on`;
  if (shown.length === 0) terminal.print(`There are no exceptions${name ? ` of ${name}` : ''}${since}.`);
  else terminal.print(exceptionTable(shown));
}

/** What is wrong with the name of a row that belongs to no schedule. */
const nobodys = (stray: readonly Problem[], { ScheduleName }: Item, index: number): Problem[] =>
  stray.filter(
    ({ row, attribute }) =>
      attribute === 'ScheduleName' &&
      [`ScheduleException ${textOf(ScheduleName)}`, `ScheduleException, row ${index + 1}`].includes(row),
  );

/** The schedule or the calendar of that name, as it stands in rows; an unknown one is refused with the one probably meant. */
function knownName(name: string, entries: readonly Entry[], rows: readonly Item[]): string {
  if (calendarName(name) === undefined) return entryNamed(name, entries).schedule.name;
  const inRows = rows.flatMap(({ ScheduleName: of }) => (typeof of === 'string' && calendarName(of) ? [of] : []));
  const followed = entries.flatMap(({ schedule }) => schedule.calendar ?? []).map((calendar) => `calendar:${calendar}`);
  const calendars = [...new Set([...inRows, ...followed])];
  const found = calendars.find((calendar) => calendar.normalize('NFC') === name.normalize('NFC'));
  if (found !== undefined) return found;
  throw unknownName(name, name, calendars);
}

function parseName(text: string): string {
  if (text.trim() === '') throw new Refusal(`${shown(text)} is no name of a schedule; type one such as Development`);
  return text;
}

function parseDate(text: string): LocalDay {
  const day = dayOfDate(text);
  if (day === undefined) throw new Refusal(`${text} is no date; type it as 2026-12-24`);
  return day;
}

function parseType(text: string): EdgeKind {
  if (text !== 'start' && text !== 'stop') throw new Refusal(`${text} is no type of exception; type start or stop`);
  return text;
}

function parseTime(text: string, type: EdgeKind): MinuteOfDay | 'none' {
  const minute = parseTimeOfDay(text);
  if (minute === 'none' || (minute !== undefined && minute <= LAST_MINUTE[type])) return minute;
  throw new Refusal(`${text} is no time of a ${type}; type 00:00 to ${type === 'start' ? '23:59' : '47:59'}, or None`);
}
