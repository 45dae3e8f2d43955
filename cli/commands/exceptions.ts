import { Command } from 'commander';
import { explainDay } from '../../functions/shared/calendar/explain-day.ts';
import type { Instant, LocalDay } from '../../functions/shared/calendar/instant.ts';
import { dateOfDay, dayOfDate } from '../../functions/shared/calendar/local-date.ts';
import { parseTimeOfDay } from '../../functions/shared/calendar/time-of-day.ts';
import type { MinuteOfDay } from '../../functions/shared/calendar/time-of-day.ts';
import type { EdgeKind } from '../../functions/shared/calendar/timetable.ts';
import type { Item } from '../../functions/shared/rows/schedule.ts';
import type { ExceptionStore } from '../../functions/shared/store/exceptions.ts';
import { columns } from '../columns.ts';
import { dayLines } from '../day-words.ts';
import { Refusal } from '../refusal.ts';
import { entryNamed, readSource, rowsFrom } from '../schedules.ts';
import { settingsOf } from '../settings.ts';
import type { Settings, SettingsOptions } from '../settings.ts';
import type { Terminal } from '../terminal.ts';
import { withAccount } from '../with-account.ts';

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

export function exceptionsCommand(terminal: Terminal): Command {
  return new Command('exceptions')
    .summary('starts and stops of single days: overtime, days off')
    .description('Sets, deletes and lists the starts and stops of single operating days.')
    .addHelpText(
      'after',
      '\nExample:\n  curfew exceptions set Development 2026-12-24 stop 25:00 --note "Release night"',
    )
    .addCommand(setCommand(terminal))
    .addCommand(deleteCommand(terminal))
    .addCommand(listCommand(terminal));
}

function setCommand(terminal: Terminal): Command {
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
    .action((name: string, date: string, type: string, time: string, _, command: Command) => {
      const order = { name, day: parseDate(date), type: parseType(type), minute: parseTime(time, parseType(type)) };
      return setException(order, command.optsWithGlobals(), terminal);
    });
}

function deleteCommand(terminal: Terminal): Command {
  return new Command('del')
    .summary('back to the usual start or stop')
    .description('Deletes the exception of an operating day, however many rows it has, and says whether there was one.')
    .argument('<schedule>')
    .argument('<date>', 'the operating day, 2026-12-24')
    .argument('<type>', 'start or stop')
    .addHelpText('after', '\nExample:\n  curfew exceptions del Development 2026-12-24 stop')
    .action((name: string, date: string, type: string, _, command: Command) =>
      deleteException({ name, day: parseDate(date), type: parseType(type) }, command.optsWithGlobals(), terminal),
    );
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
): Promise<void> {
  const settings = settingsOf(options, terminal.env);
  const by = options.by ?? terminal.env['USER'] ?? 'command line';
  await withSchedule(order, { settings, terminal }, async (exceptions, scheduleName) => {
    const replaced = await exceptions.setException({ ...order, scheduleName, by, note: options.note });
    if (replaced.length > 0) terminal.print(`It replaces ${replaced.map(valueOf).join(' and ')}.`);
  });
}

async function deleteException(key: ExceptionOf, options: SettingsOptions, terminal: Terminal): Promise<void> {
  const settings = settingsOf(options, terminal.env);
  await withSchedule(key, { settings, terminal }, async (exceptions, scheduleName) => {
    const deleted = await exceptions.deleteException({ ...key, scheduleName });
    const what = `${key.type} exception on ${dateOfDay(key.day)}`;
    terminal.print(
      deleted.length === 0 ? `There was no ${what}.` : `Deleted the ${what}: ${deleted.map(valueOf).join(' and ')}.`,
    );
  });
}

/** Changes an exception of a schedule that exists, then prints what the day has become. */
async function withSchedule(
  { name, day }: ExceptionOf,
  { settings, terminal }: { settings: Settings; terminal: Terminal },
  change: (exceptions: ExceptionStore, scheduleName: string) => Promise<void>,
): Promise<void> {
  await withAccount(terminal, async ({ rows, exceptions }) => {
    const find = async (now: Instant) =>
      entryNamed(name, readSource({ rows: await rows.read(), holds: new Map() }, settings, now).entries);
    const { schedule } = await find(terminal.now());
    await change(exceptions, schedule.name);
    const { timetable } = await find(terminal.now());
    for (const line of dayLines(explainDay(timetable, day), schedule)) terminal.print(line);
  });
}

async function list(name: string | undefined, options: ListOptions, terminal: Terminal): Promise<void> {
  const settings = settingsOf(options, terminal.env);
  const { rows } = await rowsFrom(options.rows, terminal);
  const today = dateOfDay(settings.zone.localDay(terminal.now()));
  const shown = rows.ScheduleException.filter((row) => name === undefined || row['ScheduleName'] === name)
    .filter((row) => options.all || textOf(row, 'ExceptionDate') >= today)
    .sort((a, b) => (textOf(a, 'ExceptionDate') < textOf(b, 'ExceptionDate') ? -1 : 1));
  if (shown.length === 0)
    terminal.print(`There are no exceptions${name ? ` of ${name}` : ''}${options.all ? '' : ` from ${today} on`}.`);
  else terminal.print(columns([['DATE', 'SCHEDULE', 'WHAT', 'BY', 'NOTE'], ...shown.map(toCells)]));
}

const toCells = (row: Item): string[] => [
  ...[textOf(row, 'ExceptionDate'), textOf(row, 'ScheduleName'), valueOf(row)],
  ...[textOf(row, 'By'), textOf(row, 'Note')],
];

const valueOf = (row: Item): string =>
  textOf(row, 'ExceptionType') === '' ? 'holiday' : `${textOf(row, 'ExceptionType')} ${textOf(row, 'ExceptionValue')}`;

const textOf = (row: Item, attribute: string): string => String(row[attribute] ?? '');

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
