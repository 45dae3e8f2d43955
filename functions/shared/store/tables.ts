interface TableShape {
  /** Every key is a string. */
  readonly partitionKey: string;
  readonly sortKey?: string;
  /** Attribute of epoch seconds after which DynamoDB may delete an item; it only tidies, nothing is decided by it. */
  readonly ttlAttribute?: string;
  /** Environment variable that names the table where it is not called as here. */
  readonly variable: string;
}

/** The five tables: what the stack creates, what a local endpoint gets, and what the stores read. */
const TABLES = {
  Schedule: { partitionKey: 'ScheduleName', variable: 'SCHEDULE_TABLE' },
  ScheduleServerGroup: {
    partitionKey: 'ScheduleName',
    sortKey: 'GroupName',
    variable: 'SCHEDULE_SERVER_GROUP_TABLE',
  },
  ScheduleException: {
    partitionKey: 'ScheduleName',
    sortKey: 'ExceptionUuid',
    ttlAttribute: 'ExpiresAt',
    variable: 'SCHEDULE_EXCEPTION_TABLE',
  },
  AlarmRule: { partitionKey: 'RuleName', variable: 'ALARM_RULE_TABLE' },
  Memory: { partitionKey: 'Kind', sortKey: 'Id', ttlAttribute: 'ExpiresAt', variable: 'MEMORY_TABLE' },
} as const satisfies Record<string, TableShape>;

export type TableName = keyof typeof TABLES;

/** What each table is called in an account. */
export type TableNames = Readonly<Record<TableName, string>>;

/** `Object.entries(TABLES)` with its types kept. */
export const tableEntries = (): readonly (readonly [TableName, TableShape])[] =>
  Object.entries(TABLES) as [TableName, TableShape][];

/** The names in this environment; a table without a variable is called as in TABLES. */
export const tableNames = (environment: Readonly<Record<string, string | undefined>>): TableNames => ({
  Schedule: environment[TABLES.Schedule.variable] ?? 'Schedule',
  ScheduleServerGroup: environment[TABLES.ScheduleServerGroup.variable] ?? 'ScheduleServerGroup',
  ScheduleException: environment[TABLES.ScheduleException.variable] ?? 'ScheduleException',
  AlarmRule: environment[TABLES.AlarmRule.variable] ?? 'AlarmRule',
  Memory: environment[TABLES.Memory.variable] ?? 'Memory',
});

/** The key attributes of a table, partition key first. */
export const keyAttributes = (table: TableName): readonly string[] => {
  const { partitionKey, sortKey }: TableShape = TABLES[table];
  return sortKey === undefined ? [partitionKey] : [partitionKey, sortKey];
};
