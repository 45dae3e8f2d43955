import { zoneNamed } from '../shared/calendar/zone.ts';
import { readTargets, type Target } from '../shared/fleet/target.ts';
import { tableNames, type TableNames } from '../shared/store/tables.ts';
import type { SchedulerSettings } from './ports.ts';

/** What the stack gives the scheduler; Lambda adds AWS_REGION. */
export interface SchedulerEnv {
  readonly SCHEDULE_TABLE: string;
  readonly SCHEDULE_SERVER_GROUP_TABLE: string;
  readonly SCHEDULE_EXCEPTION_TABLE: string;
  readonly MEMORY_TABLE: string;
  readonly NOTICE_QUEUE_URL: string;
  readonly SCHEDULER_QUEUE_URL: string;
  readonly TIME_ZONE: string;
  readonly WARN_MINUTES: string;
  readonly TICK_MINUTES: string;
  /** All targets as JSON, and which of them this scheduler works, counted from 0; absent where it works where it is. */
  readonly TARGETS?: string;
  readonly TARGET?: string;
}

export interface SchedulerConfig {
  readonly tableNames: TableNames;
  readonly noticeQueueUrl: string;
  readonly schedulerQueueUrl: string;
  readonly target: Target;
  readonly settings: SchedulerSettings;
}

type Environment = Readonly<Record<string, string | undefined>>;

/** Reads the environment; throws once, with every variable that is missing or wrong. */
export const readConfig = (environment: Environment): SchedulerConfig => {
  const wrong: string[] = [];
  const text = (name: keyof SchedulerEnv | 'AWS_REGION'): string => {
    const value = environment[name] ?? '';
    if (value === '') wrong.push(`${name} is missing`);
    return value;
  };
  const minutes = (name: keyof SchedulerEnv, [least, most]: readonly [number, number]): number => {
    const value = text(name);
    const count = /^\d+$/.test(value) ? Number(value) : NaN;
    if (value !== '' && !(count >= least && count <= most))
      wrong.push(`${name} is ${JSON.stringify(value)}; expected whole minutes, ${least} to ${most}`);
    return count;
  };
  const zone = (name: keyof SchedulerEnv): string => {
    const value = text(name);
    if (value !== '' && zoneNamed(value) === undefined)
      wrong.push(`${name} is ${JSON.stringify(value)}; expected an IANA zone, such as Asia/Seoul`);
    return value;
  };

  for (const name of TABLE_VARIABLES) text(name);
  const target = targetIn(environment, text('AWS_REGION'));
  if (target === undefined) wrong.push(`TARGETS and TARGET are ${said(environment)}; ${TARGET_EXPECTED}`);
  const config = {
    tableNames: tableNames(environment),
    noticeQueueUrl: text('NOTICE_QUEUE_URL'),
    schedulerQueueUrl: text('SCHEDULER_QUEUE_URL'),
    settings: {
      targetId: target?.id ?? '',
      ...(target?.place && { place: target.place }),
      timeZone: zone('TIME_ZONE'),
      warnMinutes: minutes('WARN_MINUTES', [0, 1_440]),
      tickMinutes: minutes('TICK_MINUTES', [1, 60]),
    },
  };
  if (wrong.length > 0 || target === undefined)
    throw new Error(`The scheduler's environment is wrong: ${wrong.join('; ')}.`);
  return { ...config, target };
};

const TARGET_EXPECTED = 'expected a JSON list of {region, roleArn}, and the place of one in it';

const said = ({ TARGETS, TARGET }: Environment): string =>
  [TARGETS, TARGET].map((value) => value ?? 'missing').join(' and ');

const targetIn = ({ TARGETS, TARGET = '0' }: Environment, homeRegion: string): Target | undefined =>
  /^\d+$/.test(TARGET) ? readTargets(TARGETS, homeRegion)?.[Number(TARGET)] : undefined;

const TABLE_VARIABLES = [
  'SCHEDULE_TABLE',
  'SCHEDULE_SERVER_GROUP_TABLE',
  'SCHEDULE_EXCEPTION_TABLE',
  'MEMORY_TABLE',
] as const;
