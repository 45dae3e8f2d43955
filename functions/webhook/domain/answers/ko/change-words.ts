import { MINUTES_PER_DAY } from '../../../../shared/calendar/instant.ts';
import { dateOfDay } from '../../../../shared/calendar/local-date.ts';
import { formatTimeOfDay } from '../../../../shared/calendar/time-of-day.ts';
import { ALWAYS, type Cause, type Edge, type EdgeKind } from '../../../../shared/calendar/timetable.ts';
import { inOrder } from '../../commands/coming.ts';
import type { Earlier, StillToCome } from '../../commands/plan.ts';
import { withJosa } from '../../josa.ts';
import { actWord, subject } from '../../korean.ts';
import { joined } from '../../sentences.ts';
import type { ChangeWords } from '../change-words.ts';
import type { Speech } from '../speech.ts';

export const CHANGE_WORDS: ChangeWords = {
  done: {
    extended: ({ to, isOn, whenUp }, { name, time }) =>
      isOn
        ? `${name}: ${to === undefined ? '계속' : until(time(to), whenUp)} 켜 둬요`
        : `${name}: ${to === undefined ? '이제 예정된 중지가 없어요' : `중지를 ${withJosa(time(to), '으로/로')} 늦췄어요`}`,
    held: ({ hold, turnsAt, whenUp }, { name, time }) =>
      `${name}: ${turnsAt === undefined ? '이제부터' : until(time(turnsAt), whenUp)} ${hold.kind === 'start' ? '켜' : '꺼'} 둬요`,
    released: (_, { name }) => `${name}: 다시 스케줄대로 움직여요`,
    'exception-set': ({ day, type, minute }, { name, date }) =>
      `${name}: ${date(day)} ${actWord(type)} ${minute === 'none' ? '없음' : formatTimeOfDay(minute)}`,
    'exception-deleted': ({ day, type }, { name, date }) => `${name}: ${date(day)} ${actWord(type)} 예외를 지웠어요`,
  },
  effect: {
    none: () => '',
    starts: () => '꺼져 있는 서버를 지금 순서대로 시작해요.',
    stops: () => '예고 없이 지금 순서대로 중지해요.',
  },
  takesBack: (from, { time }) => `${time(from)} 중지를 되돌려요.`,
  wasToStop: (from, { time }) => `원래 중지 시간은 ${time(from)}였어요.`,
  keptByHold: ({ command }) => `임시로 켜 두는 것이라 ${withJosa(command('해제'), '으로/로')} 끝낼 수 있어요.`,
  warnsFirst: ({ edge, at, whenUp }, { now, time }) =>
    `${edge.at <= now ? '지금 중지할 시간이지만 예고가' : '중지 예고가'} 먼저${whenUp ? '이고 예고는 서버가 켜진 뒤에 나가서' : '라'} ${time(at)} 전에는 중지하지 않아요.`,
  overtaken: (start, { time }) => `예고가 끝나기 전에 ${time(start.at)} 시작 시간이 되어서 계속 켜 둬요.`,
  outlook: (coming, { time }) => {
    const soonest = coming.stop?.whenUp === true ? '빨라야 ' : '';
    const said = inOrder(coming).map(
      ({ kind, at }) => `다음 ${actWord(kind)} ${kind === 'stop' ? soonest : ''}${time(at)}`,
    );
    if (said.length === 0) return '예정된 시작이나 중지가 없어요.';
    return `${coming.stop === undefined ? '예정된 중지는 없고, ' : ''}${said.join(', ')}.`;
  },
  leftAlone: (name) =>
    `변경은 저장했어요. 다만 잘못된 행을 바로잡을 때까지 ${withJosa(name, '은/는')} 시작도 중지도 하지 않아요.`,
  operatingDay: (day, { date, timeZone }) => `운영일 ${date(day)}, ${timeZone}`,
  changedBy: (who) => `변경: ${who}`,
  dayEnd: ({ kind, minute, at, cause }, { time }) => {
    const form = minute >= MINUTES_PER_DAY ? ` (${formatTimeOfDay(minute)})` : '';
    return `${actWord(kind)} ${time(at)}${form}, ${causeWords(cause)}`;
  },
  silent: {
    covered: ' — 다른 운영 시간이나 임시 제어에 가려 일어나지 않아요',
    'switched-off': ' — 스케줄이 꺼져 있어(Enabled: false) 일어나지 않아요',
  },
  edge: edgeWords,
  exceptionEnd: (type, { minute, by, note }) =>
    `${actWord(type)} ${minute === 'none' ? '없음' : formatTimeOfDay(minute)}${by ? ` (${by} 님)` : ''}${note ? `: ${note}` : ''}`,
  nothingThatDay: '시작도 중지도 없어요',
  surprise: {
    merges: ({ at, into }, { time }) =>
      `${withJosa(time(at), '은/는')} 다음 운영 시간과 이어져서 ${into ? `${time(into.at)}에 중지해요.` : '중지하지 않아요.'}`,
    far: ({ hours }) => `원래보다 ${hours}시간 뒤예요.`,
    'off-now': (_, { command }) => `지금은 꺼져 있어요. 바로 켜려면: ${command('시작 2시간')}`,
    'until-edge': ({ turnsAt, type }, { time, command }) =>
      `다음 ${actWord(type === 'start' ? 'stop' : 'start')}인 ${time(turnsAt)}까지 이어져요. 더 일찍 끝내려면 시간을 붙여 주세요: ${command(`${actWord(type)} 2시간`)}`,
    'until-release': (_, { command }) => `${withJosa(command('해제'), '으로/로')} 끝낼 때까지 이어져요.`,
    'goes-on': ({ from, type }, { time }) =>
      `${time(from)} 뒤에는 스케줄에 따라 그대로 ${type === 'start' ? '켜' : '꺼'} 둬요.`,
    'night-before': ({ day, minute, isNext }, { date, command }) => {
      const instead = isNext
        ? `연장 ${formatTimeOfDay(minute - MINUTES_PER_DAY)}`
        : `예외 설정 ${dateOfDay(day)} 중지 ${formatTimeOfDay(minute)}`;
      return `${date(day)} 밤의 중지는 바뀌지 않아요. 바꾸려면: ${command(instead)}`;
    },
    'next-date': ({ at }, { time }) => `그날 시작이 더 늦어서, 다음 날인 ${withJosa(time(at), '으로/로')} 봤어요.`,
    holiday: ({ name }) => `휴일(${name})이지만 예외가 먼저예요.`,
    disabled: () => '스케줄이 꺼져 있어(Enabled: false) 아무 효과가 없어요.',
    'hold-first': ({ hold, until }, { time, command }) =>
      `${subject(hold.by)} 건 임시 제어가 ${until === Infinity ? '해제할 때까지' : `${time(until)}까지`} 먼저예요. 끝내려면: ${command('해제')}`,
    'replaces-hold': ({ hold }) => `${subject(hold.by)} 건 임시 제어를 대신해요.`,
    'replaces-exception': ({ end }) =>
      `${end.by ? `${subject(end.by)} 정한 ` : '앞서 정한 '}${end.minute === 'none' ? '없음' : formatTimeOfDay(end.minute)} 예외를 대신해요.`,
    'changes-nothing': () => '앞으로 일어날 일은 바뀌지 않아요.',
  },
  refusal: {
    'no-stop': (_, { name, command }) => ({
      title: `${name}: 늦출 중지가 없어요`,
      text: `잠시 켜 두려면: ${command('시작 2시간')}`,
    }),
    already: ({ at }, { name, time }) => ({
      title: `${name}: 이미 ${time(at)}에 중지할 예정이에요`,
      text: '바뀐 것은 없어요.',
    }),
    earlier: ({ at, wanted, instead }, { name, time, command }) => ({
      title: `${name}: ${withJosa(time(wanted), '은/는')} 중지 시간보다 늦지 않아요`,
      text: `중지 시간은 ${time(at)}이고, 연장은 늦추기만 해요. ${instead.by === 'order' ? '바로' : '더 일찍'} 중지하려면: ${command(earlierWords(instead))}`,
    }),
    'not-yet': ({ stop, opens }, { name, time, command }) => ({
      title: `${name}: 그 중지는 아직 늦출 수 없어요`,
      text: `${time(stop.at)} 중지를 이렇게 늦추는 것은 스케줄이 켜 두는 동안에만 돼요.${opens ? ` ${time(opens.at)} 뒤에 다시 말씀해 주세요.` : ''} 모두 잠시 켜 두려면: ${command('시작 1시간')}`,
    }),
    past: ({ type, at, instead }, speech) => ({
      title: `${speech.name}: ${withJosa(speech.time(at), '은/는')} 이미 지났어요`,
      text: instead === undefined ? '바뀐 것은 없어요.' : insteadOfPast(type, instead, speech),
    }),
    'day-over': ({ day }, { name, date }) => ({
      title: `${name}: ${withJosa(date(day), '은/는')} 이미 끝났어요`,
      text: '지난 날의 예외는 아무것도 바꾸지 않아요.',
    }),
    'no-exception': ({ type, day }, { name, date }) => ({
      title: `${name}: ${date(day)}에는 ${actWord(type)} 예외가 없었어요`,
      text: '지운 것이 없어요.',
    }),
    'no-hold': (_, { name }) => ({
      title: `${name}: 해제할 것이 없어요`,
      text: '이미 스케줄대로 움직이고 있어요.',
    }),
    moved: ({ by, from, to }, { name, time }) => ({
      title: `${name}: ${time(from)} 중지는 이미 바뀌었어요`,
      text: `${by ? `${subject(by)} ` : ''}${to === undefined ? '바꿔서 예정된 중지가 없어요.' : `${withJosa(time(to), '으로/로')} 바꿨어요.`} 이번에는 아무것도 바꾸지 않았어요.`,
    }),
    'switched-off': ({ from }, { name, time }) => ({
      title: `${name}: ${time(from)} 중지는 하지 않아요`,
      text: '스케줄이 꺼져 있어요(Enabled: false). 바뀐 것은 없어요.',
    }),
    over: ({ from, doneAt, onAgain, instead }, { name, time, command }) => ({
      title: `${name}: ${time(from)} 중지는 이미 ${doneAt === undefined ? '지났어요' : '끝났어요'}`,
      text: joined(
        doneAt !== undefined && `${time(doneAt)}에 모두 중지했어요.`,
        onAgain !== undefined &&
          `${time(onAgain.since)}부터 다시 켜져 있${onAgain.stopAt === undefined ? '어요' : `고, ${time(onAgain.stopAt)}에 중지할 예정이에요`}.`,
        '바뀐 것은 없어요.',
        instead !== undefined && `${INSTEAD[instead].to}: ${command(INSTEAD[instead].command)}`,
      ),
    }),
  },
  notTold: '다른 채널에는 알리지 못했어요.',
  notWoken: (target) => `${target === undefined ? '' : `${target}의 `}스케줄러를 깨우지 못해서, 다음 점검 때 처리해요.`,
};

