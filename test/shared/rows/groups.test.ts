import { describe, expect, it } from 'vitest';
import { readGroups } from '../../../functions/shared/rows/groups.ts';
import type { Item } from '../../../functions/shared/rows/schedule.ts';

const EC2 = { InstanceType: 'EC2' };

/** Groups of a schedule `S`, by name. */
const read = (groups: Readonly<Record<string, Item>>) =>
  readGroups(
    'S',
    Object.entries(groups).map(([GroupName, row]) => ({ ScheduleName: 'S', GroupName, ...row })),
  );
const told = (groups: Readonly<Record<string, Item>>): string[] =>
  read(groups).problems.map(({ row, attribute, got, expected }) => `${row}: ${attribute} ${got}; ${expected}`);

describe('a group', () => {
  it('takes its defaults by type', () => {
    expect(read({ api: EC2, db: { InstanceType: 'rds' } }).groups).toEqual([
      { name: 'api', type: 'EC2', dependsOn: [], readyWhen: 'running', readyTimeoutMinutes: 15 },
      { name: 'db', type: 'RDS', dependsOn: [], readyWhen: 'running', readyTimeoutMinutes: 30 },
    ]);
  });

  it.each([
    { rule: 'a list with empty parts', value: ['db', '', 'cache', 'db'] },
    { rule: 'a string set', value: new Set(['db', 'cache']) },
    { rule: 'text with commas', value: 'db, cache,' },
  ])('depends on what is given as $rule', ({ value }) => {
    const { groups, problems } = read({ db: EC2, cache: EC2, api: { ...EC2, Dependency: value } });
    expect(problems).toEqual([]);
    expect(groups.at(-1)).toMatchObject({ name: 'api', dependsOn: ['db', 'cache'] });
  });

  it('depends on nothing where it says none', () => {
    expect(read({ api: { ...EC2, Dependency: 'None' } }).groups[0]?.dependsOn).toEqual([]);
  });

  it('waits for status checks where it says so, blanks and case aside', () => {
    expect(read({ api: { ...EC2, ReadyWhen: 'Status OK' } }).groups[0]?.readyWhen).toBe('status-ok');
  });

  it('of databases is advised that there are no status checks to wait for', () => {
    const { groups, problems, advices } = read({ db: { InstanceType: 'RDS', ReadyWhen: 'status-ok' } });
    expect(groups[0]?.readyWhen).toBe('running');
    expect(problems).toEqual([]);
    expect(advices[0]?.expected).toContain('RDS has no status checks');
  });

  it('is advised on a misspelt attribute', () => {
    expect(read({ api: { ...EC2, Dependancy: ['db'] } }).advices).toMatchObject([{ attribute: 'Dependancy' }]);
  });
});

describe('the order of groups', () => {
  it('puts every group after those it depends on, and keeps the rows’ order otherwise', () => {
    const groups = {
      web: { ...EC2, Dependency: ['api'] },
      batch: EC2,
      api: { ...EC2, Dependency: ['db', 'cache'] },
      cache: EC2,
      db: EC2,
    };
    expect(read(groups).groups.map(({ name }) => name)).toEqual(['db', 'cache', 'api', 'web', 'batch']);
  });

  it('still holds every group where some wait for each other', () => {
    const { groups } = read({ a: { ...EC2, Dependency: ['b'] }, b: { ...EC2, Dependency: ['a'] }, c: EC2 });
    expect(groups.map(({ name }) => name).sort()).toEqual(['a', 'b', 'c']);
  });
});

describe('a mistake in a group', () => {
  it.each<{ rule: string; groups: Record<string, Item>; is: string }>([
    { rule: 'no type', groups: { api: {} }, is: 'ScheduleServerGroup S/api: InstanceType nothing; EC2 or RDS' },
    { rule: 'an unknown type', groups: { api: { InstanceType: 'ECS' } }, is: 'InstanceType ECS; EC2 or RDS' },
    {
      rule: 'a type that is to come',
      groups: { api: { InstanceType: 'Aurora' } },
      is: 'EC2 or RDS; AURORA is not built yet',
    },
    {
      rule: 'an unknown dependency',
      groups: { api: { ...EC2, Dependency: ['x'] }, db: EC2 },
      is: 'Dependency x; a group of the same schedule: one of db',
    },
    {
      rule: 'a misspelt dependency',
      groups: { api: { ...EC2, Dependency: ['databse'] }, database: EC2, web: EC2 },
      is: 'a group of the same schedule: database',
    },
    {
      rule: 'more dependencies than there can be groups',
      groups: { api: { ...EC2, Dependency: Array.from({ length: 20_000 }, (_, nth) => `group-${nth}`) } },
      is: 'Dependency ["group-0","group-1",',
    },
    { rule: 'a dependency without other groups', groups: { api: { ...EC2, Dependency: ['x'] } }, is: 'there are none' },
    {
      rule: 'a group that waits for itself',
      groups: { a: { ...EC2, Dependency: ['a'] } },
      is: 'ScheduleServerGroup S/a: Dependency a -> a;',
    },
    {
      rule: 'an unknown readiness',
      groups: { api: { ...EC2, ReadyWhen: 'healthy' } },
      is: 'ReadyWhen healthy; running, or status-ok',
    },
    {
      rule: 'a timeout of nothing',
      groups: { api: { ...EC2, ReadyTimeoutMinutes: 0 } },
      is: 'ReadyTimeoutMinutes 0; a whole number from 1 to 1440',
    },
    {
      rule: 'a dependency that is a map',
      groups: { api: { ...EC2, Dependency: { on: 'db' } } },
      is: 'Dependency {"on":"db"}; names of groups',
    },
    {
      rule: 'a name twice but for blanks',
      groups: { api: EC2, ' api ': EC2 },
      is: 'GroupName api; one row for each group',
    },
  ])('is told: $rule', ({ groups, is }) => {
    expect(told(groups)).toHaveLength(1);
    expect(told(groups)[0]).toContain(is);
  });

  it('that makes groups wait in a circle is told once, with the way round', () => {
    const groups = {
      web: { ...EC2, Dependency: ['a'] },
      a: { ...EC2, Dependency: ['b'] },
      b: { ...EC2, Dependency: ['c'] },
      c: { ...EC2, Dependency: ['a'] },
    };
    expect(told(groups)).toHaveLength(1);
    expect(told(groups)[0]).toContain(
      'Dependency a -> b -> c -> a; groups that do not wait for each other in a circle',
    );
  });

  it('is told where there are more groups than can be put in order', () => {
    const names = Array.from({ length: 20_000 }, (_, nth) => `g${nth}`);
    const groups = names.map((name, nth) => [name, { ...EC2, Dependency: names.slice(nth + 1, nth + 2) }]);
    expect(told(Object.fromEntries(groups))).toEqual([
      'ScheduleServerGroup S: GroupName 20000 groups; at most 500 groups',
    ]);
  });

  it('does not make the groups that depend on it wrong too', () => {
    expect(told({ db: { InstanceType: 'ECS' }, api: { ...EC2, Dependency: ['db'] } })).toHaveLength(1);
  });

  it('leaves a group without a name out', () => {
    const { groups, problems } = readGroups('S', [{ ScheduleName: 'S', InstanceType: 'EC2' }]);
    expect(groups).toEqual([]);
    expect(problems).toMatchObject([{ attribute: 'GroupName', got: 'nothing' }]);
  });
});
