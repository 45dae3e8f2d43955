import { createHash } from 'node:crypto';
import type { Instant } from '../../../shared/calendar/instant.ts';
import { asObject, jsonObject, textIn, type JsonObject } from '../json.ts';

/** One alert of Alertmanager or Grafana. */
export interface IncomingAlert {
  /** The same for as long as its labels are. */
  readonly fingerprint: string;
  readonly isFiring: boolean;
  readonly startsAt: Instant;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
}

/** What one request brings: alerts that belong together, those that fire and those that are over. */
export interface AlertGroup {
  /** The sender's own. */
  readonly key: string;
  readonly alerts: readonly IncomingAlert[];
  /** True: the group has more that fires than it says. */
  readonly isCut: boolean;
}

/** More than anybody reads, and little enough to be remembered in one item. */
const MOST_ALERTS = 1_000;

/**
 * Reads the body of Alertmanager's webhook (version 4) or of Grafana's, which has the same fields and more; undefined where it is
 * neither. An alert that cannot be read is left out, unless none can. Of the addresses in it none is read: they may hold secrets.
 * https://prometheus.io/docs/alerting/latest/configuration/#webhook_config
 * https://grafana.com/docs/grafana/latest/alerting/configure-notifications/manage-contact-points/integrations/webhook-notifier/
 */
export function readAlertGroup(text: string): AlertGroup | undefined {
  const body = jsonObject(text);
  const key = textIn(body, 'groupKey');
  const given: unknown = body?.['alerts'];
  if (key === undefined || key === '' || !Array.isArray(given)) return undefined;
  const alerts = given.slice(0, MOST_ALERTS).flatMap((alert) => readAlert(asObject(alert)) ?? []);
  if (alerts.length === 0 && given.length > 0) return undefined;
  const isCut = given.length > MOST_ALERTS || Number(body?.['truncatedAlerts'] ?? 0) > 0;
  return { key, alerts, isCut };
}

function readAlert(alert: JsonObject | undefined): IncomingAlert | undefined {
  const status = textIn(alert, 'status');
  const startsAt = Date.parse(textIn(alert, 'startsAt') ?? '');
  const labels = textsOf(asObject(alert?.['labels']));
  if ((status !== 'firing' && status !== 'resolved') || Number.isNaN(startsAt) || labels === undefined)
    return undefined;
  return {
    fingerprint: shortEnough(textIn(alert, 'fingerprint')) ?? fingerprintOf(labels),
    isFiring: status === 'firing',
    startsAt,
    labels,
    annotations: textsOf(asObject(alert?.['annotations'])) ?? {},
  };
}

const textsOf = (object: JsonObject | undefined): Readonly<Record<string, string>> | undefined =>
  object &&
  Object.fromEntries(Object.entries(object).filter((pair): pair is [string, string] => typeof pair[1] === 'string'));

/** Both senders' have 16 characters. */
const shortEnough = (fingerprint = ''): string | undefined =>
  fingerprint !== '' && fingerprint.length <= 64 ? fingerprint : undefined;

/** Older Alertmanagers send none. */
const fingerprintOf = (labels: Readonly<Record<string, string>>): string =>
  digest(JSON.stringify(Object.entries(labels).toSorted(([a], [b]) => (a < b ? -1 : 1))));

export const digest = (text: string): string => createHash('sha256').update(text).digest('base64url').slice(0, 16);
