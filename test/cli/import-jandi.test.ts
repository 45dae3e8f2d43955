import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { Finding } from '../../cli/import/finding.ts';
import { fileWith, runCurfew } from './run-curfew.ts';

type Row = Record<string, unknown>;

/** A row as the original read it, weekdays 09:30 to 22:00. */
const schedule = (more: Row = {}): Row => ({
  ...{ ScheduleName: 'Dev', TagValue: 'Dev', Enabled: true, DaysActive: 'weekdays' },
  ...{ StartTime: '09:30', StopTime: '22:00' },
  ...more,
});
const group = (GroupName: string, more: Row = {}): Row => ({
  ...{ ScheduleName: 'Dev', GroupName, InstanceType: 'EC2', Dependency: [] },
  ...more,
});
/** 2026-12-04 is a Friday. */
const exception = (more: Row = {}): Row => ({
  ...{ ScheduleName: 'Dev', ExceptionUuid: 'a', ExceptionDate: '2026-12-04' },
  ...{ ExceptionType: 'stop', ExceptionValue: '23:00' },
  ...more,
});

interface Tables {
  readonly Schedule?: readonly Row[];
  readonly ScheduleServerGroup?: readonly Row[];
  readonly ScheduleException?: readonly Row[];
}

const ONLY_DEV: Tables = { Schedule: [schedule()], ScheduleServerGroup: [], ScheduleException: [] };

/** What `--check --json` lists, and the rows that `--out -` prints. */
async function imported(tables: Tables): Promise<{ findings: Finding[]; exitCode: number; rows: Required<Tables> }> {
  const file = await fileWith({ ...ONLY_DEV, ...tables });
  const { out, exitCode } = await runCurfew(['import', 'jandi', '--file', file, '--check', '--json']);
  const written = await runCurfew(['import', 'jandi', '--file', file, '--out', '-']);
  return { findings: JSON.parse(out), exitCode, rows: JSON.parse(written.out) };
}

const odd = { toString: 1 };

const short = ({ effect, row, attribute }: Finding): string => `${effect} ${row}${attribute && `, ${attribute}`}`;

