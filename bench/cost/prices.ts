/** List prices in US dollars, us-east-1, on demand, of the first tier, with the page that should say each; docs/cost.md says how they were read. */
export const PRICES = {
  /** https://aws.amazon.com/lambda/pricing/ (arm64) */
  lambdaMillionRequests: 0.2,
  lambdaGbSecond: 0.0000133334,
  /** https://aws.amazon.com/dynamodb/pricing/on-demand/ */
  dynamoDbMillionReads: 0.125,
  dynamoDbMillionWrites: 0.625,
  dynamoDbGbMonth: 0.25,
  dynamoDbBackupGbMonth: 0.2,
  /** https://aws.amazon.com/sqs/pricing/ */
  sqsMillionRequests: 0.4,
  sqsFifoMillionRequests: 0.5,
  /** https://aws.amazon.com/cloudwatch/pricing/ */
  logGb: 0.5,
  metricMonth: 0.3,
  alarmMonth: 0.1,
  dashboardMonth: 3,
  /** https://aws.amazon.com/api-gateway/pricing/ (HTTP API) */
  httpMillionRequests: 1,
} as const;

/** What every account has free in each month, without an end; another user of the account may have used it up. */
export const FREE = {
  lambdaRequests: 1_000_000,
  lambdaGbSeconds: 400_000,
  dynamoDbGb: 25,
  sqsRequests: 1_000_000,
  logGb: 5,
  metrics: 10,
  alarms: 10,
  dashboards: 3,
} as const;

/** What cannot be counted without an account. */
export const ASSUMED = {
  hoursPerMonth: 730,
  /** Days with a start and a stop. */
  workingDays: 21,
  /** Of an invocation by itself, and of each request that it makes, one after another. */
  invocationSeconds: 0.02,
  dynamoDbSeconds: 0.008,
  fleetCallSeconds: 0.4,
  /** Of the deliverer for a notice: a claim, a post to a chat service, a confirmation. */
  deliverySeconds: 0.5,
  deliveryWrites: 2,
  /** Of Lambda on one queue, as people see it: five long polls of 20 s. https://github.com/getlift/lift/issues/132 */
  pollsPerMinute: 15,
  /** What Lambda logs of each invocation beside our line: START, END, REPORT. */
  lambdaLogBytes: 400,
  chatRequests: 1_000,
} as const;
