import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PrometheusValues } from '../../functions/alarms/adapters/prometheus-values.ts';
import { findLevel, rangeOf } from '../../functions/alarms/domain/level.ts';
import { queryOf } from '../../functions/alarms/domain/queries.ts';
import { MINUTE_MS, SECOND_MS, type Instant } from '../../functions/shared/calendar/instant.ts';
import { readAlarmRules } from '../../functions/shared/rows/alarm-rules.ts';
import { debianPackage } from './debian-package.ts';
import { freePort, ServerProcess } from './server-process.ts';

// The values of `Source: prometheus` from the real server, over an hour that was written into its database before.

const debian = debianPackage('prometheus');
const folder = mkdtempSync(join(tmpdir(), 'curfew-prometheus-'));
const NOON = Date.parse('2026-11-20T03:00:00Z');

let prometheus: ServerProcess;
let url: string;

/** A value for each half minute of the hour: 10 for three quarters of it, and 95 in the last; of `b` only the first half. */
function openMetrics(): string {
  const seconds = Array.from({ length: 120 }, (_, index) => NOON / SECOND_MS + index * 30);
  const lines = seconds.flatMap((at, index) => [
    `queue_length{queue="a"} ${index < 90 ? 10 : 95} ${at}`,
    ...(index < 60 ? [`queue_length{queue="b"} 1 ${at}`] : []),
  ]);
  return ['# TYPE queue_length gauge', ...lines, '# EOF', ''].join('\n');
}

const fetchOne = async (query: string, from: Instant, to: Instant) => {
  const queries = [{ kind: 'prometheus', url, query, range: { from, to, periodSeconds: 60 } }] as const;
  return (await new PrometheusValues().fetch(queries, new AbortController().signal))[0];
};

beforeAll(async () => {
  if ('missing' in debian) return;
  const [samples, data, config] = ['samples.om', 'data', 'prometheus.yml'].map((name) => join(folder, name)) as [
    ...[string, string, string],
  ];
  writeFileSync(samples, openMetrics());
  writeFileSync(config, 'global: {}\n');
  const blocks = ['tsdb', 'create-blocks-from', 'openmetrics', samples, data];
  execFileSync(debian.program('promtool'), blocks, { stdio: ['ignore', 'ignore', 'pipe'] });
  const port = await freePort();
  url = `http://127.0.0.1:${port}`;
  prometheus = await ServerProcess.start(
    debian.program('prometheus'),
    [
      `--config.file=${config}`,
      `--storage.tsdb.path=${data}`,
      '--storage.tsdb.retention.time=100y',
      `--web.listen-address=127.0.0.1:${port}`,
    ],
    /Server is ready to receive web requests/,
  );
});
afterAll(async () => {
  await prometheus?.stop();
  rmSync(folder, { recursive: true });
});

describe.skipIf('missing' in debian)('the real Prometheus', () => {
  it('gives a value for each period, by the instant at which the period begins', async () => {
    const values = await fetchOne('sum(queue_length{queue="a"})', NOON + 42 * MINUTE_MS, NOON + 47 * MINUTE_MS);
    const expected = [42, 43, 44, 45, 46].map((minute) => [NOON + minute * MINUTE_MS, minute < 44 ? 10 : 95]);
    expect(values).toEqual(new Map(expected as [number, number][]));
  });

  it('gives nothing where nothing was measured, and nothing for what is no number', async () => {
    const before = await fetchOne('queue_length{queue="a"}', NOON - 60 * MINUTE_MS, NOON - 30 * MINUTE_MS);
    const nobody = await fetchOne('queue_length{queue="c"}', NOON, NOON + 5 * MINUTE_MS);
    const notANumber = await fetchOne('0 * queue_length{queue="a"} / 0', NOON, NOON + 5 * MINUTE_MS);
    expect([before, nobody, notANumber]).toEqual([new Map(), new Map(), new Map()]);
  });

  it('takes infinity for missing, as what is no number', async () => {
    const values = await fetchOne('queue_length{queue="a"} / 0', NOON, NOON + MINUTE_MS);
    expect(values).toEqual(new Map());
  });

  it.each([
    ['of a query that it cannot read', 'sum(', { code: 'bad_data', retryable: false }],
    ['of one that gives several series', 'queue_length', { code: 'ManySeries', retryable: false }],
  ])('says what is wrong %s', async (_what, query, failure) => {
    expect(await fetchOne(query, NOON, NOON + 5 * MINUTE_MS)).toMatchObject({ name: 'ExternalFailure', ...failure });
  });

  it.each([
    ['stays OK while the queue is short', NOON + 40 * MINUTE_MS, 'ok', 10],
    ['is critical once it has been long for three minutes', NOON + 50 * MINUTE_MS, 'critical', 95],
  ])('makes that a rule %s', async (_what, now, level, value) => {
    const row = { RuleName: 'queue', Source: 'prometheus', Url: url, Query: 'sum(queue_length)', EvaluationPeriods: 3 };
    const [rule] = readAlarmRules([{ ...row, Critical: 90 }], new Set()).rules;
    const query = rule && queryOf(rule, '', now);
    if (rule === undefined || query?.kind !== 'prometheus') throw new Error('no rule');
    const [series] = await new PrometheusValues().fetch([query], new AbortController().signal);
    if (!(series instanceof Map)) throw new Error('no series');
    const points = { series: series as ReadonlyMap<Instant, number>, range: rangeOf(rule, now), since: 0 };
    expect(findLevel(rule, points, 'ok')).toEqual({ level, value });
  });
});
