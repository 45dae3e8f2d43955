import type { DayEnd, DayExplanation } from '../../../shared/calendar/explain-day.ts';
import type { Speech } from './speech.ts';
import { ANSWER_WORDS } from './words.ts';

/** What an operating day asks for, a line each, and why some of it does not happen. */
export const dayEndLines = ({ ends, status }: DayExplanation, speech: Speech): string[] =>
  ends.map((end) => dayEndLine(end, status, speech));

/** One start or stop of an operating day. */
export function dayEndLine(end: DayEnd, status: DayExplanation['status'], speech: Speech): string {
  const { change } = ANSWER_WORDS[speech.language];
  const silent = change.silent[status.kind === 'disabled' ? 'switched-off' : 'covered'];
  return `${change.dayEnd(end, speech)}${end.happens ? '' : silent}`;
}
