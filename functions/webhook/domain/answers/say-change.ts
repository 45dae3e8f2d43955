import { explainDay } from '../../../shared/calendar/explain-day.ts';
import type { NoticeAction } from '../../../shared/notice/notice.ts';
import type { Post } from '../post.ts';
import { joined } from '../sentences.ts';
import type { AnswerOf } from './answer.ts';
import { dayEndLines } from './day-end-lines.ts';
import { problemLines } from './problem-lines.ts';
import { sayKind, type Speech } from './speech.ts';
import type { ChangeWords } from './change-words.ts';
import { ANSWER_WORDS } from './words.ts';

/** What was changed, what it does at once, and what comes next. */
export function sayChanged(answer: AnswerOf<'changed'>, speech: Speech): Post {
  const { plan, who, problems } = answer;
  const { change } = ANSWER_WORDS[speech.language];
  const isLeftAlone = problems.length > 0;
  const lines = [
    change.operatingDay(plan.day, speech),
    ...(isLeftAlone ? [] : comeOfIt(answer, speech)),
    change.changedBy(who),
    ...hitchLines(answer, change),
    ...problemLines(problems, speech.language),
  ];
  const title = sayKind(change.done, plan.done, speech);
  const text = isLeftAlone ? change.leftAlone(speech.name) : whatComes(answer, speech);
  return { said: { title, text, lines }, severity: severityOf(answer), ...buttons(answer, speech) };
}

function whatComes({ plan: { done }, effect, coming }: AnswerOf<'changed'>, speech: Speech): string {
  const { change } = ANSWER_WORDS[speech.language];
  const { stop, overtaking } = coming;
  return joined(
    done.kind === 'extended' && change[done.from <= speech.now ? 'takesBack' : 'wasToStop'](done.from, speech),
    sayKind(change.effect, effect, speech),
    overtaking !== undefined && change.overtaken(overtaking, speech),
    stop !== undefined && stop.at > stop.edge.at && change.warnsFirst(stop, speech),
    change.outlook(coming, speech),
    done.kind === 'extended' && done.by === 'hold' && change.keptByHold(speech),
  );
}

/** What an exception makes of its day, and what is odd about a change. */
function comeOfIt({ plan }: AnswerOf<'changed'>, speech: Speech): string[] {
  const { change } = ANSWER_WORDS[speech.language];
  const { done, after, day, surprises } = plan;
  const isException = done.kind === 'exception-set' || done.kind === 'exception-deleted';
  const dayLines = isException ? dayEndLines(explainDay(after, day), speech) : [];
  return [
    ...(isException && dayLines.length === 0 ? [change.nothingThatDay] : dayLines),
    ...surprises.map((surprise) => sayKind(change.surprise, surprise, speech)),
  ];
}

const severityOf = ({ hitches, problems }: AnswerOf<'changed'>): Post['severity'] =>
  hitches.length > 0 || problems.length > 0 ? 'warning' : 'ok';

function hitchLines({ hitches }: AnswerOf<'changed'>, change: ChangeWords): string[] {
  return hitches.map((hitch) => (hitch.kind === 'not-told' ? change.notTold : change.notWoken(hitch.target)));
}

/** More of the same, for a stop that was moved. */
function buttons({ plan, coming }: AnswerOf<'changed'>, { commandName }: Speech): Pick<Post, 'actions' | 'shownFor'> {
  if (plan.done.kind !== 'extended' || coming.stop === undefined) return { actions: [] };
  const actions: NoticeAction[] = [{ label: 'extend-1h', command: `${commandName} extend 1h` }];
  return { actions, shownFor: coming.stop.edge.at };
}

/** Why nothing was changed, and what would be. */
export function sayRefused({ refusal }: AnswerOf<'refused'>, speech: Speech): Post {
  const said = sayKind(ANSWER_WORDS[speech.language].change.refusal, refusal, speech);
  return { said: { ...said, lines: [] }, severity: 'warning', actions: [] };
}
