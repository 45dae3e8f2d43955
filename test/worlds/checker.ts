import type { Notice } from '../../functions/shared/notice/notice.ts';
import type { Item } from '../../functions/shared/rows/schedule.ts';
import type { SimulatedCall } from '../../local/simulated-account.ts';
import { checkCall } from './check-calls.ts';
import { checkCourse } from './check-course.ts';
import { checkEnd, checkFlags } from './check-end.ts';
import { checkPosts, checkRowErrors, checkTold, checkWarnings, type Posts } from './check-notices.ts';
import { Calm, Episodes } from './episodes.ts';
import type { Witness } from './happened.ts';
import { isSkipped, Machine, Rows } from './history.ts';
import type { WorldPlan } from './plan.ts';
import { CALENDAR } from './plan-rows.ts';
import type { CallSeen, Seen, Surroundings, Violation } from './seen.ts';
import { Wanted, type View } from './wanted.ts';

/** Something that could be seen, for the timeline of a failure. */
export interface Happened {
  readonly at: number;
  readonly what: readonly unknown[];
}

/** Watches a world from outside, step by step, and holds it against the promises; it knows nothing of how Curfew works. */
export class Checker implements Witness, Surroundings {
  readonly plan: WorldPlan;
  readonly wanted: Wanted;
  readonly calm: Calm;
  readonly violations: Violation[] = [];
  readonly timeline: Happened[] = [];
  /** Start and stop calls for an instance, and notices that the queue took. */
  calls = 0;
  notices = 0;
  readonly #machines: ReadonlyMap<string, Machine>;
  readonly #schedules: ReadonlyMap<string, Seen>;
  readonly #channels = new Map<string, Posts>();

  constructor(plan: WorldPlan) {
    this.plan = plan;
    this.calm = new Calm(plan.faults);
    this.wanted = new Wanted(plan);
    this.#machines = new Map(plan.fleet.map((spec) => [spec.id, new Machine(spec)]));
    this.#schedules = new Map(plan.rows.Schedule.map((row) => [String(row['ScheduleName']), this.#seen(row)]));
  }

  called(at: number, { op, ids, error }: SimulatedCall): void {
    this.#note(at, op, ids.join(' '), error ?? '');
    const kind = op.startsWith('Start') ? 'start' : 'stop';
    for (const id of ids) {
      const machine = this.#machines.get(id);
      const seen = this.#schedules.get(machine?.spec.tags['ScheduleName'] ?? '');
      if (machine === undefined || seen === undefined) continue;
      this.calls += 1;
      const isInWay =
        kind === 'start' ? machine.state === 'stopped' : /^(running|available|pending|starting)$/.test(machine.state);
      const call: CallSeen = {
        at,
        kind,
        machine,
        changes: error === undefined && isInWay,
        isAlone: ids.length === 1,
        error,
      };
      if (isSkipped(machine)) this.#report({ promise: 7, at, what: `${op} of ${id}, which Curfew is to leave alone` });
      this.violations.push(...checkCall(this, seen, call));
      seen.calls.push(call);
    }
  }

  state(at: number, id: string, state: string): void {
    this.#note(at, state, id);
    this.#machines.get(id)?.enter(at, state);
  }

  changedByHand(at: number, id: string): void {
    this.#note(at, 'by hand', id);
    this.#machines.get(id)?.changedByHand.push(at);
  }

  wrote(at: number, table: string, key: string, item: Item | undefined): void {
    this.#note(at, item === undefined ? 'deleted' : 'wrote', table, key.replace('\n', ' '), item ?? '');
    const [schedule = '', id = ''] = key.split('\n');
    if (schedule === CALENDAR) for (const { rows } of this.#schedules.values()) rows.change(at, onHolidays(id, item));
    this.#schedules.get(schedule)?.rows.change(at, (view) => changed(view, { table, id, item }));
  }

  queued(at: number, notice: Notice, channel: string): void {
    this.#note(at, 'queued for', channel, notice.id);
    this.notices += 1;
    this.#posts(channel).queued.add(notice.id);
    this.#schedules.get(notice.schedule)?.notices.push({ at, notice });
  }

  posted(at: number, channel: string, titles: readonly string[]): void {
    this.#note(at, 'posted to', channel, titles.join(' | '));
    this.#posts(channel).posted += titles.length;
  }

  buried(at: number, { id }: Notice, channel: string): void {
    this.#note(at, 'buried for', channel, id);
    this.#posts(channel).buried.add(id);
  }

  mayRepeat(channel: string, notices: number): void {
    this.#posts(channel).mayRepeat += notices;
  }

  /** To be asked when the world is over. */
  end(left: { readonly bugs: readonly unknown[]; readonly isQueueEmpty: boolean }): void {
    const { to: at, happenings } = this.plan;
    for (const bug of left.bugs)
      this.#report({ promise: 0, at, what: `a bug: ${bug instanceof Error ? bug.stack : String(bug)}` });
    if (!left.isQueueEmpty) this.#report({ promise: 5, at, what: 'notices still wait for their channel' });
    const sick = new Set<string>();
    for (const one of happenings.toSorted((a, b) => a.at - b.at)) {
      if (one.kind === 'sick') sick.add(one.id);
      if (one.kind === 'healed') sick.delete(one.id);
    }
    for (const seen of this.#schedules.values()) {
      this.violations.push(...checkEnd(this, seen, sick), ...checkFlags(this, seen));
      this.violations.push(...checkTold(seen), ...checkRowErrors(this, seen));
      this.violations.push(...checkCourse(this, seen), ...checkWarnings(this, seen));
    }
    for (const [channel, posts] of this.#channels) this.violations.push(...checkPosts(channel, posts, at));
  }

  #seen(row: Item): Seen {
    const name = String(row['ScheduleName']);
    const rows = new Rows();
    const machines = [...this.#machines.values()].filter(({ spec }) => spec.tags['ScheduleName'] === name);
    const episodes = new Episodes(rows, this.wanted, this.plan.from);
    return { name, rows, episodes, machines, notices: [], calls: [], clearedAt: new Map() };
  }

  #posts(channel: string): Posts {
    const known = this.#channels.get(channel) ?? { posted: 0, mayRepeat: 0, buried: new Set(), queued: new Set() };
    this.#channels.set(channel, known);
    return known;
  }

  #report(violation: Violation): void {
    this.violations.push(violation);
  }

  #note(at: number, ...what: readonly unknown[]): void {
    this.timeline.push({ at, what });
  }
}

/** One item of a list, by its key, written or deleted. */
const replaced = (
  items: readonly Item[],
  name: string,
  { id, item }: { id: string; item: Item | undefined },
): Item[] => [...items.filter((one) => one[name] !== id), ...(item ? [item] : [])];

const onHolidays =
  (id: string, item: Item | undefined) =>
  ({ holidays }: View): Partial<View> => ({ holidays: replaced(holidays, 'ExceptionUuid', { id, item }) });

function changed(view: View, change: { table: string; id: string; item: Item | undefined }): Partial<View> {
  const { table, item } = change;
  switch (table) {
    case 'Schedule':
      return { row: item };
    case 'hold':
      return { hold: item };
    case 'ScheduleServerGroup':
      return { groups: replaced(view.groups, 'GroupName', change) };
    default:
      return { exceptions: replaced(view.exceptions, 'ExceptionUuid', change) };
  }
}
