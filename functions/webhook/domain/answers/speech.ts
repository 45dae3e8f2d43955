import type { Instant, LocalDay } from '../../../shared/calendar/instant.ts';
import { dateOfDay } from '../../../shared/calendar/local-date.ts';
import type { Entry } from '../../../shared/rows/schedule.ts';
import { typed, type Keyword } from '../keyword.ts';
import { clockTime, dateWords, localTimeSeenFrom, weekdayWord } from '../local-time.ts';
import type { Language } from '../say.ts';

/** Who is answered. */
export interface Listener {
  readonly language: Language;
  readonly now: Instant;
  /** What the listener's commands begin with. */
  readonly keyword?: Keyword;
}

/** One schedule or alarm rule, and the clock that it goes by. */
export interface SpeechAbout {
  readonly name: string;
  /** Its name in commands. */
  readonly commandName: string;
  readonly timeZone: string;
}

/** What every sentence about one of those needs: its name, and its clock as the reader reads it. */
export interface Speech extends SpeechAbout, Listener {
  /** `22:00 KST`, `Sat 02:00 KST`. */
  readonly time: (at: Instant) => string;
  /** `Fri 2026-11-20`. */
  readonly date: (day: LocalDay) => string;
  /** `Fri 11-20`: a line of the week. */
  readonly shortDate: (day: LocalDay) => string;
  /** `22:00`, where the zone has been named. */
  readonly clock: (at: Instant) => string;
  /** A line to be typed. */
  readonly line: (words: string) => string;
  /** A command about this schedule, to be typed. */
  readonly command: (words: string) => string;
}

/** About a schedule. */
export const speechOn = ({ schedule: { name, timeZone }, commandName }: Entry, listener: Listener): Speech =>
  speechAbout({ name, commandName, timeZone }, listener);

/** A line as this listener types it. */
export const lineFor = ({ keyword }: Pick<Listener, 'keyword'>, words: string): string =>
  `\`${typed(words, keyword)}\``;

export function speechAbout(about: SpeechAbout, listener: Listener): Speech {
  const { commandName, timeZone } = about;
  const { language, now } = listener;
  return {
    ...about,
    ...listener,
    time: (at) => localTimeSeenFrom(now, at, { timeZone, language }),
    date: (day) => dateWords(dateOfDay(day), language),
    shortDate: (day) => {
      const [weekday, date] = [weekdayWord(day, language), dateOfDay(day).slice('2026-'.length)];
      return language === 'ko' ? `${date}(${weekday})` : `${weekday} ${date}`;
    },
    clock: (at) => clockTime(at, timeZone),
    line: (words) => lineFor(listener, words),
    command: (words) => lineFor(listener, `${commandName} ${words}`),
  };
}

type Kinded = { readonly kind: string };

/** Words for each kind of a union. */
export type WordsByKind<Union extends Kinded, Words = string> = {
  readonly [Kind in Union['kind']]: (it: Extract<Union, { readonly kind: Kind }>, speech: Speech) => Words;
};

/** Says one of a union in the words of its kind. */
export function sayKind<Union extends Kinded, Words>(
  words: WordsByKind<Union, Words>,
  it: Union,
  speech: Speech,
): Words {
  const say = words[it.kind as Union['kind']] as unknown as (it: Union, speech: Speech) => Words;
  return say(it, speech);
}
