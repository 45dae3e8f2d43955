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
const EXCEPTION = { cause: 'exception', by: 'mina', note: 'Release night' };
const CALLED = { ...GROUP, because: 'edge', ...EXCEPTION, edgeAt: '2026-11-20T13:00:00Z' };
const SETTLED = { members: 8, tookSeconds: 491, because: 'edge', ...EXCEPTION, edgeAt: '2026-11-20T13:00:00Z' };
const WARNED = { stopAt: '2026-11-20T13:00:00Z', minutesLeft: 10, members: 8, edgeAt: '2026-11-20T13:00:00Z' };
const RETURNED = { ...GROUP, because: 'return', by: 'mina' };
const FAILED = {
  ...{ operation: 'start', code: 'InsufficientInstanceCapacity', message: 'no', size: 'm5.large' },
  ...{ zone: 'ap-northeast-2a', attempts: 1, nextTryAt: '2026-11-20T13:01:00Z' },
};
const ALARM = {
  ...{ rule: 'High CPU', level: 'critical', metric: 'AWS/EC2 CPUUtilization Average', comparison: '>=', threshold: 90 },
  ...{ instances: ['api-1 (i-1): 97.2'], more: 3, datapoints: '3/3', periodSeconds: 300, note: 'Look at the workers.' },
};
const ENDED = { rule: 'High CPU', firedAt: '2026-11-20T11:10:00Z', metric: 'AWS/EC2 CPUUtilization Average' };

/** Notices of every kind with every fact that the senders send. */
export const SAMPLES: Readonly<Record<NoticeKind, readonly SampleFacts[]>> = {
  starting: [
    CALLED,
    { ...CALLED, cause: 'weekly' },
    { ...CALLED, cause: 'hold' },
    { ...GROUP, because: 'return', ...EXCEPTION },
    { ...RETURNED, cause: 'hold' },
    { ...RETURNED, cause: 'lifted' },
    { ...GROUP, because: 'return', cause: 'changed' },
  ],
  started: [SETTLED],
  'stop-warning': [WARNED, { ...WARNED, ...EXCEPTION }, { ...WARNED, cause: 'hold', by: 'mina' }],
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
    { rule: 'latency', problems: ['AlarmRule latency | Critical | much | a number'], leftAlone: 'true' },
  ],
  'exception-changed': [
    { date: '2026-11-20', type: 'stop', value: '26:00', by: 'mina', edges: ['stop 2026-11-20T17:00:00Z'] },
  ],
  'hold-changed': [
    { hold: 'start', by: 'mina', until: '2026-11-22T00:30:00Z' },
    { hold: 'start', by: 'mina', until: '2026-11-20T12:55:00Z', goesOn: 'true' },
  ],
  'rds-restarted': [{ ...GROUP, because: 'rds-restart' }],
  'channel-failed': [{ channel: 'dev', because: 'gone', status: 410, kind: 'stopped', problems: ['url: got nothing'] }],
  alarm: [
    ALARM,
    { ...ALARM, worse: 1 },
    {
      rule: 'latency',
      level: 'warning',
      metric: 'p95',
      value: 512.345,
      comparison: '>',
      threshold: 500,
      dimensions: ['App=shop'],
    },
    { rule: 'should-be-off:Development', level: 'warning', watches: 'should-be-off', instances: ['api-1 (i-1)'] },
    { rule: 'latency', because: 'fetch-failed', failure: 'AccessDenied' },
  ],
  'alarm-reminder': [{ ...ALARM, firedAt: '2026-11-20T11:10:00Z' }],
  'alarm-resolved': [
    ...['ok', 'stopped-by-schedule', 'restarted', 'down', 'gone', 'no-data', 'switched-off', 'deleted', 'fetch-works'],
  ]
    .map((because): SampleFacts => ({ ...ENDED, because }))
    .concat(
      ['should-be-off', 'should-be-on', 'run-stuck'].flatMap((watches) =>
        ['ok', 'superseded'].map((because) => ({ ...ENDED, because, watches })),
      ),
    ),
  'alarm-changed': [
    { rule: 'High CPU', change: 'silence', by: 'mina', until: '2026-11-20T15:00:00Z', reason: 'load test' },
    { rule: 'High CPU', change: 'ack', by: 'mina' },
    { rule: 'High CPU', change: 'unsilence', by: 'mina' },
  ],
  heartbeat: [{ tickedAt: '2026-11-20T12:49:00Z' }],
};

export const KINDS = Object.keys(SAMPLES) as readonly NoticeKind[];
