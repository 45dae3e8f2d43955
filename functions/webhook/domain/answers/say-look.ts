import type { DayExplanation } from '../../../shared/calendar/explain-day.ts';
import type { EdgeKind } from '../../../shared/calendar/timetable.ts';
import { keptUntil } from '../commands/coming.ts';
import type { Post } from '../post.ts';
import type { Said } from '../say.ts';
import { joined } from '../sentences.ts';
import type { AnswerOf, DatedException } from './answer.ts';
import { cut } from './cut.ts';
import { dayEndLine } from './day-end-lines.ts';
import { problemLines } from './problem-lines.ts';
import { speechOn, type Listener, type Speech } from './speech.ts';
import { ANSWER_WORDS } from './words.ts';

const LISTED = 50;
const KINDS: readonly EdgeKind[] = ['start', 'stop'];

/** Every schedule in a line, each in its own zone. */
export function sayList({ schedules }: AnswerOf<'list'>, listener: Listener): Post {
  const { language } = listener;
  const { look } = ANSWER_WORDS[language];
  const lines = schedules.map((listed) => look.listed(listed, speechOn(listed.entry, listener)));
  return info({
    title: look.listTitle(schedules.length),
    text: schedules.length > 0 ? look.listText : '',
    ...cut(lines, LISTED, language),
  });
}

/** One operating day: what applies, and what comes of it. */
export function sayInfo({ entry, explanation, outlook, coming }: AnswerOf<'info'>, speech: Speech): Post {
  const { look, change } = ANSWER_WORDS[speech.language];
  const { day, status, ends, edges, exception } = explanation;
  const { hold } = entry.timetable;
  const held = hold && outlook.held && [look.hold(hold, keptUntil(hold, outlook.held, coming), speech)];
  // Edges of that date which its own operating day does not ask for: a night that ends then, a hold.
  const others = edges.filter((edge) => !ends.some(({ kind, at }) => kind === edge.kind && at === edge.at));
  const told = [
    ...ends.map((end) => ({ at: end.at, line: dayEndLine(end, status, speech) })),
    ...others.map((edge) => ({ at: edge.at, line: change.edge(edge, speech) })),
  ].sort((a, b) => a.at - b.at);
  const lines = [
    ...(told.length === 0 ? [change.nothingThatDay] : told.map(({ line }) => line)),
    ...(held ?? []),
    ...(exception === undefined ? [] : exceptionLines({ day, exception }, speech).map(look.exception)),
    change.operatingDay(day, speech),
  ];
  const text = look.dayStatus(status, entry.schedule.calendar);
  return info({ title: look.infoTitle(day, speech), text, lines });
}

/** Seven dates, each from midnight to midnight. */
export function sayWeek({ entry, days }: AnswerOf<'week'>, speech: Speech): Post {
  const { look } = ANSWER_WORDS[speech.language];
  return info({
    title: look.weekTitle(speech),
    text: joined(!entry.timetable.enabled && look.switchedOff, look.weekText(speech)),
    lines: days.map((day) => weekLine(day, speech)),
  });
}

function weekLine({ day, edges, status, exception }: DayExplanation, speech: Speech): string {
  const { look } = ANSWER_WORDS[speech.language];
  const told = edges.map((edge) => look.weekEdge(edge, speech)).join(', ') || look.nothing;
  const notes = [
    ...(status.kind === 'holiday' ? [look.holiday(status.name)] : []),
    ...KINDS.filter((kind) => exception?.[kind]?.minute === 'none').map(look.leftOut),
  ];
  return `${speech.shortDate(day)}: ${told}${notes.length > 0 ? ` (${notes.join(', ')})` : ''}`;
}

export function sayExceptions({ entry, asked, coming }: AnswerOf<'exceptions'>, speech: Speech): Post {
  const { look, change } = ANSWER_WORDS[speech.language];
  const own = exceptionLines(asked, speech);
  const later = coming.map((dated) => `${speech.date(dated.day)} ${exceptionLines(dated, speech).join(', ')}`);
  const lines = [
    ...(later.length > 0 ? [look.coming, ...cut(later, LISTED, speech.language).lines] : []),
    change.operatingDay(asked.day, speech),
    ...(entry.problems.length > 0 ? [look.leftAlone, ...problemLines(entry.problems, speech.language)] : []),
  ];
  const text = own.length === 0 ? look.noExceptions : `${own.join(', ')}.`;
  return info({ title: look.exceptionsTitle(asked.day, speech), text, lines });
}

function exceptionLines({ exception }: DatedException, { language }: Speech): string[] {
  const { change } = ANSWER_WORDS[language];
  return KINDS.flatMap((kind) => {
    const end = exception[kind];
    return end === undefined ? [] : [change.exceptionEnd(kind, end)];
  });
}

const info = (said: Said): Post => ({ said, severity: 'info', actions: [] });
