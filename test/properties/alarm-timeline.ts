import type { SeriesQuery } from '../../functions/alarms/ports.ts';
import { MINUTE_MS, type Instant } from '../../functions/shared/calendar/instant.ts';
import type { Notice } from '../../functions/shared/notice/notice.ts';
import type { Item } from '../../functions/shared/rows/schedule.ts';
import { at, CPU, DEVELOPMENT, failure, run, WatchHouse } from '../alarms/watch-house.ts';
import { member } from '../shared/fleet/member-builder.ts';

type Levels = Readonly<Record<'load' | 'i1' | 'i2', number | undefined>>;

export interface Step {
  readonly act:
    | ({ readonly kind: 'values' } & Levels)
    | {
        readonly kind: 'edit' | 'delete' | 'put back' | 'switch off' | 'silence' | 'acknowledge';
        readonly rule: number;
      }
    | { readonly kind: 'start' | 'start of what is up' | 'stop' }
    | { readonly kind: 'fetch fails' | 'fetch works' | 'blind' | 'crash' | 'late' | 'in time' };
  /** How long it stays so. */
  readonly minutes: number;
  /** Invocations of each minute, all at once. */
  readonly invocations: number;
}

/** What was so when an evaluation decided. */
interface Moment {
  /** Undefined: not up. */
  readonly startedAt: Instant | undefined;
  readonly silenced: ReadonlySet<string>;
  readonly acknowledged: ReadonlyMap<string, Instant>;
  readonly lateMs: number;
}

const IDS = ['i1', 'i2'] as const;
const BOOT_MINUTES = 2;
const DELAY_MS = 2 * MINUTE_MS;

/** Four rules over a schedule of two instances: one of the schedule, one for each instance, one without it, and a composite. */
export class AlarmTimeline {
  readonly house = new WatchHouse();
  readonly #base: ReadonlyMap<string, Item>;
  readonly #rows: Map<string, Item>;
  readonly #row: Item;
  readonly #levels: { readonly from: Instant; readonly levels: Levels }[] = [];
  readonly #moments = new Map<Instant, Moment>();
  #startedAt: Instant | undefined;
  #isUp = false;

