import type { EdgeKind, Timetable } from '../calendar/timetable.ts';
import type { Group } from '../fleet/group.ts';
import type { Problem } from './problem.ts';

/** A row of the Schedule table, parsed; its times are in the timetable. */
export interface Schedule {
  readonly name: string;
  readonly tagValue: string;
  readonly timeZone: string;
  readonly calendar: string | undefined;
  /** 0 to 1440; 0 turns the warning off. */
  readonly warnMinutes: number;
  readonly enforce: boolean;
  /** The console's hold, set by ForceStart or ForceStop and not yet taken over. */
  readonly force: EdgeKind | undefined;
  readonly hibernate: boolean;
  readonly channels: readonly string[];
}

/** One schedule with everything the tables say of it. */
export interface Entry {
  readonly schedule: Schedule;
  /** Its name as commands call it: in quotes where they would else be read as another schedule's. */
  readonly commandName: string;
  /** As far as it could be read: with problems, what could not be read is left out. */
  readonly timetable: Timetable;
  /** Every group after the groups it depends on. */
  readonly groups: readonly Group[];
  /** Not empty: the schedule is left alone. */
  readonly problems: readonly Problem[];
  /** Worth telling, but nothing is left alone for it: duplicates, a calendar that runs out. */
  readonly advices: readonly Problem[];
}

/** An item as DynamoDB's document client returns it, or as a JSON file holds it. */
export type Item = Readonly<Record<string, unknown>>;

/** Raw rows by table, the form of `--rows FILE`. */
export interface TableRows {
  readonly Schedule: readonly Item[];
  readonly ScheduleServerGroup: readonly Item[];
  readonly ScheduleException: readonly Item[];
  readonly AlarmRule: readonly Item[];
}