const until = (time: string, isSoonest: boolean): string => `${isSoonest ? '적어도 ' : ''}${time}까지`;

const INSTEAD = {
  force_start: { to: '잠시 켜 두려면', command: '시작 1시간' },
  extend: { to: '이번 중지를 늦추려면', command: '연장 1시간' },
  force_stop: { to: '지금 중지하려면', command: '중지' },
};

function earlierWords(instead: Earlier): string {
  if (instead.by === 'order') return '중지';
  const time = formatTimeOfDay(instead.minute);
  return instead.by === 'hold' ? `시작 ${time}` : `예외 설정 ${dateOfDay(instead.day)} 중지 ${time}`;
}

function insteadOfPast(type: EdgeKind, instead: StillToCome, { command }: Speech): string {
  switch (instead.by) {
    case 'form':
      return `다음 날의 그 시간이라면 ${withJosa(formatTimeOfDay(instead.minute), '으로/로')} 적어 주세요.`;
    case 'today': {
      const { day, minute } = instead;
      return `오늘의 그 시간이라면: ${command(`예외 설정 ${dateOfDay(day)} ${actWord(type)} ${formatTimeOfDay(minute)}`)}`;
    }
    case 'order':
      return `지금 ${actWord(type)}하려면: ${command(actWord(type))}`;
  }
}

function edgeWords({ kind, at, cause }: Edge, { time }: Speech): string {
  return `${actWord(kind)} ${at === ALWAYS ? '계속' : time(at)}, ${causeWords(cause)}`;
}

function causeWords(cause: Cause): string {
  switch (cause.kind) {
    case 'weekly':
      return '매주 일정';
    case 'exception':
      return `예외${cause.by ? ` (${cause.by} 님)` : ''}${cause.note ? `: ${cause.note}` : ''}`;
    case 'hold':
      return `임시 제어 (${cause.by}${cause.by === 'console' ? '' : ' 님'})`;
  }
}
