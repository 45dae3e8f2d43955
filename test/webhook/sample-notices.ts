import type { FactValue, Notice, NoticeAction, NoticeKind } from '../../functions/shared/notice/notice.ts';

/** Friday 2026-11-20, 21:50 in Seoul. */
export const AT = Date.parse('2026-11-20T12:50:00Z');

export type SampleFacts = Readonly<Record<string, FactValue>>;

/** A notice of the schedule Development, seen on that Friday evening. */
export function notice(kind: NoticeKind, facts: SampleFacts, actions: readonly NoticeAction[] = []): Notice {
  return {
    id: 'Development/x',
    at: AT,
    severity: 'info',
    kind,
    schedule: 'Development',
    timeZone: 'Asia/Seoul',
    facts: Object.entries(facts).map(([name, value]) => ({ name, value })),
    actions,
    channels: ['default'],
  };
}

export const WARNING_ACTIONS: readonly NoticeAction[] = [
  { label: 'extend-1h', command: 'Development extend 1h' },
  { label: 'not-tonight', command: 'Development exception set 2026-11-20 stop None' },
  { label: 'stop-now', command: 'Development force_stop' },
];

const GROUP = { group: 'api', instances: ['api-1 (i-1) : ap-northeast-2a', 'api-2 (i-2) : ap-northeast-2c'], more: 5 };
const CALLED = { ...GROUP, because: 'edge', cause: 'weekly', by: 'mina', edgeAt: '2026-11-20T13:00:00Z' };
const SETTLED = { members: 8, tookSeconds: 491, edgeAt: '2026-11-20T13:00:00Z' };
const FAILED = {
  ...{ operation: 'start', code: 'InsufficientInstanceCapacity', message: 'no', size: 'm5.large' },
  ...{ zone: 'ap-northeast-2a', attempts: 1, nextTryAt: '2026-11-20T13:01:00Z' },
};
const ALARM = { rule: 'High CPU', metric: 'CPUUtilization', value: 93, threshold: 80, details: ['i-1: 97'] };

/** Notices of every kind with every fact that the senders send. */
export const SAMPLES: Readonly<Record<NoticeKind, readonly SampleFacts[]>> = {
  starting: [CALLED, { ...CALLED, cause: 'hold' }],
  started: [SETTLED],
  'stop-warning': [{ stopAt: '2026-11-20T13:00:00Z', minutesLeft: 10, members: 8, edgeAt: '2026-11-20T13:00:00Z' }],
  stopping: [CALLED, { ...CALLED, cause: 'hold', because: 'edge' }],
  stopped: [SETTLED],
  'instance-failed': [
    { ...GROUP, ...FAILED },
    { ...FAILED, group: 'api', instances: ['api-1 (i-1) : ap-northeast-2a'] },
    { instance: 'EC2', operation: 'list', code: 'denied', message: 'no' },
    { ...GROUP, ...FAILED, code: 'BrandNewTrouble', message: 'The moon is full.' },
  ],
  stuck: [{ ...GROUP, waiting: ['batch', 'web'], minutes: 30, operation: 'start' }],
  skipped: [{ skipped: ['web (i-1)=auto-scaling-group', 'orders-replica=read-replica', 'odd=tomorrow'], more: 2 }],
  'row-error': [
    {
      problems: ['Schedule Development | StartTime | 25:00 | a time from 00:00 to 23:59'],
      ...{ more: 1, leftAlone: 'true', edgeAt: '2026-11-20T13:00:00Z', edgeKind: 'stop' },
    },
  ],
  'exception-changed': [
    { date: '2026-11-20', type: 'stop', value: '26:00', by: 'mina', edges: ['stop 2026-11-20T17:00:00Z'] },
  ],
  'hold-changed': [{ hold: 'start', by: 'mina', until: '2026-11-22T00:30:00Z' }],
  'rds-restarted': [{ ...GROUP, because: 'rds-restart' }],
  'channel-failed': [{ channel: 'dev', because: 'gone', status: 410, kind: 'stopped', problems: ['url: got nothing'] }],
  alarm: [ALARM],
  'alarm-reminder': [ALARM],
  'alarm-resolved': [ALARM],
  heartbeat: [{ tickedAt: '2026-11-20T12:49:00Z' }],
};

export const KINDS = Object.keys(SAMPLES) as readonly NoticeKind[];