  constructor(row: Item) {
    const scheduled = { ...CPU, ...row, Schedule: 'Development' };
    const missing = row['TreatMissingData'] === 'bySchedule' ? 'missing' : row['TreatMissingData'];
    const load = { Namespace: 'Test', MetricName: 'Load' };
    this.#row = row;
    this.#base = new Map<string, Item>([
      ['whole', { ...scheduled, ...load, RuleName: 'whole' }],
      ['each', { ...scheduled, RuleName: 'each', ForEachInstance: true }],
      ['plain', { ...CPU, ...row, ...load, RuleName: 'plain', TreatMissingData: missing }],
      ['both', { RuleName: 'both', All: ['plain', 'not each'], RepeatMinutes: 5 }],
    ]);
    this.#rows = new Map(this.#base);
    this.house.schedules = [DEVELOPMENT];
    this.house.now = at('2026-11-23T10:00');
    this.house.curve = (minute, query) => this.#valueAt(minute, query);
    this.#become({ load: 10, i1: 10, i2: 10 });
    this.#start();
  }

  async play({ act, minutes, invocations }: Step): Promise<void> {
    this.#do(act);
    await this.#watch(minutes, invocations, act.kind === 'blind');
  }

  /** Every fault is over, every rule as it was, and every value fine. */
  async endWell(): Promise<void> {
    this.house.fetchFails = undefined;
    this.house.crashOnSend = undefined;
    this.house.lateMs = 0;
    this.house.silences.clear();
    for (const [name, row] of this.#base) this.#rows.set(name, row);
    if (this.#startedAt === undefined) this.#start();
    this.#become({ load: 10, i1: 10, i2: 10 });
    await this.#watch(30, 1, false);
  }

  /** Where what was told does not fit together, or to what was so. */
  contradictions(): readonly string[] {
    return this.#story().wrong;
  }

  /** What was told and never ended. */
  open(): readonly string[] {
    return this.#story().open;
  }

  #do(act: Step['act']): void {
    const { house } = this;
    switch (act.kind) {
      case 'values':
        return this.#become(act);
      case 'start':
        return this.#startedAt === undefined ? this.#start() : undefined;
      case 'start of what is up':
        if (this.#isUp) house.runs = [run('start', house.now, { settledAt: house.now })];
        return;
      case 'stop':
        return this.#stop();
      case 'late':
      case 'in time':
        house.lateMs = act.kind === 'late' ? 3 * MINUTE_MS : 0;
        return;
      case 'fetch fails':
      case 'fetch works':
        house.fetchFails = act.kind === 'fetch fails' ? failure('InternalFailure') : undefined;
        return;
      case 'crash':
        house.crashOnSend = new Error('died');
        return;
      case 'blind':
        return;
      default:
        return this.#doTo([...this.#base.keys()][act.rule] ?? '', act.kind);
    }
  }

  #doTo(name: string, kind: 'edit' | 'delete' | 'put back' | 'switch off' | 'silence' | 'acknowledge'): void {
    const { now } = this.house;
    const row = this.#base.get(name) ?? {};
    if (kind === 'edit') this.#rows.set(name, { ...row, Note: String(now) });
    if (kind === 'delete') this.#rows.delete(name);
    if (kind === 'put back') this.#rows.set(name, row);
    if (kind === 'switch off') this.#rows.set(name, { ...row, Enabled: false });
    const said = { ruleName: name, by: 'minsu', at: now };
    if (kind === 'silence') this.house.silences.set(name, { ...said, until: now + 7 * MINUTE_MS, reason: undefined });
    if (kind === 'acknowledge') this.house.acknowledgements.set(name, said);
  }

  #become(levels: Levels): void {
    this.#levels.push({ from: this.house.now, levels });
  }

  #start(): void {
    const { now } = this.house;
    this.#startedAt = now;
    this.house.runs = [run('start', now, { calledAt: now })];
  }

  #stop(): void {
    const { now } = this.house;
    this.#startedAt = undefined;
    this.#isUp = false;
    this.house.runs = [run('stop', now, { calledAt: now, settledAt: now })];
  }

  async #watch(minutes: number, invocations: number, isBlind: boolean): Promise<void> {
    const { house } = this;
    for (let minute = 0; minute < minutes; minute += 1, house.now += MINUTE_MS) {
      this.#boot();
      const phase = this.#isUp ? 'up' : this.#startedAt === undefined ? 'stopped' : 'starting';
      const members = IDS.map((id) => member({ id, phase, startedAt: this.#startedAt }));
      house.members = isBlind ? [] : members;
      house.unseen = isBlind ? [{ type: 'EC2', failure: failure('RequestLimitExceeded') }] : [];
      house.alarmRules = [...this.#rows.values()];
      this.#moments.set(house.now, this.#moment());
      await Promise.all(Array.from({ length: invocations }, () => house.evaluate()));
    }
  }

  #boot(): void {
    const { now } = this.house;
    if (this.#isUp || this.#startedAt === undefined || now - this.#startedAt < BOOT_MINUTES * MINUTE_MS) return;
    this.#isUp = true;
    this.house.runs = [run('start', this.#startedAt, { settledAt: now })];
  }

  #moment(): Moment {
    const { now, silences, acknowledgements, lateMs } = this.house;
    const silenced = [...silences.values()].filter(({ until }) => until > now).map(({ ruleName }) => ruleName);
    return {
      startedAt: this.#isUp ? this.#startedAt : undefined,
      silenced: new Set(silenced),
      acknowledged: new Map([...acknowledgements.values()].map((one) => [one.ruleName, one.at])),
      lateMs,
    };
  }

  #valueAt(minute: Instant, query: SeriesQuery): number | undefined {
    const dimensions = query.kind === 'metric' ? query.metric.dimensions : {};
    return this.#levelAt(minute, dimensions['InstanceId'] ?? 'load');
  }

  #levelAt(minute: Instant, of: string): number | undefined {
    return this.#levels.findLast(({ from }) => from <= minute)?.levels[of as keyof Levels];
  }

  #story(): { wrong: readonly string[]; open: readonly string[] } {
    const wrong: string[] = [];
    const open = new Map<string, Told>();
    const once = new Map(this.house.notices.map((notice) => [notice.id, notice]));
    for (const notice of once.values()) {
      if (notice.kind === 'row-error') continue;
      for (const tale of talesOf(notice)) {
        const why = this.#isWrong(tale, open);
        if (why !== undefined) wrong.push(`${new Date(notice.at).toISOString()} ${tale.subject}: ${why}`);
        const at = open.get(tale.subject)?.at ?? notice.at;
        if (notice.kind === 'alarm' || notice.kind === 'alarm-reminder')
          open.set(tale.subject, { at, level: tale.level });
        if (notice.kind === 'alarm-resolved') open.delete(tale.subject);
        if (endsRule(tale)) open.delete(`${tale.rule} fetch`);
      }
    }
    return { wrong, open: [...open.keys()] };
  }

  #isWrong(tale: Tale, open: ReadonlyMap<string, Told>): string | undefined {
    const { notice, rule, subject } = tale;
    const told = open.get(subject);
    const moment = this.#moments.get(notice.at);
    if (moment?.silenced.has(rule) === true) return `${notice.kind} under a silence`;
    switch (notice.kind) {
      case 'alarm':
        if (tale.isWorse && told === undefined) return 'worse than nothing';
        if (told !== undefined && (told.level !== 'warning' || tale.level !== 'critical')) return 'told twice';
        return tale.isFetch ? undefined : this.#isGroundless(tale, moment);
      case 'alarm-reminder':
        if (told === undefined) return 'a reminder of nothing';
        return (moment?.acknowledged.get(rule) ?? 0) >= told.at ? 'a reminder of what is acknowledged' : undefined;
      default:
        // Of a rule that is no more, of which only the fetch was told, there is no other subject.
        return told === undefined && !(endsRule(tale) && open.has(`${rule} fetch`))
          ? `an end of nothing: ${tale.because}`
          : undefined;
    }
  }

  /** An alarm needs a value that breaches, or a missing one where that is an alarm, in a period after grace. */
  #isGroundless({ notice, rule, id }: Tale, moment: Moment | undefined): string | undefined {
    if (!this.#base.has(rule) || rule === 'both') return undefined;
    const isScheduled = rule !== 'plain';
    if (isScheduled && moment?.startedAt === undefined) return 'an alarm of what is not up';
    const grace = Number(this.#row['GraceMinutes']) * MINUTE_MS;
    const since = isScheduled ? (moment?.startedAt ?? 0) + grace : 0;
    const to = Math.floor((notice.at - DELAY_MS) / MINUTE_MS) * MINUTE_MS;
    const policy = this.#base.get(rule)?.['TreatMissingData'];
    const isFilledIn = policy === 'breaching' || policy === 'bySchedule';
    // Under `ignore` the value that made it an alarm may be long ago.
    const periods = policy === 'ignore' ? 500 : Number(this.#row['EvaluationPeriods']) + 2;
    for (let period = to - periods * MINUTE_MS; period < to; period += MINUTE_MS) {
      const isReadable = period + MINUTE_MS + (moment?.lateMs ?? 0) <= notice.at;
      const value = this.#levelAt(period, id === '' ? 'load' : id);
      const isGround = value === undefined || !isReadable ? isFilledIn : value >= 70;
      if (period >= since && isGround) return undefined;
    }
    return 'an alarm without ground';
  }
}

/** What was told last of what has not ended. */
interface Told {
  /** Since when. */
  readonly at: Instant;
  readonly level: string;
}

/** What one notice says of one subject. */
interface Tale {
  readonly notice: Notice;
  readonly rule: string;
  readonly id: string;
  readonly subject: string;
  readonly isWorse: boolean;
  readonly isFetch: boolean;
  readonly because: string;
  readonly level: string;
}

/** Whether the rule itself has ended, which ends all that was told of it. */
const endsRule = ({ because }: Tale): boolean => because === 'deleted' || because === 'switched-off';

function talesOf(notice: Notice): readonly Tale[] {
  const fact = (name: string) => notice.facts.find((one) => one.name === name)?.value;
  const [rule, because] = [String(fact('rule')), String(fact('because') ?? '')];
  const isFetch = because.startsWith('fetch');
  const lines = (fact('instances') as readonly string[] | undefined) ?? [''];
  const common = { notice, rule, isFetch, because, isWorse: fact('worse') === 1, level: String(fact('level') ?? '') };
  return lines.map((line) => {
    const id = line.split(':')[0] ?? '';
    return { ...common, id, subject: isFetch ? `${rule} fetch` : `${rule} ${id}` };
  });
}
