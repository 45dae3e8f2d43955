import { dateOfDay } from '../../../../shared/calendar/local-date.ts';
import { MINUTES_PER_DAY } from '../../../../shared/calendar/instant.ts';
import { formatTimeOfDay } from '../../../../shared/calendar/time-of-day.ts';
import { ALWAYS, type Cause, type Edge, type EdgeKind } from '../../../../shared/calendar/timetable.ts';
import { inOrder } from '../../commands/coming.ts';
import type { Earlier, StillToCome } from '../../commands/plan.ts';
import { plural } from '../../english.ts';
import { joined } from '../../sentences.ts';
import type { ChangeWords } from '../change-words.ts';
import type { Speech } from '../speech.ts';

export const CHANGE_WORDS: ChangeWords = {
  done: {
    extended: ({ to, isOn, whenUp }, { name, time }) =>
      isOn
        ? `${name}: stays up${to === undefined ? '' : until(time(to), whenUp)}`
        : `${name}: ${to === undefined ? 'no stop ahead any more' : `stop moved to ${time(to)}`}`,
    held: ({ hold, turnsAt, whenUp }, { name, time }) =>
      `${name}: ${hold.kind === 'start' ? 'on' : 'off'}${turnsAt === undefined ? ' from now on' : until(time(turnsAt), whenUp)}`,
    released: (_, { name }) => `${name}: back to its schedule`,
    'exception-set': ({ day, type, minute }, { name, date }) =>
      `${name}: ${date(day)} ${minute === 'none' ? `without its ${type}` : `${type} ${formatTimeOfDay(minute)}`}`,
    'exception-deleted': ({ day, type }, { name, date }) => `${name}: ${date(day)} ${type} as usual again`,
  },
  effect: {
    none: () => '',
    starts: () => 'What is off is started now, in order.',
    stops: () => 'Stopping now, in order and without a warning.',
  },
  takesBack: (from, { time }) => `The stop of ${time(from)} is taken back.`,
  wasToStop: (from, { time }) => `It was to stop at ${time(from)}.`,
  keptByHold: ({ command }) => `It is kept up by a hold, which ${command('release')} ends.`,
  warnsFirst: ({ edge, at, whenUp }, { now, time }) =>
    `${edge.at <= now ? 'A stop is due now; a' : 'A'} warning comes first${whenUp ? ', once something is up' : ''}, so not before ${time(at)}.`,
  overtaken: (start, { time }) =>
    `The start at ${time(start.at)} comes before a warning would be over, so it stays on.`,
  outlook: (coming, { time }) => {
    const soonest = coming.stop?.whenUp === true ? ' at the earliest' : '';
    const said = inOrder(coming).map(({ kind, at }) => `next ${kind} ${time(at)}${kind === 'stop' ? soonest : ''}`);
    if (said.length === 0) return 'No start or stop is ahead.';
    return `${coming.stop === undefined ? `No stop is ahead; ${said.join(', ')}` : capital(said.join(', '))}.`;
  },
  leftAlone: (name) =>
    `The change is written, but ${name} is neither started nor stopped until its rows are put right.`,
  operatingDay: (day, { date, timeZone }) => `Operating day ${date(day)}, ${timeZone}`,
  changedBy: (who) => `Changed by ${who}`,
  dayEnd: ({ kind, minute, at, cause }, speech) => {
    const form = minute >= MINUTES_PER_DAY ? ` (${formatTimeOfDay(minute)})` : '';
    return `${kind} ${speech.time(at)}${form}${causeWords(cause)}`;
  },
  silent: {
    covered: '; does not happen: another window or a hold covers it',
    'switched-off': '; does not happen: the schedule is switched off (Enabled: false)',
  },
  edge: edgeWords,
  exceptionEnd: (type, { minute, by, note }) =>
    `${type} ${formatTimeOfDay(minute)}${by ? ` by ${by}` : ''}${note ? `: ${note}` : ''}`,
  nothingThatDay: 'nothing starts or stops',
  surprise: {
    merges: ({ at, into }, { time }) =>
      `${time(at)} runs into the next window${into ? `, which stops at ${time(into.at)}` : ', which does not stop'}.`,
    far: ({ hours }) => `That is ${plural(hours, 'hour')} later.`,
    'off-now': (_, { command }) => `It is off now; to start it now: ${command('force_start 2h')}`,
    'until-edge': ({ turnsAt, type }, { time, command }) =>
      `This lasts until ${time(turnsAt)}, its next ${type === 'start' ? 'stop' : 'start'}; add a time to end it sooner: ${command(`force_${type} 2h`)}`,
    'until-release': (_, { command }) => `Nothing ends it but ${command('release')}`,
    'goes-on': ({ from, type }, { time }) =>
      `The schedule itself keeps it ${type === 'start' ? 'on' : 'off'} after ${time(from)}.`,
    'night-before': ({ day, minute, isNext }, { date, command }) => {
      const instead = isNext
        ? `extend ${formatTimeOfDay(minute - MINUTES_PER_DAY)}`
        : `exception set ${dateOfDay(day)} stop ${formatTimeOfDay(minute)}`;
      return `It does not change the night of ${date(day)}; ${command(instead)} does.`;
    },
    'next-date': ({ at }, { time }) => `The day starts later than that, so ${time(at)} on the next date is meant.`,
    holiday: ({ name }) => `The day is a holiday (${name}); the exception wins.`,
    disabled: () => 'The schedule is switched off (Enabled: false), so it has no effect.',
    'hold-first': ({ hold, until }, { time, command }) =>
      `The hold by ${hold.by} comes first, ${until === Infinity ? 'until it is released' : `until ${time(until)}`}; ${command('release')} ends it.`,
    'replaces-hold': ({ hold }) => `It replaces the hold by ${hold.by}.`,
    'replaces-exception': ({ end }) =>
      `It replaces ${formatTimeOfDay(end.minute)}${end.by ? `, set by ${end.by}` : ''}.`,
    'changes-nothing': () => 'It changes nothing that is still to come.',
  },
  refusal: {
    'no-stop': (_, { name, command }) => ({
      title: `${name}: there is no stop ahead to move`,
      text: `To have it on for a while: ${command('force_start 2h')}`,
    }),
    already: ({ at }, { name, time }) => ({
      title: `${name}: it stops at ${time(at)} already`,
      text: 'Nothing was changed.',
    }),
    earlier: ({ at, wanted, instead }, { name, time, command }) => ({
      title: `${name}: ${time(wanted)} is not later than the stop`,
      text: `It stops at ${time(at)}, and extend only moves that to later. To stop ${instead.by === 'order' ? 'now' : 'earlier'}: ${command(earlierWords(instead))}`,
    }),
    'not-yet': ({ stop, opens }, { name, time, command }) => ({
      title: `${name}: that stop cannot be moved yet`,
      text: `The stop at ${time(stop.at)} can be moved like this only while the schedule keeps the instances up${opens ? `: ask again after ${time(opens.at)}` : ''}. To have all of them on for a while: ${command('force_start 1h')}`,
    }),
    past: ({ type, at, instead }, speech) => ({
      title: `${speech.name}: ${speech.time(at)} is past`,
      text: instead === undefined ? 'Nothing was changed.' : insteadOfPast(type, instead, speech),
    }),
    'day-over': ({ day }, { name, date }) => ({
      title: `${name}: ${date(day)} is over`,
      text: 'An exception of a day that is over changes nothing.',
    }),
    'no-exception': ({ type, day }, { name, date }) => ({
      title: `${name}: there was no ${type} exception on ${date(day)}`,
      text: 'Nothing was deleted.',
    }),
    'no-hold': (_, { name }) => ({
      title: `${name}: there is no hold to release`,
      text: 'It goes by its schedule already.',
    }),
    moved: ({ by, from, to }, { name, time }) => ({
      title: `${name}: the stop of ${time(from)} has been moved`,
      text: `${by ? `${by} moved it` : 'It was moved'}${to === undefined ? ': no stop is ahead' : ` to ${time(to)}`}. Nothing was changed.`,
    }),
    'switched-off': ({ from }, { name, time }) => ({
      title: `${name}: the stop of ${time(from)} does not come`,
      text: 'The schedule is switched off (Enabled: false). Nothing was changed.',
    }),
    over: ({ from, doneAt, onAgain, instead }, { name, time, command }) => ({
      title: `${name}: the stop of ${time(from)} ${doneAt === undefined ? 'is over' : 'has been carried out'}`,
      text: joined(
        doneAt !== undefined && `It was done at ${time(doneAt)}.`,
        onAgain !== undefined &&
          `It has been on again since ${time(onAgain.since)}${onAgain.stopAt === undefined ? '' : ` and stops at ${time(onAgain.stopAt)}`}.`,
        'Nothing was changed.',
        instead !== undefined && `${INSTEAD[instead].to}: ${command(INSTEAD[instead].command)}`,
      ),
    }),
  },
  notTold: 'The other channels could not be told of it.',
  notWoken: (target) =>
    `The scheduler${target === undefined ? '' : ` of ${target}`} could not be woken: it follows at its next tick.`,
};

