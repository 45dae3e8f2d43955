import type { Instant } from '../../../shared/calendar/instant.ts';
import { listed } from '../../../shared/notice/listed.ts';
import type { Fact, FactValue, Notice, Severity } from '../../../shared/notice/notice.ts';
import { oneLine } from '../chat-line.ts';
import { digest, type IncomingAlert } from './alert-group.ts';

/** Who is told, and how notices of the group are numbered. */
export interface AlertTeller {
  readonly channel: string;
  readonly groupKey: string;
  /** That the group's record will have. */
  readonly version: number;
  /** For times in the words. */
  readonly timeZone: string;
  readonly now: Instant;
}

type Level = 'critical' | 'warning' | 'info';

const SEVERITIES: Readonly<Record<Level, Severity>> = { critical: 'error', warning: 'warning', info: 'info' };
const CRITICAL = new Set(['critical', 'crit', 'error', 'fatal', 'emergency', 'page', 'high', 'p1']);
const INFO = new Set(['info', 'informational', 'notice', 'debug', 'low', 'none']);

const NAMES = 3;
const LINE = 300;
const SUMMARY = 500;
const NOTE = 1_000;

/**
 * One notice of alerts of a group. The id names what is told, and with which version of the group's record: the same request that is
 * repeated has the same id, and the same alerts that fire anew another.
 */
export function alertNotice(
  kind: 'alarm' | 'alarm-reminder' | 'alarm-resolved',
  alerts: readonly IncomingAlert[],
  { channel, groupKey, version, timeZone, now }: AlertTeller,
): Notice {
  const level = worstOf(alerts);
  const which = digest(JSON.stringify(alerts.map(({ fingerprint, startsAt }) => `${fingerprint} ${startsAt}`).sort()));
  return {
    id: `alert/${channel}/${digest(groupKey)}/${version}/${kind}/${which}`,
    at: now,
    severity: kind === 'alarm-resolved' ? 'ok' : SEVERITIES[level],
    kind,
    schedule: '',
    timeZone,
    facts: factsOf(alerts, kind === 'alarm-resolved' ? { because: 'ok' } : { level }),
    actions: [],
    channels: [channel],
  };
}

function worstOf(alerts: readonly IncomingAlert[]): Level {
  const levels = alerts.map(({ labels }): Level => {
    const severity = labels['severity']?.toLowerCase() ?? '';
    return CRITICAL.has(severity) ? 'critical' : INFO.has(severity) ? 'info' : 'warning';
  });
  return levels.includes('critical') ? 'critical' : levels.includes('warning') ? 'warning' : 'info';
}

function factsOf(alerts: readonly IncomingAlert[], state: Readonly<Record<string, FactValue>>): readonly Fact[] {
  const summary = same(alerts.map(summaryOf));
  const description = same(alerts.map(({ annotations }) => annotations['description'] ?? ''));
  const lines = alerts.map((alert) => lineOf(alert, { alerts, isSummarised: summary !== undefined }));
  const facts: Readonly<Record<string, FactValue | undefined>> = {
    rule: namesOf(alerts),
    ...state,
    summary: summary && withoutStop(oneLine(summary, SUMMARY)),
    firedAt: new Date(Math.min(...alerts.map(({ startsAt }) => startsAt))).toISOString(),
    note: description === summary ? undefined : description && oneLine(description, NOTE),
    ...listed('instances', lines.filter(Boolean)),
  };
  return Object.entries(facts).flatMap(([name, value]) =>
    value === undefined || value === '' || (typeof value === 'object' && value.length === 0) ? [] : [{ name, value }],
  );
}

/** `HighLatency`, or `DiskFull, HighLatency, HostDown …` where a group has several. */
function namesOf(alerts: readonly IncomingAlert[]): string {
  const names = [...new Set(alerts.map(nameOf))].sort();
  return names.slice(0, NAMES).join(', ') + (names.length > NAMES ? ' …' : '');
}

const nameOf = ({ labels }: IncomingAlert): string => oneLine(labels['alertname'] ?? '') || 'alert';

const summaryOf = ({ annotations }: IncomingAlert): string =>
  annotations['summary'] ?? annotations['message'] ?? annotations['description'] ?? '';

/** Where it is, with what only this one says: `web-1:9100: disk full in 3 h`. */
function lineOf(
  alert: IncomingAlert,
  { alerts, isSummarised }: { readonly alerts: readonly IncomingAlert[]; readonly isSummarised: boolean },
): string {
  const hasOwnName = alerts.some((other) => nameOf(other) !== nameOf(alert));
  const parts = [hasOwnName ? nameOf(alert) : '', placeOf(alert, alerts), isSummarised ? '' : summaryOf(alert)];
  return oneLine(parts.filter(Boolean).join(': '), LINE);
}

/** The instance; where none is named, the labels that tell it from the others. */
function placeOf({ labels }: IncomingAlert, alerts: readonly IncomingAlert[]): string {
  const { instance } = labels;
  if (instance !== undefined) return instance;
  const own = Object.entries(labels).filter(
    ([name, value]) =>
      !NOT_PLACES.has(name) && (alerts.length === 1 || alerts.some((other) => other.labels[name] !== value)),
  );
  return own.map(([name, value]) => `${name}=${value}`).join(', ');
}

const NOT_PLACES = new Set(['alertname', 'severity']);

/** The one value that all of them are; undefined where they differ. */
const same = (values: readonly string[]): string | undefined =>
  values.every((value) => value === values[0]) ? values[0] : undefined;

/** The words put a full stop after it. */
const withoutStop = (text: string): string => text.replace(/[.\s]+$/, '');
