import { duration, plural } from '../../english.ts';
import type { Facts } from '../../facts.ts';
import type { Catalogue, Said } from '../../say.ts';
import { joined, sentence } from '../../sentences.ts';
import { listedType, measureOf } from '../alarm-parts.ts';
import { explainFailure } from './failure-words.ts';

type AlarmKind = 'alarm' | 'alarm-reminder' | 'alarm-resolved' | 'alarm-changed' | 'heartbeat';

/** English for what the alarms and the heartbeat say. */
export const ALARM_WORDS: Pick<Catalogue, AlarmKind> = {
  alarm: (facts) => {
    if (facts.text('because') === 'fetch-failed') return fetchFailed(facts);
    return said(facts, `${facts.text('worse') && 'Now '}${levelOf(facts)}`);
  },
  'alarm-reminder': (facts) => said(facts, `Still ${levelOf(facts)}`),
  'alarm-resolved': (facts) => ({
    ...(facts.text('because') === 'ok' ? right(facts) : closed(facts)),
    ...listOf(facts),
  }),
  'alarm-changed': (facts) => ({
    title: `${nameOf(facts)}: ${CHANGES[facts.text('change')] ?? 'changed'}`,
    text: joined(
      sentence(
        facts.text('by') || 'Somebody',
        CHANGED[facts.text('change')] ?? 'changed it',
        facts.time('until') && `until ${facts.time('until')}`,
      ),
      facts.text('reason'),
    ),
    lines: [],
  }),
  heartbeat: (facts) => ({
    title: 'Curfew is running',
    text: sentence('The last tick was', facts.time('tickedAt') ? `at ${facts.time('tickedAt')}` : 'in time'),
    lines: [],
  }),
};

const ENDS: Readonly<Record<string, string>> = {
  'stopped-by-schedule': 'Closed',
  restarted: 'Closed',
  down: 'Closed',
  gone: 'Closed',
  superseded: 'Closed',
  'no-data': 'No data',
  'switched-off': 'Closed',
  deleted: 'Closed',
  'fetch-works': 'Values again',
};

const ENDED: Readonly<Record<string, string>> = {
  'stopped-by-schedule': 'Stopped by schedule: nothing was put right, there is just nothing left to watch',
  restarted: 'It was started anew, and is watched again once it has settled',
  down: 'It is down, though its schedule did not stop it',
  gone: 'It is not there any more, or does not carry the tag of its schedule',
  'no-data': 'No data has come for as long as the rule looks back, so nobody knows',
  'switched-off': 'The rule is switched off',
  deleted: 'Its row was deleted: nothing was put right, nobody looks at it any more',
  'fetch-works': 'The values can be read again',
};

/** What Curfew watches by itself, when it is right again. */
const BUILT_IN_RIGHT: Readonly<Record<string, { readonly title: string; readonly text: string }>> = {
  'should-be-off': { title: 'Off again', text: 'They are off now' },
  'should-be-on': { title: 'Up again', text: 'They are up now' },
  'run-stuck': { title: 'Done after all', text: 'The start or stop has come to its end' },
};

const SUPERSEDED: Readonly<Record<string, string>> = {
  'should-be-off': 'Its schedule does not want them off any more',
  'should-be-on': 'Its schedule does not want them up any more',
  'run-stuck': 'It is not carried out any more: another has taken its place, or its schedule is switched off',
};

const CHANGES: Readonly<Record<string, string>> = {
  ack: 'acknowledged',
  silence: 'silenced',
  unsilence: 'no longer silenced',
};

const CHANGED: Readonly<Record<string, string>> = {
  ack: 'has seen it: no reminders until it is over',
  silence: 'silenced it',
  unsilence: 'ended its silence',
};

/** What Curfew watches by itself, when it fires. */
export const BUILT_IN: Readonly<Record<string, string>> = {
  'should-be-off': 'on after its stop',
  'should-be-on': 'down after its start',
  'run-stuck': 'start or stop does not come to its end',
  listing: 'instances cannot be listed',
};

/** `force_start` keeps what is on; the next edge stops it anyway. */
const BUILT_IN_TEXT: Readonly<Record<string, string>> = {
  'should-be-off': 'The schedule stopped these, and they are up. They stay up until the next stop',
  'should-be-on': 'The schedule started these, and they are down. They stay down until the next start',
  'run-stuck': 'It has been under way for more than an hour',
};

const LEVELS: Readonly<Record<string, string>> = { critical: 'critical', info: 'info' };

