import type { Facts } from '../../facts.ts';
import { withJosa } from '../../josa.ts';
import { duration, subject } from '../../korean.ts';
import type { Catalogue, Said } from '../../say.ts';
import { joined, sentence } from '../../sentences.ts';
import { listedType, measureOf } from '../alarm-parts.ts';
import { explainFailure } from './failure-words.ts';

type AlarmKind = 'alarm' | 'alarm-reminder' | 'alarm-resolved' | 'alarm-changed' | 'heartbeat';

/** Korean for what the alarms and the heartbeat say. */
export const ALARM_WORDS: Pick<Catalogue, AlarmKind> = {
  alarm: (facts) => {
    if (facts.text('because') === 'fetch-failed') return fetchFailed(facts);
    return said(facts, facts.text('worse') ? `${levelOf(facts)}으로 나빠졌어요` : levelOf(facts));
  },
  'alarm-reminder': (facts) => said(facts, `${levelOf(facts)} 계속`),
  'alarm-resolved': (facts) => ({
    ...(facts.text('because') === 'ok' ? right(facts) : closed(facts)),
    ...listOf(facts),
  }),
  'alarm-changed': (facts) => ({
    title: `${nameOf(facts)}: ${CHANGES[facts.text('change')] ?? '바뀌었어요'}`,
    text: joined(
      sentence(
        subject(facts.text('by')),
        facts.time('until') && `${facts.time('until')}까지`,
        CHANGED[facts.text('change')] ?? '바꿨어요',
      ),
      facts.text('reason'),
    ),
    lines: [],
  }),
  heartbeat: (facts) => ({
    title: 'Curfew가 잘 돌고 있어요',
    text: sentence('마지막 실행은', facts.time('tickedAt') ? `${facts.time('tickedAt')}였어요` : '제시간에 끝났어요'),
    lines: [],
  }),
};

const ENDS: Readonly<Record<string, string>> = {
  'stopped-by-schedule': '종료',
  restarted: '종료',
  down: '종료',
  gone: '종료',
  superseded: '종료',
  'no-data': '데이터 없음',
  'switched-off': '종료',
  deleted: '종료',
  'fetch-works': '다시 읽을 수 있어요',
};

const ENDED: Readonly<Record<string, string>> = {
  'stopped-by-schedule': '스케줄에 따라 중지해서 닫았어요. 문제가 해결된 것은 아니에요',
  restarted: '새로 시작해서 닫았어요. 안정된 뒤에 다시 지켜볼게요',
  down: '스케줄이 중지하지 않았는데 꺼져 있어요',
  gone: '서버가 없어졌거나 스케줄 태그가 없어요',
  'no-data': '살펴보는 기간 동안 데이터가 하나도 오지 않아 상태를 알 수 없어요',
  'switched-off': '규칙이 꺼져 있어요',
  deleted: '행이 삭제되어 더는 지켜보지 않아요',
  'fetch-works': '값을 다시 읽을 수 있어요',
};

/** What Curfew watches by itself, when it is right again. */
const BUILT_IN_RIGHT: Readonly<Record<string, { readonly title: string; readonly text: string }>> = {
  'should-be-off': { title: '다시 꺼졌어요', text: '이제 모두 꺼져 있어요' },
  'should-be-on': { title: '다시 켜졌어요', text: '이제 모두 켜져 있어요' },
  'run-stuck': { title: '늦게나마 끝났어요', text: '시작이나 중지가 끝났어요' },
};

const SUPERSEDED: Readonly<Record<string, string>> = {
  'should-be-off': '이제 스케줄에 따라 꺼져 있을 시간이 아니에요',
  'should-be-on': '이제 스케줄에 따라 켜져 있을 시간이 아니에요',
  'run-stuck': '더 진행하지 않아요. 다른 시작이나 중지로 넘어갔거나 스케줄이 꺼졌어요',
};

const CHANGES: Readonly<Record<string, string>> = {
  ack: '확인했어요',
  silence: '알림을 껐어요',
  unsilence: '알림을 다시 켰어요',
};

const CHANGED: Readonly<Record<string, string>> = {
  ack: '확인했어요. 끝날 때까지 다시 알리지 않을게요',
  silence: '이 알람의 알림을 껐어요',
  unsilence: '이 알람의 알림을 다시 켰어요',
};

/** What Curfew watches by itself, when it fires. */
export const BUILT_IN: Readonly<Record<string, string>> = {
  'should-be-off': '중지 시간인데 켜져 있어요',
  'should-be-on': '시작 시간인데 꺼져 있어요',
  'run-stuck': '시작이나 중지가 끝나지 않고 있어요',
  listing: '서버 목록을 읽지 못해요',
};

const BUILT_IN_TEXT: Readonly<Record<string, string>> = {
  'should-be-off': '스케줄에 따라 중지한 서버가 켜져 있어요. 다음 중지 시간까지 그대로 둘게요',
  'should-be-on': '스케줄에 따라 시작한 서버가 꺼져 있어요. 다음 시작 시간까지 그대로 둘게요',
  'run-stuck': '한 시간 넘게 진행 중이에요',
};

