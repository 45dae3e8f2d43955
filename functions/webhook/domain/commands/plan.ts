import type { Instant, LocalDay } from '../../../shared/calendar/instant.ts';
import type { Edge, EdgeKind, ExceptionEnd, Hold, Timetable } from '../../../shared/calendar/timetable.ts';
import type { MinuteOfDay } from '../../../shared/calendar/time-of-day.ts';
import type { Entry } from '../../../shared/rows/schedule.ts';
import type { ExceptionKey, ExceptionOrder } from '../../../shared/store/exceptions.ts';
import type { RunRecord, WarningRecord } from '../../../shared/store/run-record.ts';

/** What an order is decided on. */
export interface Sight {
  /** With the console's ForceStart or ForceStop already taken for the hold that the next tick makes of it. */
  readonly entry: Entry;
  readonly record: RunRecord | undefined;
  /** That have been given, of any schedule. */
  readonly warnings: readonly WarningRecord[];
  readonly who: string;
  readonly now: Instant;
}

/** The one row, or the one hold, that an order changes. */
export type Write =
  | { readonly kind: 'set-exception'; readonly order: ExceptionOrder }
  | { readonly kind: 'delete-exception'; readonly key: ExceptionKey }
  | { readonly kind: 'put-hold'; readonly hold: Hold }
  | { readonly kind: 'delete-hold' };

/** What an order came to, as the one who gave it is told. */
export type Done =
  | {
      readonly kind: 'extended';
      /** As people were told it. */
      readonly from: Instant;
      /** When it stops in the end: later than asked for where it merges, or where a warning comes first. */
      readonly to: Instant | undefined;
      readonly by: 'exception' | 'hold';
      /** False: nothing is to be up now, though somebody may have started it by hand. */
      readonly isOn: boolean;
      /** True: `to` is the soonest. */
      readonly whenUp: boolean;
    }
  | {
      readonly kind: 'held';
      readonly hold: Hold;
      /** When it is turned off, or on, again: by the hold's end, or later by the schedule. */
      readonly turnsAt: Instant | undefined;
      /** True: `turnsAt` is the soonest. */
      readonly whenUp: boolean;
    }
  | { readonly kind: 'released' }
  | {
      readonly kind: 'exception-set';
      readonly day: LocalDay;
      readonly type: EdgeKind;
      readonly minute: MinuteOfDay | 'none';
    }
  | { readonly kind: 'exception-deleted'; readonly day: LocalDay; readonly type: EdgeKind };

/** What might surprise the one who gave the order. */
export type Surprise =
  /** The stop runs into a later window, which goes on. */
  | { readonly kind: 'merges'; readonly at: Instant; readonly into: Edge | undefined }
  /** Moved by more than people usually mean. */
  | { readonly kind: 'far'; readonly hours: number }
  /** The stop that moved is not of what is running now: nothing is. */
  | { readonly kind: 'off-now' }
  /** Without a time the hold lasts long. */
  | { readonly kind: 'until-edge'; readonly turnsAt: Instant; readonly type: EdgeKind }
  | { readonly kind: 'until-release' }
  /** The hold's end changes nothing: the schedule wants the same. */
  | { readonly kind: 'goes-on'; readonly from: Instant; readonly type: EdgeKind }
  /** A stop in the small hours, which closes its own date and not the night before. */
  | { readonly kind: 'night-before'; readonly day: LocalDay; readonly minute: MinuteOfDay; readonly isNext: boolean }
  /** The time is on the date after the operating day. */
  | { readonly kind: 'next-date'; readonly at: Instant }
  | { readonly kind: 'holiday'; readonly name: string }
  | { readonly kind: 'disabled' }
  /** A hold in force stands before what was set. */
  | { readonly kind: 'hold-first'; readonly hold: Hold; readonly until: Instant }
  | { readonly kind: 'replaces-hold'; readonly hold: Hold }
  | { readonly kind: 'replaces-exception'; readonly end: ExceptionEnd }
  | { readonly kind: 'changes-nothing' };

/** What will be written, and what is to be said once it is. */
export interface Plan {
  readonly kind: 'plan';
  readonly write: Write;
  /** As the timetable will be. */
  readonly after: Timetable;
  /** The operating day that the order is about. */
  readonly day: LocalDay;
  readonly done: Done;
  readonly surprises: readonly Surprise[];
}

/** What does move a stop earlier: an exception of its operating day, a hold that ends then, or only an order, which needs no warning. */
export type Earlier =
  | { readonly by: 'exception'; readonly day: LocalDay; readonly minute: MinuteOfDay }
  | { readonly by: 'hold'; readonly minute: MinuteOfDay }
  | { readonly by: 'order' };

/** What may have been meant by a time that is past: that time on the next date, or today, or an order. */
export type StillToCome =
  | { readonly by: 'form'; readonly minute: MinuteOfDay }
  | { readonly by: 'today'; readonly day: LocalDay; readonly minute: MinuteOfDay }
  | { readonly by: 'order' };

/** Why nothing is written. */
export type Refusal =
  | { readonly kind: 'no-stop' }
  | { readonly kind: 'already'; readonly at: Instant }
  | { readonly kind: 'earlier'; readonly at: Instant; readonly wanted: Instant; readonly instead: Earlier }
  /** No exception moves that stop and nothing else, and a hold would start what is off. */
  | { readonly kind: 'not-yet'; readonly stop: Edge; readonly opens: Edge | undefined }
  | { readonly kind: 'past'; readonly type: EdgeKind; readonly at: Instant; readonly instead: StillToCome | undefined }
  | { readonly kind: 'day-over'; readonly day: LocalDay }
  | { readonly kind: 'no-exception'; readonly type: EdgeKind; readonly day: LocalDay }
  | { readonly kind: 'no-hold' }
  /** The stop that a button stood under is not the one ahead. */
  | {
      readonly kind: 'moved';
      readonly by: string | undefined;
      readonly from: Instant;
      readonly to: Instant | undefined;
    }
  | { readonly kind: 'switched-off'; readonly from: Instant }
  | OverRefusal;

/** The stop that a button stood under has come and gone. */
export interface OverRefusal {
  readonly kind: 'over';
  readonly from: Instant;
  /** When it was done, where that is still known. */
  readonly doneAt: Instant | undefined;
  /** Since when it is on again, and until when. */
  readonly onAgain: { readonly since: Instant; readonly stopAt: Instant | undefined } | undefined;
  /** The command that does now what was meant. */
  readonly instead: 'force_start' | 'extend' | 'force_stop' | undefined;
}

export type Decision = Plan | { readonly kind: 'refusal'; readonly refusal: Refusal };

export const refuse = (refusal: Refusal): Decision => ({ kind: 'refusal', refusal });
