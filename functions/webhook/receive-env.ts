import { zoneNamed } from '../shared/calendar/zone.ts';
import { tableNames, type TableNames } from '../shared/store/tables.ts';
import { LANGUAGES, languageNamed } from './domain/channel-config.ts';
import type { Language } from './domain/say.ts';
import type { CommandPorts } from './ports.ts';

/** What the stack gives the receiver; Lambda adds AWS_REGION. */
export interface ReceiveEnv {
  readonly SCHEDULE_TABLE: string;
  readonly SCHEDULE_SERVER_GROUP_TABLE: string;
  readonly SCHEDULE_EXCEPTION_TABLE: string;
  readonly ALARM_RULE_TABLE: string;
  readonly MEMORY_TABLE: string;
  readonly NOTICE_QUEUE_URL: string;
  readonly SCHEDULER_QUEUE_URL: string;
  readonly TIME_ZONE: string;
  readonly WARN_MINUTES: string;
  readonly CHANNEL_LANGUAGE: string;
}

export interface ReceiveConfig {
  readonly tableNames: TableNames;
  readonly noticeQueueUrl: string;
  readonly schedulerQueueUrl: string;
  readonly settings: CommandPorts['settings'];
  /** Of channels that name none. */
  readonly language: Language;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the environment; throws once, with every variable that is missing or wrong. */
export const readReceiveConfig = (environment: Environment): ReceiveConfig => {
  const wrong: string[] = [];
  const text = (name: keyof ReceiveEnv | 'AWS_REGION'): string => {
    const value = environment[name] ?? '';
    if (value === '') wrong.push(`${name} is missing`);
    return value;
  };
  const checked = (name: keyof ReceiveEnv, isRight: (value: string) => boolean, expected: string): string => {
    const value = text(name);
    if (value !== '' && !isRight(value)) wrong.push(`${name} is ${JSON.stringify(value)}; expected ${expected}`);
    return value;
  };

  for (const name of TABLE_VARIABLES) text(name);
  const config = {
    tableNames: tableNames(environment),
    noticeQueueUrl: text('NOTICE_QUEUE_URL'),
    schedulerQueueUrl: text('SCHEDULER_QUEUE_URL'),
    settings: {
      targetId: `self/${text('AWS_REGION')}`,
      timeZone: checked('TIME_ZONE', (name) => zoneNamed(name) !== undefined, 'an IANA zone, such as Asia/Seoul'),
      warnMinutes: Number(
        checked(
          'WARN_MINUTES',
          (minutes) => /^\d+$/.test(minutes) && Number(minutes) <= WARN_MINUTES_MAX,
          `whole minutes, 0 to ${WARN_MINUTES_MAX}`,
        ),
      ),
    },
  };
  const language = languageNamed(
    checked('CHANNEL_LANGUAGE', (word) => languageNamed(word) !== undefined, LANGUAGES.join(' or ')),
  );
  if (wrong.length > 0 || language === undefined)
    throw new Error(`The receiver's environment is wrong: ${wrong.join('; ')}.`);
  return { ...config, language };
};

const WARN_MINUTES_MAX = 1_440;

const TABLE_VARIABLES = [
  'SCHEDULE_TABLE',
  'SCHEDULE_SERVER_GROUP_TABLE',
  'SCHEDULE_EXCEPTION_TABLE',
  'ALARM_RULE_TABLE',
  'MEMORY_TABLE',
] as const;
