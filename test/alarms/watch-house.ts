import { evaluate, type EvaluationReport } from '../../functions/alarms/evaluate.ts';
import type { AlarmPorts, Series, SeriesQuery } from '../../functions/alarms/ports.ts';
import type { Acknowledgement, AlarmRecord, Silence } from '../../functions/shared/alarm/alarm-record.ts';
import { MINUTE_MS, type Instant } from '../../functions/shared/calendar/instant.ts';
import type { Hold } from '../../functions/shared/calendar/timetable.ts';
import { ExternalFailure } from '../../functions/shared/failure/external-failure.ts';
import type { FleetView, Member } from '../../functions/shared/fleet/member.ts';
import type { Notice } from '../../functions/shared/notice/notice.ts';
import type { Item } from '../../functions/shared/rows/schedule.ts';
import type { RunRecord } from '../../functions/shared/store/run-record.ts';

/** `2026-11-23T09:30` in Seoul. */
export const at = (local: string): Instant => Date.parse(`${local}:00+09:00`);

export const failure = (code: string): ExternalFailure =>
  new ExternalFailure({ reason: 'unavailable', retryable: true, code, message: code });

/** A value for each minute, by the instant at which it begins; undefined where none was published. */
export type Curve = (minute: Instant, query: SeriesQuery) => number | undefined;

/** The alarms function with everything around it in memory; a test moves `now` and looks at what was queued. */
export class WatchHouse {
  now: Instant = at('2026-11-23T09:00');
  alarmRules: Item[] = [];
  schedules: Item[] = [];
  members: Member[] = [];
  /** Types that cannot be listed. */
  unseen: FleetView['unseen'] = [];
  runs: RunRecord[] = [];
  /** What happens while the fleet is listed. */
  onList = (): void => {};
  holds = new Map<string, Hold>();
  acknowledgements = new Map<string, Acknowledgement>();
  silences = new Map<string, Silence>();
  curve: Curve = () => undefined;
  fetchFails: ExternalFailure | undefined;
  /** How long after a minute's end its datapoint can be read. */
  lateMs = 0;
  /** Thrown instead of queueing, once. */
  crashOnSend: Error | undefined;
  readonly notices: Notice[] = [];
  readonly queries: SeriesQuery[] = [];
  readonly records = new Map<string, AlarmRecord>();
  writes = 0;

  evaluate(): Promise<EvaluationReport> {
    return evaluate(this.#ports(), this.now);
  }

  /** Evaluates every minute from `now` up to and with `until`. */
  async watchUntil(until: Instant): Promise<void> {
    for (; this.now <= until; this.now += MINUTE_MS) await this.evaluate();
  }

  /** What was said, as `alarm critical`, `alarm-resolved ok`; each id once, as the deliverer has it. */
  said(): string[] {
    const once = new Map(this.notices.map((notice) => [notice.id, notice]));
    return [...once.values()].map(({ kind, facts }) => {
      const fact = (name: string) => facts.find((one) => one.name === name)?.value;
      return [kind, fact('level') ?? fact('because')].filter((word) => word !== undefined).join(' ');
    });
  }

  #ports(): AlarmPorts {
    return {
      rows: {
        read: async () => ({
          Schedule: this.schedules,
          ScheduleServerGroup: [],
          ScheduleException: [],
          AlarmRule: this.alarmRules,
        }),
      },
      memory: {
        holds: async () => this.holds,
        runs: async () => this.runs,
      },
      alarms: {
        alarms: async () => [...this.records.values()],
        saveAlarm: async (record) => this.#save(record),
        deleteAlarm: async (record) => this.#delete(record),
        acknowledgements: async () => this.acknowledgements,
        putAcknowledgement: async (one) => void this.acknowledgements.set(one.ruleName, one),
        silences: async () => this.silences,
        putSilence: async (one) => void this.silences.set(one.ruleName, one),
        deleteSilence: async (ruleName) => void this.silences.delete(ruleName),
      },
      fleet: async () => ({ list: async () => this.#list() }),
      metrics: { fetch: async (queries) => queries.map((query) => this.#fetch(query)) },
      notices: {
        send: async (notices) => {
          const crash = this.crashOnSend;
          this.crashOnSend = undefined;
          if (crash !== undefined) throw crash;
          this.notices.push(...notices);
        },
      },
      settings: { targetId: 'self/ap-northeast-2', timeZone: 'Asia/Seoul', warnMinutes: 10 },
    };
  }

  #list(): FleetView {
    this.onList();
    return { members: this.members, unseen: this.unseen };
  }

  #delete({ ruleName, version }: AlarmRecord): void {
    const stored = this.records.get(ruleName)?.version ?? version;
    if (stored !== version) throw CONFLICT;
    this.records.delete(ruleName);
  }

  #save(record: AlarmRecord): AlarmRecord {
    const stored = this.records.get(record.ruleName)?.version ?? 0;
    if (stored !== record.version) throw CONFLICT;
    const saved = { ...record, version: stored + 1 };
    this.writes += 1;
    this.records.set(record.ruleName, saved);
    return saved;
  }

  #fetch(query: SeriesQuery): Series | ExternalFailure {
    this.queries.push(query);
    if (this.fetchFails !== undefined) return this.fetchFails;
    const values = new Map<Instant, number>();
    const { from, to, periodSeconds } = query.range;
    for (let minute = from; minute < to; minute += periodSeconds * 1_000) {
      const isReadable = minute + periodSeconds * 1_000 + this.lateMs <= this.now;
      const value = isReadable ? this.curve(minute, query) : undefined;
      if (value !== undefined) values.set(minute, value);
    }
    return values;
  }
}

const CONFLICT = new ExternalFailure({ reason: 'conflict', retryable: true, code: 'conflict', message: 'first' });

/** A rule that fires from 90 on. */
export const CPU: Item = {
  RuleName: 'cpu',
  Namespace: 'AWS/EC2',
  MetricName: 'CPUUtilization',
  PeriodSeconds: 60,
  Warning: 70,
  Critical: 90,
};

export const DEVELOPMENT: Item = {
  ScheduleName: 'Development',
  DaysActive: 'weekdays',
  StartTime: '09:30',
  StopTime: '22:00',
};

/** The record of a run of Development, or `of` another schedule, settled where that is said. */
export const run = (
  kind: 'start' | 'stop',
  begunAt: Instant,
  more: { settledAt?: Instant; calledAt?: Instant; of?: string } = {},
): RunRecord => ({
  scheduleName: more.of ?? 'Development',
  targetId: 'self/ap-northeast-2',
  version: 1,
  number: 1,
  owed: [],
  restarts: {},
  run: {
    edge: { kind, at: begunAt, cause: { kind: 'weekly' } },
    because: 'edge',
    begunAt,
    settledAt: more.settledAt,
    groups: more.calledAt === undefined ? {} : { web: { lastCallAt: more.calledAt } },
    marks: '',
    failing: {},
    nextLookAt: begunAt,
    done: 1,
    members: 1,
  },
});