const until = (time: string, isSoonest: boolean): string => ` until ${time}${isSoonest ? ' at the earliest' : ''}`;

const capital = (words: string): string => `${words.slice(0, 1).toUpperCase()}${words.slice(1)}`;

const INSTEAD = {
  force_start: { to: 'To have it on for a while', command: 'force_start 1h' },
  extend: { to: 'To move that one', command: 'extend 1h' },
  force_stop: { to: 'To stop now', command: 'force_stop' },
};

function earlierWords(instead: Earlier): string {
  if (instead.by === 'order') return 'force_stop';
  const time = formatTimeOfDay(instead.minute);
  return instead.by === 'hold' ? `force_start ${time}` : `exception set ${dateOfDay(instead.day)} stop ${time}`;
}

function insteadOfPast(type: EdgeKind, instead: StillToCome, { command }: Speech): string {
  switch (instead.by) {
    case 'form':
      return `For that time on the next date write ${formatTimeOfDay(instead.minute)}.`;
    case 'today': {
      const { day, minute } = instead;
      return `For that time today: ${command(`exception set ${dateOfDay(day)} ${type} ${formatTimeOfDay(minute)}`)}`;
    }
    case 'order':
      return `To ${type} it now: ${command(`force_${type}`)}`;
  }
}

/** `Fri 22:00 KST stop, exception by mina: Release night` */
function edgeWords({ kind, at, cause }: Edge, { time }: Speech): string {
  return `${kind} ${at === ALWAYS ? 'always' : time(at)}${causeWords(cause)}`;
}

function causeWords(cause: Cause): string {
  switch (cause.kind) {
    case 'weekly':
      return ', weekly';
    case 'exception':
      return `, exception${cause.by ? ` by ${cause.by}` : ''}${cause.note ? `: ${cause.note}` : ''}`;
    case 'hold':
      return `, hold by ${cause.by}`;
  }
}