describe('curfew import jandi', () => {
  it.each<[where: string, tables: Tables, listed: string]>([
    [
      'days',
      { Schedule: [schedule({ DaysActive: odd })], ScheduleException: [exception()] },
      'Schedule Dev, DaysActive',
    ],
    [
      'a type',
      { ScheduleServerGroup: [group('db', { InstanceType: odd })] },
      'ScheduleServerGroup Dev/db, InstanceType',
    ],
    [
      'a dependency',
      { ScheduleServerGroup: [group('db', { Dependency: [odd] })] },
      'ScheduleServerGroup Dev/db, Dependency',
    ],
  ])('lists what cannot be made a text for %s, and goes on', async (_, tables, listed) => {
    const { findings } = await imported(tables);
    expect(findings.map(short).join()).toContain(listed);
  });

  it('has nothing to say of a row that does the same here, and writes its zone', async () => {
    const { findings, exitCode, rows } = await imported({});
    expect([findings, exitCode]).toEqual([[], 0]);
    expect(rows.Schedule).toEqual([schedule({ TimeZone: 'Asia/Seoul' })]);
  });

  it.each<[rule: string, row: Row, listed: string[], written: Row]>([
    ['a missing Enabled meant off', { Enabled: undefined }, ['kept Schedule Dev, Enabled'], { Enabled: false }],
    ['any text counted as yes', { Enabled: 'false' }, ['changes Schedule Dev, Enabled'], { Enabled: false }],
    ['yes as a text is on', { Enabled: 'Yes' }, [], { Enabled: true }],
    ['0 is off', { Enabled: 0 }, [], { Enabled: false }],
    [
      'a range never matched',
      { DaysActive: 'mon-fri' },
      ['changes Schedule Dev, DaysActive'],
      { DaysActive: 'mon-fri' },
    ],
    ['a long name never matched', { DaysActive: 'mon,tuesday' }, ['changes Schedule Dev, DaysActive'], {}],
    ['weekends was not known', { DaysActive: 'weekends' }, ['changes Schedule Dev, DaysActive'], {}],
    ['words were compared letter by letter', { DaysActive: 'All' }, ['changes Schedule Dev, DaysActive'], {}],
    ['a nth weekday is new', { DaysActive: 'mon#1' }, ['changes Schedule Dev, DaysActive'], {}],
    ['case and blanks of short names did not count', { DaysActive: 'MON, tue' }, [], { DaysActive: 'MON, tue' }],
    [
      'an unknown word matched nothing',
      { DaysActive: 'mon,xyz' },
      ['kept Schedule Dev, DaysActive'],
      { DaysActive: 'mon' },
    ],
    ['no known word', { DaysActive: 'xyz' }, ['changes Schedule Dev, DaysActive'], { Enabled: false }],
    ['an empty text was no day', { DaysActive: '' }, ['changes Schedule Dev, DaysActive'], { Enabled: false }],
    ['days in a list were an error', { DaysActive: ['mon'] }, ['changes Schedule Dev, DaysActive'], { Enabled: false }],
    ['a missing time was an error', { StopTime: undefined }, ['changes Schedule Dev, StopTime'], { Enabled: false }],
    ['24:00 was an error', { StopTime: '24:00' }, ['changes Schedule Dev, StopTime'], { Enabled: false }],
    [
      'a missing TagValue was an error',
      { TagValue: undefined },
      ['changes Schedule Dev, TagValue'],
      { Enabled: false },
    ],
    ['9:5 and seconds were read', { StartTime: '9:5', StopTime: '22:00:00' }, [], {}],
    ['None is no time', { StartTime: 'None' }, [], { StartTime: 'None' }],
    ['a night ran on', { StopTime: '06:00' }, ['changes Schedule Dev, StopTime'], { StopTime: '06:00' }],
    ['a night of every day did not', { DaysActive: 'all', StopTime: '06:00' }, [], {}],
    ['a minute between', { StartTime: '00:00', StopTime: '23:59' }, ['changes Schedule Dev, StopTime'], {}],
    ['equal times are a mistake', { StopTime: '09:30' }, ['error Schedule Dev, StopTime'], {}],
    ['its zone was in the code', { TimeZone: 'UTC' }, ['kept Schedule Dev, TimeZone'], { TimeZone: 'Asia/Seoul' }],
    ['a tag with wildcards', { TagValue: 'Dev*' }, ['changes Schedule Dev, TagValue'], {}],
    ['an order of the moment', { ForceStart: true }, ['changes Schedule Dev, ForceStart'], {}],
    [
      'what it did not read',
      { Enforce: true, ForceStop: true },
      ['kept Schedule Dev, Enforce', 'kept Schedule Dev, ForceStop'],
      {},
    ],
  ])('lists of a schedule: %s', async (_, row, listed, written) => {
    const { findings, rows } = await imported({ Schedule: [schedule(row)] });
    expect(findings.map(short)).toEqual(listed);
    expect(rows.Schedule[0]).toMatchObject(written);
    for (const gone of ['ForceStart', 'Enforce', 'ForceStop']) expect(rows.Schedule[0]).not.toHaveProperty(gone);
  });

  const ungrouped = 'changes Schedule Dev';

  it.each<[rule: string, groups: Row[], listed: string[], dependencies: unknown[]]>([
    ['ungrouped members were only stopped', [group('db')], [ungrouped], [[]]],
    [
      'an unknown Dependency counted as ready',
      [group('db'), group('web', { Dependency: ['db', 'dbb'] })],
      [ungrouped, 'kept ScheduleServerGroup Dev/web, Dependency'],
      [[], ['db']],
    ],
    [
      'a text was gone through letter by letter',
      [group('db'), group('web', { Dependency: 'db' })],
      [ungrouped, 'changes ScheduleServerGroup Dev/web, Dependency'],
      [[], ['db']],
    ],
    [
      'a blank made a name unknown',
      [group('db'), group('web', { Dependency: [' db'] })],
      [ungrouped, 'changes ScheduleServerGroup Dev/web, Dependency'],
      [[], ['db']],
    ],
    [
      'a missing Dependency was an error',
      [group('db', { Dependency: undefined })],
      [ungrouped, 'changes ScheduleServerGroup Dev/db, Dependency'],
      [[]],
    ],
    [
      'a type in small letters was not known',
      [group('db', { InstanceType: 'rds' })],
      [ungrouped, 'changes ScheduleServerGroup Dev/db, InstanceType'],
      [[]],
    ],
    [
      'groups that waited for each other never started',
      [group('a', { Dependency: ['b'] }), group('b', { Dependency: ['a'] })],
      [ungrouped, 'error ScheduleServerGroup Dev/a, Dependency'],
      [['b'], ['a']],
    ],
    [
      'a group of another schedule is none of this one',
      [group('db', { ScheduleName: 'QA' }), group('web', { Dependency: ['db'] })],
      [ungrouped, 'kept ScheduleServerGroup Dev/web, Dependency', 'error ScheduleServerGroup QA, ScheduleName'],
      [[], []],
    ],
  ])('lists of groups: %s', async (_, groups, listed, dependencies) => {
    const { findings, rows } = await imported({ ScheduleServerGroup: groups });
    expect(findings.map(short)).toEqual(listed);
    expect(rows.ScheduleServerGroup.map(({ Dependency }) => Dependency)).toEqual(dependencies);
  });

  const of = (attribute: string): string[] => [`changes ScheduleException Dev/a, ${attribute}`];

  it.each<[rule: string, rows: Row[], listed: string[], schedule?: Row]>([
    ['one within its day is the same', [exception()], []],
    ['weekend overtime was ignored', [exception({ ExceptionDate: '2026-12-05' })], of('ExceptionDate')],
    [
      'nothing happens on a day off either way',
      [exception({ ExceptionDate: '2026-12-05', ExceptionValue: 'None' })],
      [],
    ],
    [
      'of a range no day was a day of work',
      [exception()],
      ['changes Schedule Dev, DaysActive', ...of('ExceptionDate')],
      { DaysActive: 'mon-fri' },
    ],
    ['02:00 was of the date itself', [exception({ ExceptionValue: '02:00' })], of('ExceptionValue')],
    ['26:00 was an error', [exception({ ExceptionValue: '26:00' })], of('ExceptionValue')],
    ['none was an error', [exception({ ExceptionValue: 'none' })], of('ExceptionValue')],
    ['a type in capitals fitted nothing', [exception({ ExceptionType: 'Stop' })], of('ExceptionType')],
    ['a short date fitted nothing', [exception({ ExceptionDate: '2026-12-4' })], of('ExceptionDate')],
    [
      'a value is missing',
      [exception({ ExceptionValue: undefined })],
      ['error ScheduleException Dev/a, ExceptionValue'],
    ],
    ['what is past is past', [exception({ ExceptionDate: '2026-11-14' })], []],
    [
      'a night has its stop on the next day',
      [exception()],
      ['changes Schedule Dev, StopTime', ...of('ExceptionValue')],
      { StopTime: '06:00' },
    ],
    [
      'of two, a scan took the first',
      [exception(), exception({ ExceptionUuid: 'b', ExceptionValue: '20:00' })],
      [...of('ExceptionUuid'), 'changes ScheduleException Dev/b, ExceptionUuid'],
    ],
    [
      'a start that is left out makes a morning stop one of its date',
      [
        exception({ ExceptionValue: '08:00' }),
        exception({ ExceptionUuid: 'b', ExceptionType: 'start', ExceptionValue: 'None' }),
      ],
      [],
    ],
  ])('lists of exceptions: %s', async (_, rows, listed, more = {}) => {
    const { findings, rows: written } = await imported({ Schedule: [schedule(more)], ScheduleException: rows });
    expect(findings.map(short)).toEqual(listed);
    expect(written.ScheduleException).toEqual(rows);
  });

  it.each<[tables: Tables, before: string]>([
    [
      { Schedule: [schedule({ StopTime: '9:30' })] },
      'started and stopped everything by turns, for an hour from 9:30 on',
    ],
    [{ Schedule: [schedule({ ScheduleName: 'calendar:KR' })] }, 'a name like any other'],
    [{ ScheduleServerGroup: [group('db', { ScheduleName: 'QA' })] }, 'no effect: there was no such schedule'],
    [
      { ScheduleServerGroup: [group('a', { Dependency: ['a'] })] },
      'none of these groups was started: each waited for the',
    ],
    [{ ScheduleServerGroup: [group('a', { InstanceType: 'ECS' })] }, 'never started, and counted as ready'],
    [{ ScheduleServerGroup: [group('a', { InstanceType: undefined })] }, 'an error in the chat at each start'],
    [{ ScheduleException: [exception({ ExceptionDate: 'Friday' })] }, 'fitted no date: no effect'],
    [{ ScheduleException: [exception({ ExceptionType: 'pause' })] }, 'fitted nothing: no effect'],
    [{ ScheduleException: [exception({ ExceptionType: undefined })] }, 'an error that ended every tick of its date'],
    [{ ScheduleException: [exception({ ExceptionValue: '25h' })] }, 'an error that ended every tick of its date'],
  ])('says of a mistake what the original did with it: %j', async (tables, before) => {
    const { findings } = await imported(tables);
    const errors = findings.filter(({ effect }) => effect === 'error');
    expect(errors.map((finding) => finding.before)).toEqual([expect.stringContaining(before)]);
  });

  it('lists what has no key here with its value, and what was expected', async () => {
    const orphan = { GroupName: 'db', InstanceType: 'EC2', Dependency: [] };
    const { findings, exitCode, rows } = await imported({ ScheduleServerGroup: [orphan] });
    expect(findings).toEqual([
      {
        ...{ effect: 'lost', row: 'ScheduleServerGroup db', attribute: 'ScheduleName', got: 'nothing' },
        before: 'belonged to no schedule',
        now: 'not written; expected a text: ScheduleName is a part of the key here',
      },
    ]);
    expect([exitCode, rows.ScheduleServerGroup]).toEqual([1, []]);
  });

  it('reads what aws dynamodb scan prints, one file for each table', async () => {
    const scan = (item: Row) => fileWith({ Items: [item], Count: 1, ScannedCount: 1, ConsumedCapacity: null });
    const text = (S: string) => ({ S });
    const files = await Promise.all([
      scan({
        ...{ ScheduleName: text('Dev'), TagValue: text('Dev'), Enabled: { BOOL: true } },
        DaysActive: text('all'),
        StartTime: text('09:00'),
        StopTime: text('None'),
      }),
      scan({
        GroupName: text('db'),
        ScheduleName: text('Dev'),
        InstanceType: text('RDS'),
        Dependency: { L: [text('x')] },
      }),
      scan({
        ExceptionUuid: text('a'),
        ScheduleName: text('Dev'),
        ExceptionDate: text('2026-12-04'),
        ExceptionType: text('stop'),
        ExceptionValue: text('20:00'),
      }),
    ]);
    const { out } = await runCurfew(['import', 'jandi', '--file', ...files, '--out', '-']);
    expect(JSON.parse(out)).toEqual({
      Schedule: [schedule({ DaysActive: 'all', StartTime: '09:00', StopTime: 'None', TimeZone: 'Asia/Seoul' })],
      ScheduleServerGroup: [group('db', { InstanceType: 'RDS' })],
      ScheduleException: [exception({ ExceptionValue: '20:00' })],
    });
  });

  it.each<[rule: string, contents: unknown[], listed: string[]]>([
    ['one file of three', [{ Schedule: [schedule()] }], ['lost ScheduleServerGroup', 'lost ScheduleException']],
    [
      'one scan of three',
      [{ Items: [{ ScheduleName: { S: 'calendar:KR' } }] }],
      ['lost ScheduleServerGroup', 'lost ScheduleException'],
    ],
    [
      'a scan without rows, and no third',
      [{ Schedule: [schedule()] }, { Items: [] }],
      ['lost ScheduleServerGroup', 'lost ScheduleException'],
    ],
    ['scans of tables without rows', [{ Schedule: [schedule()] }, { Items: [] }, { Items: [] }], []],
  ])('names the tables that were not given: %s', async (_, contents, listed) => {
    const files = await Promise.all(contents.map((content) => fileWith(content)));
    const { out } = await runCurfew(['import', 'jandi', '--file', ...files, '--check', '--json']);
    const lost = (JSON.parse(out) as Finding[]).filter(({ effect }) => effect === 'lost');
    expect(lost.map(short)).toEqual(listed);
  });

  it.each([
    ['a page of a scan', { Items: [], NextToken: 'x' }, /a part of the table only/],
    ['another table', { Schedules: [] }, /no export of the original's tables/],
    ['a list', [], /no export of the original's tables/],
  ])('refuses %s', async (_, content, message) => {
    const { exitCode, err } = await runCurfew(['import', 'jandi', '--file', await fileWith(content), '--check']);
    expect([exitCode, err]).toEqual([2, expect.stringMatching(message)]);
  });

  it('writes a file that plan reads, switched off on request', async () => {
    const [file, out] = [await fileWith(ONLY_DEV), await fileWith('', 'out.json')];
    const { exitCode } = await runCurfew(['import', 'jandi', '--file', file, '--out', out]);
    const plan = () => runCurfew(['plan', '--rows', out, '--from', '2026-12-04', '--to', '2026-12-05']);
    expect(exitCode).toBe(0);
    expect((await plan()).out).toMatch(/09:30 KST {2}Dev +start[^]*22:00 KST {2}Dev +stop/);
    await runCurfew(['import', 'jandi', '--file', file, '--out', out, '--disabled']);
    expect(JSON.parse(await readFile(out, 'utf8')).Schedule[0]).toMatchObject({ Enabled: false });
    expect((await plan()).out).toMatch(/^Nothing starts or stops/);
  });

  it('names the files of which rows have one key', async () => {
    const file = await fileWith(ONLY_DEV);
    expect((await runCurfew(['import', 'jandi', '--file', file, file, '--check'])).err).toBe(
      `curfew: ${file}, ${file}: rows 1 and 2 of Schedule have one key (ScheduleName Dev); keep one of them. Nothing was written`,
    );
  });
});
