import type { Instant } from '../shared/calendar/instant.ts';
import { zoneNamed } from '../shared/calendar/zone.ts';
import { ExternalFailure } from '../shared/failure/external-failure.ts';
import { unreachable } from '../shared/failure/unreachable.ts';
import { readAlarmRules } from '../shared/rows/alarm-rules.ts';
import { keyOf } from '../shared/rows/attributes.ts';
import type { Entry } from '../shared/rows/schedule.ts';
import type { Answer } from './domain/answers/answer.ts';
import type { AlarmAnswer } from './domain/answers/alarm-answer.ts';
import { readAlarmLine, type AlarmLine, type AlarmReading } from './domain/commands/alarm-line.ts';
import { listAlarms, type ListedRule } from './domain/commands/alarm-look.ts';
import {
  alarmChangedNotice,
  decideAck,
  decideSilence,
  decideUnsilence,
  type AlarmDecision,
  type AlarmPlan,
} from './domain/commands/alarm-orders.ts';
import { ruleNamed, seenRules, type AlarmSight } from './domain/commands/alarm-sight.ts';
import type { AlarmVerb } from './domain/commands/vocabulary.ts';
import { failed, orFailure } from './or-failure.ts';
import type { ChatRequest, CommandPorts } from './ports.ts';

/** Answers a line about alarms, and does what it says; `entries` are the schedules that the channel may see. */
export async function answerAlarms(
  ports: CommandPorts,
  request: ChatRequest,
  { line, entries }: { readonly line: AlarmLine; readonly entries: readonly Entry[] },
): Promise<Answer> {
  const sight = await orFailure(() => readAlarms(ports, request, entries));
  if (sight instanceof ExternalFailure) return failed('read', sight);
  const names = sight.rules.map(({ name }) => name);
  const reading = readAlarmLine(line, names);
  switch (reading.kind) {
    case 'list':
      return about({ kind: 'listed', list: listAlarms(sight), zone: sight.zone });
    case 'unknown-rule':
      return about({ ...reading, verb: line.verb, names: namesFor(line.verb, sight) });
    case 'mistake':
      return about({ kind: 'mistake', mistake: reading, example: namesFor(line.verb, sight)[0] ?? names[0] ?? 'cpu' });
    default:
      return order(ports, request, { sight, reading });
  }
}

const about = (answer: AlarmAnswer): Answer => ({ kind: 'alarms', about: answer });

/** Reads every rule that the channel may know. Throws where DynamoDB does. */
async function readAlarms(
  { rows, alarms, settings }: CommandPorts,
  { channel, who, now }: ChatRequest,
  entries: readonly Entry[],
): Promise<AlarmSight> {
  const [{ Schedule, AlarmRule }, records, acknowledgements, silences] = await Promise.all([
    rows.read({ alarmRules: true }),
    alarms.alarms(),
    alarms.acknowledgements(),
    alarms.silences(),
  ]);
  const zone = zoneNamed(settings.timeZone);
  if (zone === undefined) throw new Error(`no time zone: ${settings.timeZone}`);
  const scheduleNames = new Set(Schedule.flatMap((row) => keyOf(row, 'ScheduleName') ?? []));
  const isWhole = channel.schedules.length === 0;
  return {
    rules: seenRules(readAlarmRules(AlarmRule, scheduleNames), { entries, zone, isWhole }),
    isWhole,
    records: new Map(records.map((record) => [record.ruleName, record])),
    acknowledgements,
    silences: notOver(silences, now),
    ...{ zone, who, now },
  };
}

const notOver = <T extends { readonly until: Instant }>(silences: ReadonlyMap<string, T>, now: Instant) =>
  new Map([...silences].filter(([, { until }]) => until > now));

/** The rules for which a command would do something, those first that are likely to be meant. */
function namesFor(verb: AlarmVerb, sight: AlarmSight): readonly string[] {
  const { listed } = listAlarms(sight);
  const named = (isMeant: (one: ListedRule) => boolean) => listed.filter(isMeant).map(({ rule }) => rule.name);
  if (verb === 'unsilence') return named(({ silence }) => silence !== undefined);
  const firing = named(({ state: { kind } }) => kind === 'critical' || kind === 'warning');
  if (verb === 'ack') return firing;
  const watching = sight.rules.filter(({ row }) => row !== undefined).map(({ name }) => name);
  return [...new Set([...firing, ...watching])];
}

type AlarmOrder = Extract<AlarmReading, { readonly kind: 'ack' | 'silence' | 'unsilence' }>;

async function order(
  ports: CommandPorts,
  request: ChatRequest,
  { sight, reading }: { readonly sight: AlarmSight; readonly reading: AlarmOrder },
): Promise<Answer> {
  if (!request.mayChange) return { kind: 'may-not-change', schedule: reading.rule };
  const decision = decide(sight, reading);
  if (decision.kind === 'refusal') return about({ kind: 'refused', refusal: decision.refusal });
  // What was answered is written; whoever dies before the notice has answered nothing.
  const written = await orFailure(() => write(ports, decision));
  if (written instanceof ExternalFailure) return failed('write', written);
  const notice = alarmChangedNotice(decision, sight, request.channel.name);
  const told = notice && (await orFailure(() => ports.notices.send([notice])));
  return about({ kind: 'changed', plan: decision, who: sight.who, isUntold: told instanceof ExternalFailure });
}

function decide(sight: AlarmSight, reading: AlarmOrder): AlarmDecision {
  const rule = ruleNamed(sight, reading.rule);
  switch (reading.kind) {
    case 'ack':
      return decideAck(sight, rule);
    case 'silence':
      return decideSilence(sight, rule, reading);
    case 'unsilence':
      return decideUnsilence(sight, rule);
    default:
      return unreachable(reading);
  }
}

async function write({ alarms }: CommandPorts, plan: AlarmPlan): Promise<void> {
  switch (plan.kind) {
    case 'ack':
      return alarms.putAcknowledgement(plan.acknowledgement);
    case 'silence':
      return alarms.putSilence(plan.silence);
    case 'unsilence':
      return alarms.deleteSilence(plan.rule.name);
    default:
      return unreachable(plan);
  }
}
