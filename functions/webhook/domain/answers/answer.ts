import type { DayExplanation } from '../../../shared/calendar/explain-day.ts';
import type { LocalDay } from '../../../shared/calendar/instant.ts';
import type { DayException, Desired, Edge } from '../../../shared/calendar/timetable.ts';
import type { InstanceType } from '../../../shared/fleet/group.ts';
import type { Member } from '../../../shared/fleet/member.ts';
import type { Entry } from '../../../shared/rows/schedule.ts';
import type { Problem } from '../../../shared/rows/problem.ts';
import type { Run } from '../../../shared/store/run-record.ts';
import type { Coming } from '../commands/coming.ts';
import type { Mistake } from '../commands/command.ts';
import type { AlarmAnswer } from './alarm-answer.ts';
import type { Outlook } from '../commands/outlook.ts';
import type { Plan, Refusal } from '../commands/plan.ts';

/** What a change does at once, as the next tick will see it; a stop that is announced first is told as coming. */
export type Effect =
  | { readonly kind: 'none' }
  | { readonly kind: 'starts' }
  /** Without a warning. */
  | { readonly kind: 'stops' };

/** What went wrong after the row was written. */
export type Hitch =
  | { readonly kind: 'not-told' }
  /** `target`: undefined where there is no other. */
  | { readonly kind: 'not-woken'; readonly target: string | undefined };

export interface ListedSchedule {
  readonly entry: Entry;
  readonly isLeftAlone: boolean;
  readonly desired: Desired;
  /** What changes the state next. */
  readonly next: Pick<Edge, 'kind' | 'at'> | undefined;
  readonly isSwitchedOff: boolean;
}

/** One group of a schedule with its members as they are now. */
export interface GroupStatus {
  /** Empty for the members without a group. */
  readonly name: string;
  readonly dependsOn: readonly string[];
  readonly members: readonly Member[];
}

/** What could be seen of the instances. */
export interface FleetStatus {
  readonly groups: readonly GroupStatus[];
  /** Types that could not be listed, and why; `both` where nothing could. */
  readonly unseen: readonly { readonly type: InstanceType | 'both'; readonly code: string; readonly message: string }[];
}

export interface StatusAnswer {
  readonly kind: 'status';
  readonly entry: Entry;
  readonly outlook: Outlook;
  /** As people are told it, where the targets are not at one. */
  readonly coming: Coming;
  /** One for each target. */
  readonly places: readonly StatusPlace[];
}

/** How a schedule stands in one target. */
export interface StatusPlace {
  /** Undefined where there is no other. */
  readonly name: string | undefined;
  readonly coming: Coming;
  readonly fleet: FleetStatus;
  readonly run: Run | undefined;
}

export interface DatedException {
  readonly day: LocalDay;
  readonly exception: DayException;
}

/** What a line is answered with, before any words. */
export type Answer =
  /** `example`: a schedule's name in commands. */
  | { readonly kind: 'help'; readonly example: string }
  | { readonly kind: 'alarms'; readonly about: AlarmAnswer }
  | { readonly kind: 'list'; readonly schedules: readonly ListedSchedule[] }
  | {
      readonly kind: 'unknown-name';
      readonly typed: string;
      readonly near: readonly string[];
      readonly names: readonly string[];
    }
  | { readonly kind: 'mistake'; readonly schedule: string; readonly commandName: string; readonly mistake: Mistake }
  | { readonly kind: 'may-not-change'; readonly schedule: string }
  | { readonly kind: 'left-alone'; readonly schedule: string; readonly problems: readonly Problem[] }
  | { readonly kind: 'failed'; readonly what: 'read' | 'write'; readonly message: string }
  | { readonly kind: 'refused'; readonly entry: Entry; readonly refusal: Refusal }
  | {
      readonly kind: 'changed';
      readonly entry: Entry;
      readonly plan: Plan;
      readonly effect: Effect;
      readonly coming: Coming;
      readonly who: string;
      readonly hitches: readonly Hitch[];
      /** What is still wrong with the schedule's rows. */
      readonly problems: readonly Problem[];
    }
  | StatusAnswer
  | {
      readonly kind: 'info';
      readonly entry: Entry;
      readonly explanation: DayExplanation;
      readonly outlook: Outlook;
      readonly coming: Coming;
    }
  | { readonly kind: 'week'; readonly entry: Entry; readonly days: readonly DayExplanation[] }
  | {
      readonly kind: 'exceptions';
      readonly entry: Entry;
      readonly asked: DatedException;
      readonly coming: readonly DatedException[];
    };

export type AnswerOf<Kind extends Answer['kind']> = Extract<Answer, { readonly kind: Kind }>;
