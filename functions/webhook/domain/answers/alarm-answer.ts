import type { AlarmMistake } from '../commands/alarm-line.ts';
import type { AlarmList } from '../commands/alarm-look.ts';
import type { AlarmPlan, AlarmRefusal } from '../commands/alarm-orders.ts';
import type { Zone } from '../../../shared/calendar/zone.ts';
import type { AlarmVerb } from '../commands/vocabulary.ts';

/** What a line about alarms is answered with, before any words. */
export type AlarmAnswer =
  | { readonly kind: 'listed'; readonly list: AlarmList; readonly zone: Zone }
  | {
      readonly kind: 'changed';
      readonly plan: AlarmPlan;
      readonly who: string;
      /** True: written, but the rule's other channels could not be told. */
      readonly isUntold: boolean;
    }
  | { readonly kind: 'refused'; readonly refusal: AlarmRefusal }
  | {
      readonly kind: 'unknown-rule';
      readonly verb: AlarmVerb;
      readonly typed: string;
      readonly near: readonly string[];
      /** Those for which the command would do something. */
      readonly names: readonly string[];
    }
  /** `example`: a rule there is. */
  | { readonly kind: 'mistake'; readonly mistake: AlarmMistake; readonly example: string };
