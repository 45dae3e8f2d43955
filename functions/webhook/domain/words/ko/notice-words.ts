import type { Facts } from '../../facts.ts';
import { withJosa } from '../../josa.ts';
import { actWord, duration, servers, subject } from '../../korean.ts';
import { dateWords } from '../../local-time.ts';
import type { Catalogue, Field, Said } from '../../say.ts';
import { joined, sentence } from '../../sentences.ts';
import { edgeOf } from '../notice-parts.ts';
import { ALARM_WORDS } from './alarm-words.ts';
import { CHANNEL_WORDS } from './channel-words.ts';
import { TROUBLE_WORDS } from './trouble-words.ts';

/** Korean (해요체). Facts that are missing leave their words out, so every sentence stands without any of them. */
export const KOREAN: Catalogue = {
  starting: (facts) => ({
    title: `${facts.notice.schedule}: ${withJosa(whatOf(facts), '을/를')} 시작해요`,
    text: sentence(because(facts), `${ofGroup(facts)}${serversOf(facts)}를 시작해요`),
    heading: '시작 서버 목록',
    ...facts.listed('instances'),
  }),

  started: (facts) => ({
    title: `${withJosa(facts.notice.schedule, '이/가')} 켜졌어요`,
    text: sentence(`${servers(facts.number('members'))}가`, took(facts), all(facts), '켜졌어요'),
    lines: [],
  }),

  'stop-warning': (facts) => ({
    title: `${facts.notice.schedule}: ${facts.time('stopAt') ? `${facts.time('stopAt')}에` : '곧'} 중지해요`,
    text: joined(
      sentence(inMinutes(facts), `${servers(facts.number('members'))}를 중지해요`),
      setBy(facts),
      keepItUp(facts),
    ),
    fields: atAGlance(facts),
    lines: [],
  }),

  stopping: (facts) => ({
    title: `${facts.notice.schedule}: ${withJosa(whatOf(facts), '을/를')} 중지해요`,
    text: sentence(because(facts), `${ofGroup(facts)}${serversOf(facts)}를 중지해요`),
    heading: '중지 서버 목록',
    ...facts.listed('instances'),
  }),

  stopped: (facts) => ({
    title: `${withJosa(facts.notice.schedule, '이/가')} 꺼졌어요`,
    text: sentence(`${servers(facts.number('members'))}가`, took(facts), all(facts), '꺼졌어요'),
    lines: [],
  }),

  'exception-changed': exceptionChanged,
  'hold-changed': holdChanged,

  'rds-restarted': (facts) => ({
    title: `${facts.notice.schedule}: RDS가 스스로 켠 DB를 다시 중지해요`,
    text: 'RDS는 중지한 지 7일이 지난 DB를 스스로 시작해요. 스케줄로는 꺼져 있을 시간이라 다시 중지하고 있어요.',
    heading: '다시 중지하는 DB 목록',
    ...facts.listed('instances'),
  }),

  ...TROUBLE_WORDS,
  ...CHANNEL_WORDS,
  ...ALARM_WORDS,
};

function exceptionChanged(facts: Facts): Said {
  const value = facts.text('value');
  const date = dateWords(facts.text('date'), 'ko');
  return {
    title: `${facts.notice.schedule}: ${date && `${date} `}예외를 ${value === '' ? '지웠어요' : '등록했어요'}`,
    text: sentence(subject(facts.text('by')), exceptionWords(actWord(facts.text('type')), value)),
    heading: '바뀐 일정',
    lines: facts.list('edges').map((edge) => edgeWords(facts, edge)),
  };
}

function exceptionWords(type: string, value: string): string {
  if (value === '') return `${type && `${type} `}예외를 지웠어요`;
  if (value.toLowerCase() === 'none') return `${type || '예외'} 없이 지나가도록 했어요`;
  return `${type && `${type} `}시간을 ${withJosa(value, '으로/로')} 바꿨어요`;
}

function edgeWords(facts: Facts, edge: string): string {
  const known = edgeOf(facts, edge);
  return known === undefined ? edge : `${known.time} ${actWord(known.kind)}`;
}

