import type { Post } from '../post.ts';
import type { Language, Said } from '../say.ts';
import type { AnswerOf } from './answer.ts';
import { cut } from './cut.ts';
import { problemLines } from './problem-lines.ts';
import { lineFor, type Listener } from './speech.ts';
import { ANSWER_WORDS } from './words.ts';

const LISTED = 20;

export function sayHelp({ example }: AnswerOf<'help'>, listener: Listener): Post {
  const { talk } = ANSWER_WORDS[listener.language];
  const said = {
    title: talk.helpTitle,
    text: talk.helpText,
    lines: talk.help(example, (words) => lineFor(listener, words)),
  };
  return { said, severity: 'info', actions: [] };
}

/** What is wrong, and the one line that shows how it is written. */
export function sayMistake({ schedule, commandName, mistake }: AnswerOf<'mistake'>, listener: Listener): Post {
  const { talk } = ANSWER_WORDS[listener.language];
  return warning({
    title: talk.mistakeTitle(schedule),
    text: talk.because[mistake.because](mistake),
    lines: [lineFor(listener, talk.usage[mistake.usage](commandName))],
  });
}

export function sayUnknownName({ typed, near, names }: AnswerOf<'unknown-name'>, language: Language): Post {
  const { talk } = ANSWER_WORDS[language];
  const shown = near.length > 0 ? near : names;
  const text = near.length > 0 ? talk.didYouMean : names.length > 0 ? talk.thereAre : talk.thereAreNone;
  return warning({ ...talk.unknownName(typed), text, ...cut(shown, LISTED, language) });
}

export function sayMayNotChange({ schedule }: AnswerOf<'may-not-change'>, language: Language): Post {
  const { talk, alarm } = ANSWER_WORDS[language];
  return warning({ ...talk.mayNotChange(alarm.ruleName(schedule)), lines: [] });
}

export function sayLeftAlone({ schedule, problems }: AnswerOf<'left-alone'>, language: Language): Post {
  const lines = problemLines(problems, language);
  return warning({ ...ANSWER_WORDS[language].talk.leftAlone(schedule), lines });
}

export function sayFailed({ what, message }: AnswerOf<'failed'>, language: Language): Post {
  const said = { ...ANSWER_WORDS[language].talk.failed[what](message), lines: [] };
  return { said, severity: 'error', actions: [] };
}

const warning = (said: Said): Post => ({ said, severity: 'warning', actions: [] });
