import { Command } from 'commander';
import { dayOfDate } from '../../functions/shared/calendar/local-date.ts';
import { DAY_MS } from '../../functions/shared/calendar/instant.ts';
import type { LocalDay } from '../../functions/shared/calendar/instant.ts';
import { AttributeReader, shown } from '../../functions/shared/rows/attributes.ts';
import { readHolidayRow } from '../../functions/shared/rows/exception-row.ts';
import { CALENDAR_PREFIX } from '../../functions/shared/rows/schedule-row.ts';
import type { Item } from '../../functions/shared/rows/schedule.ts';
import { exceptionRow } from '../../functions/shared/store/exceptions.ts';
import type { RowStore } from '../../functions/shared/store/ports.ts';
import { format } from '../format-time.ts';
import { columns, cut } from '../columns.ts';
import { publicHolidays } from '../public-holidays.ts';
import type { PublicHoliday } from '../public-holidays.ts';
import { Refusal } from '../refusal.ts';
import type { Terminal } from '../terminal.ts';
import { withAccount } from '../with-account.ts';

interface HolidaysOptions {
  readonly calendar?: string;
  readonly put?: true;
  readonly json?: true;
}

interface Order extends HolidaysOptions {
  readonly place: string;
  readonly years: readonly string[];
}

export function holidaysCommand(terminal: Terminal): Command {
  return new Command('holidays')
    .summary("a country's public holidays, as a holiday calendar")
    .description(
      'Prints the public holidays of a country, and with --put writes them as the calendar that Calendar: NAME means.',
    )
    .argument('<place>', 'two letters of a country, or a part of one: KR, US, DE-BY')
    .argument('<year...>', 'years, such as 2026 2027')
    .option('--calendar <name>', 'name of the calendar; the place where not given')
    .option('--put', 'write them into the table ScheduleException')
    .option('--json', '{"ScheduleException": [...]}, in the form that put and --rows take')
    .addHelpText('after', '\nExample:\n  curfew holidays KR 2026 2027 --put')
    .action((place: string, years: string[], options: HolidaysOptions) =>
      holidays({ ...options, place: place.trim().toUpperCase(), years }, terminal),
    );
}

async function holidays(order: Order, terminal: Terminal): Promise<void> {
  const { place } = order;
  const calendar = calendarNamed(order.calendar ?? place);
  const found: PublicHoliday[] = [];
  for (const year of new Set(order.years.map(yearOf))) found.push(...(await publicHolidays(place, year)));
  const rows = found.map((holiday) => holidayRow(calendar, holiday));
  if (order.put) {
    const replaced = await withAccount(terminal, (account) => putHolidays(account.rows, rows));
    for (const row of replaced) terminal.complain(replacedWords(row));
    terminal.complain(
      `${rows.length} days written to calendar:${calendar}; a schedule follows them with Calendar: ${calendar}`,
    );
  }
  if (order.json) terminal.print(JSON.stringify({ ScheduleException: rows }, undefined, 2));
  else terminal.print(columns([['DATE', '', 'NAME'], ...found.map(({ date, name }) => [date, weekday(date), name])]));
}

function yearOf(text: string): number {
  if (!/^(19|20)\d\d$/.test(text)) throw new Refusal(`${text} is no year; type it as 2026`);
  return Number(text);
}

/** The name as rows read it from `Calendar`: `KR`, typed as `calendar:KR` too. */
function calendarNamed(typed: string): string {
  const name = typed.normalize('NFC').trim().replace(PREFIX, '').trim();
  const isNameInRows = new AttributeReader('', { Calendar: name }).has('Calendar');
  if (isNameInRows) return name;
  throw new Refusal(`--calendar ${JSON.stringify(typed)} is no name of a calendar; type one such as KR`);
}

const PREFIX = new RegExp(`^${CALENDAR_PREFIX}`, 'i');

/** The row that makes a date a holiday of a calendar; the same for the same date, so that it can be written again. */
function holidayRow(calendar: string, { date, name }: PublicHoliday): Item {
  const scheduleName = `${CALENDAR_PREFIX}${calendar}`;
  const closed = { scheduleName, day: dayOfDate(date) ?? 0, type: 'start', minute: 'none', by: '' } as const;
  const { ScheduleName, ExceptionUuid, ExceptionDate, ExpiresAt } = exceptionRow(closed);
  return { ScheduleName, ExceptionUuid, ExceptionDate, Note: name, ExpiresAt };
}

/**
 * Leaves exactly these rows of their calendar on their dates, and returns those that said something else. Writes before it
 * deletes: a crash in between leaves a date two rows, and never none.
 */
async function putHolidays(store: RowStore, rows: readonly Item[]): Promise<readonly Item[]> {
  const byDay = new Map(rows.map((row) => [dayOf(row), row]));
  const former = (await store.read()).ScheduleException.filter(
    (row) => row['ScheduleName'] === rows[0]?.['ScheduleName'] && byDay.has(dayOf(row)),
  );
  await store.put({ Schedule: [], ScheduleServerGroup: [], AlarmRule: [], ScheduleException: rows });
  const byHand = former.filter((row) => row['ExceptionUuid'] !== byDay.get(dayOf(row))?.['ExceptionUuid']);
  for (const { ScheduleName, ExceptionUuid } of byHand)
    await store.delete('ScheduleException', { ScheduleName, ExceptionUuid });
  return former.filter((row) => byHand.includes(row) || row['Note'] !== byDay.get(dayOf(row))?.['Note']);
}

const dayOf = (row: Item): LocalDay | undefined => readHolidayRow('', row).day;

function replacedWords(row: Item): string {
  const { ScheduleName, ExceptionUuid, ExceptionDate, Note } = row;
  const named = Note === undefined ? '' : ` (${cut(shown(Note), NOTE_WIDTH)})`;
  return `replaces the row ${shown(ScheduleName)}/${shown(ExceptionUuid)} of ${shown(ExceptionDate)}${named}`;
}

const NOTE_WIDTH = 60;

const weekday = (date: string): string => format((dayOfDate(date) ?? 0) * DAY_MS, 'UTC', 'ccc');
