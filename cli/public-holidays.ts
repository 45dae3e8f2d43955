import { DAY_MS } from '../functions/shared/calendar/instant.ts';
import { dateOfDay, dayOfDate } from '../functions/shared/calendar/local-date.ts';
import { Refusal } from './refusal.ts';

export interface PublicHoliday {
  /** `2026-12-25`. */
  readonly date: string;
  readonly name: string;
}

/**
 * The public holidays of a country (`KR`), or of a part of one (`DE-BY`), in a year, in order. Korea's come from the
 * gazette, with substitute and election days; the others from rules.
 */
export async function publicHolidays(place: string, year: number): Promise<readonly PublicHoliday[]> {
  const found = place === 'KR' ? await gazettedInKorea(year) : await byRules(place, year);
  return mergedByDate(found);
}

async function gazettedInKorea(year: number): Promise<PublicHoliday[]> {
  const { getHolidayPreset } = await import('@hyunbinseo/holidays-kr');
  const preset = await getHolidayPreset(String(year)).catch(() => {
    throw new Refusal(
      `Korea's public holidays of ${year} are not known; the list holds the years that are gazetted, from 2018`,
    );
  });
  return Object.entries(preset).map(([date, names]) => ({ date, name: names.join(', ') }));
}

async function byRules(place: string, year: number): Promise<PublicHoliday[]> {
  const { default: Holidays } = await import('date-holidays');
  const [country = '', ...parts] = place.split('-');
  const calendar = new Holidays();
  const countries = Object.keys(calendar.getCountries());
  if (!countries.includes(country))
    throw new Refusal(`there is no country ${country}; type its two letters, such as KR, JP or DE-BY`);
  const states = Object.keys(calendar.getStates(country) ?? {});
  if (parts.length > 0 && !states.includes(parts[0] ?? ''))
    throw new Refusal(
      `${country} has no part ${parts[0]}; ${states.length > 0 ? `there are ${states.join(', ')}` : `type ${country}`}`,
    );
  calendar.init(place);
  const days = calendar.getHolidays(year).filter((holiday) => holiday.type === 'public');
  return days.flatMap(({ date, start, end, name }) =>
    datesFrom(date, end.getTime() - start.getTime()).map((each) => ({ date: each, name })),
  );
}

/** A holiday of several days is each of its whole days: half a day more closes nothing. */
function datesFrom(dateTime: string, lengthMs: number): string[] {
  const first = dayOfDate(dateTime.slice(0, 'YYYY-MM-DD'.length)) ?? 0;
  const count = Math.max(1, Math.floor(lengthMs / DAY_MS));
  return Array.from({ length: count }, (_, index) => dateOfDay(first + index));
}

/** Two holidays may fall on one date; a calendar has one row for it. */
function mergedByDate(holidays: readonly PublicHoliday[]): readonly PublicHoliday[] {
  const names = new Map<string, string[]>();
  for (const { date, name } of holidays) names.set(date, [...(names.get(date) ?? []), name]);
  return [...names].map(([date, all]) => ({ date, name: all.join(', ') })).sort((a, b) => (a.date < b.date ? -1 : 1));
}
