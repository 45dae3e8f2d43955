import { zoneNamed } from '../shared/calendar/zone.ts';
import { readTargets, type Target } from '../shared/fleet/target.ts';
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
  /** All targets as JSON; absent where it works where it is. */
  readonly TARGETS?: string;
  /** The queue that wakes the scheduler of each of TARGETS, in their order, as a JSON list. */
  readonly TICK_QUEUE_URLS: string;
  readonly TIME_ZONE: string;
  readonly WARN_MINUTES: string;
  readonly CHANNEL_LANGUAGE: string;
}

/** A target, and the queue that wakes its scheduler. */
export interface ReceiveTarget extends Target {
  readonly tickQueueUrl: string;
}

export interface ReceiveConfig {
  readonly tableNames: TableNames;
  readonly noticeQueueUrl: string;
  readonly targets: readonly [ReceiveTarget, ...ReceiveTarget[]];
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
  const targets = queuedTargets(environment, text('AWS_REGION'));
  if (text('TICK_QUEUE_URLS') !== '' && targets === undefined) wrong.push(`${said(environment)}; ${TARGETS_EXPECTED}`);
  const config = {
    tableNames: tableNames(environment),
    noticeQueueUrl: text('NOTICE_QUEUE_URL'),
    settings: {
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
  if (wrong.length > 0 || language === undefined || targets === undefined)
    throw new Error(`The receiver's environment is wrong: ${wrong.join('; ')}.`);
  return { ...config, targets, language };
};

const said = ({ TARGETS = 'missing', TICK_QUEUE_URLS }: Environment): string =>
  `TARGETS and TICK_QUEUE_URLS are ${TARGETS} and ${TICK_QUEUE_URLS}`;

const TARGETS_EXPECTED = 'expected JSON lists, of {region, roleArn} and of as many URLs';

/** Each target with its queue; undefined where there are not as many of both. */
function queuedTargets(environment: Environment, homeRegion: string): ReceiveConfig['targets'] | undefined {
  const targets = readTargets(environment['TARGETS'], homeRegion) ?? [];
  const urls = readQueueUrls(environment['TICK_QUEUE_URLS'] ?? '') ?? [];
  const [first, ...further] = targets.flatMap((target, nth) => {
    const tickQueueUrl = urls[nth];
    return tickQueueUrl === undefined ? [] : [{ ...target, tickQueueUrl }];
  });
  return first === undefined || urls.length !== targets.length ? undefined : [first, ...further];
}

/** What TICK_QUEUE_URLS holds; undefined where that is no JSON list of texts. */
export function readQueueUrls(text: string): readonly string[] | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    const isUrl = (url: unknown): url is string => typeof url === 'string' && url !== '';
    return Array.isArray(parsed) && parsed.every(isUrl) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

const WARN_MINUTES_MAX = 1_440;

const TABLE_VARIABLES = [
  'SCHEDULE_TABLE',
  'SCHEDULE_SERVER_GROUP_TABLE',
  'SCHEDULE_EXCEPTION_TABLE',
  'ALARM_RULE_TABLE',
  'MEMORY_TABLE',
] as const;
