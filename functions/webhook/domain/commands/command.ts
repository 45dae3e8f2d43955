import type { LocalDay } from '../../../shared/calendar/instant.ts';
import type { MinuteOfDay } from '../../../shared/calendar/time-of-day.ts';
import type { EdgeKind } from '../../../shared/calendar/timetable.ts';
import type { AlarmLine } from './alarm-line.ts';

/** How long, or until when: `2h30m`, or the next `23:00`. */
export type Span =
  { readonly kind: 'duration'; readonly minutes: number } | { readonly kind: 'time'; readonly minute: MinuteOfDay };

/** What is to be looked up of a schedule. */
export type Question =
  | { readonly kind: 'status' }
  | { readonly kind: 'info'; readonly day: LocalDay }
  | { readonly kind: 'week' }
  /** Without a day: today, and those to come. */
  | { readonly kind: 'exception-info'; readonly day: LocalDay | undefined };

/** What is to be changed of a schedule. */
export type Order =
  | {
      readonly kind: 'exception-set';
      readonly day: LocalDay;
      readonly type: EdgeKind;
      /** As typed: a stop to 2879, a start to 1439. */
      readonly minute: MinuteOfDay | 'none';
    }
  | { readonly kind: 'exception-del'; readonly day: LocalDay; readonly type: EdgeKind }
  | { readonly kind: 'extend'; readonly span: Span }
  /** Without a span: until the schedule's next edge. */
  | { readonly kind: 'force'; readonly type: EdgeKind; readonly span: Span | undefined }
  | { readonly kind: 'release' };

export type ScheduleCommand = Question | Order;

/** The command whose usage line is shown to somebody who got it wrong. */
export type Usage =
  | 'verbs'
  | 'status'
  | 'info'
  | 'week'
  | 'exception'
  | 'exception-info'
  | 'exception-set'
  | 'exception-del'
  | 'extend'
  | 'force_start'
  | 'force_stop'
  | 'release';

/** What is wrong with a command. */
export interface Mistake {
  readonly usage: Usage;
  readonly because: MistakeBecause;
  /** The part that was not understood; empty where one is missing. */
  readonly got: string;
  /** The word that was probably meant. */
  readonly near?: string;
}

export type MistakeBecause =
  'unknown-verb' | 'no-date' | 'no-type' | 'no-time' | 'late-start' | 'no-span' | 'too-long' | 'too-much' | 'missing';

/** What one line says. */
export type Reading =
  | { readonly kind: 'help' }
  | { readonly kind: 'list' }
  | { readonly kind: 'alarms'; readonly line: AlarmLine }
  | { readonly kind: 'unknown-name'; readonly typed: string; readonly near: readonly string[] }
  | { readonly kind: 'command'; readonly schedule: string; readonly command: ScheduleCommand }
  | { readonly kind: 'mistake'; readonly schedule: string; readonly mistake: Mistake };

export const isOrder = (command: ScheduleCommand): command is Order =>
  command.kind !== 'status' && command.kind !== 'info' && command.kind !== 'week' && command.kind !== 'exception-info';
