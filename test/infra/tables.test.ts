import { describe, expect, it } from 'vitest';
import { one, synth } from './synth.ts';

const TABLE = 'AWS::DynamoDB::Table';
const NAMES = ['AlarmRule', 'Memory', 'Schedule', 'ScheduleException', 'ScheduleServerGroup'];

const tablesOf = (template: ReturnType<typeof synth>) => Object.values(template.findResources(TABLE));
const namesOf = (template: ReturnType<typeof synth>) =>
  tablesOf(template).map((table) => (table['Properties'] as { TableName: string }).TableName);

describe('tables', () => {
  const template = synth();

  it('are the five, by the names people know', () => {
    expect(namesOf(template).sort()).toEqual(NAMES);
  });

  it('outlive the stack and a slip, can be restored to any second, and cost by use', () => {
    for (const table of tablesOf(template))
      expect(table).toMatchObject({
        DeletionPolicy: 'Retain',
        UpdateReplacePolicy: 'Retain',
        Properties: {
          BillingMode: 'PAY_PER_REQUEST',
          DeletionProtectionEnabled: true,
          PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
        },
      });
  });

  it.each([
    ['Schedule', ['ScheduleName'], undefined],
    ['ScheduleServerGroup', ['ScheduleName', 'GroupName'], undefined],
    ['ScheduleException', ['ScheduleName', 'ExceptionUuid'], 'ExpiresAt'],
    ['AlarmRule', ['RuleName'], undefined],
    ['Memory', ['Kind', 'Id'], 'ExpiresAt'],
  ])('%s has the keys %j and expires by %s', (name, keys, ttl) => {
    const table = one(template, TABLE, { props: { TableName: name } });
    const schema = table['KeySchema'] as { AttributeName: string }[];
    expect(schema.map((key) => key.AttributeName)).toEqual(keys);
    expect(table['TimeToLiveSpecification']).toEqual(ttl && { AttributeName: ttl, Enabled: true });
  });

  it('are the only thing that outlives the stack', () => {
    const others = Object.entries(template.toJSON()['Resources'] as Record<string, Record<string, unknown>>).filter(
      ([, resource]) => resource['Type'] !== TABLE && String(resource['DeletionPolicy'] ?? 'Delete') !== 'Delete',
    );
    expect(others).toEqual([]);
  });
});

describe('existingTables', () => {
  const variablesOf = (template: ReturnType<typeof synth>, id: string) =>
    (one(template, 'AWS::Lambda::Function', { id })['Environment'] as { Variables: Record<string, unknown> }).Variables;

  it.each([true, 'true'])('%j uses all that an earlier deployment left, by their names', (existingTables) => {
    const template = synth({ existingTables });
    expect(namesOf(template)).toEqual([]);
    expect(variablesOf(template, 'Scheduler')).toMatchObject({
      SCHEDULE_TABLE: 'Schedule',
      SCHEDULE_SERVER_GROUP_TABLE: 'ScheduleServerGroup',
      SCHEDULE_EXCEPTION_TABLE: 'ScheduleException',
      MEMORY_TABLE: 'Memory',
    });
  });

  it.each([[['Schedule', 'Memory']], ['Schedule,Memory']])('%j uses these and makes the others', (existingTables) => {
    const template = synth({ existingTables });
    expect(namesOf(template).sort()).toEqual(['AlarmRule', 'ScheduleException', 'ScheduleServerGroup']);
    expect(variablesOf(template, 'Deliver')).toMatchObject({ MEMORY_TABLE: 'Memory' });
  });

  it.each([false, 'false', []])('%j makes all', (existingTables) => {
    expect(namesOf(synth({ existingTables })).sort()).toEqual(NAMES);
  });
});
