import type { Muted } from '../../../../shared/alarm/alarm-record.ts';
import { EVERY_RULE } from '../../commands/alarm-line.ts';
import type { Alarmed } from '../../commands/alarm-look.ts';
import { subject } from '../../korean.ts';
import { BUILT_IN } from '../../words/ko/alarm-words.ts';
import type { AlarmWords } from '../alarm-words.ts';
import { firingValues } from '../firing-values.ts';
import type { Speech } from '../speech.ts';

export const ALARM_WORDS: AlarmWords = {
  ruleName: (name) => (name === EVERY_RULE ? '모든 알람' : name),
  everyRule: '전체',
  builtIn: (name, what) => `${name} (${BUILT_IN[what]})`,
  listTitle: (wrong) => (wrong === 0 ? '울리는 알람이 없어요' : `살펴볼 알람 ${wrong}개`),
  listText: ({ all, ok, muted }) =>
    all === 0 ? 'AlarmRule 테이블에 규칙이 없어요.' : `규칙 ${all}개 중 정상 ${ok}개, 쉬는 중 ${muted}개예요.`,
  state: {
    critical: (state, speech) => [`${speech.time(state.since)}부터 심각`, ...values(state, speech)].join(', '),
    warning: (state, speech) => [`${speech.time(state.since)}부터 경고`, ...values(state, speech)].join(', '),
    failing: ({ times }) => `값을 ${times}번 연달아 읽지 못했어요`,
    'no-data': ({ since }, { time }) => `${time(since)}부터 데이터가 없어요`,
    broken: ({ mistakes }) => `행에 잘못이 ${mistakes}개 있어서 아무것도 지켜보지 않아요`,
    muted: ({ because }) => `쉬는 중, ${MUTED[because]}`,
    ok: () => '정상',
  },
  acknowledged: ({ by, at }, { time }) => `${subject(by)} ${time(at)}에 확인`,
  silenced: ({ by, until, reason }, { time }) =>
    `${subject(by)} ${time(until)}까지 알림을 껐어요${reason === undefined ? '' : ` (${reason})`}`,
  silencedOn: ({ by, until }, { time }) => `그 뒤에는 ${subject(by)} ${time(until)}까지 모든 알람의 알림을 껐어요`,
  done: {
    ack: ({ rule }) => ({
      title: `${rule.name}: 확인했어요`,
      text: '끝날 때까지 다시 알리지 않을게요. 더 나빠지거나 끝나면 알려 드려요.',
    }),
    silence: ({ silence, left }, { name, time }) => ({
      title: `${name}: ${time(silence.until)}까지 알림을 꺼요`,
      text:
        left.length > 0
          ? '그때까지, 그리고 모든 알람의 알림을 꺼 둔 동안에는 아무것도 알리지 않아요.'
          : '그때까지 아무것도 알리지 않고, 그때도 그대로면 알려 드려요.',
    }),
    unsilence: (_, { name }) => ({
      title: `${name}: 알림을 다시 켰어요`,
      text: '지금 울리고 있으면 몇 분 안에 알려 드려요.',
    }),
  },
  replaces: ({ by, until }, { time }) => `${subject(by)} ${time(until)}까지 꺼 둔 것을 대신해요.`,
  left: ({ by, until }, { name, time }) => `${name}: ${subject(by)} ${time(until)}까지 꺼 둔 알림은 그대로예요`,
  reason: (reason) => `이유: ${reason}`,
  refusal: {
    'not-firing': (_, { name, commandName, line }) => ({
      title: `${name}: 확인할 것이 없어요`,
      text: `지금 울리지 않아요. 잠시 알림을 끄려면: ${line(`무음 ${commandName} 2시간`)}`,
    }),
    already: ({ acknowledgement: { by, at } }, { name, time }) => ({
      title: `${name}: 이미 확인했어요`,
      text: `${subject(by)} ${time(at)}에 확인했어요. 바뀐 것은 없어요.`,
    }),
    'not-silenced': (_, { name }) => ({ title: `${name}: 알림이 꺼져 있지 않아요`, text: '바뀐 것은 없어요.' }),
    'by-every': ({ silence: { by, until } }, { name, time, line }) => ({
      title: `${name}: 모든 알람과 함께 알림이 꺼져 있어요`,
      text: `${subject(by)} ${time(until)}까지 껐어요. 다시 켜려면: ${line('무음해제 전체')}`,
    }),
    'not-every': () => ({ title: '여기에서는 모든 알람이 보이지 않아요', text: '알람 이름을 적어 주세요.' }),
  },
  unknownRule: (typed) => `여기에 “${typed}” 알람은 없어요`,
  thereAreNone: {
    alarms: '',
    ack: '지금 울리는 알람이 없어요.',
    silence: '알람 규칙이 하나도 없어요.',
    unsilence: '알림을 꺼 둔 알람이 없어요.',
  },
  mistakeTitle: (rule) => (rule === '' ? '무슨 뜻인지 모르겠어요' : `${rule}: 무슨 뜻인지 모르겠어요`),
  usage: {
    alarms: () => '알람',
    ack: (rule) => `확인 ${rule}`,
    silence: (rule) => `무음 ${rule} 2시간 | 30분 | 23:00 [이유]`,
    unsilence: (rule) => `무음해제 ${rule}`,
  },
};

const MUTED: Readonly<Record<Muted, string>> = {
  'stopped-by-schedule': '스케줄에 따라 중지',
  restarted: '방금 시작',
  down: '켜져 있는 서버 없음',
  gone: '태그가 있는 서버 없음',
  superseded: '스케줄이 더는 바라지 않는 상태',
  'switched-off': '규칙 꺼짐',
};

function values({ firing, noDataSince }: Alarmed, { time }: Speech): readonly string[] {
  const { shown, more } = firingValues(firing);
  return [
    ...(shown === '' ? [] : [`${shown}${more > 0 ? ` 외 ${more}대` : ''}`]),
    ...(noDataSince === undefined ? [] : [`데이터는 ${time(noDataSince)}부터 없음`]),
  ];
}
