import type { Acknowledgement, Silence } from '../../../shared/alarm/alarm-record.ts';
import type { BuiltIn } from '../../../shared/alarm/alarm-rule.ts';
import type { AlarmList, RuleState } from '../commands/alarm-look.ts';
import type { AlarmPlan, AlarmRefusal } from '../commands/alarm-orders.ts';
import type { AlarmVerb } from '../commands/vocabulary.ts';
import type { Said } from '../say.ts';
import type { Speech, WordsByKind } from './speech.ts';

/** What is said of alarms to somebody who asks, in one language; a speech's name is that of the rule. */
export interface AlarmWords {
  /** The rule's name as people read it: what stands for all of them has none. */
  readonly ruleName: (name: string) => string;
  /** What commands call all of them. */
  readonly everyRule: string;
  /** `should-be-off:Development (on after its stop)`. */
  readonly builtIn: (name: string, what: BuiltIn) => string;
  readonly listTitle: (wrong: number, counts: AlarmList['counts']) => string;
  readonly listText: (counts: AlarmList['counts']) => string;
  /** How it stands, after its name. */
  readonly state: WordsByKind<RuleState>;
  readonly acknowledged: (by: Acknowledgement, speech: Speech) => string;
  readonly silenced: (by: Silence, speech: Speech) => string;
  /** Behind `silenced`, where the silence of every rule lasts longer. */
  readonly silencedOn: (every: Silence, speech: Speech) => string;
  readonly done: WordsByKind<AlarmPlan, Pick<Said, 'title' | 'text'>>;
  readonly replaces: (former: Silence, speech: Speech) => string;
  /** A silence that goes on though another was ended. */
  readonly left: (silence: Silence, speech: Speech) => string;
  readonly reason: (reason: string) => string;
  readonly refusal: WordsByKind<AlarmRefusal, Pick<Said, 'title' | 'text'>>;
  readonly unknownRule: (typed: string) => string;
  readonly thereAreNone: Readonly<Record<AlarmVerb, string>>;
  /** `rule` is empty where none was named. */
  readonly mistakeTitle: (rule: string) => string;
  /** The one line that shows how a command is written. */
  readonly usage: Readonly<Record<AlarmVerb, (rule: string) => string>>;
}
