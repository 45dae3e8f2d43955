import type { ReachedCall } from './reached-calls.ts';

/** What those who make calls are wired to; a class, unless its methods differ. */
export type Wiring = Readonly<Record<string, readonly string[]>>;

/** In a function, reviewed by hand. */
export const WIRED: Wiring = {
  'DynamoRows.#scan': ['table Schedule', 'table ScheduleServerGroup', 'table ScheduleException'],
  // The console's flags, which a tick takes over and an order replaces.
  'DynamoRows.clearForce': ['table Schedule'],
  DynamoExceptions: ['table ScheduleException'],
  DynamoMemory: ['table Memory'],
  MemoryTable: ['table Memory'],
  DynamoClaims: ['table Memory'],
  DynamoReplays: ['table Memory'],
  SqsNotices: ['notice queue'],
  'SqsReturns.postpone': ['notice queue'],
  'SqsReturns.bury': ['notice dead-letter queue'],
  SqsWakeUps: ['scheduler queue'],
  SqsWaker: ['scheduler queue'],
  SsmChannels: ['channel parameters'],
  SsmDrains: ['drain parameters'],
  SqsBatches: ['batch queue'],
  DynamoBatchClaims: ['table Memory'],
  CloudWatchMetrics: ['namespace Curfew/Heroku'],
  CloudWatchValues: ['anything in this region'],
  describeInstances: ['anything in this region'],
  describeStatus: ['anything in this region'],
  stoppableSpotRequests: ['anything in this region'],
  Ec2Calls: ['EC2 instances tagged ScheduleName'],
  listRds: ['DB instances'],
  // Only for targets in other accounts: test/infra/target-rights.test.ts.
  assume: [],
  startRds: ['DB instances tagged ScheduleName'],
  stopRds: ['DB instances tagged ScheduleName'],
};

/** The right that a call needs on each resource that its maker is wired to: `dynamodb:PutItem on table Memory`. */
export const rightsFor = (call: ReachedCall, wiring: Wiring): readonly string[] => {
  const on = wiring[wiringOf(call, wiring)];
  if (on === undefined) throw new Error(`Nobody reviewed to what ${call.maker} is wired (${call.command}).`);
  return on.map((resource) => `${actionOf(call)} on ${resource}`);
};

/** The entry of the wiring that says it: for the method, or else for its class. */
export const wiringOf = ({ maker }: ReachedCall, wiring: Wiring): string =>
  maker in wiring ? maker : (maker.split('.')[0] ?? '');

/** `dynamodb:PutItem` for a Put of lib-dynamodb, `sqs:SendMessage` for a SendMessageBatch; else service and command. */
const actionOf = ({ client, command }: ReachedCall): string => {
  if (client === 'lib-dynamodb')
    return `dynamodb:${command.replace(/^(?:Batch)?(?:Get|Put|Update|Delete|Write)$/, '$&Item')}`;
  const service = client.replace('client-', '');
  return `${service}:${service === 'sqs' ? command.replace(/Batch$/, '') : command}`;
};
