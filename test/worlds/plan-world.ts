import type { Item, TableRows } from '../../functions/shared/rows/schedule.ts';
import type { FleetInstance } from '../../local/fleet-file.ts';
import { Chance } from './chance.ts';
import type { FaultSpan, Happening, WorldPlan } from './plan.ts';
import { dateAt, PLACES, planRows, randomException, randomGroups, randomTimes } from './plan-rows.ts';
import { planDaysOff, planHolidays } from './plan-days-off.ts';
import { planSecondThoughts } from './plan-second-thoughts.ts';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;

/** After the last fault come the longest warning, twice, the longest pause, and an hour to spare; ticks and slow starts come on top. */
const CALM_MS = (2 * 45 + 50 + 60) * MINUTE_MS;
const SLOWEST_MS = 6 * MINUTE_MS;

/** What is wrong in a row so that its schedule is left alone; the checker knows them by their values. */
export const MISTAKES: readonly [Item, ...Item[]] = [
  { TimeZone: 'KST' },
  { StopTime: '99:99', StartTime: '09:00' },
  { DaysActive: 'someday' },
  { WarnMinutes: 'soon' },
  { ForceStart: true, ForceStop: true },
];

/** Draws a whole world from a seed. */
export function planWorld(seed: number): WorldPlan {
  const chance = new Chance(seed);
  const place = chance.pick(PLACES);
  const from = Date.parse(place.date) + chance.whole(-36, 12) * HOUR_MS + chance.whole(0, 59) * MINUTE_MS;
  const calmFrom = from + chance.whole(20, 36) * HOUR_MS;
  const { rows: drawn, fleet } = planRows(chance.branch('rows'), from, place);
  const names = drawn.Schedule.map((row) => String(row['ScheduleName']));
  const stopping = new Set(chance.branch('stops only').some(names, 0.15));
  const rows = { ...drawn, Schedule: drawn.Schedule.map((row) => withoutStart(stopping, row)) };
  const span = { from, to: calmFrom };
  const tickMinutes = chance.pick([1, 2, 2, 5, 5, 10, 15, 30]);
  const happenings = [
    ...planHappenings(chance.branch('people'), { rows, fleet, ...span }),
    ...planSecondThoughts(chance.branch('second thoughts'), { rows, timeZone: place.zone, ...span }),
    ...planDaysOff(chance.branch('days off'), { rows, ...span }),
    ...planHolidays(chance.branch('holidays'), span),
  ].map((one) => onlyStopping(stopping, one));
  return {
    ...{ seed, from, calmFrom },
    to: calmFrom + CALM_MS + 4 * (tickMinutes + 2) * MINUTE_MS + (rows.ScheduleServerGroup.length + 1) * SLOWEST_MS,
    tickMinutes,
    timeZone: place.zone,
    warnMinutes: chance.pick([0, 5, 10, 30]),
    pageSize: 25,
    ...{ rows, fleet },
    happenings: withAbsences(chance.branch('absences'), { rows, happenings, ...span }),
    faults: planFaults(chance.branch('faults'), span),
  };
}

/** Schedules without a start: people start their machines, and the evening switches them off. */
function withoutStart(stopping: ReadonlySet<string>, row: Item): Item {
  const { StartTime: _start, ...others } = row;
  return stopping.has(String(row['ScheduleName'])) && row['Periods'] === undefined ? others : row;
}

const onlyStopping = (stopping: ReadonlySet<string>, one: Happening): Happening =>
  one.kind === 'put' && one.table === 'Schedule' ? { ...one, row: withoutStart(stopping, one.row) } : one;

/** Schedules that somebody deletes, and writes again some time later. */
function withAbsences(
  chance: Chance,
  { rows, happenings, from, to }: Span & { rows: TableRows; happenings: readonly Happening[] },
): Happening[] {
  const deleted = chance.some(rows.Schedule, 0.05);
  const absences = deleted.flatMap((row): Happening[] => {
    const key = { ScheduleName: row['ScheduleName'] };
    const at = chance.whole(from, to - 2 * MINUTE_MS);
    const back = Math.min(at + chance.whole(1, 300) * MINUTE_MS, to - MINUTE_MS);
    const written = happenings.flatMap((one) =>
      one.kind === 'put' && one.row['ScheduleName'] === row['ScheduleName'] && one.table === 'Schedule' ? [one] : [],
    );
    const last = written.toSorted((a, b) => a.at - b.at).findLast((one) => one.at <= back);
    return [
      { at, kind: 'delete', table: 'Schedule', key },
      { at: back, kind: 'put', table: 'Schedule', row: last?.row ?? row },
    ];
  });
  return [...happenings, ...absences];
}

