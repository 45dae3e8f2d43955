import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { ExternalFailure } from '../../../functions/shared/failure/external-failure.ts';
import type { FleetView, Member } from '../../../functions/shared/fleet/member.ts';
import type { EdgeKind } from '../../../functions/shared/calendar/timetable.ts';
import type { Run } from '../../../functions/shared/store/run-record.ts';
import { embeddedDynamoDb, type EmbeddedDynamoDb } from '../../../local/embedded-dynamodb.ts';
import { development, group, seoul } from '../../scenarios/scenario.ts';
import { member } from '../../shared/fleet/member-builder.ts';
import type { ChatRequest, CommandTarget } from '../../../functions/webhook/ports.ts';
import { ROLE_DENIED } from '../../../functions/shared/fleet/target.ts';
import { Chat, fleetOf, TARGET_ID } from './chat.ts';

let dynamoDb: EmbeddedDynamoDb;
beforeAll(async () => {
  dynamoDb = await embeddedDynamoDb();
});
afterAll(() => dynamoDb.close());

const ROWS = {
  Schedule: [development()],
  ScheduleServerGroup: [group('db', { InstanceType: 'RDS' }), group('web', { Dependency: ['db'] })],
};
const DB = member({ id: 'orders', type: 'RDS', groupName: 'db', status: 'available' });
const WEB = member({ id: 'i-1', name: 'web-1' });

const open = (members: readonly Member[]) => Chat.open(dynamoDb.documentClient, { rows: ROWS, members });

const off = (given: Member): Member => ({ ...given, phase: 'stopped', status: 'stopped' });

const run = (kind: EdgeKind, at: string, given: Partial<Run> = {}): Run => ({
  edge: { kind, at: seoul(at), cause: { kind: 'weekly' } },
  because: 'edge',
  begunAt: seoul(at),
  groups: {},
  marks: '',
  failing: {},
  nextLookAt: seoul(at),
  done: 0,
  members: 2,
  ...given,
});

const remember = (chat: Chat, given: Run) =>
  chat.stores.memory.saveRun({
    ...{ scheduleName: 'Development', targetId: TARGET_ID, version: 0, number: 1, owed: [], restarts: {} },
    run: given,
  });

