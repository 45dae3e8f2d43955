import type { Acknowledgement, AlarmRecord, Level, Muted, Said, Silence, SubjectState } from '../alarm/alarm-record.ts';
import { DAY_MS, SECOND_MS, type Instant } from '../calendar/instant.ts';
import { byName, fields, flag, instant, list, number, optional, text, word } from './codec.ts';
import { noticeItem } from './memory-items.ts';

const KEPT_DAYS = 60;

const firing = word<Said['level']>({ warning: true, critical: true });

const subject = fields<SubjectState>({
  level: word<Level>({ ok: true, warning: true, critical: true, 'insufficient-data': true }),
  since: instant,
  value: optional(number),
  noDataSince: optional(instant),
  said: optional(fields<Said>({ level: firing, firedAt: instant, at: instant })),
});

export const alarmItem = fields<Omit<AlarmRecord, 'version'>>({
  ruleName: text,
  rule: text,
  subjects: byName(subject),
  failedFetches: number,
  failureTold: flag,
  problemsTold: optional(text),
  muted: optional(
    word<Muted>({
      ...{ 'stopped-by-schedule': true, restarted: true, down: true, gone: true },
      ...{ superseded: true, 'switched-off': true },
    }),
  ),
  toldIn: optional(fields<NonNullable<AlarmRecord['toldIn']>>({ schedule: optional(text), channels: list(text) })),
  told: number,
  owed: list(noticeItem(instant)),
});

export const acknowledgementItem = fields<Acknowledgement>({ ruleName: text, by: text, at: instant });

export const silenceItem = fields<Silence>({
  ruleName: text,
  by: text,
  at: instant,
  until: instant,
  reason: optional(text),
});

/** When DynamoDB may tidy away what a person said of an alarm; nothing is decided by it. */
export const quietExpiresAt = (after: Instant): number => Math.floor((after + KEPT_DAYS * DAY_MS) / SECOND_MS);
