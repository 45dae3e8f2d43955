import type { Hour, Hours } from './count.ts';
import { ASSUMED, FREE, PRICES } from './prices.ts';
import type { StackParts } from './stack.ts';

/** US dollars a month. */
export interface Bill {
  readonly lambda: number;
  readonly dynamoDb: number;
  readonly sqs: number;
  readonly logs: number;
  /** Metrics, alarms and the dashboard. */
  readonly cloudWatch: number;
  readonly http: number;
  readonly total: number;
  /** After what every account has free, as if nothing else used it. */
  readonly afterFree: number;
}

/** What a month of these hours costs. */
export function billOf(hours: Hours, stack: StackParts): Bill {
  const used = monthOf(hours);
  const { lambdaRequests, lambdaGbSeconds } = lambdaOf(used, stack);
  const gb = hours.rowBytes / 1e9;
  const polls = ASSUMED.pollsPerMinute * 60 * ASSUMED.hoursPerMonth;
  // Each message and each notice is sent, received and deleted.
  const standard = stack.polled.standard * polls + 3 * used.messages;
  const fifo = stack.polled.fifo * polls + 3 * used.notices;
  const logGb = (used.logBytes + lambdaRequests * ASSUMED.lambdaLogBytes) / 1e9;
  const over = (amount: number, free: number): number => Math.max(0, amount - free);

  const lambda = (requests: number, gbSeconds: number): number =>
    (requests / 1e6) * PRICES.lambdaMillionRequests + gbSeconds * PRICES.lambdaGbSecond;
  const dynamoDb = (storedGb: number): number =>
    (used.readUnits / 1e6) * PRICES.dynamoDbMillionReads +
    ((used.writeUnits + used.notices * ASSUMED.deliveryWrites) / 1e6) * PRICES.dynamoDbMillionWrites +
    storedGb * PRICES.dynamoDbGbMonth +
    gb * PRICES.dynamoDbBackupGbMonth;
  const cloudWatch = (metrics: number, alarms: number, dashboards: number): number =>
    metrics * PRICES.metricMonth + alarms * PRICES.alarmMonth + dashboards * PRICES.dashboardMonth;
  const sqs = (standard / 1e6) * PRICES.sqsMillionRequests + (fifo / 1e6) * PRICES.sqsFifoMillionRequests;
  const http = (ASSUMED.chatRequests / 1e6) * PRICES.httpMillionRequests;

  const listed = {
    lambda: lambda(lambdaRequests, lambdaGbSeconds),
    dynamoDb: dynamoDb(gb),
    sqs,
    logs: logGb * PRICES.logGb,
    cloudWatch: cloudWatch(stack.metrics, stack.alarms, stack.dashboards),
    http,
  };
  const afterFree = sumOf({
    lambda: lambda(over(lambdaRequests, FREE.lambdaRequests), over(lambdaGbSeconds, FREE.lambdaGbSeconds)),
    dynamoDb: dynamoDb(over(gb, FREE.dynamoDbGb)),
    sqs: sqs * (over(standard + fifo, FREE.sqsRequests) / (standard + fifo)),
    logs: over(logGb, FREE.logGb) * PRICES.logGb,
    cloudWatch: cloudWatch(
      over(stack.metrics, FREE.metrics),
      over(stack.alarms, FREE.alarms),
      over(stack.dashboards, FREE.dashboards),
    ),
    http,
  });
  return { ...listed, total: sumOf(listed), afterFree };
}

const sumOf = (lines: Readonly<Record<string, number>>): number =>
  Object.values(lines).reduce((sum, line) => sum + line, 0);

/** A start and a stop on each working day; every other hour is idle. */
function monthOf({ start, idle, stop }: Hours): Hour {
  const idleHours = ASSUMED.hoursPerMonth - 2 * ASSUMED.workingDays;
  const names = Object.keys(idle) as (keyof Hour)[];
  const month = names.map((name) => [name, idle[name] * idleHours + (start[name] + stop[name]) * ASSUMED.workingDays]);
  return Object.fromEntries(month) as unknown as Hour;
}

function lambdaOf(used: Hour, stack: StackParts): { lambdaRequests: number; lambdaGbSeconds: number } {
  const schedulerSeconds =
    used.invocations * ASSUMED.invocationSeconds +
    used.dynamoDbRequests * ASSUMED.dynamoDbSeconds +
    used.fleetCalls * ASSUMED.fleetCallSeconds;
  const minutes = ASSUMED.hoursPerMonth * 60;
  const others = stack.otherRates.map(({ everyMinutes, gb }) => ({ requests: minutes / everyMinutes, gb }));
  return {
    lambdaRequests: used.invocations + used.notices + others.reduce((sum, { requests }) => sum + requests, 0),
    lambdaGbSeconds:
      schedulerSeconds * stack.schedulerGb +
      used.notices * ASSUMED.deliverySeconds * stack.delivererGb +
      others.reduce((sum, { requests, gb }) => sum + requests * gb * ASSUMED.invocationSeconds, 0),
  };
}
