import type { Item } from '../../functions/shared/rows/schedule.ts';
import type { FleetInstance } from '../../local/fleet-file.ts';
import type { View } from './wanted.ts';

interface Stretch {
  readonly from: number;
  readonly state: string;
}

const UP = new Set(['running', 'available']);

/** What became of one instance. */
export class Machine {
  readonly spec: FleetInstance;
  /** Instants at which somebody changed it by hand. */
  readonly changedByHand: number[] = [];
  readonly #stretches: Stretch[];

  /** What is up when the world begins has passed its checks long ago. */
  constructor(spec: FleetInstance) {
    this.spec = spec;
    this.#stretches = [{ from: -Infinity, state: spec.state }];
  }

  enter(at: number, state: string): void {
    this.#stretches.push({ from: at, state });
  }

  get state(): string {
    return this.#stretches.at(-1)?.state ?? '';
  }

  /** Since when it is in its state. */
  get since(): number {
    return this.#stretches.at(-1)?.from ?? 0;
  }

  /** Whether it served at some instant of [from, to]; with its status checks passed, where they are asked for. */
  wasUp(from: number, to: number, withChecks: boolean): boolean {
    const checksMs = withChecks ? (this.spec.statusSeconds ?? 0) * 1_000 : 0;
    return this.#any(from, to, (stretch) => UP.has(stretch.state) && stretch.from + checksMs <= to);
  }

  /** Whether it was down at some instant of [from, to]. */
  wasDown(from: number, to: number): boolean {
    return this.#any(from, to, ({ state }) => state === 'stopped');
  }

  /** Whether it was where `kind` wants it all through [from, to). */
  stayed(kind: string, from: number, to: number): boolean {
    const isThere = ({ state }: Stretch): boolean => (kind === 'start' ? UP.has(state) : state === 'stopped');
    return !this.#any(from, to - 1, (stretch) => !isThere(stretch));
  }

  #any(from: number, to: number, fits: (stretch: Stretch) => boolean): boolean {
    return this.#stretches.some((stretch, nth) => {
      const end = this.#stretches[nth + 1]?.from ?? Infinity;
      return stretch.from <= to && end > from && fits(stretch);
    });
  }
}

/** Auto Scaling groups and clusters start and stop their members themselves; Curfew leaves those alone. */
export const isSkipped = ({ spec }: Machine): boolean =>
  spec.autoScalingGroup !== undefined || spec.clusterId !== undefined;

/** Every version of what the rows said of one schedule. */
export class Rows {
  readonly views: View[] = [];

  change(at: number, change: (view: View) => Partial<View>): void {
    const last = this.views.at(-1) ?? {
      from: at,
      row: undefined,
      groups: [],
      exceptions: [],
      holidays: [],
      hold: undefined,
    };
    const view = { ...last, ...change(last), from: at };
    if (last.from === at) this.views.pop();
    this.views.push(view);
  }

  /** Those that were in force at some instant of [from, to], oldest first. */
  in(from: number, to: number): View[] {
    return this.views.filter((view, nth) => view.from <= to && (this.views[nth + 1]?.from ?? Infinity) > from);
  }
}

/** The group that an instance belongs to; undefined for the implicit one. */
export function groupOf(view: View, { spec }: Machine): Item | undefined {
  const name = spec.tags['ScheduleGroupName'];
  return view.groups.find(({ GroupName, InstanceType }) => GroupName === name && InstanceType === spec.type);
}

const dependenciesOf = (group: Item): string[] =>
  Array.isArray(group['Dependency']) ? group['Dependency'].map(String) : [];

export const nameOf = (group: Item): string => String(group['GroupName']);

export const membersOf = (view: View, name: string, machines: readonly Machine[]): Machine[] =>
  machines.filter((machine) => !isSkipped(machine) && groupOf(view, machine)?.['GroupName'] === name);

/** Names of the groups that this one waits for: those it depends on to start, those that depend on it to stop. */
export const waitsFor = (view: View, group: Item, kind: string): string[] =>
  kind === 'start'
    ? dependenciesOf(group)
    : view.groups.filter((other) => dependenciesOf(other).includes(nameOf(group))).map(nameOf);

/** Whether the rows are wrong, so that the schedule is to be left alone; it knows the mistakes that worlds make. */
export function isWrong({ row, groups }: View): boolean {
  if (row === undefined) return true;
  const { TimeZone, StopTime, DaysActive, WarnMinutes, ForceStart, ForceStop } = row;
  const isRowWrong = TimeZone === 'KST' || StopTime === '99:99' || DaysActive === 'someday' || WarnMinutes === 'soon';
  return isRowWrong || (ForceStart === true && ForceStop === true) || isTangled(groups);
}

/** Unknown dependencies, or a way from a group back to itself. */
function isTangled(groups: readonly Item[]): boolean {
  const left = new Map(groups.map((group) => [nameOf(group), dependenciesOf(group)]));
  for (let before = -1; before !== left.size;) {
    before = left.size;
    for (const [name, dependencies] of left)
      if (dependencies.every((one) => !left.has(one) && hasGroup(groups, one))) left.delete(name);
  }
  return left.size > 0;
}

const hasGroup = (groups: readonly Item[], name: string): boolean => groups.some((group) => nameOf(group) === name);
