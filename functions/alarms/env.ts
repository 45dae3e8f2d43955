import { zoneNamed } from '../shared/calendar/zone.ts';
import { tableNames, type TableNames } from '../shared/store/tables.ts';
import type { AlarmSettings } from './ports.ts';

/** What the stack gives the alarms; Lambda adds AWS_REGION. */
export interface AlarmsEnv {
  readonly SCHEDULE_TABLE: string;
  readonly SCHEDULE_SERVER_GROUP_TABLE: string;
  readonly SCHEDULE_EXCEPTION_TABLE: string;
  readonly ALARM_RULE_TABLE: string;
  readonly MEMORY_TABLE: string;
  readonly NOTICE_QUEUE_URL: string;
  readonly TIME_ZONE: string;
  readonly WARN_MINUTES: string;
}

export interface AlarmsConfig {
  readonly tableNames: TableNames;
  readonly noticeQueueUrl: string;
  readonly settings: AlarmSettings;
}

const VARIABLES = [
  'SCHEDULE_TABLE',
  'SCHEDULE_SERVER_GROUP_TABLE',
  'SCHEDULE_EXCEPTION_TABLE',
  'ALARM_RULE_TABLE',
  'MEMORY_TABLE',
  'NOTICE_QUEUE_URL',
  'TIME_ZONE',
  'WARN_MINUTES',
] as const satisfies readonly (keyof AlarmsEnv)[];

/** Reads the environment; throws once, with every variable that is missing or wrong. */
export const readConfig = (environment: Readonly<Record<string, string | undefined>>): AlarmsConfig => {
  const value = (name: (typeof VARIABLES)[number] | 'AWS_REGION'): string => environment[name] ?? '';
  const wrong = [...VARIABLES, 'AWS_REGION' as const]
    .filter((name) => value(name) === '')
    .map((name) => `${name} is missing`);
  const [timeZone, warnMinutes] = [value('TIME_ZONE'), value('WARN_MINUTES')];
  if (timeZone !== '' && zoneNamed(timeZone) === undefined)
    wrong.push(`TIME_ZONE is ${JSON.stringify(timeZone)}; expected an IANA zone, such as Asia/Seoul`);
  if (warnMinutes !== '' && !(/^\d+$/.test(warnMinutes) && Number(warnMinutes) <= WARN_MINUTES_MAX))
    wrong.push(`WARN_MINUTES is ${JSON.stringify(warnMinutes)}; expected whole minutes, 0 to ${WARN_MINUTES_MAX}`);
  if (wrong.length > 0) throw new Error(`The alarms' environment is wrong: ${wrong.join('; ')}.`);
  return {
    tableNames: tableNames(environment),
    noticeQueueUrl: value('NOTICE_QUEUE_URL'),
    settings: { targetId: `self/${value('AWS_REGION')}`, timeZone, warnMinutes: Number(warnMinutes) },
  };
};

const WARN_MINUTES_MAX = 1_440;