function holdChanged(facts: Facts): Said {
  const { schedule } = facts.notice;
  const [hold, by, until] = [facts.text('hold'), subject(facts.text('by')), facts.time('until')];
  if (hold === '')
    return { title: `${schedule}: 다시 스케줄대로 움직여요`, text: `${by} 스케줄에 다시 맡겼어요.`, lines: [] };
  const isOn = hold === 'start';
  const span = until ? `${until}까지` : '다음 시작이나 중지까지';
  const after = facts.text('goesOn') === 'true' && `그 뒤에도 스케줄에 따라 그대로 ${isOn ? '켜' : '꺼'} 둬요.`;
  return {
    title: `${schedule}: 지금부터 ${isOn ? '켜' : '꺼'} 둬요`,
    text: joined(`${by} ${span} ${isOn ? '켜' : '꺼'} 두기로 했어요.`, after),
    lines: [],
  };
}

/** `database 그룹`, or `서버` for the instances without a group. */
function whatOf(facts: Facts): string {
  const group = facts.text('group');
  return group ? `${group} 그룹` : '서버';
}

function ofGroup(facts: Facts): string {
  return facts.text('group') && `${facts.text('group')} 그룹의 `;
}

function serversOf(facts: Facts): string {
  return servers(facts.count('instances') || undefined);
}

function because(facts: Facts): string {
  switch (facts.text('because')) {
    case 'edge':
      return becauseOfEdge(facts);
    case 'return':
      return becauseOfReturn(facts);
    case 'enforce':
      return '손으로 바꾼 상태를 되돌리는 Enforce 설정에 따라';
    case 'rds-restart':
      return 'RDS가 7일 만에 스스로 시작했기 때문에';
    default:
      return '';
  }
}

function becauseOfEdge(facts: Facts): string {
  const [cause, by] = [facts.text('cause'), facts.text('by')];
  if (cause === 'hold') return askedBy(by);
  const time = facts.time('edgeAt') && `${facts.time('edgeAt')} `;
  return cause === 'exception'
    ? `${by && `${subject(by)} 정한 `}${time}${exceptionOf(facts)}에 따라`
    : `${time}스케줄에 따라`;
}

/** Why what was being stopped, or was off, starts before its time. */
function becauseOfReturn(facts: Facts): string {
  const by = facts.text('by');
  switch (facts.text('cause')) {
    case 'exception':
      return `${subject(by)} 중지 ${exceptionOf(facts)}를 등록해서`;
    case 'hold':
      return askedBy(by);
    case 'lifted':
      return `${subject(by)} 걸어 둔 중지가 풀려서`;
    default:
      return '스케줄이 바뀌어서';
  }
}

/** Whose stop it is, where it is not the usual one. */
function setBy(facts: Facts): string {
  const [cause, by] = [facts.text('cause'), facts.text('by')];
  if (cause === 'exception') return sentence(by && subject(by), `${exceptionOf(facts)}로 정한 중지예요`);
  return cause === 'hold' ? sentence(subject(by), '요청한 중지예요') : '';
}

const askedBy = (by: string): string => `${by === 'console' ? '콘솔' : by ? `${by} 님의` : '누군가의'} 요청으로`;

const exceptionOf = (facts: Facts): string => `예외${facts.text('note') && `(${facts.text('note')})`}`;

/** `모두` is for more than one. */
const all = (facts: Facts): string => (facts.number('members') === 1 ? '' : '모두');

function took(facts: Facts): string {
  const seconds = facts.number('tookSeconds');
  return seconds === undefined ? '' : `${duration(seconds)} 만에`;
}

function inMinutes(facts: Facts): string {
  const minutes = facts.number('minutesLeft');
  if (minutes === undefined) return '';
  return minutes < 1 ? '1분 안에' : `${Math.round(minutes)}분 뒤에`;
}

/** What is read before any sentence is; names as in the original scheduler. */
function atAGlance(facts: Facts): Field[] {
  const [members, minutes] = [facts.number('members'), facts.number('minutesLeft')];
  return [
    { name: '중지 시간', value: facts.time('stopAt') },
    { name: '남은 시간', value: minutes === undefined ? '' : minutes < 1 ? '1분 미만' : duration(minutes * 60) },
    { name: '대상 서버', value: members === undefined ? '' : `${members}대` },
  ].filter(({ value }) => value !== '');
}

function keepItUp(facts: Facts): string {
  const command = facts.command('extend-1h');
  return command && `더 켜 두려면 이렇게 보내 주세요: ${command}`;
}
