import type { Fact, FactValue, Notice } from '../../shared/notice/notice.ts';

/**
 * What EventBridge brings when an alarm of CloudWatch's own changes its state; only what is read of it.
 * https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch-and-eventbridge.html
 */
export interface AlarmEvent {
  readonly 'detail-type': 'CloudWatch Alarm State Change';
  readonly detail: {
    readonly alarmName: string;
    readonly state: AlarmState;
    /** Absent where the alarm is new. */
    readonly previousState?: AlarmState;
    readonly configuration?: {
      readonly description?: string;
      /** Absent in a composite alarm. */
      readonly metrics?: readonly {
        readonly metricStat?: { readonly metric?: { readonly dimensions?: Readonly<Record<string, string>> } };
      }[];
    };
  };
}

interface AlarmState {
  readonly value: 'ALARM' | 'OK' | 'INSUFFICIENT_DATA';
  readonly reason?: string;
  /** `2019-10-02T17:04:40.985+0000` */
  readonly timestamp: string;
  /** A composite alarm has a suppressor, because of which it takes no action just now. */
  readonly actionsSuppressedBy?: string;
}

export const isAlarmEvent = (event: { readonly 'detail-type'?: string }): event is AlarmEvent =>
  event['detail-type'] === 'CloudWatch Alarm State Change';

/** Where alarms of CloudWatch's own are told; they have no row that could say otherwise. */
const CHANNELS = ['default'];

const SUMMARY = 500;
const NOTE = 1_000;

/**
 * The way into ALARM and the way out; undefined for every other change, such as that of a new alarm which finds its first data. An
 * alarm that takes no action for its suppressor says nothing until the suppressor lets it. The id is the change's own, so that an event
 * which comes twice is told once.
 */
export function alarmEventNotice({ detail }: AlarmEvent, timeZone: string): Notice | undefined {
  const { alarmName, state, previousState, configuration } = detail;
  const [is, was] = [isTold(state), isTold(previousState)];
  const isOver = was && state.value !== 'ALARM';
  if (!(is && !was) && !isOver) return undefined;
  const facts: Readonly<Record<string, FactValue | undefined>> = {
    rule: alarmName,
    ...(is
      ? { level: 'critical', summary: state.reason?.slice(0, SUMMARY).replace(/[.\s]+$/, '') }
      : { because: state.value === 'OK' ? 'ok' : 'no-data', firedAt: previousState && iso(previousState) }),
    note: configuration?.description?.slice(0, NOTE),
    dimensions: dimensionsOf(configuration),
  };
  return {
    id: `cloudwatch/${alarmName}/${iso(state)}/${state.value}`,
    at: Date.parse(state.timestamp),
    severity: is ? 'error' : state.value === 'OK' ? 'ok' : 'info',
    kind: is ? 'alarm' : 'alarm-resolved',
    schedule: '',
    timeZone,
    facts: Object.entries(facts).flatMap(([name, value]): Fact[] => (value === undefined ? [] : [{ name, value }])),
    actions: [],
    channels: CHANNELS,
  };
}

const isTold = (state: AlarmState | undefined): boolean =>
  state?.value === 'ALARM' && state.actionsSuppressedBy === undefined;

const iso = ({ timestamp }: AlarmState): string => new Date(Date.parse(timestamp)).toISOString();

/** `InstanceId=i-0abc`, of every metric that the alarm looks at; undefined where none has any. */
function dimensionsOf(configuration: AlarmEvent['detail']['configuration']): readonly string[] | undefined {
  const all = configuration?.metrics?.flatMap(({ metricStat }) => Object.entries(metricStat?.metric?.dimensions ?? {}));
  const lines = new Set(all?.map(([name, value]) => `${name}=${value}`));
  return lines.size === 0 ? undefined : [...lines];
}
