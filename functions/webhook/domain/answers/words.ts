import type { Language } from '../say.ts';
import type { AlarmWords } from './alarm-words.ts';
import type { ChangeWords } from './change-words.ts';
import { ALARM_WORDS as ALARM_EN } from './en/alarm-words.ts';
import { CHANGE_WORDS as CHANGE_EN } from './en/change-words.ts';
import { LOOK_WORDS as LOOK_EN } from './en/look-words.ts';
import { TALK_WORDS as TALK_EN } from './en/talk-words.ts';
import { ALARM_WORDS as ALARM_KO } from './ko/alarm-words.ts';
import { CHANGE_WORDS as CHANGE_KO } from './ko/change-words.ts';
import { LOOK_WORDS as LOOK_KO } from './ko/look-words.ts';
import { TALK_WORDS as TALK_KO } from './ko/talk-words.ts';
import type { LookWords } from './look-words.ts';
import type { TalkWords } from './talk-words.ts';

/** Every word of an answer in one language. */
export interface AnswerWords {
  readonly alarm: AlarmWords;
  readonly change: ChangeWords;
  readonly look: LookWords;
  readonly talk: TalkWords;
}

export const ANSWER_WORDS: Readonly<Record<Language, AnswerWords>> = {
  en: { alarm: ALARM_EN, change: CHANGE_EN, look: LOOK_EN, talk: TALK_EN },
  ko: { alarm: ALARM_KO, change: CHANGE_KO, look: LOOK_KO, talk: TALK_KO },
};
