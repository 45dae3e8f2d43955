import type { Instant } from '../../shared/calendar/instant.ts';
import type { Fact, FactValue, Notice } from '../../shared/notice/notice.ts';
import { fields, ifReadable, instant, list, text, word, type Codec } from '../../shared/store/codec.ts';

/** An alarm of CloudWatch's own changes its state; only what is read of it. */
interface AlarmChange {
  readonly alarmName: string;
  readonly state: AlarmState;
  /** Absent where the alarm is new. */
  readonly previousState?: Omit<AlarmState, 'timestamp'> & { readonly timestamp?: Instant };
  readonly configuration?: Configuration;
}

interface AlarmState {
  readonly value: 'ALARM' | 'OK' | 'INSUFFICIENT_DATA';
  readonly reason?: string;
  readonly timestamp: Instant;
  /** A composite alarm has a suppressor, because of which it takes no action just now. */
  readonly actionsSuppressedBy?: string;
}

interface Configuration {
  readonly description?: string;
  /** Absent in a composite alarm. */
  readonly metrics?: readonly { readonly metricStat?: { readonly metric?: { readonly dimensions: unknown } } }[];
}

const anything: Codec<unknown> = { write: (value) => value, read: (stored) => stored };

const state = {
  value: word<AlarmState['value']>({ ALARM: true, OK: true, INSUFFICIENT_DATA: true }),
  reason: ifReadable(text),
  actionsSuppressedBy: ifReadable(text),
};

/**
 * What EventBridge brings. What only adds words to an alarm must not keep it back.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
 */
const alarmEvent = fields<{ readonly detail: AlarmChange }>({
  detail: fields<AlarmChange>({
    alarmName: text,
    state: fields<AlarmState>({ ...state, timestamp: instant }),
    previousState: ifReadable(fields({ ...state, timestamp: ifReadable(instant) })),
    configuration: ifReadable(
      fields<Configuration>({
        description: ifReadable(text),
        metrics: ifReadable(
          list(fields({ metricStat: ifReadable(fields({ metric: ifReadable(fields({ dimensions: anything })) })) })),
        ),
      }),
    ),
  }),
});

/** Whether an event of EventBridge tells of an alarm, be it readable or not. */
export const isAlarmEvent = (event: unknown): boolean =>
  (event as { readonly 'detail-type'?: unknown } | null)?.['detail-type'] === 'CloudWatch Alarm State Change';

/** The change that an event tells of; undefined where nobody could say which alarm it is, its state, or since when. */
export const readAlarmChange = (event: unknown): AlarmChange | undefined => ifReadable(alarmEvent).read(event)?.detail;

/** Where alarms of CloudWatch's own are told; they have no row that could say otherwise. */
const CHANNELS = ['default'];

const SUMMARY = 500;
const NOTE = 1_000;

/**
 * The way into ALARM and the way out; undefined for every other change, such as that of a new alarm which finds its first data. An
 * alarm that takes no action for its suppressor says nothing until the suppressor lets it. The id is the change's own, so that an event
 * which comes twice is told once.
 */
export function alarmChangeNotice(change: AlarmChange, timeZone: string): Notice | undefined {
  const { alarmName, state, previousState, configuration } = change;
  const [is, was] = [isTold(state), isTold(previousState)];
  const isOver = was && state.value !== 'ALARM';
  if (!(is && !was) && !isOver) return undefined;
  const facts: Readonly<Record<string, FactValue | undefined>> = {
    rule: alarmName,
    ...(is
      ? { level: 'critical', summary: state.reason?.slice(0, SUMMARY).replace(/[.\s]+$/, '') }
      : {
          because: state.value === 'OK' ? 'ok' : 'no-data',
          firedAt: previousState?.timestamp && iso(previousState.timestamp),
        }),
    note: configuration?.description?.slice(0, NOTE),
    dimensions: dimensionsOf(configuration),
  };
  return {
    id: `cloudwatch/${alarmName}/${iso(state.timestamp)}/${state.value}`,
    at: state.timestamp,
    severity: is ? 'error' : state.value === 'OK' ? 'ok' : 'info',
    kind: is ? 'alarm' : 'alarm-resolved',
    schedule: '',
    timeZone,
    facts: Object.entries(facts).flatMap(([name, value]): Fact[] => (value === undefined ? [] : [{ name, value }])),
    actions: [],
    channels: CHANNELS,
  };
}

const isTold = (state: AlarmChange['previousState']): boolean =>
  state?.value === 'ALARM' && state.actionsSuppressedBy === undefined;

const iso = (instant: Instant): string => new Date(instant).toISOString();

/** `InstanceId=i-0abc`, of every metric that the alarm looks at; undefined where none has any. */
function dimensionsOf(configuration: Configuration | undefined): readonly string[] | undefined {
  const all = configuration?.metrics?.flatMap(({ metricStat }) => Object.entries(metricStat?.metric?.dimensions ?? {}));
  const lines = new Set(all?.flatMap(([name, value]) => (typeof value === 'string' ? [`${name}=${value}`] : [])));
  return lines.size === 0 ? undefined : [...lines];
}
