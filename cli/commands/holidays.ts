import { Command } from 'commander';
import { dayOfDate } from '../../functions/shared/calendar/local-date.ts';
import { DAY_MS } from '../../functions/shared/calendar/instant.ts';
import type { Item, TableRows } from '../../functions/shared/rows/schedule.ts';
import { exceptionUuid } from '../../functions/shared/store/exceptions.ts';
import { format } from '../../functions/webhook/domain/local-time.ts';
import { columns } from '../columns.ts';
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
      holidays({ ...options, place: place.toUpperCase(), years }, terminal),
    );
}

async function holidays(order: Order, terminal: Terminal): Promise<void> {
  const { place, years, calendar = place } = order;
  const found: PublicHoliday[] = [];
  for (const year of years) found.push(...(await publicHolidays(place, yearOf(year))));
  const rows = found.map((holiday) => holidayRow(calendar, holiday));
  if (order.put) {
    await withAccount(terminal, (account) => account.rows.put(exceptionsOnly(rows)));
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

/** The row that makes a date a holiday of a calendar; the same for the same date, so that it can be written again. */
function holidayRow(calendar: string, { date, name }: PublicHoliday): Item {
  const scheduleName = `calendar:${calendar}`;
  const day = dayOfDate(date) ?? 0;
  return {
    ScheduleName: scheduleName,
    ExceptionUuid: exceptionUuid({ scheduleName, day, type: 'start' }),
    ExceptionDate: date,
    Note: name,
  };
}

const exceptionsOnly = (rows: readonly Item[]): TableRows => ({
  ...{ Schedule: [], ScheduleServerGroup: [], AlarmRule: [] },
  ScheduleException: rows,
});

const weekday = (date: string): string => format((dayOfDate(date) ?? 0) * DAY_MS, 'UTC', 'ccc');
