import { ALERT_TOKEN, type Sent } from '../receiver.ts';

export interface SentAlert {
  readonly status: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  readonly startsAt: string;
  readonly endsAt: string;
  readonly generatorURL: string;
  readonly fingerprint: string;
}

/** An alert as Alertmanager sends it; `instance` makes its fingerprint. */
export const alert = (instance: string, more: Partial<SentAlert> = {}): SentAlert => ({
  status: 'firing',
  labels: { alertname: 'InstanceDown', instance, job: 'node', severity: 'critical' },
  annotations: { summary: 'Instance is down.', description: 'It has been down for five minutes.' },
  startsAt: '2026-11-20T12:40:00.123456789Z',
  endsAt: '0001-01-01T00:00:00Z',
  generatorURL: 'http://prometheus.example.com/graph?token=secret',
  fingerprint: `fp-${instance}`,
  ...more,
});

export const resolved = (instance: string, more: Partial<SentAlert> = {}): SentAlert =>
  alert(instance, { status: 'resolved', endsAt: '2026-11-20T12:48:00Z', ...more });

/** The body of Alertmanager's webhook, version 4. */
export const group = (alerts: readonly unknown[], more: object = {}): object => ({
  receiver: 'curfew',
  status: 'firing',
  alerts,
  groupLabels: { alertname: 'InstanceDown' },
  commonLabels: {},
  commonAnnotations: {},
  externalURL: 'http://alertmanager.example.com:9093/?token=secret',
  version: '4',
  groupKey: '{}:{alertname="InstanceDown"}',
  truncatedAlerts: 0,
  ...more,
});

export const post = (body: object | string, more: Sent & { readonly token?: string } = {}): Sent => {
  const { token = ALERT_TOKEN, ...sent } = more;
  return {
    path: '/alerts/team',
    headers: { 'Content-Type': 'application/json', Authorization: `Bearer ${token}` },
    body: typeof body === 'string' ? body : JSON.stringify(body),
    ...sent,
  };
};