const levelOf = (facts: Facts): string => LEVELS[facts.text('level')] ?? 'warning';

const nameOf = (facts: Facts): string => {
  const watches = facts.text('watches');
  const builtIn = BUILT_IN[watches];
  if (facts.text('rule') === '*') return 'Every rule';
  if (builtIn === undefined) return facts.text('rule') || facts.notice.schedule;
  return `${watches === 'listing' ? listedType(facts) : facts.notice.schedule} ${builtIn}`;
};

function right(facts: Facts): Pick<Said, 'title' | 'text'> {
  const builtIn = BUILT_IN_RIGHT[facts.text('watches')];
  return {
    title: builtIn === undefined ? `OK again: ${nameOf(facts)}` : `${builtIn.title}: ${facts.notice.schedule}`,
    text: joined(sentence(builtIn?.text ?? rightNow(facts)), firedAt(facts)),
  };
}

/** Values are those of a rule of our own; an alert from elsewhere says no more than that it is over. */
const rightNow = (facts: Facts): string => {
  if (facts.count('rules') > 0) return 'Its condition does not hold any more';
  return facts.text('metric') === '' ? 'It is over' : 'The values are fine again';
};

function closed(facts: Facts): Pick<Said, 'title' | 'text'> {
  const because = facts.text('because');
  if (facts.text('watches') === 'listing')
    return { title: `${listedType(facts)} instances can be listed again`, text: 'They are watched as before.' };
  const why = because === 'superseded' ? SUPERSEDED[facts.text('watches')] : ENDED[because];
  return {
    title: `${ENDS[because] ?? 'Closed'}: ${nameOf(facts)}`,
    text: joined(why !== undefined && sentence(why), firedAt(facts)),
  };
}

function said(facts: Facts, state: string): Said {
  const builtIn = BUILT_IN_TEXT[facts.text('watches')];
  return {
    title: `${state.charAt(0).toUpperCase()}${state.slice(1)}: ${nameOf(facts)}`,
    text: joined(
      builtIn === undefined ? measured(facts) : sentence(builtIn),
      facts.text('unread') && 'That was the last that could be read; just now nothing can.',
      firedAt(facts),
      facts.text('note'),
    ),
    ...listOf(facts),
  };
}

/** `AWS/EC2 CPUUtilization Average is 97.2, limit >= 90, in 3 of 3 periods of 5 min.` */
function measured(facts: Facts): string {
  const { value, limit, breaching, periods, periodSeconds } = measureOf(facts);
  const what = facts.text('metric') || facts.text('summary') || facts.list('rules').join(', ');
  if (facts.text('noData')) return sentence(noData(facts, what));
  const often = periods > 1 ? `in ${breaching} of ${periods} periods of ${duration(periodSeconds)}` : '';
  return sentence([value ? `${what} is ${value}` : what, limit && `limit ${limit}`, often].filter(Boolean).join(', '));
}

function noData(facts: Facts, what: string): string {
  const since = facts.time('noDataSince');
  return since === '' ? `Data of ${what} is missing` : `No data of ${what} since ${since}`;
}

const firedAt = (facts: Facts): string => facts.time('firedAt') && sentence(`It began at ${facts.time('firedAt')}`);

function listOf(facts: Facts): Pick<Said, 'heading' | 'lines' | 'leftOut'> {
  const name = facts.count('instances') > 0 ? 'instances' : 'dimensions';
  const isInstances = name === 'instances';
  return { heading: isInstances ? plural(facts.count(name), 'instance') : 'Where', ...facts.listed(name) };
}

const fetchFailed = (facts: Facts): Said =>
  facts.text('watches') === 'listing' ? listingFailed(facts) : valuesFailed(facts);

function listingFailed(facts: Facts): Said {
  const type = listedType(facts);
  const call = { operation: 'list', code: facts.text('failure'), message: '', size: type, zone: '' } as const;
  return {
    title: `${type} instances cannot be listed`,
    text: joined(
      sentence(explainFailure(call)),
      'Until they can, nothing is said of which of them should be on or off, and rules on them stay as they are.',
    ),
    lines: [],
  };
}

const valuesFailed = (facts: Facts): Said => ({
  title: `Cannot be read: ${nameOf(facts)}`,
  text: joined(
    sentence(
      'The values of this rule could not be read three times in a row',
      facts.text('failure') && `(${facts.text('failure')})`,
    ),
    'Until they can, it says nothing new.',
  ),
  lines: [],
});
