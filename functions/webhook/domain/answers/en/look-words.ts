import type { Cause, Desired } from '../../../../shared/calendar/timetable.ts';
import { ALWAYS } from '../../../../shared/calendar/timetable.ts';
import { plural } from '../../english.ts';
import { explainFailure } from '../../words/en/failure-words.ts';
import type { LookWords } from '../look-words.ts';

const DESIRED: Readonly<Record<Desired, string>> = { running: 'on', stopped: 'off', unmanaged: 'unmanaged' };

const WEEK_MARKS: Readonly<Record<Cause['kind'], string>> = {
  weekly: '',
  exception: ' (exception)',
  hold: ' by a hold',
};

const SWITCHED_OFF = 'The schedule is switched off (Enabled: false).';

export const LOOK_WORDS: LookWords = {
  statusTitle: (count, desired, { name }) =>
    count === undefined
      ? `${name}${desired === 'unmanaged' ? ': ' : ' should be '}${DESIRED[desired]}`
      : `${name}: ${count.up} of ${count.all} up`,
  desired: (desired, latest, { time }) => {
    if (desired === 'unmanaged' || latest === undefined)
      return 'It has never had a start or stop, so it is left as it is.';
    return `It should be ${DESIRED[desired]}${latest.at === ALWAYS ? '' : ` since ${time(latest.at)}`}.`;
  },
  noInstances: (tagValue) => `no instance carries the tag ScheduleName=${tagValue}`,
  group: ({ name, dependsOn }, { up, all }) =>
    `${name || 'without a group'}: ${up} of ${all} up${dependsOn.length > 0 ? `, after ${dependsOn.join(', ')}` : ''}`,
  member: ({ id, name, status, skip }) =>
    `${name === '' || name === id ? id : `${name} (${id})`}: ${status}${skip === undefined ? '' : `, left out (${skip})`}`,
  unseen: ({ type, code, message }) => {
    const what = type === 'both' ? 'The instances' : `${type} instances`;
    return `${what} cannot be listed: ${explainFailure({ code, message, operation: 'list', size: type === 'both' ? '' : type, zone: '' })}`;
  },
  run: ({ edge, done, members, begunAt, settledAt, isDropped }, { time }) => {
    const begun = `The ${edge.kind} begun at ${time(begunAt)}`;
    if (settledAt === undefined) return `${begun} is under way: ${done} of ${members} done`;
    if (isDropped) return `${begun} was taken back at ${time(settledAt)}: ${done} of ${members} done`;
    return `${begun} was done at ${time(settledAt)}`;
  },
  failing: (ids, { because, attempts, dueAt }, { time }) =>
    `${ids.join(', ')} failed ${plural(attempts, 'time')} (${because}); tried again at ${time(dueAt)}`,
  waitingGroup: (group, dependsOn) => `${group || 'those without a group'} waits for ${dependsOn.join(', ')}`,
  awaited: (members) => `waiting for ${members.join(', ')}`,
  warningUntil: (at, { time }) => `announced; nothing is stopped before ${time(at)}`,
  hold: ({ kind, by }, until, { time, command }) =>
    `${by} keeps it ${kind === 'start' ? 'on' : 'off'} ${until === Infinity ? 'until it is released' : `until ${time(until)}`}; ${command('release')} ends that`,
  switchedOff: SWITCHED_OFF,
  leftAsItIs: 'The schedule is switched off (Enabled: false), so it is left as it is.',
  leftAlone: 'Left alone, neither started nor stopped, because of its rows:',
  infoTitle: (day, { name, date }) => `${name} on ${date(day)}`,
  dayStatus: (status, calendar) => {
    switch (status.kind) {
      case 'active':
        return 'An active day.';
      case 'not-active':
        return 'No active day (DaysActive).';
      case 'holiday':
        return `A holiday of calendar ${calendar ?? ''}: ${status.name}.`;
      case 'disabled':
        return SWITCHED_OFF;
    }
  },
  weekTitle: ({ name }) => `${name}: the next seven days`,
  weekText: ({ timeZone }) => `Times in ${timeZone}.`,
  weekEdge: ({ kind, at, cause }, { clock }) => `${kind} ${clock(at)}${WEEK_MARKS[cause.kind]}`,
  nothing: 'nothing',
  holiday: (name) => `holiday: ${name}`,
  leftOut: (kind) => `exception: no ${kind}`,
  exception: (end) => `exception: ${end}`,
  exceptionsTitle: (day, { name, date }) => `${name}: exceptions of ${date(day)}`,
  noExceptions: 'There are none that day.',
  coming: 'Coming:',
  listTitle: (count) => (count === 0 ? 'There are no schedules' : plural(count, 'schedule')),
  listText: 'How each should be now, and what comes next.',
  listed: ({ isLeftAlone, isSwitchedOff, desired, next }, { name, time }) => {
    if (isLeftAlone) return `${name}: left alone because of its rows`;
    if (isSwitchedOff) return `${name}: switched off (Enabled: false)`;
    return `${name}: ${DESIRED[desired]}, ${next === undefined ? 'no change ahead' : `${next.kind} ${time(next.at)}`}`;
  },
};
