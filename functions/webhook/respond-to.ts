import { ExternalFailure } from '../shared/failure/external-failure.ts';
import type { Entry } from '../shared/rows/schedule.ts';
import { answerAlarms } from './answer-alarms.ts';
import { changeSchedule } from './change-schedule.ts';
import type { Answer } from './domain/answers/answer.ts';
import { sayAnswer } from './domain/answers/say-answer.ts';
import { comingOf } from './domain/commands/coming.ts';
import { isOrder, type Order, type Question, type Reading } from './domain/commands/command.ts';
import { decideOrder } from './domain/commands/decide-order.ts';
import { effectOf } from './domain/commands/effect.ts';
import { listed, look } from './domain/commands/look.ts';
import { outlookOf } from './domain/commands/outlook.ts';
import type { Plan, Sight } from './domain/commands/plan.ts';
import { readCommand } from './domain/commands/read-command.ts';
import { sightsOf, sightTalkedAbout, type Sights } from './domain/commands/sights.ts';
import { failed, orFailure } from './or-failure.ts';
import type { ChatRequest, CommandPorts, RespondTo } from './ports.ts';
import { readSchedules, type Schedules } from './read-schedules.ts';
import { seePlaces } from './see-places.ts';

/** Does what a line says and answers it in the channel's language; what AWS refuses is an answer too, only bugs are thrown. */
export const respondTo: RespondTo = async (ports, request) => {
  const answer = await answerTo(ports, request);
  const { language, keyword } = request.channel;
  return sayAnswer(answer, { language, now: request.now, keyword });
};

async function answerTo(ports: CommandPorts, request: ChatRequest): Promise<Answer> {
  const schedules = await orFailure(() => readSchedules(ports, request));
  if (schedules instanceof ExternalFailure) return failed('read', schedules);
  const { entries } = schedules;
  const names = entries.map(({ schedule }) => schedule.name);
  const reading = readCommand(request.text, {
    names,
    todayOf: (name) => entryNamed(entries, name).timetable.zone.localDay(request.now),
  });
  return answerReading(ports, request, { reading, schedules });
}

const entryNamed = (entries: readonly Entry[], name: string): Entry => {
  const entry = entries.find(({ schedule }) => schedule.name === name);
  if (entry === undefined) throw new Error('a command names a schedule that was not read');
  return entry;
};

interface Read {
  readonly reading: Reading;
  readonly schedules: Schedules;
}

async function answerReading(ports: CommandPorts, request: ChatRequest, { reading, schedules }: Read): Promise<Answer> {
  const { entries } = schedules;
  const names = entries.map(({ schedule }) => schedule.name);
  switch (reading.kind) {
    case 'help':
      return { kind: 'help', example: entries[0]?.commandName ?? 'Development' };
    case 'list':
      return {
        kind: 'list',
        schedules: entries.map((entry) => listed(sightTalkedAbout(sightsOf(entry, schedules.kept, request)))),
      };
    case 'alarms':
      return answerAlarms(ports, request, { line: reading.line, entries });
    case 'unknown-name':
      return { ...reading, names };
    case 'mistake':
      return { ...reading, commandName: entryNamed(entries, reading.schedule).commandName };
    case 'command': {
      const { command } = reading;
      const sights = sightsOf(entryNamed(entries, reading.schedule), schedules.kept, request);
      if (!isOrder(command)) return tell(sights, command, request);
      return carryOut(ports, request, { sight: sightTalkedAbout(sights), order: command });
    }
  }
}

async function tell(sights: Sights, question: Question, { lookUntil }: ChatRequest): Promise<Answer> {
  const sight = sightTalkedAbout(sights);
  const { entry, now } = sight;
  // What is wrong may be an exception, which is shown all the same.
  const isLeftAlone = entry.problems.length > 0 && question.kind !== 'exception-info';
  if (question.kind !== 'status') return isLeftAlone ? leftAlone(entry) : look(sight, question);
  const places = await seePlaces(sights, lookUntil);
  return { kind: 'status', entry, outlook: outlookOf(entry.timetable, now), coming: comingOf(sight), places };
}

async function carryOut(
  ports: CommandPorts,
  request: ChatRequest,
  { sight, order }: { readonly sight: Sight; readonly order: Order },
): Promise<Answer> {
  const { entry } = sight;
  if (!request.mayChange) return { kind: 'may-not-change', schedule: entry.schedule.name };
  // An exception may be what puts the rows right.
  const mayRepair = order.kind === 'exception-set' || order.kind === 'exception-del';
  if (entry.problems.length > 0 && !mayRepair) return leftAlone(entry);
  const decision = decideOrder(sight, order, request.shownFor);
  if (decision.kind === 'refusal') return { kind: 'refused', entry, refusal: decision.refusal };
  const changed = await changeSchedule(ports, sight, { plan: decision, cameFrom: request.channel.name });
  if (changed.kind === 'failed') return failed('write', changed.failure);
  const { plan, problems } = await afterwards(ports, request, { sight, plan: decision });
  return {
    kind: 'changed',
    entry,
    plan,
    effect: effectOf(sight, plan),
    coming: comingOf(sight, plan.after),
    who: sight.who,
    hitches: changed.hitches,
    problems,
  };
}

/** Rows that were in error are read again: the change may have put them right. */
async function afterwards(
  ports: CommandPorts,
  request: ChatRequest,
  { sight, plan }: { readonly sight: Sight; readonly plan: Plan },
): Promise<{ readonly plan: Plan; readonly problems: Entry['problems'] }> {
  const { entry } = sight;
  if (entry.problems.length === 0) return { plan, problems: [] };
  const again = await orFailure(() => readSchedules(ports, request));
  if (again instanceof ExternalFailure) return { plan, problems: entry.problems };
  const { timetable, problems } = entryNamed(again.entries, entry.schedule.name);
  return { plan: { ...plan, after: timetable }, problems };
}

const leftAlone = ({ schedule, problems }: Entry): Answer => ({
  kind: 'left-alone',
  schedule: schedule.name,
  problems,
});