describe('status', () => {
  it('counts, names each group’s members with their state, and says what comes next', async () => {
    const stray = member({ id: 'i-9', groupName: undefined, skip: 'spot' });
    const other = member({ id: 'i-7', tagValue: 'Production' });
    const chat = await open([WEB, off(DB), stray, other]);
    expect(await chat.say('2026-11-20 15:00', 'Development status')).toEqual({
      said: {
        title: 'Development: 2 of 3 up',
        text: 'It should be on since 09:30 KST. Next stop 22:00 KST, next start Mon 09:30 KST.',
        lines: [
          ...['db: 0 of 1 up', '· orders: stopped'],
          ...['web: 1 of 1 up, after db', '· web-1 (i-1): running'],
          ...['without a group: 1 of 1 up', '· i-9: running, left out (spot)'],
        ],
      },
      severity: 'info',
      actions: [],
    });
  });

  it('says whom a start waits for, and who failed and why', async () => {
    const chat = await open([{ ...off(DB), phase: 'starting', status: 'starting' }, off(WEB)]);
    const failing = {
      'i-1': { attempts: 2, dueAt: seoul('2026-11-20 09:45'), because: 'InsufficientInstanceCapacity' },
    };
    const groups = { db: { releasedAt: seoul('2026-11-20 09:30') } };
    await remember(chat, run('start', '2026-11-20 09:30', { groups, failing }));
    const { said } = await chat.say('2026-11-20 09:32', 'Development');
    expect(said.lines.slice(0, 4)).toEqual([
      'The start begun at 09:30 KST is under way: 0 of 2 done',
      'waiting for orders',
      'web waits for db',
      'i-1 failed 2 times (InsufficientInstanceCapacity); tried again at 09:45 KST',
    ]);
  });

  it('says that a stop waits for the groups that depend on it', async () => {
    const chat = await open([DB, { ...WEB, phase: 'stopping', status: 'stopping' }]);
    const groups = { web: { releasedAt: seoul('2026-11-20 22:00'), lastCallAt: seoul('2026-11-20 22:00') } };
    await remember(chat, run('stop', '2026-11-20 22:00', { groups }));
    const { said } = await chat.say('2026-11-20 22:01', 'Development');
    expect(said.lines.slice(1, 3)).toEqual(['waiting for web-1 (i-1)', 'db waits for web']);
  });

  it('says until when a stop waits because it has been announced', async () => {
    const chat = await open([DB, WEB]);
    const stopAt = seoul('2026-11-20 22:00');
    await chat.stores.memory.recordWarning({
      scheduleName: 'Development',
      stopAt,
      warnedAt: seoul('2026-11-20 22:30'),
    });
    await remember(chat, run('stop', '2026-11-20 22:00'));
    const { said } = await chat.say('2026-11-20 22:31', 'Development');
    expect(said.lines[1]).toBe('announced; nothing is stopped before 22:40 KST');
  });

  it('says when the last run was done', async () => {
    const chat = await open([DB, WEB]);
    await remember(chat, run('start', '2026-11-20 09:30', { settledAt: seoul('2026-11-20 09:36') }));
    const { said } = await chat.say('2026-11-20 15:00', 'Development');
    expect(said.lines[0]).toBe('The start begun at 09:30 KST was done at 09:36 KST');
  });

  it.each([
    ['en', 'The stop begun at 22:00 KST was taken back at 22:06 KST: 1 of 2 done'],
    ['ko', '22:00 KST부터 중지하다가 22:06 KST에 취소됐어요: 2대 중 1대 완료'],
  ] as const)('says when the last stop was taken back, in %s', async (language, expected) => {
    const chat = await Chat.open(dynamoDb.documentClient, { rows: ROWS, members: [DB, WEB], channel: { language } });
    const dropped = { settledAt: seoul('2026-11-20 22:06'), isDropped: true, done: 1, members: 2 };
    await remember(chat, run('stop', '2026-11-20 22:00', dropped));
    const { said } = await chat.say('2026-11-20 22:30', 'Development');
    expect(said.lines[0]).toBe(expected);
  });

  it('shows the hold in force', async () => {
    const chat = await open([DB, WEB]);
    await chat.say('2026-11-20 15:00', 'Development force_stop 2h', { who: 'jun' });
    const { said } = await chat.say('2026-11-20 15:10', 'Development');
    expect(said.text).toBe('It should be off since 15:00 KST. Next start 17:00 KST, next stop 22:00 KST.');
    expect(said.lines[0]).toBe('jun keeps it off until 17:00 KST; `Development release` ends that');
  });

  it('counts the members of a large fleet, and names some', async () => {
    const many = Array.from({ length: 500 }, (_, index) => member({ id: `i-${index}` }));
    const { said } = await (await open(many)).say('2026-11-20 15:00', 'Development');
    expect(said.title).toBe('Development: 500 of 500 up');
    expect(said.lines).toContain('web: 500 of 500 up, after db');
    expect([said.lines.length, said.lines.at(-1), said.leftOut]).toEqual([41, '+462 more', 462]);
  });

  it('says where no instance carries the tag', async () => {
    const { said } = await (await open([])).say('2026-11-20 15:00', 'Development');
    expect(said).toMatchObject({
      title: 'Development should be on',
      lines: expect.arrayContaining(['no instance carries the tag ScheduleName=Development']),
    });
  });

  const denied = new ExternalFailure({
    reason: 'denied',
    retryable: false,
    code: 'UnauthorizedOperation',
    message: 'no',
  });
  const halfSeen: FleetView = { members: [WEB], unseen: [{ type: 'RDS', failure: denied }] };
  it.each([
    [
      'a part of the fleet',
      async () => fleetOf(halfSeen),
      /^RDS instances cannot be listed: .*rds:DescribeDBInstances/m,
    ],
    [
      'the fleet',
      async () => ({ ...fleetOf(halfSeen), list: () => Promise.reject(denied) }),
      /^The instances cannot be listed: /m,
    ],
    ['the fleet’s client', () => Promise.reject(denied), /^The instances cannot be listed: /m],
  ])('says that %s cannot be listed, and gives the rest', async (_, fleet, says) => {
    const chat = await open([]);
    await remember(chat, run('start', '2026-11-20 09:30', { settledAt: seoul('2026-11-20 09:36') }));
    const { said, severity } = await chat.say('2026-11-20 15:00', 'Development', {
      ports: { targets: [{ ...chat.ports.targets[0], fleet }] },
    });
    expect(severity).toBe('warning');
    expect(said).toMatchObject({ title: 'Development should be on', text: /Next stop 22:00 KST/ });
    expect(said.lines.join('\n')).toMatch(says);
    expect(said.lines[0]).toMatch(/was done at/);
  });
});

