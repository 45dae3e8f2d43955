import { dateOfDay } from '../../../../shared/calendar/local-date.ts';
import { MINUTES_PER_DAY } from '../../../../shared/calendar/instant.ts';
import { formatTimeOfDay } from '../../../../shared/calendar/time-of-day.ts';
import { ALWAYS, type Cause, type Edge } from '../../../../shared/calendar/timetable.ts';
import { plural } from '../../english.ts';
import type { Earlier } from '../../commands/plan.ts';
import type { ChangeWords } from '../change-words.ts';
import type { Speech } from '../speech.ts';

export const CHANGE_WORDS: ChangeWords = {
  done: {
    extended: ({ to }, { name, time }) => `${name}: stays up until ${time(to)}`,
    held: ({ hold, turns }, { name, time }) =>
      `${name}: ${hold.kind === 'start' ? 'on' : 'off'}${turns ? ` until ${time(turns.at)}` : ' from now on'}`,
    released: (_, { name }) => `${name}: back to its schedule`,
    'exception-set': ({ day, type, minute }, { name, date }) =>
      `${name}: ${date(day)} ${minute === 'none' ? `without its ${type}` : `${type} ${formatTimeOfDay(minute)}`}`,
    'exception-deleted': ({ day, type }, { name, date }) => `${name}: ${date(day)} ${type} as usual again`,
  },
  effect: {
    none: () => '',
    starts: () => 'What is off is started now, in order.',
    stops: () => 'Stopping now, in order and without a warning.',
    warns: ({ minutes }) => `A stop is due now: it is announced first and begins in ${plural(minutes, 'minute')}.`,
  },
  wasToStop: ({ at }, { time }) => `It was to stop at ${time(at)}.`,
  keptByHold: ({ command }) => `It is kept up by a hold, which ${command('release')} ends.`,
  outlook: ({ stop, start }, speech) => {
    const next = [stop && `Next stop ${speech.time(stop.at)}`, start && `next start ${speech.time(start.at)}`];
    const said = next.filter((part) => part !== undefined).join(', ');
    if (stop === undefined && start === undefined) return 'No start or stop is ahead.';
    return `${stop === undefined ? `No stop is ahead; ${said}` : said}.`;
  },
  operatingDay: (day, { date, timeZone }) => `Operating day ${date(day)}, ${timeZone}`,
  changedBy: (who) => `Changed by ${who}`,
  dayEnd: ({ kind, minute, at, cause, happens }, speech) => {
    const form = minute >= MINUTES_PER_DAY ? ` (${formatTimeOfDay(minute)})` : '';
    const silent = happens ? '' : '; does not happen: another window or a hold covers it';
    return `${kind} ${speech.time(at)}${form}${causeWords(cause)}${silent}`;
  },
  edge: edgeWords,
  exceptionEnd: (type, { minute, by, note }) =>
    `${type} ${formatTimeOfDay(minute)}${by ? ` by ${by}` : ''}${note ? `: ${note}` : ''}`,
  nothingThatDay: 'nothing starts or stops',
  surprise: {
    merges: ({ into }, { time }) =>
      `It runs into the next window${into ? `, which stops at ${time(into.at)}` : ', which does not stop'}.`,
    far: ({ hours }) => `That is ${plural(hours, 'hour')} later.`,
    'off-now': (_, { command }) => `It is off now; to start it now: ${command('force_start 2h')}`,
    'until-edge': ({ edge, type }, { time, command }) =>
      `This lasts until ${time(edge.at)}, its next ${edge.kind}; add a time to end it sooner: ${command(`force_${type} 2h`)}`,
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
    disabled: () => 'The schedule is switched off (Enabled), so it has no effect.',
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
    already: ({ stop }, { name, time }) => ({
      title: `${name}: it stops at ${time(stop.at)} already`,
      text: 'Nothing was changed.',
    }),
    earlier: ({ stop, wanted, instead }, { name, time, command }) => ({
      title: `${name}: ${time(wanted)} is not later than the stop`,
      text: `It stops at ${time(stop.at)}, and extend only moves that to later. To stop earlier: ${command(earlierWords(instead))}`,
    }),
    'not-yet': ({ stop, opens }, { name, time }) => ({
      title: `${name}: that stop cannot be moved yet`,
      text: `The stop at ${time(stop.at)} can be moved like this only while the instances are up${opens ? `: ask again after ${time(opens.at)}` : ''}.`,
    }),
    past: ({ type, at, meant }, { name, time, command }) => ({
      title: `${name}: ${time(at)} is past`,
      text:
        meant !== undefined
          ? `For that time on the next date write ${formatTimeOfDay(meant)}.`
          : `To ${type} it now: ${command(`force_${type}`)}`,
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
      text: `${by ? `${by} moved it` : 'It was moved'}${to ? ` to ${time(to.at)}` : ': no stop is ahead'}. Nothing was changed.`,
    }),
  },
  notTold: 'The other channels could not be told of it.',
  notWoken: 'The scheduler could not be woken: it follows at its next tick.',
};

function earlierWords(instead: Earlier): string {
  const time = formatTimeOfDay(instead.minute);
  return instead.by === 'hold' ? `force_start ${time}` : `exception set ${dateOfDay(instead.day)} stop ${time}`;
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
