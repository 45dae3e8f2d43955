import type { Problem } from '../../../shared/rows/problem.ts';
import { problemWords as englishProblem } from '../english.ts';
import { problemWords as koreanProblem } from '../korean.ts';
import type { Language } from '../say.ts';
import { cut } from './cut.ts';
import { ANSWER_WORDS } from './words.ts';

const LISTED = 10;

const PROBLEM_WORDS = { en: englishProblem, ko: koreanProblem };

/** That a schedule is left alone, and every mistake in its rows; nothing where there is none. */
export function problemLines(problems: readonly Problem[], language: Language): string[] {
  if (problems.length === 0) return [];
  const { lines } = cut(problems.map(PROBLEM_WORDS[language]), LISTED, language);
  return [ANSWER_WORDS[language].look.leftAlone, ...lines];
}
