import { ALWAYS, type Desired } from '../../../../shared/calendar/timetable.ts';
import { withJosa } from '../../josa.ts';
import { actWord, servers, subject } from '../../korean.ts';
import { explainFailure } from '../../words/ko/failure-words.ts';
import type { LookWords } from '../look-words.ts';

const DESIRED: Readonly<Record<Desired, string>> = { running: '켜짐', stopped: '꺼짐', unmanaged: '관리하지 않음' };

const SWITCHED_OFF = '스케줄이 꺼져 있어요(Enabled: false).';

export const LOOK_WORDS: LookWords = {
  statusTitle: (count, desired, { name }) =>
    count === undefined
      ? `${name}: ${DESIRED[desired]}${desired === 'unmanaged' ? '' : ' 예정'}`
      : `${name}: ${servers(count.all)} 중 ${count.up}대 켜짐`,
  desired: (desired, latest, { time }) => {
    if (desired === 'unmanaged' || latest === undefined) return '시작이나 중지가 한 번도 없어서 그대로 둬요.';
    const since = latest.at === ALWAYS ? '' : `${time(latest.at)}부터 `;
    return `${since}${desired === 'running' ? '켜져' : '꺼져'} 있을 시간이에요.`;
  },
  noInstances: (tagValue) => `ScheduleName=${tagValue} 태그가 있는 서버가 없어요`,
  group: ({ name, dependsOn }, { up, all }) =>
    `${name || '그룹 없음'}: ${all}대 중 ${up}대 켜짐${dependsOn.length > 0 ? `, ${dependsOn.join(', ')} 다음` : ''}`,
  member: ({ id, name, status, skip }) =>
    `${name === '' || name === id ? id : `${name} (${id})`}: ${status}${skip === undefined ? '' : `, 제외 (${skip})`}`,
  unseen: ({ type, code, message }) => {
    const size = type === 'both' ? '' : type;
    const what = size === '' ? '서버 목록' : `${size} 서버 목록`;
    return `${withJosa(what, '을/를')} 볼 수 없어요: ${explainFailure({ code, message, operation: 'list', size, zone: '' })}`;
  },
  run: ({ edge, done, members, begunAt, settledAt, isDropped }, { time }) => {
    const begun = `${time(begunAt)}부터 ${actWord(edge.kind)}`;
    if (settledAt === undefined) return `${begun}하는 중: ${members}대 중 ${done}대 완료`;
    if (isDropped) return `${begun}하다가 ${time(settledAt)}에 취소됐어요: ${members}대 중 ${done}대 완료`;
    return `${begun}해서 ${time(settledAt)}에 끝났어요`;
  },
  failing: (ids, { because, attempts, dueAt }, { time }) =>
    `${ids.join(', ')}: ${attempts}번 실패 (${because}), ${time(dueAt)}에 다시 시도해요`,
  waitingGroup: (group, dependsOn) =>
    `${withJosa(group || '그룹 없는 서버', '은/는')} ${withJosa(dependsOn.join(', '), '을/를')} 기다려요`,
  awaited: (members) => `기다리는 서버: ${members.join(', ')}`,
  warningUntil: (at, { time }) => `예고했어요. ${time(at)} 전에는 중지하지 않아요`,
  hold: ({ kind, by }, until, { time, command }) =>
    `${subject(by)} ${until === Infinity ? '해제할 때까지' : `${time(until)}까지`} ${kind === 'start' ? '켜' : '꺼'} 두기로 했어요. 끝내려면: ${command('해제')}`,
  switchedOff: SWITCHED_OFF,
  leftAsItIs: '스케줄이 꺼져 있어서(Enabled: false) 서버를 그대로 둬요.',
  leftAlone: '행에 잘못이 있어서 시작도 중지도 하지 않아요:',
  infoTitle: (day, { name, date }) => `${name}: ${date(day)}`,
  dayStatus: (status, calendar) => {
    switch (status.kind) {
      case 'active':
        return '운영하는 날이에요.';
      case 'not-active':
        return '운영하지 않는 날이에요(DaysActive).';
      case 'holiday':
        return `${calendar ?? ''} 달력의 휴일이에요: ${status.name}.`;
      case 'disabled':
        return SWITCHED_OFF;
    }
  },
  weekTitle: ({ name }) => `${name}: 앞으로 7일`,
  weekText: ({ timeZone }) => `시간대는 ${withJosa(timeZone, '이에요/예요')}.`,
  weekEdge: ({ kind, at, cause }, { clock }) =>
    `${cause.kind === 'hold' ? '임시 ' : ''}${actWord(kind)} ${clock(at)}${cause.kind === 'exception' ? '(예외)' : ''}`,
  nothing: '없음',
  holiday: (name) => `휴일: ${name}`,
  leftOut: (kind) => `예외: ${actWord(kind)} 없음`,
  exception: (end) => `예외: ${end}`,
  exceptionsTitle: (day, { name, date }) => `${name}: ${date(day)} 예외`,
  noExceptions: '그날은 예외가 없어요.',
  coming: '다가오는 예외:',
  listTitle: (count) => (count === 0 ? '스케줄이 없어요' : `스케줄 ${count}개`),
  listText: '지금 있어야 할 상태와 다음 예정이에요.',
  listed: ({ isLeftAlone, isSwitchedOff, desired, next }, { name, time }) => {
    if (isLeftAlone) return `${name}: 행에 잘못이 있어서 그대로 둬요`;
    if (isSwitchedOff) return `${name}: 스케줄 꺼짐(Enabled: false)`;
    return `${name}: ${DESIRED[desired]}, ${next === undefined ? '예정된 변화 없음' : `${time(next.at)} ${actWord(next.kind)}`}`;
  },
};
