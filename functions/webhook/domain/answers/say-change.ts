import { explainDay } from '../../../shared/calendar/explain-day.ts';
import type { NoticeAction } from '../../../shared/notice/notice.ts';
import type { Post } from '../post.ts';
import { joined } from '../sentences.ts';
import type { AnswerOf } from './answer.ts';
import { problemLines } from './problem-lines.ts';
import { sayKind, type Speech } from './speech.ts';
import type { ChangeWords } from './change-words.ts';
import { ANSWER_WORDS } from './words.ts';

/** What was changed, what it does at once, and what comes next. */
export function sayChanged(answer: AnswerOf<'changed'>, speech: Speech): Post {
  const { plan, effect, outlook, who, problems } = answer;
  const { change } = ANSWER_WORDS[speech.language];
  const { done, surprises } = plan;
  const isKeptByHold = done.kind === 'extended' && done.by === 'hold';
  const text = joined(
    done.kind === 'extended' && change.wasToStop(done.from, speech),
    sayKind(change.effect, effect, speech),
    change.outlook({ stop: outlook.nextStop, start: outlook.nextStart }, speech),
    isKeptByHold && change.keptByHold(speech),
  );
  const lines = [
    change.operatingDay(plan.day, speech),
    ...dayLines(answer, speech),
    ...surprises.map((surprise) => sayKind(change.surprise, surprise, speech)),
    change.changedBy(who),
    ...hitchLines(answer, change),
    ...problemLines(problems, speech.language),
  ];
  const title = sayKind(change.done, done, speech);
  return { said: { title, text, lines }, severity: severityOf(answer), ...buttons(answer, speech) };
}

const severityOf = ({ hitches, problems }: AnswerOf<'changed'>): Post['severity'] =>
  hitches.length > 0 || problems.length > 0 ? 'warning' : 'ok';

/** What an exception makes of its day. */
function dayLines({ plan }: AnswerOf<'changed'>, speech: Speech): string[] {
  if (plan.done.kind !== 'exception-set' && plan.done.kind !== 'exception-deleted') return [];
  const { change } = ANSWER_WORDS[speech.language];
  const { ends } = explainDay(plan.after, plan.day);
  return ends.length === 0 ? [change.nothingThatDay] : ends.map((end) => change.dayEnd(end, speech));
}

function hitchLines({ hitches }: AnswerOf<'changed'>, change: ChangeWords): string[] {
  return hitches.map((hitch) => (hitch === 'not-told' ? change.notTold : change.notWoken));
}

/** More of the same, for a stop that was moved. */
function buttons({ plan, outlook }: AnswerOf<'changed'>, { name }: Speech): Pick<Post, 'actions' | 'shownFor'> {
  if (plan.done.kind !== 'extended' || outlook.nextStop === undefined) return { actions: [] };
  const actions: NoticeAction[] = [{ label: 'extend-1h', command: `${name} extend 1h` }];
  return { actions, shownFor: outlook.nextStop.at };
}

/** Why nothing was changed, and what would be. */
export function sayRefused({ refusal }: AnswerOf<'refused'>, speech: Speech): Post {
  const said = sayKind(ANSWER_WORDS[speech.language].change.refusal, refusal, speech);
  return { said: { ...said, lines: [] }, severity: 'warning', actions: [] };
}
