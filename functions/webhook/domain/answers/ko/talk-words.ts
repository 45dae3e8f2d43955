import type { TalkWords } from '../talk-words.ts';

export const TALK_WORDS: TalkWords = {
  helpTitle: '이렇게 말씀해 주세요',
  helpText:
    '스케줄 이름을 먼저 적어 주세요. 날짜: 2026-11-20, 오늘, 내일, 금요일. 시간: 23:00, 다음 날 02:00은 26:00. 영어 명령도 그대로 쓸 수 있어요.',
  help: (name, line) => [
    `${line('목록')}: 모든 스케줄과 다음 예정`,
    `${line(`${name} 상태`)}: 서버 상태와 무엇을 기다리는지 (\`status\`, \`s\`)`,
    `${line(`${name} 정보 내일`)}: 그날 일어날 일과 이유 (\`info\`, \`i\`)`,
    `${line(`${name} 주간`)}: 앞으로 7일 (\`week\`)`,
    `${line(`${name} 연장 2시간`)}: 다음 중지를 늦춰요. \`연장 30분\`, \`연장 23:00\`도 돼요 (\`extend\`)`,
    `${line(`${name} 시작 2시간`)}: 스케줄과 상관없이 지금 켜요. 시간을 빼면 다음 시작이나 중지까지 (\`force_start\`)`,
    `${line(`${name} 중지`)}: 예고 없이 지금 꺼요 (\`force_stop\`)`,
    `${line(`${name} 해제`)}: 시작이나 중지로 걸어 둔 것을 끝내요 (\`release\`)`,
    `${line(`${name} 예외 설정 금요일 중지 26:00`)}: 하루만 다른 시간으로. \`없음\`은 그날 건너뛰기 (\`exception set\`, \`e s\`)`,
    `${line(`${name} 예외 금요일`)}: 그날의 예외 (\`exception info\`, \`e i\`)`,
    `${line(`${name} 예외 삭제 금요일 중지`)}: 평소대로 (\`exception del\`, \`e d\`)`,
    `${line('알람')}: 울리는 알람과 꺼 둔 알림 (\`alarms\`)`,
    `${line('확인 cpu')}: 알람 규칙 cpu를 끝날 때까지 다시 알리지 않아요 (\`ack\`)`,
    `${line('무음 cpu 2시간 배포 중')}: 그때까지 알리지 않아요. ${line('무음 cpu 23:00')}, ${line('무음 전체 1시간')}도 돼요 (\`silence\`). 다시 켜려면 ${line('무음해제 cpu')} (\`unsilence\`)`,
    `${line('도움말')}: 이 목록`,
  ],
  usage: {
    verbs: (name) => `${name} 상태 | 정보 | 주간 | 예외 | 연장 | 시작 | 중지 | 해제`,
    status: (name) => `${name} 상태`,
    info: (name) => `${name} 정보 [2026-11-20 | 오늘 | 내일 | 금요일]`,
    week: (name) => `${name} 주간`,
    exception: (name) => `${name} 예외 정보 | 설정 | 삭제 …`,
    'exception-info': (name) => `${name} 예외 [2026-11-20 | 오늘 | 내일 | 금요일]`,
    'exception-set': (name) => `${name} 예외 설정 2026-11-20 시작|중지 23:00|없음`,
    'exception-del': (name) => `${name} 예외 삭제 2026-11-20 시작|중지`,
    extend: (name) => `${name} 연장 2시간 | 30분 | 23:00`,
    force_start: (name) => `${name} 시작 [2시간 | 30분 | 23:00]`,
    force_stop: (name) => `${name} 중지 [2시간 | 30분 | 23:00]`,
    release: (name) => `${name} 해제`,
  },
  mistakeTitle: (schedule) => `${schedule}: 무슨 뜻인지 모르겠어요`,
  because: {
    'unknown-verb': ({ got, near }) =>
      `“${got}” 명령은 없어요.${near === undefined ? '' : ` 혹시 ${near} 명령인가요?`}`,
    'no-date': ({ got }) => `“${got}”: 날짜가 아니에요.`,
    'no-type': ({ got }) => `“${got}”: 시작 또는 중지로 적어 주세요.`,
    'no-time': ({ got }) => `“${got}”: 00:00부터 47:59까지의 시간이나 없음으로 적어 주세요.`,
    'late-start': ({ got }) => `시작은 23:59까지예요. ${got} 대신 다음 날짜를 적어 주세요.`,
    'no-span': ({ got }) => `“${got}”: 2시간 같은 길이도, 23:00 같은 시각도 아니에요.`,
    'too-long': ({ got }) => `“${got}”: 7일까지만 돼요.`,
    'too-much': ({ got }) => `“${got}”: 여기에는 필요 없는 말이에요.`,
    missing: () => '빠진 것이 있어요.',
  },
  unknownName: (typed) => ({ title: `여기에 “${typed}” 스케줄은 없어요`, text: '' }),
  didYouMean: '혹시 이 중 하나인가요?',
  thereAre: '있는 것은 다음과 같아요.',
  thereAreNone: '스케줄이 하나도 없어요.',
  mayNotChange: (schedule) => ({
    title: `${schedule}: 여기에서는 볼 수만 있고 바꿀 수는 없어요`,
    text: '바꿀 수 있는 분께 부탁하거나, Curfew 담당자에게 이 채널의 people에 넣어 달라고 해 주세요. 바뀐 것은 없어요.',
  }),
  leftAlone: (schedule) => ({
    title: `${schedule}: 행에 잘못이 있어서 그대로 두고 있어요`,
    text: '바로잡을 때까지 시작도 중지도 하지 않아요.',
  }),
  failed: {
    read: (message) => ({
      title: '테이블을 읽지 못했어요',
      text: `바뀐 것은 없어요. 잠시 뒤에 다시 말씀해 주세요. (${message})`,
    }),
    write: (message) => ({
      title: '변경하지 못했을 수 있어요',
      text: `지금 상태를 보고 다시 말씀해 주세요. (${message})`,
    }),
  },
};
