import { atTime, duration, plural } from '../../english.ts';
import type { Facts } from '../../facts.ts';
import { dateWords } from '../../local-time.ts';
import type { Catalogue, Field, Said } from '../../say.ts';
import { joined, sentence } from '../../sentences.ts';
import { edgeOf } from '../notice-parts.ts';
import { ALARM_WORDS } from './alarm-words.ts';
import { CHANNEL_WORDS } from './channel-words.ts';
import { TROUBLE_WORDS } from './trouble-words.ts';

/** English. Facts that are missing leave their words out, so every sentence stands without any of them. */
export const ENGLISH: Catalogue = {
  starting: (facts) => ({
    title: `${facts.notice.schedule}: starting${andName(facts)}`,
    text: sentence('Starting', instancesOf(facts), because(facts)),
    heading: 'Starting',
    ...facts.listed('instances'),
  }),

  started: (facts) => ({
    title: `${facts.notice.schedule} is up`,
    text: sentence(allOf(facts), 'up', took(facts)),
    lines: [],
  }),

  'stop-warning': (facts) => ({
    title: `${facts.notice.schedule} stops${atTime(facts.time('stopAt'))}`,
    text: joined(
      sentence(howMany(facts.number('members'), 'Instances'), 'will be stopped', inMinutes(facts)),
      setBy(facts),
      keepItUp(facts),
    ),
    fields: atAGlance(facts),
    lines: [],
  }),

  stopping: (facts) => ({
    title: `${facts.notice.schedule}: stopping${andName(facts)}`,
    text: sentence('Stopping', instancesOf(facts), because(facts)),
    heading: 'Stopping',
    ...facts.listed('instances'),
  }),

  stopped: (facts) => ({
    title: `${facts.notice.schedule} is off`,
    text: sentence(allOf(facts), 'stopped', took(facts)),
    lines: [],
  }),

  'exception-changed': exceptionChanged,
  'hold-changed': holdChanged,

  'rds-restarted': (facts) => ({
    title: `${facts.notice.schedule}: stopping what RDS started by itself`,
    text: 'RDS starts a database seven days after it was stopped. The schedule wants it off, so it is being stopped again.',
    heading: 'Stopping again',
    ...facts.listed('instances'),
  }),

  ...TROUBLE_WORDS,
  ...CHANNEL_WORDS,
  ...ALARM_WORDS,
};

function exceptionChanged(facts: Facts): Said {
  const value = facts.text('value');
  const date = dateWords(facts.text('date'), 'en');
  return {
    title: `${facts.notice.schedule}: exception${date && ` for ${date}`} ${value === '' ? 'removed' : 'set'}`,
    text: sentence(facts.text('by') || 'Somebody', exceptionWords(facts.text('type'), value)),
    heading: 'What comes now',
    lines: facts.list('edges').map((edge) => edgeWords(facts, edge)),
  };
}

function exceptionWords(type: string, value: string): string {
  if (value === '') return `removed the exception${type && ` of its ${type}`}`;
  if (value.toLowerCase() === 'none') return `dropped the ${type || 'exception'}`;
  return `set the ${type || 'exception'} to ${value}`;
}

function edgeWords(facts: Facts, edge: string): string {
  const known = edgeOf(facts, edge);
  return known === undefined ? edge : `${known.kind} at ${known.time}`;
}

function holdChanged(facts: Facts): Said {
  const { schedule } = facts.notice;
  const [hold, by, until] = [facts.text('hold'), facts.text('by') || 'somebody', facts.time('until')];
  if (hold === '')
    return { title: `${schedule}: hold released`, text: `${by} gave it back to the schedule.`, lines: [] };
  const held = hold === 'start' ? 'on' : 'off';
  const span = sentence(`${by} keeps it ${held}`, until ? `until ${until}` : 'until its next start or stop');
  const after = facts.text('goesOn') === 'true' && `After that the schedule itself keeps it ${held}.`;
  return { title: `${schedule}: held ${held}`, text: joined(span, after), lines: [] };
}

/** ` database`, or nothing for the instances without a group. */
function andName(facts: Facts): string {
  const group = facts.text('group');
  return group && ` ${group}`;
}

function instancesOf(facts: Facts): string {
  const group = facts.text('group');
  return `${howMany(facts.count('instances') || undefined, 'instances')}${group && ` of ${group}`}`;
}

function because(facts: Facts): string {
  switch (facts.text('because')) {
    case 'edge':
      return becauseOfEdge(facts);
    case 'return':
      return becauseOfReturn(facts);
    case 'enforce':
      return 'because Enforce undoes what is done by hand';
    case 'rds-restart':
      return 'because RDS had started it by itself after seven days';
    default:
      return '';
  }
}

function becauseOfEdge(facts: Facts): string {
  const [cause, by] = [facts.text('cause'), facts.text('by')];
  if (cause === 'hold') return `because ${by || 'somebody'} asked for it`;
  const time = facts.time('edgeAt') && ` for ${facts.time('edgeAt')}`;
  return cause === 'exception' ? `as ${by || 'an exception'} set it${time}${andNote(facts)}` : `as scheduled${time}`;
}

/** Why what was being stopped, or was off, starts before its time. */
function becauseOfReturn(facts: Facts): string {
  const by = facts.text('by');
  switch (facts.text('cause')) {
    case 'exception':
      return `because ${by || 'an exception'} changed the stop${andNote(facts)}`;
    case 'hold':
      return `because ${by || 'somebody'} asked for it`;
    case 'lifted':
      return `because the stop ordered${by && ` by ${by}`} was lifted`;
    default:
      return 'because the schedule changed';
  }
}

/** Whose stop it is, where it is not the usual one. */
function setBy(facts: Facts): string {
  const [cause, by] = [facts.text('cause'), facts.text('by')];
  if (cause === 'exception') return sentence(`${by || 'An exception'} set this stop${andNote(facts)}`);
  return cause === 'hold' ? sentence(`${by || 'Somebody'} asked for this stop`) : '';
}

const andNote = (facts: Facts): string => facts.text('note') && ` (${facts.text('note')})`;

function allOf(facts: Facts): string {
  const members = facts.number('members');
  if (members === undefined) return 'Everything is';
  if (members === 1) return 'Its one instance is';
  return members === 2 ? 'Both instances are' : `All ${plural(members, 'instance')} are`;
}

function took(facts: Facts): string {
  const seconds = facts.number('tookSeconds');
  return seconds === undefined ? '' : `after ${duration(seconds)}`;
}

function howMany(count: number | undefined, otherwise: string): string {
  return count === undefined ? otherwise : plural(count, 'instance');
}

function inMinutes(facts: Facts): string {
  const minutes = facts.number('minutesLeft');
  if (minutes === undefined) return '';
  return minutes < 1 ? 'in less than a minute' : `in ${plural(Math.round(minutes), 'minute')}`;
}

/** What is read before any sentence is. */
function atAGlance(facts: Facts): Field[] {
  const [members, minutes] = [facts.number('members'), facts.number('minutesLeft')];
  return [
    { name: 'Stops at', value: facts.time('stopAt') },
    { name: 'Time left', value: minutes === undefined ? '' : minutes < 1 ? 'under 1 min' : duration(minutes * 60) },
    { name: 'Instances', value: members === undefined ? '' : String(members) },
  ].filter(({ value }) => value !== '');
}

function keepItUp(facts: Facts): string {
  const command = facts.command('extend-1h');
  return command && `To keep them up, write: ${command}`;
}