interface Span {
  readonly from: number;
  readonly to: number;
}

/** Some stretches of trouble with calm between them, or none at all. */
function planFaults(chance: Chance, { from, to }: Span): FaultSpan[] {
  const spans: FaultSpan[] = [];
  let at = from + chance.whole(0, 8 * 60) * MINUTE_MS;
  while (chance.is(0.85)) {
    const end = Math.min(at + chance.whole(5, 6 * 60) * MINUTE_MS, to);
    if (end <= at) break;
    spans.push({ from: at, to: end, ...randomRates(chance) });
    at = end + chance.whole(30, 8 * 60) * MINUTE_MS;
  }
  return spans;
}

/** How often things go wrong in a stretch of trouble. */
export function randomRates(chance: Chance): Omit<FaultSpan, 'from' | 'to'> {
  const rate = (most: number): number => (chance.is(0.45) ? chance.fraction() * most : 0);
  return {
    ...{ lostTicks: rate(1), lateTicks: rate(0.6), doubledTicks: rate(0.6) },
    ...{ lostEvents: rate(1), doubledMessages: rate(0.6), lateMessages: rate(0.6) },
    ...{ crashes: rate(0.7), slow: rate(0.8) },
    ...{ awsErrors: rate(0.5), storeErrors: rate(0.1), queueErrors: rate(0.4), chatErrors: rate(0.8) },
    skewMs: chance.is(0.4) ? chance.whole(100, 2_000) : 0,
  };
}

interface Stage extends Span {
  readonly rows: TableRows;
  readonly fleet: readonly FleetInstance[];
}

function planHappenings(chance: Chance, stage: Stage): Happening[] {
  const count = chance.pick([0, 3, 8, 15, 25]);
  const people = new People(chance, stage);
  const instants = Array.from({ length: count }, () => chance.whole(stage.from, stage.to - MINUTE_MS));
  // People look at the clock: much is done at, or just around, full and half hours.
  const rounded = instants.map((at) =>
    chance.is(0.4) ? Math.floor(at / (30 * MINUTE_MS)) * 30 * MINUTE_MS + chance.whole(-90, 90) * 1_000 : at,
  );
  const inTime = rounded.map((at) => Math.min(Math.max(at, stage.from), stage.to - MINUTE_MS));
  return inTime.sort((a, b) => a - b).flatMap((at) => people.act(at));
}

/** People with a console, a chat and too many rights; they know what the rows say, because they typed them. */
class People {
  readonly #chance: Chance;
  readonly #stage: Stage;
  readonly #schedules: Map<string, Item>;
  #groups: readonly Item[];

  constructor(chance: Chance, stage: Stage) {
    this.#chance = chance;
    this.#stage = stage;
    this.#schedules = new Map(stage.rows.Schedule.map((row) => [String(row['ScheduleName']), row]));
    this.#groups = stage.rows.ScheduleServerGroup;
  }

  act(at: number): Happening[] {
    const chance = this.#chance;
    const schedule = chance.oneOf([...this.#schedules.keys()]) ?? '';
    const kind = chance.pick([
      'hand',
      'hand',
      'hand',
      'chat',
      'chat',
      'chat',
      'times',
      'row',
      'exception',
      'groups',
      'force',
      'ill',
    ]);
    switch (kind) {
      case 'hand':
        return this.#byHand(at);
      case 'chat':
        return [{ at, kind: 'command', text: `"${schedule}" ${this.#words(at)}` }];
      case 'times':
        return [this.#edit(at, schedule, randomTimes(chance))];
      case 'row':
        return this.#editRow(at, schedule);
      case 'exception':
        return [
          {
            at,
            kind: 'put',
            table: 'ScheduleException',
            row: randomException(chance, schedule, dateAt(at, chance.whole(0, 1))),
          },
        ];
      case 'groups':
        return this.#editGroups(at, schedule);
      case 'force':
        return [{ at, kind: 'force', schedule, flag: chance.pick(['ForceStart', 'ForceStop']) }];
      case 'ill':
        return this.#fallIll(at);
    }
  }

  #byHand(at: number): Happening[] {
    const { fleet } = this.#stage;
    const op = this.#chance.pick(['start', 'stop']);
    const ids = this.#chance.some(fleet, this.#chance.is(0.3) ? 1 : 2 / fleet.length).map(({ id }) => id);
    return ids.map((id) => ({ at, kind: 'by-hand', op, id }));
  }

  #words(at: number): string {
    const chance = this.#chance;
    const date = chance.pick([dateAt(at), dateAt(at, 1), 'today', 'tomorrow']);
    return chance.pick([
      'force_start',
      `force_start ${chance.whole(1, 5)}h`,
      `force_start ${chance.whole(1, 90)}m`,
      'force_stop',
      `force_stop ${chance.whole(1, 5)}h`,
      `force_stop ${chance.whole(1, 90)}m`,
      `extend ${chance.whole(1, 180)}m`,
      `extend ${chance.whole(1, 6)}h`,
      'release',
      'release',
      `exception set ${date} stop ${chance.whole(18, 30)}:00`,
      `exception set ${date} start ${chance.whole(0, 23)}:30`,
      `exception del ${date} stop`,
      'status',
    ]);
  }

  #edit(at: number, schedule: string, changes: Item): Happening {
    const {
      Periods: _periods,
      DaysActive: _days,
      StartTime: _start,
      StopTime: _stop,
      ...rest
    } = this.#schedules.get(schedule) ?? {};
    const row = { ...rest, ...changes };
    this.#schedules.set(schedule, row);
    return { at, kind: 'put', table: 'Schedule', row };
  }

