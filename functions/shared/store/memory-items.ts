import type { Instant } from '../calendar/instant.ts';
import { DAY_MS, SECOND_MS } from '../calendar/instant.ts';
import type { Cause, Edge, EdgeKind, Hold } from '../calendar/timetable.ts';
import type { Fact, FactValue, Notice, NoticeAction, NoticeKind, Severity } from '../notice/notice.ts';
import { byName, fields, flag, instant, list, number, optional, text, variants, word, type Codec } from './codec.ts';
import type { Failing, GroupProgress, Intent, ReturnCause, Run, RunRecord, WarningRecord } from './run-record.ts';

const HOLD_KEPT_DAYS = 60;
const WARNING_KEPT_DAYS = 2;

/*
 * How each kind of the Memory table is stored beside its keys and its version. A field that a later version of Curfew
 * adds has to be optional: a record without it would read as no record at all.
 */

const edgeKind = word<EdgeKind>({ start: true, stop: true });

const rowCauses = {
  exception: fields({
    kind: word<'exception'>({ exception: true }),
    uuid: text,
    by: optional(text),
    note: optional(text),
  }),
  hold: fields({ kind: word<'hold'>({ hold: true }), by: text }),
};

const cause = variants<Cause>({ ...rowCauses, weekly: fields({ kind: word<'weekly'>({ weekly: true }) }) });

const returnCause = variants<ReturnCause>({
  ...rowCauses,
  lifted: fields({ kind: word<'lifted'>({ lifted: true }), by: text }),
  changed: fields({ kind: word<'changed'>({ changed: true }) }),
});

const edge = fields<Edge>({ kind: edgeKind, at: instant, cause });

const factValue: Codec<FactValue> = {
  write: (value) => (typeof value === 'number' ? number.write(value) : value),
  read: (stored) => {
    if (typeof stored === 'string' || typeof stored === 'number') return stored;
    return list(text).read(stored);
  },
};

const noticeKind = word<NoticeKind>({
  starting: true,
  started: true,
  'stop-warning': true,
  stopping: true,
  stopped: true,
  'instance-failed': true,
  stuck: true,
  skipped: true,
  'row-error': true,
  'exception-changed': true,
  'hold-changed': true,
  'rds-restarted': true,
  'channel-failed': true,
  alarm: true,
  'alarm-reminder': true,
  'alarm-resolved': true,
  'alarm-changed': true,
  heartbeat: true,
});

/** A notice, with its instant as the place that holds it writes one. */
export const noticeItem = (at: Codec<Instant>): Codec<Notice> =>
  fields<Notice>({
    id: text,
    at,
    severity: word<Severity>({ ok: true, info: true, warning: true, error: true }),
    kind: noticeKind,
    schedule: text,
    timeZone: text,
    facts: list(fields<Fact>({ name: text, value: factValue })),
    actions: list(fields<NoticeAction>({ label: text, command: text })),
    channels: list(text),
  });

interface AlikeFailing extends Failing {
  readonly members: readonly string[];
}

const alikeFailing = list(
  fields<AlikeFailing>({ attempts: number, dueAt: instant, because: text, members: list(text) }),
);

/** Many members fail alike (a right is missing, a zone is full): told apart once, 10,000 of them fit into an item. */
const failing: Codec<Run['failing']> = {
  write: (byMember) => {
    const alike = new Map<string, Failing & { members: string[] }>();
    for (const [memberId, one] of Object.entries(byMember)) {
      const key = `${one.attempts} ${one.dueAt} ${one.because}`;
      const known = alike.get(key);
      if (known) known.members.push(memberId);
      else alike.set(key, { ...one, members: [memberId] });
    }
    return alikeFailing.write([...alike.values()]);
  },
  read: (stored) =>
    Object.fromEntries(
      alikeFailing.read(stored).flatMap(({ members, ...one }) => members.map((memberId) => [memberId, one])),
    ),
};

const run = fields<Run>({
  edge,
  because: word<Run['because']>({ edge: true, enforce: true, 'rds-restart': true }),
  returns: optional(returnCause),
  begunAt: instant,
  doneTo: optional(instant),
  startAhead: optional(instant),
  unfinished: optional(fields<NonNullable<Run['unfinished']>>({ at: instant, marks: text })),
  settledAt: optional(instant),
  isDropped: optional(flag),
  only: optional(list(text)),
  groups: byName(
    fields<GroupProgress>({
      releasedAt: optional(instant),
      lastCallAt: optional(instant),
      told: optional(number),
      stuckTold: optional(flag),
    }),
  ),
  marks: text,
  failing,
  intent: optional(fields<Intent>({ at: instant })),
  warnedAfter: optional(instant),
  nextLookAt: instant,
  done: number,
  members: number,
  others: optional(number),
});

export const runItem = fields<Omit<RunRecord, 'version'>>({
  scheduleName: text,
  targetId: text,
  number,
  run: optional(run),
  announcedStops: optional(list(instant)),
  goneStops: optional(list(instant)),
  owed: list(noticeItem(instant)),
  problemsTold: optional(text),
  problemsToldAt: optional(instant),
  fleetTold: optional(text),
  restarts: byName(instant),
});

export const holdItem = fields<Hold>({ kind: edgeKind, at: instant, until: optional(instant), by: text });

export const warningItem = fields<WarningRecord>({
  scheduleName: text,
  targetId: optional(text),
  stopAt: instant,
  warnedAt: instant,
  toldFor: optional(instant),
});

/** Either half may have been written first. */
export const lookItem = fields<{ lookedAt: Instant | undefined; wakeAt: Instant | undefined }>({
  lookedAt: optional(instant),
  wakeAt: optional(instant),
});

/** When DynamoDB may tidy a hold away; a hold without an end stays until somebody replaces or deletes it. */
export const holdExpiresAt = (hold: Hold): number | undefined =>
  hold.until === undefined ? undefined : epochSeconds(hold.until + HOLD_KEPT_DAYS * DAY_MS);

export const warningExpiresAt = (warning: WarningRecord): number =>
  epochSeconds(warning.stopAt + WARNING_KEPT_DAYS * DAY_MS);

const epochSeconds = (at: Instant): number => Math.floor(at / SECOND_MS);