describe('status over two targets', () => {
  const THERE = '222222222222/us-east-1';
  const FAR = member({ id: 'far-1', name: 'far-web' });

  async function openBoth(there: Partial<FleetView> | CommandTarget['fleet'], here: readonly Member[] = [WEB]) {
    const chat = await open(here);
    const [home] = chat.ports.targets;
    const fleet = typeof there === 'function' ? there : async () => fleetOf({ members: [], unseen: [], ...there });
    const targets = [
      { ...home, place: { name: 'ap-northeast-2', isHome: true, others: [THERE] } },
      { ...home, id: THERE, place: { name: THERE, isHome: false }, fleet },
    ] as const;
    const say = (at: string, more: Partial<ChatRequest> = {}) =>
      chat.say(at, 'Development status', { ports: { targets }, ...more });
    const rememberThere = (given: Run) =>
      chat.stores.memory.saveRun({
        ...{ scheduleName: 'Development', targetId: THERE, version: 0, number: 1, owed: [], restarts: {} },
        run: given,
      });
    return { chat, say, rememberThere };
  }

  it('says in which target each member and each run is, and counts them together', async () => {
    const { chat, say, rememberThere } = await openBoth({ members: [off(FAR)] });
    await remember(chat, run('start', '2026-11-20 09:30', { settledAt: seoul('2026-11-20 09:36') }));
    await rememberThere(run('start', '2026-11-20 09:30', { groups: { web: { releasedAt: 1 } } }));
    const { said, severity } = await say('2026-11-20 09:40');
    expect([said.title, severity]).toEqual(['Development: 1 of 2 up', 'info']);
    expect(said.lines).toEqual([
      'ap-northeast-2: The start begun at 09:30 KST was done at 09:36 KST',
      `${THERE}: The start begun at 09:30 KST is under way: 0 of 2 done`,
      `${THERE}: waiting for far-web (far-1)`,
      ...['ap-northeast-2: db: 0 of 0 up', 'ap-northeast-2: web: 1 of 1 up, after db', '· web-1 (i-1): running'],
      ...[`${THERE}: db: 0 of 0 up`, `${THERE}: web: 0 of 1 up, after db`, '· far-web (far-1): stopped'],
    ]);
  });

  it('leaves out a target in which the schedule has no members', async () => {
    const { say } = await openBoth({ members: [FAR] }, []);
    const { lines } = (await say('2026-11-20 15:00')).said;
    expect(lines.filter((line) => line.startsWith('ap-northeast-2'))).toEqual([]);
    expect(lines).toContain(`${THERE}: web: 1 of 1 up, after db`);
  });

  it('names no target where none has members', async () => {
    const { lines } = (await (await openBoth({}, [])).say('2026-11-20 15:00')).said;
    expect(lines).toEqual([
      'no instance carries the tag ScheduleName=Development',
      'db: 0 of 0 up',
      'web: 0 of 0 up, after db',
    ]);
  });

  const noRole = new ExternalFailure({ reason: 'denied', retryable: false, code: ROLE_DENIED, message: 'no' });
  let time: AbortController;
  beforeEach(() => {
    time = new AbortController();
  });
  /** Time is up once all that answers has answered. */
  const never = (): Promise<never> => {
    setImmediate(() => time.abort());
    return new Promise(() => {});
  };
  const denied: FleetView['unseen'] = [
    { type: 'EC2', failure: noRole },
    { type: 'RDS', failure: noRole },
  ];
  it.each([
    ['whose role is denied', { unseen: denied }, 'roleArn'],
    ['that does not answer in time', async () => ({ list: never }), 'AWS did not answer in time$'],
    ['whose client does not load in time', never, 'AWS did not answer in time$'],
  ] as const)('shows the others beside one %s, and says why', async (_, there, why) => {
    const { say } = await openBoth(there);
    const { said, severity } = await say('2026-11-20 15:00', { lookUntil: time.signal });
    expect([said.title, severity]).toEqual(['Development should be on', 'warning']);
    expect(said.lines.filter((line) => line.startsWith(THERE))).toEqual([
      expect.stringMatching(new RegExp(`^${THERE}: The instances cannot be listed: .*${why}`)),
    ]);
    expect(said.lines).toContain('· web-1 (i-1): running');
  });

  it('counts no warning that was given for the members of another target', async () => {
    const { chat, say, rememberThere } = await openBoth({ members: [FAR] });
    const stopAt = seoul('2026-11-20 22:00');
    const warning = { scheduleName: 'Development', stopAt };
    await chat.stores.memory.recordWarning({ ...warning, warnedAt: seoul('2026-11-20 21:50') });
    await chat.stores.memory.recordWarning({ ...warning, warnedAt: seoul('2026-11-20 22:05'), targetId: THERE });
    await remember(chat, run('stop', '2026-11-20 22:00', { settledAt: seoul('2026-11-20 22:02') }));
    await rememberThere(run('stop', '2026-11-20 22:00'));
    const { said } = await say('2026-11-20 22:06');
    expect(said.text).toContain('Next stop 22:15 KST');
    expect(said.lines).toContain(`${THERE}: announced; nothing is stopped before 22:15 KST`);
  });
});
