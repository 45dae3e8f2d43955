import { MINUTE_MS, type Instant } from '../../shared/calendar/instant.ts';
import { formatTimeOfDay } from '../../shared/calendar/time-of-day.ts';
import type { Member } from '../../shared/fleet/member.ts';
import type { Place } from '../../shared/fleet/target.ts';
import type { Fact, FactValue, Notice, NoticeKind, Severity } from '../../shared/notice/notice.ts';
import type { Entry } from '../../shared/rows/schedule.ts';
import type { RunRecord } from '../../shared/store/run-record.ts';

/** Who speaks: the schedule, and the record whose run number goes into the ids. */
export interface Teller {
  readonly entry: Entry;
  readonly record: RunRecord;
  readonly now: Instant;
  /** Of whose instances; undefined where there is one place only, or where it is no place's own matter. */
  readonly place?: Place;
}

/** Of several targets the first tells what concerns all of them. */
export const speaksForAll = ({ place }: Teller): boolean => place === undefined || place.others !== undefined;

/** What is told concerns every target. */
export const sharedBy = ({ place: _place, ...teller }: Teller): Teller => teller;

export const iso = (instant: Instant): string => new Date(instant).toISOString();

/** `2026-11-20T22:00+09:00` */
export function localMinute({ entry }: Teller, instant: Instant): string {
  const offset = entry.timetable.zone.offsetMinutesAt(instant);
  const wall = new Date(instant + offset * MINUTE_MS).toISOString().slice(0, 'YYYY-MM-DDTHH:mm'.length);
  return `${wall}${offset < 0 ? '-' : '+'}${formatTimeOfDay(Math.abs(offset))}`;
}

/** `web-1 (i-0abc) : ap-northeast-2a`, as the original scheduler wrote it. */
export const describe = ({ name, id, availabilityZone }: Member): string => {
  const label = name === '' || name === id ? id : `${name} (${id})`;
  return availabilityZone === '' ? label : `${label} : ${availabilityZone}`;
};

export function notice(
  teller: Teller,
  said: { id: string; kind: NoticeKind; severity: Severity; facts: Record<string, FactValue | undefined> },
): Notice {
  const { entry, place } = teller;
  const { schedule } = entry;
  // Two targets count their runs alike.
  const whose = place === undefined || place.isHome ? schedule.name : `${schedule.name}@${place.name}`;
  const facts: Fact[] = Object.entries({ ...said.facts, target: place?.name }).flatMap(([name, value]) =>
    value === undefined ? [] : [{ name, value }],
  );
  const { id, kind, severity } = said;
  return {
    id: `${whose}/${id}`,
    at: teller.now,
    severity,
    kind,
    schedule: schedule.name,
    timeZone: schedule.timeZone,
    facts,
    actions: [],
    channels: schedule.channels,
  };
}

/** The record owing these notices too; a notice it owes already is not owed twice. */
export function owe(record: RunRecord, notices: readonly Notice[]): RunRecord {
  const owedIds = new Set(record.owed.map(({ id }) => id));
  const fresh = notices.filter(({ id }) => !owedIds.has(id));
  return fresh.length === 0 ? record : { ...record, owed: [...record.owed, ...fresh] };
}
