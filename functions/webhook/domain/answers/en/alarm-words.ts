import type { Muted } from '../../../../shared/alarm/alarm-record.ts';
import { EVERY_RULE } from '../../commands/alarm-line.ts';
import type { Alarmed } from '../../commands/alarm-look.ts';
import { plural } from '../../english.ts';
import { BUILT_IN } from '../../words/en/alarm-words.ts';
import type { AlarmWords } from '../alarm-words.ts';
import { firingValues } from '../firing-values.ts';
import type { Speech } from '../speech.ts';

export const ALARM_WORDS: AlarmWords = {
  ruleName: (name) => (name === EVERY_RULE ? 'Every rule' : name),
  everyRule: 'all',
  builtIn: (name, what) => `${name} (${BUILT_IN[what]})`,
  listTitle: (wrong) =>
    wrong === 0 ? 'Nothing is in alarm' : `${plural(wrong, 'alarm rule')} ${wrong === 1 ? 'is' : 'are'} not OK`,
  listText: ({ all, ok, muted }) =>
    all === 0 ? 'The AlarmRule table has no row.' : `Of ${plural(all, 'rule')}, ${ok} OK and ${muted} muted.`,
  state: {
    critical: (state, speech) => [`critical since ${speech.time(state.since)}`, ...values(state, speech)].join(', '),
    warning: (state, speech) => [`warning since ${speech.time(state.since)}`, ...values(state, speech)].join(', '),
    failing: ({ times }) => `its values cannot be read, ${plural(times, 'time')} in a row`,
    'no-data': ({ since }, { time }) => `no data since ${time(since)}`,
    broken: ({ mistakes }) => `watches nothing, because its row has ${plural(mistakes, 'mistake')}`,
    muted: ({ because }) => `muted, ${MUTED[because]}`,
    ok: () => 'OK',
  },
  acknowledged: ({ by, at }, { time }) => `acknowledged by ${by} at ${time(at)}`,
  silenced: ({ by, until, reason }, { time }) =>
    `silenced by ${by} until ${time(until)}${reason === undefined ? '' : ` (${reason})`}`,
  silencedOn: ({ by, until }, { time }) => `then with every rule by ${by} until ${time(until)}`,
  done: {
    ack: ({ rule }) => ({
      title: `${rule.name}: acknowledged`,
      text: 'There are no reminders until it is over. That it gets worse, or ends, is told.',
    }),
    silence: ({ silence, left }, { name, time }) => ({
      title: `${name}: silenced until ${time(silence.until)}`,
      text:
        left.length > 0
          ? 'Nothing is said of it until then, nor while every rule is silenced.'
          : 'Nothing is said of it until then; what still holds then is said.',
    }),
    unsilence: (_, { name }) => ({ title: `${name}: no longer silenced`, text: 'What holds is said within minutes.' }),
  },
  replaces: ({ by, until }, { time }) => `It takes the place of a silence by ${by} until ${time(until)}.`,
  left: ({ by, until }, { name, time }) => `${name}: still silenced by ${by} until ${time(until)}`,
  reason: (reason) => `Reason: ${reason}`,
  refusal: {
    'not-firing': (_, { name, commandName, line }) => ({
      title: `${name}: there is nothing to acknowledge`,
      text: `It does not fire. To hear nothing of it for a while: ${line(`silence ${commandName} 2h`)}`,
    }),
    already: ({ acknowledgement: { by, at } }, { name, time }) => ({
      title: `${name}: acknowledged already`,
      text: `By ${by} at ${time(at)}. Nothing was changed.`,
    }),
    'not-silenced': (_, { name }) => ({ title: `${name}: not silenced`, text: 'Nothing was changed.' }),
    'by-every': ({ silence: { by, until } }, { name, time, line }) => ({
      title: `${name}: silenced with every other rule`,
      text: `By ${by} until ${time(until)}. To end that: ${line('unsilence all')}`,
    }),
    'not-every': () => ({ title: 'Not every rule is seen from here', text: 'Name the one that you mean.' }),
  },
  unknownRule: (typed) => `There is no alarm rule “${typed}” here`,
  thereAreNone: {
    alarms: '',
    ack: 'Nothing fires just now.',
    silence: 'There is no alarm rule at all.',
    unsilence: 'Nothing is silenced.',
  },
  mistakeTitle: (rule) => (rule === '' ? 'I did not understand that' : `${rule}: I did not understand that`),
  usage: {
    alarms: () => 'alarms',
    ack: (rule) => `ack ${rule}`,
    silence: (rule) => `silence ${rule} 2h | 30m | 23:00 [reason]`,
    unsilence: (rule) => `unsilence ${rule}`,
  },
};

const MUTED: Readonly<Record<Muted, string>> = {
  'stopped-by-schedule': 'stopped by schedule',
  restarted: 'started just now',
  down: 'nothing of it is up',
  gone: 'no instance carries its tag',
  superseded: 'what it watched over is not wanted any more',
  'switched-off': 'switched off',
};

function values({ firing, noDataSince }: Alarmed, { time }: Speech): readonly string[] {
  const { shown, more } = firingValues(firing);
  return [
    ...(shown === '' ? [] : [`${shown}${more > 0 ? ` and ${more} more` : ''}`]),
    ...(noDataSince === undefined ? [] : [`no data since ${time(noDataSince)}`]),
  ];
}
