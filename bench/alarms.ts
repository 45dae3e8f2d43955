import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { CloudWatchClient } from '@aws-sdk/client-cloudwatch';
import { CloudWatchValues } from '../functions/alarms/adapters/cloudwatch-values.ts';
import { PrometheusValues } from '../functions/alarms/adapters/prometheus-values.ts';
import { ValueSources } from '../functions/alarms/adapters/value-sources.ts';
import { evaluate } from '../functions/alarms/evaluate.ts';
import { MINUTE_MS } from '../functions/shared/calendar/instant.ts';
import { DynamoAlarms } from '../functions/shared/store/adapters/dynamodb-alarms.ts';
import { DynamoMemory } from '../functions/shared/store/adapters/dynamodb-memory.ts';
import { DynamoRows } from '../functions/shared/store/adapters/dynamodb-rows.ts';
import { tableNames } from '../functions/shared/store/tables.ts';
import { embeddedDynamoDb } from '../local/embedded-dynamodb.ts';
import { cpuMs, peakMb } from './process-usage.ts';

/*
 * One evaluation of 1,000 alarm rules, each with a series of its own, against a CloudWatch on loopback and the embedded
 * DynamoDB: nothing to say, then everything fires, then everything is fine again. Aim: 10 s and 256 MB each, of the whole process.
 */

const RULES = 1_000;
const NOON = Date.parse('2026-11-20T03:00:00Z');

interface Query {
  readonly Id: string;
}

let [value, calls] = [10, 0];
const server = createServer((request, response) => {
  let body = '';
  request.on('data', (part: Buffer) => (body += part.toString()));
  request.on('end', () => {
    calls += 1;
    const { StartTime, EndTime, MetricDataQueries } = JSON.parse(body) as {
      StartTime: number;
      EndTime: number;
      MetricDataQueries: Query[];
    };
    const Timestamps: number[] = [];
    for (let at = StartTime; at < EndTime; at += 60) Timestamps.push(at);
    const Values = Timestamps.map(() => value);
    const MetricDataResults = MetricDataQueries.map(({ Id }) => ({ Id, StatusCode: 'Complete', Timestamps, Values }));
    response.setHeader('content-type', 'application/x-amz-json-1.0');
    response.end(JSON.stringify({ MetricDataResults }));
  });
});
await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
const credentials = { accessKeyId: 'none', secretAccessKey: 'none' };
const cloudWatch = new CloudWatchValues(new CloudWatchClient({ endpoint, region: 'us-east-1', credentials }));

const { documentClient: client, close } = await embeddedDynamoDb();
const names = tableNames({});
const onUnreadable = (): void => {};
const rows = new DynamoRows({ client, tableNames: names });
let told = 0;
const ports = {
  rows,
  memory: new DynamoMemory({ client, tableName: names.Memory, onUnreadable }),
  alarms: new DynamoAlarms({ client, tableName: names.Memory, onUnreadable }),
  fleet: async () => ({ list: async () => ({ members: [], unseen: [] }) }),
  metrics: new ValueSources(async () => cloudWatch, new PrometheusValues()),
  notices: { send: async (notices: readonly unknown[]) => void (told += notices.length) },
  settings: { targetId: 'self/embedded', timeZone: 'Asia/Seoul', warnMinutes: 10 },
};
await rows.put({
  ...{ Schedule: [], ScheduleServerGroup: [], ScheduleException: [] },
  AlarmRule: Array.from({ length: RULES }, (_, index) => ({
    ...{ RuleName: `rule-${index}`, Namespace: 'Bench', MetricName: `metric-${index}`, PeriodSeconds: 60 },
    ...{ EvaluationPeriods: 5, DatapointsToAlarm: 3, Warning: 70, Critical: 90 },
  })),
});

console.log(`\n${RULES} alarm rules in one evaluation (aim: 10 s, 256 MB)\n`);
console.log(
  '| what | seconds of CPU | GetMetricData calls (lower bound) | notices | MB at most |\n| --- | --- | --- | --- | --- |',
);
const phases = [
  ['nothing to say', 10],
  ['all fire', 95],
  ['all still fire', 95],
  ['all resolved', 10],
] as const;
for (const [index, [what, level]] of phases.entries()) {
  [value, calls, told] = [level, 0, 0];
  const began = cpuMs();
  const { failures } = await evaluate(ports, NOON + index * MINUTE_MS);
  const seconds = ((cpuMs() - began) / 1_000).toFixed(2);
  if (failures.length > 0) throw new AggregateError(failures);
  console.log(`| ${what} | ${seconds} | ${calls} (${Math.ceil(RULES / 500)}) | ${told} | ${peakMb()} |`);
}
server.close();
await close();