  /** A switch thrown, or a mistake that is mended some time later. */
  #editRow(at: number, schedule: string): Happening[] {
    const chance = this.#chance;
    const row = this.#schedules.get(schedule) ?? {};
    const put = (when: number, after: Item): Happening => ({ at: when, kind: 'put', table: 'Schedule', row: after });
    if (chance.is(0.5)) {
      const mended = Math.min(at + chance.whole(2, 240) * MINUTE_MS, this.#stage.to);
      const { Periods: _periods, ...plain } = row;
      return [put(at, { ...plain, ...chance.pick(MISTAKES) }), put(mended, row)];
    }
    const after = {
      ...row,
      ...chance.pick<Item>([
        { Enabled: row['Enabled'] === false },
        { Enforce: row['Enforce'] !== true },
        { WarnMinutes: chance.pick([0, 1, 5, 15, 30]) },
      ]),
    };
    this.#schedules.set(schedule, after);
    return [put(at, after)];
  }

  /** Other dependencies, one group less, or a dependency that does not exist for a while. */
  #editGroups(at: number, schedule: string): Happening[] {
    const chance = this.#chance;
    const own = this.#groups.filter((row) => row['ScheduleName'] === schedule);
    const row = chance.oneOf(own);
    if (row === undefined) return [];
    const table = 'ScheduleServerGroup';
    const key = { ScheduleName: schedule, GroupName: row['GroupName'] };
    const back = Math.min(at + chance.whole(2, 240) * MINUTE_MS, this.#stage.to);
    if (chance.is(0.3))
      return [
        { at, kind: 'delete', table, key },
        { at: back, kind: 'put', table, row },
      ];
    if (chance.is(0.3)) {
      const wrong = { ...row, Dependency: [chance.is(0.5) ? 'nowhere' : row['GroupName']] };
      return [
        { at, kind: 'put', table, row: wrong },
        { at: back, kind: 'put', table, row },
      ];
    }
    const names = new Set(own.map(({ GroupName }) => GroupName));
    const drawn = randomGroups(chance, schedule, 30).filter(({ GroupName }) => names.has(GroupName));
    const types = new Map(own.map(({ GroupName, InstanceType }) => [GroupName, InstanceType]));
    const rewired = drawn
      .map((one): Item => ({ ...one, InstanceType: types.get(one['GroupName']) }))
      .map(({ ReadyWhen, ...one }) =>
        ReadyWhen !== undefined && one['InstanceType'] === 'EC2' ? { ...one, ReadyWhen } : one,
      );
    const replaced = new Set(rewired.map(({ GroupName }) => GroupName));
    this.#groups = [
      ...this.#groups.filter((one) => one['ScheduleName'] !== schedule || !replaced.has(one['GroupName'])),
      ...rewired,
    ];
    return rewired.map((one) => ({ at, kind: 'put', table, row: one }));
  }

  /** An instance that AWS will not start for a while, or for good. */
  #fallIll(at: number): Happening[] {
    const chance = this.#chance;
    const id = chance.oneOf(this.#stage.fleet)?.id;
    if (id === undefined) return [];
    if (chance.is(0.3)) return id.startsWith('i') ? [{ at, kind: 'fall-back', id }] : [];
    const healed = Math.min(at + chance.whole(5, 600) * MINUTE_MS, this.#stage.to);
    return [{ at, kind: 'sick', id }, ...(chance.is(0.8) ? [{ at: healed, kind: 'healed' as const, id }] : [])];
  }
}
