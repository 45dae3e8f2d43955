import type { Instant } from '../../../shared/calendar/instant.ts';
import type { Edge, ExceptionEnd } from '../../../shared/calendar/timetable.ts';
import type { DayEnd } from '../../../shared/calendar/explain-day.ts';
import type { Coming, ComingStop } from '../commands/coming.ts';
import type { Done, Refusal, Surprise } from '../commands/plan.ts';
import type { Said } from '../say.ts';
import type { Effect } from './answer.ts';
import type { Speech, WordsByKind } from './speech.ts';

/** What is said of a change, or of one that was not made, in one language. */
export interface ChangeWords {
  /** One line that says what the schedule will do now. */
  readonly done: WordsByKind<Done>;
  /** What happens at once; empty where nothing does. */
  readonly effect: WordsByKind<Effect>;
  /** What an extension does to a stop that has begun. */
  readonly takesBack: (from: Instant, speech: Speech) => string;
  /** `It was to stop at 22:00 KST.` */
  readonly wasToStop: (from: Instant, speech: Speech) => string;
  readonly keptByHold: (speech: Speech) => string;
  /** A stop that comes later than its edge, because it has to be announced. */
  readonly warnsFirst: (stop: ComingStop, speech: Speech) => string;
  /** A stop that does not come, because this start is before its warning would be over. */
  readonly overtaken: (start: Edge, speech: Speech) => string;
  /** `Next stop 22:00 KST, next start Mon 09:30 KST.` */
  readonly outlook: (coming: Coming, speech: Speech) => string;
  /** Written, but other rows keep the schedule from anything. */
  readonly leftAlone: (name: string) => string;
  /** `Operating day Fri 2026-11-20, Asia/Seoul` */
  readonly operatingDay: (day: number, speech: Speech) => string;
  readonly changedBy: (who: string) => string;
  /** A start or stop that an operating day asks for, and why. */
  readonly dayEnd: (end: DayEnd, speech: Speech) => string;
  /** Why an end of a day does not happen, after it. */
  readonly silent: Readonly<Record<'covered' | 'switched-off', string>>;
  /** What happens on a date, and why. */
  readonly edge: (edge: Edge, speech: Speech) => string;
  readonly exceptionEnd: (type: string, end: ExceptionEnd) => string;
  readonly nothingThatDay: string;
  readonly surprise: WordsByKind<Surprise>;
  readonly refusal: WordsByKind<Refusal, Pick<Said, 'title' | 'text'>>;
  /** Written, but the other channels could not be told. */
  readonly notTold: string;
  /** Written, but the scheduler could not be woken, of one target where there are several. */
  readonly notWoken: (target: string | undefined) => string;
}
