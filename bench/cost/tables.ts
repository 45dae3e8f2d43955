import { billOf } from './bill.ts';
import { countHours, type Hour } from './count.ts';
import { readStack } from './stack.ts';

const FLEETS = [10, 100, 1_000];
const TICKS = [1, 5];

/** The two tables of docs/cost.md: what a month costs, and the hours that were counted for it. A thousand instances take a minute. */
export async function costTables(fleets: readonly number[] = FLEETS): Promise<string> {
  const stack = readStack();
  const bills = [
    [
      'instances',
      'tick',
      'Lambda',
      'DynamoDB',
      'SQS',
      'logs',
      'metrics, alarms, dashboard',
      'total',
      'after free tier',
    ],
  ];
  const counts = [
    [
      'instances',
      'tick',
      'hour',
      'invocations',
      'read units',
      'write units',
      'EC2 and RDS calls',
      'notices',
      'messages',
      'log',
    ],
  ];
  for (const instances of fleets)
    for (const tickMinutes of TICKS) {
      const hours = await countHours(instances, tickMinutes);
      const bill = billOf(hours, stack);
      const fleet = [instances.toLocaleString('en'), `${tickMinutes} min`];
      const lines = [bill.lambda, bill.dynamoDb, bill.sqs, bill.logs, bill.cloudWatch, bill.total, bill.afterFree];
      bills.push([...fleet, ...lines.map((line) => line.toFixed(2))]);
      for (const kind of ['idle', 'start', 'stop'] as const) counts.push([...fleet, kind, ...cellsOf(hours[kind])]);
    }
  return [
    'US dollars a month:',
    markdownTable(bills),
    `Counted (the stack polls ${stack.polled.standard} standard and ${stack.polled.fifo} FIFO queues, and has ${stack.metrics} ` +
      `metrics, ${stack.alarms} alarms and ${stack.dashboards} dashboard):`,
    markdownTable(counts),
  ].join('\n\n');
}

const cellsOf = (hour: Hour): string[] => [
  ...[hour.invocations, hour.readUnits, hour.writeUnits, hour.fleetCalls, hour.notices, hour.messages].map((count) =>
    Math.round(count).toLocaleString('en'),
  ),
  `${Math.ceil(hour.logBytes / 1_000).toLocaleString('en')} KB`,
];

/** Columns of one width, numbers to the right, as prettier writes them. */
function markdownTable(rows: readonly (readonly string[])[]): string {
  const [head = []] = rows;
  const widths = head.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell, column) => cell.padStart(widths[column] ?? 0)).join(' | ')} |`;
  const rule = `| ${widths.map((width) => `${'-'.repeat(width - 1)}:`).join(' | ')} |`;
  return [line(head), rule, ...rows.slice(1).map(line)].join('\n');
}
