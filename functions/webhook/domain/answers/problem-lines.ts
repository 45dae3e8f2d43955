import type { Problem } from '../../../shared/rows/problem.ts';
import { problemWords as englishProblem } from '../english.ts';
import { problemWords as koreanProblem } from '../korean.ts';
import type { Language } from '../say.ts';
import { cut } from './cut.ts';

const LISTED = 10;

const PROBLEM_WORDS = { en: englishProblem, ko: koreanProblem };

/** The mistakes in a schedule's rows, each in words. */
export const problemLines = (problems: readonly Problem[], language: Language): readonly string[] =>
  cut(problems.map(PROBLEM_WORDS[language]), LISTED, language).lines;