const LEVELS: Readonly<Record<string, string>> = { critical: '심각', info: '알림' };

const levelOf = (facts: Facts): string => LEVELS[facts.text('level')] ?? '경고';

const nameOf = (facts: Facts): string => {
  const watches = facts.text('watches');
  const builtIn = BUILT_IN[watches];
  if (facts.text('rule') === '*') return '모든 알람';
  if (builtIn === undefined) return facts.text('rule') || facts.notice.schedule;
  return `${watches === 'listing' ? listedType(facts) : facts.notice.schedule} ${builtIn}`;
};

function right(facts: Facts): Pick<Said, 'title' | 'text'> {
  const builtIn = BUILT_IN_RIGHT[facts.text('watches')];
  return {
    title: `${builtIn?.title ?? '정상으로 돌아왔어요'}: ${builtIn === undefined ? nameOf(facts) : facts.notice.schedule}`,
    text: joined(sentence(builtIn?.text ?? rightNow(facts)), firedAt(facts)),
  };
}

/** Values are those of a rule of our own; an alert from elsewhere says no more than that it is over. */
const rightNow = (facts: Facts): string => {
  if (facts.count('rules') > 0) return '조건에 더는 해당하지 않아요';
  return facts.text('metric') === '' ? '이제 괜찮아요' : '값이 다시 정상이에요';
};

function closed(facts: Facts): Pick<Said, 'title' | 'text'> {
  const because = facts.text('because');
  if (facts.text('watches') === 'listing')
    return { title: `${listedType(facts)} 서버 목록을 다시 읽어요`, text: '다시 전처럼 지켜볼게요.' };
  const why = because === 'superseded' ? SUPERSEDED[facts.text('watches')] : ENDED[because];
  return {
    title: `${ENDS[because] ?? '종료'}: ${nameOf(facts)}`,
    text: joined(why !== undefined && sentence(why), firedAt(facts)),
  };
}

function said(facts: Facts, state: string): Said {
  const builtIn = BUILT_IN_TEXT[facts.text('watches')];
  return {
    title: `${state}: ${nameOf(facts)}`,
    text: joined(
      builtIn === undefined ? measured(facts) : sentence(builtIn),
      facts.text('unread') && '지금은 값을 읽지 못해서, 마지막으로 읽은 값이에요.',
      firedAt(facts),
      facts.text('note'),
    ),
    ...listOf(facts),
  };
}

/** `AWS/EC2 CPUUtilization Average 값이 97.2예요 (기준 >= 90, 5분 간격 3번 중 3번).` */
function measured(facts: Facts): string {
  const { value, limit, breaching, periods, periodSeconds } = measureOf(facts);
  const what = facts.text('metric') || facts.text('summary') || facts.list('rules').join(', ');
  if (facts.text('noData')) return sentence(noData(facts, what));
  const often = periods > 1 ? `${duration(periodSeconds)} 간격 ${periods}번 중 ${breaching}번` : '';
  const basis = [limit && `기준 ${limit}`, often].filter(Boolean).join(', ');
  return sentence(value ? `${what} 값이 ${withJosa(value, '이에요/예요')}` : what, basis && `(${basis})`);
}

function noData(facts: Facts, what: string): string {
  const since = facts.time('noDataSince');
  return since === '' ? `${what} 데이터가 빠져 있어요` : `${what} 데이터가 ${since}부터 없어요`;
}

const firedAt = (facts: Facts): string => facts.time('firedAt') && sentence(`${facts.time('firedAt')}에 시작됐어요`);

function listOf(facts: Facts): Pick<Said, 'heading' | 'lines' | 'leftOut'> {
  const name = facts.count('instances') > 0 ? 'instances' : 'dimensions';
  return { heading: name === 'instances' ? `서버 ${facts.count(name)}대` : '대상', ...facts.listed(name) };
}

const fetchFailed = (facts: Facts): Said =>
  facts.text('watches') === 'listing' ? listingFailed(facts) : valuesFailed(facts);

function listingFailed(facts: Facts): Said {
  const type = listedType(facts);
  const call = { operation: 'list', code: facts.text('failure'), message: '', size: type, zone: '' } as const;
  return {
    title: `${type} 서버 목록을 읽지 못해요`,
    text: joined(
      sentence(explainFailure(call)),
      '다시 읽을 때까지 켜지거나 꺼져 있어야 할 서버를 확인하지 못하고, 이 서버들의 알람은 지금 상태로 둬요.',
    ),
    lines: [],
  };
}

const valuesFailed = (facts: Facts): Said => ({
  title: `값을 읽지 못해요: ${nameOf(facts)}`,
  text: joined(
    sentence('이 규칙의 값을 세 번 연달아 읽지 못했어요', facts.text('failure') && `(${facts.text('failure')})`),
    '다시 읽을 때까지 새로운 소식은 없어요.',
  ),
  lines: [],
});
