import { ExternalFailure } from '../shared/failure/external-failure.ts';
import type { Entry } from '../shared/rows/schedule.ts';
import type { RunRecord } from '../shared/store/run-record.ts';
import { changeSchedule } from './change-schedule.ts';
import type { Answer, FleetStatus } from './domain/answers/answer.ts';
import { sayAnswer } from './domain/answers/say-answer.ts';
import { isOrder, type Order, type Question, type Reading } from './domain/commands/command.ts';
import { decideOrder } from './domain/commands/decide-order.ts';
import { effectOf } from './domain/commands/effect.ts';
import { fleetStatus, unseenFleet, warningUntil } from './domain/commands/fleet-status.ts';
import { listed, look } from './domain/commands/look.ts';
import { outlookOf } from './domain/commands/outlook.ts';
import type { Plan, Sight } from './domain/commands/plan.ts';
import { readCommand } from './domain/commands/read-command.ts';
import type { ChatRequest, CommandPorts, RespondTo } from './ports.ts';
import { readSchedules, type Schedules } from './read-schedules.ts';

/** Does what a line says and answers it in the channel's language; what AWS refuses is an answer too, only bugs are thrown. */
export const respondTo: RespondTo = async (ports, request) => {
  const answer = await answerTo(ports, request);
  return sayAnswer(answer, { language: request.channel.language, now: request.now });
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

async function answerReading(
  ports: CommandPorts,
  request: ChatRequest,
  { reading, schedules: { entries, records } }: Read,
): Promise<Answer> {
  const names = entries.map(({ schedule }) => schedule.name);
  switch (reading.kind) {
    case 'help':
      return { kind: 'help', example: names[0] ?? 'Development' };
    case 'list':
      return { kind: 'list', schedules: entries.map((entry) => listed(entry, request.now)) };
    case 'alarms':
      return { kind: 'alarms' };
    case 'unknown-name':
      return { ...reading, names };
    case 'mistake':
      return reading;
    case 'command': {
      const entry = entryNamed(entries, reading.schedule);
      const record = records.find(({ scheduleName }) => scheduleName === reading.schedule);
      const sight: Sight = { entry, record, who: request.who, now: request.now };
      const { command } = reading;
      return isOrder(command) ? carryOut(ports, request, { sight, order: command }) : tell(ports, sight, command);
    }
  }
}

async function tell(ports: CommandPorts, { entry, record, now }: Sight, question: Question): Promise<Answer> {
  // What is wrong may be an exception, which is shown all the same.
  const isLeftAlone = entry.problems.length > 0 && question.kind !== 'exception-info';
  if (question.kind !== 'status') return isLeftAlone ? leftAlone(entry) : look(entry, question, now);
  const [fleet, until] = await Promise.all([seeFleet(ports, entry), warningEnd(ports, entry, { record, now })]);
  const outlook = outlookOf(entry.timetable, now);
  return { kind: 'status', entry, outlook, fleet, run: record?.run, warningUntil: until };
}

/** A fleet that cannot be listed leaves the rest of the answer as it is. */
async function seeFleet(ports: CommandPorts, entry: Entry): Promise<FleetStatus> {
  const view = await orFailure(async () => (await ports.fleet()).list());
  return view instanceof ExternalFailure ? unseenFleet(view) : fleetStatus(entry, view);
}

async function warningEnd(
  { memory }: CommandPorts,
  entry: Entry,
  { record, now }: { readonly record: RunRecord | undefined; readonly now: number },
): Promise<number | undefined> {
  const run = record?.run;
  if (run === undefined || run.settledAt !== undefined) return undefined;
  const warnings = await orFailure(() => memory.warnings());
  return warnings instanceof ExternalFailure ? undefined : warningUntil(entry, { run, warnings }, now);
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
    outlook: outlookOf(plan.after, sight.now),
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

/** What the outside refused, as a value; a bug is thrown on. */
async function orFailure<T>(ask: () => Promise<T>): Promise<T | ExternalFailure> {
  try {
    return await ask();
  } catch (failure) {
    if (failure instanceof ExternalFailure) return failure;
    throw failure;
  }
}

const leftAlone = ({ schedule, problems }: Entry): Answer => ({
  kind: 'left-alone',
  schedule: schedule.name,
  problems,
});

const failed = (what: 'read' | 'write', { code, reason }: ExternalFailure): Answer => ({
  kind: 'failed',
  what,
  message: code || reason,
});
