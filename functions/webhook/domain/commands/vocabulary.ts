import type { EdgeKind } from '../../../shared/calendar/timetable.ts';
import { fold } from '../../../shared/rows/spelling.ts';

/** A command about no schedule in particular. */
export type GeneralVerb = 'help' | 'list';

export type AlarmVerb = 'alarms' | 'ack' | 'silence' | 'unsilence';

export type ScheduleVerb =
  'status' | 'info' | 'week' | 'exception' | 'extend' | 'force_start' | 'force_stop' | 'release';

export type ExceptionVerb = 'info' | 'set' | 'del';

type Aliases<T extends string> = Readonly<Record<T, readonly string[]>>;

/** Looks a word up in any of its spellings. */
type Lookup<T> = (word: string) => T | undefined;

const GENERAL_ALIASES: Aliases<GeneralVerb> = {
  help: ['help', '도움말'],
  list: ['list', '목록'],
};

const ALARM_ALIASES: Aliases<AlarmVerb> = {
  alarms: ['alarms', 'alarm', '알람', '알람목록', '경보'],
  ack: ['ack', 'acknowledge', '확인'],
  silence: ['silence', 'mute', '무음', '음소거', '알림끄기'],
  unsilence: ['unsilence', 'unmute', '무음해제', '음소거해제', '알림켜기'],
};

const SCHEDULE_ALIASES: Aliases<ScheduleVerb> = {
  status: ['status', 's', '상태'],
  info: ['info', 'i', '정보'],
  week: ['week', '주간'],
  exception: ['exception', 'e', '예외'],
  extend: ['extend', '연장'],
  force_start: ['force_start', '시작'],
  force_stop: ['force_stop', '중지'],
  release: ['release', '해제'],
};

const EXCEPTION_ALIASES: Aliases<ExceptionVerb> = {
  info: ['info', 'i', '정보'],
  set: ['set', 's', '설정'],
  del: ['del', 'd', '삭제'],
};

/** What people say before they know the commands. It is hinted at and not obeyed: an order is to be meant. */
const SLIPS: ReadonlyMap<string, string> = new Map([
  ['start', 'force_start'],
  ['on', 'force_start'],
  ['켜기', '시작'],
  ['강제시작', '시작'],
  ['stop', 'force_stop'],
  ['off', 'force_stop'],
  ['끄기', '중지'],
  ['강제중지', '중지'],
  ['정지', '중지'],
  ['종료', '중지'],
  ['취소', '해제'],
]);

const TYPE_ALIASES: Aliases<EdgeKind> = { start: ['start', '시작'], stop: ['stop', '중지'] };

export const generalVerb: Lookup<GeneralVerb> = lookupIn(GENERAL_ALIASES);
export const alarmVerb: Lookup<AlarmVerb> = lookupIn(ALARM_ALIASES);
export const scheduleVerb: Lookup<ScheduleVerb> = lookupIn(SCHEDULE_ALIASES);
export const exceptionVerb: Lookup<ExceptionVerb> = lookupIn(EXCEPTION_ALIASES);
export const edgeKind: Lookup<EdgeKind> = lookupIn(TYPE_ALIASES);

/** The command's word that was meant by one which is none. */
export const meantWord: Lookup<string> = (word) => SLIPS.get(fold(word));

/** Every spelling, for those who slipped; any short word is a slip away from a single letter. */
export const GENERAL_WORDS: readonly string[] = [GENERAL_ALIASES, ALARM_ALIASES].flatMap((aliases) =>
  Object.values(aliases).flat(),
);
export const SCHEDULE_WORDS: readonly string[] = Object.values(SCHEDULE_ALIASES)
  .flat()
  .filter(({ length }) => length > 1);

function lookupIn<T extends string>(aliases: Aliases<T>): Lookup<T> {
  const verbs = Object.keys(aliases) as T[];
  const bySpelling = new Map(verbs.flatMap((verb) => aliases[verb].map((spelling) => [spelling, verb] as const)));
  return (word) => bySpelling.get(fold(word));
}
