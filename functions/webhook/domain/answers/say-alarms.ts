import type { Silence } from '../../../shared/alarm/alarm-record.ts';
import { unreachable } from '../../../shared/failure/unreachable.ts';
import { quoted } from '../../../shared/rows/command-name.ts';
import { EVERY_RULE } from '../commands/alarm-line.ts';
import { isWrong, type ListedRule } from '../commands/alarm-look.ts';
import type { AlarmRefusal } from '../commands/alarm-orders.ts';
import type { SeenRule } from '../commands/alarm-sight.ts';
import type { Post } from '../post.ts';
import type { Said } from '../say.ts';
import type { AlarmAnswer } from './alarm-answer.ts';
import { cut } from './cut.ts';
import { lineFor, sayKind, speechAbout, type Listener, type Speech } from './speech.ts';
import { ANSWER_WORDS, type AnswerWords } from './words.ts';

const LISTED = 50;
const NAMES = 20;

type AnswerOf<Kind extends AlarmAnswer['kind']> = Extract<AlarmAnswer, { readonly kind: Kind }>;

/** Puts an answer about alarms into words; times are those of the rule's zone. */
export function sayAlarms(answer: AlarmAnswer, listener: Listener): Post {
  switch (answer.kind) {
    case 'listed':
      return sayListed(answer, listener);
    case 'changed':
      return sayChanged(answer, listener);
    case 'refused':
      return warning({ ...sayRefusal(answer.refusal, listener), lines: [] });
    case 'unknown-rule':
      return sayUnknown(answer, listener);
    case 'mistake':
      return sayMistake(answer, listener);
    default:
      return unreachable(answer);
  }
}

const speechOf = ({ name, zone }: Pick<SeenRule, 'name' | 'zone'>, listener: Listener): Speech => {
  const { alarm } = ANSWER_WORDS[listener.language];
  return speechAbout(
    { name: alarm.ruleName(name), commandName: commandNameOf(name, alarm), timeZone: zone.name },
    listener,
  );
};

const commandNameOf = (rule: string, { everyRule }: AnswerWords['alarm']): string =>
  rule === EVERY_RULE ? everyRule : quoted(rule);

function sayListed({ list, zone }: AnswerOf<'listed'>, listener: Listener): Post {
  const { alarm } = ANSWER_WORDS[listener.language];
  const { listed, counts, silence } = list;
  const ofEvery = speechOf({ name: EVERY_RULE, zone }, listener);
  const lines = [
    ...(silence === undefined ? [] : [`${ofEvery.name}: ${alarm.silenced(silence, ofEvery)}`]),
    ...listed.map((one) => ruleLine(one, silence, listener)),
  ];
  const wrong = listed.filter(({ state }) => isWrong(state)).length;
  const said = { title: alarm.listTitle(wrong, counts), text: alarm.listText(counts) };
  return { said: { ...said, ...cut(lines, LISTED, listener.language) }, severity: 'info', actions: [] };
}

/** `cpu: critical since 21:40 KST, i-1 97.2; acknowledged by mina at 21:41 KST`. */
function ruleLine(
  { rule, state, acknowledgement, silence }: ListedRule,
  ofEvery: Silence | undefined,
  listener: Listener,
): string {
  const { alarm } = ANSWER_WORDS[listener.language];
  const speech = speechOf(rule, listener);
  const parts = [
    sayKind(alarm.state, state, speech),
    ...(acknowledgement === undefined ? [] : [alarm.acknowledged(acknowledgement, speech)]),
    ...(silence === undefined ? [] : [alarm.silenced(silence, speech)]),
    ...(silence !== undefined && outlasts(ofEvery, silence) ? [alarm.silencedOn(ofEvery, speech)] : []),
  ];
  const name = rule.builtIn === undefined ? rule.name : alarm.builtIn(rule.name, rule.builtIn);
  return `${name}: ${parts.join('; ')}`;
}

const outlasts = (ofEvery: Silence | undefined, silence: Silence): ofEvery is Silence =>
  ofEvery !== undefined && ofEvery.until > silence.until;

function sayChanged({ plan, who, isUntold }: AnswerOf<'changed'>, listener: Listener): Post {
  const words = ANSWER_WORDS[listener.language];
  const { alarm, change } = words;
  const speech = speechOf(plan.rule, listener);
  const lines = [
    ...(plan.kind === 'silence' && plan.silence.reason !== undefined ? [alarm.reason(plan.silence.reason)] : []),
    ...(plan.kind === 'silence' && plan.former !== undefined ? [alarm.replaces(plan.former, speech)] : []),
    ...(plan.kind === 'ack' ? [] : plan.left.map((silence) => leftLine(words, silence, speech))),
    change.changedBy(who),
    ...(isUntold ? [change.notTold] : []),
  ];
  const said = { ...sayKind(alarm.done, plan, speech), ...cut(lines, LISTED, listener.language) };
  return { said, severity: isUntold ? 'warning' : 'ok', actions: [] };
}

const leftLine = ({ alarm }: AnswerWords, silence: Silence, speech: Speech): string =>
  alarm.left(silence, { ...speech, name: alarm.ruleName(silence.ruleName) });

function sayRefusal(refusal: AlarmRefusal, listener: Listener): Pick<Said, 'title' | 'text'> {
  const { alarm } = ANSWER_WORDS[listener.language];
  return sayKind(alarm.refusal, refusal, speechOf(refusal.rule, listener));
}

function sayUnknown({ verb, typed, near, names }: AnswerOf<'unknown-rule'>, { language }: Listener): Post {
  const { alarm, talk } = ANSWER_WORDS[language];
  const shown = near.length > 0 ? near : names;
  const text = near.length > 0 ? talk.didYouMean : names.length > 0 ? talk.thereAre : alarm.thereAreNone[verb];
  return warning({ title: alarm.unknownRule(typed), text, ...cut(shown, NAMES, language) });
}

/** What is wrong, and the one line that shows how it is written. */
function sayMistake({ mistake, example }: AnswerOf<'mistake'>, listener: Listener): Post {
  const { alarm, talk } = ANSWER_WORDS[listener.language];
  const { verb, rule, because, got } = mistake;
  return warning({
    title: alarm.mistakeTitle(rule === undefined ? '' : alarm.ruleName(rule)),
    text: talk.because[because]({ got }),
    lines: [lineFor(listener, alarm.usage[verb](commandNameOf(rule ?? example, alarm)))],
  });
}

const warning = (said: Said): Post => ({ said, severity: 'warning', actions: [] });
