import { describe, expect, it } from 'vitest';
import { DynamoAlarms } from '../../../functions/shared/store/adapters/dynamodb-alarms.ts';
import { DynamoExceptions } from '../../../functions/shared/store/adapters/dynamodb-exceptions.ts';
import { tableNames } from '../../../functions/shared/store/tables.ts';
import type { Post } from '../../../functions/webhook/domain/post.ts';
import { postOfNotice } from '../../../functions/webhook/domain/post.ts';
import { sayNotice } from '../../../functions/webhook/domain/say.ts';
import type { ChatRequest, CommandPorts, CommandTarget } from '../../../functions/webhook/ports.ts';
import { respondTo } from '../../../functions/webhook/respond-to.ts';
import { dynamoDbInMaps } from '../../../local/dynamodb-in-maps.ts';
import type { SimulatedScheduler } from '../../../local/simulated-scheduler.ts';
import type { RemoteTarget } from '../../../local/world.ts';
import { development, ec2, group, Scenario, seoul } from '../../scenarios/scenario.ts';

// 2026-11-20 is a Friday; Development stops at 22:00, db after web.
const CHANNEL = {
  ...({ name: 'dev-room', kind: 'slack', url: '', language: 'en', tokens: [], schedules: [], people: [] } as const),
};

const targetOf = (scheduler: SimulatedScheduler): CommandTarget => {
  const { fleet, settings } = scheduler.ports;
  return { id: settings.targetId, place: settings.place, fleet, waker: { wake: () => scheduler.tickNow() } };
};

/** An evening on the embedded world, with a chat in which somebody talks at that world's time. */
async function evening(
  from: string,
  state: 'running' | 'stopped' = 'running',
  elsewhere: readonly RemoteTarget[] = [],
) {
  const dynamoDb = await dynamoDbInMaps();
  const play = await Scenario.begin({
    dynamoDb,
    rows: { Schedule: [development()], ScheduleServerGroup: [group('db'), group('web', { Dependency: ['db'] })] },
    fleet: [ec2('i-db', { group: 'db', state }), ec2('i-web', { group: 'web', state })],
    elsewhere,
    from,
  });
  const { world } = play;
  const [first, ...further] = world.schedulers;
  const ports: CommandPorts = {
    ...world.ports,
    exceptions: new DynamoExceptions({ client: dynamoDb.documentClient, tableName: tableNames({}).ScheduleException }),
    alarms: new DynamoAlarms({
      client: dynamoDb.documentClient,
      tableName: tableNames({}).Memory,
      onUnreadable: () => {},
    }),
    targets: [targetOf(first), ...further.map(targetOf)],
  };
  const say = (text: string, more: Partial<ChatRequest> = {}): Promise<Post> =>
    respondTo(ports, { text, who: 'mina', mayChange: true, channel: CHANNEL, now: world.clock.now, ...more });
  return { play, say };
}

describe('over two targets', () => {
  const ELSEWHERE = [{ region: 'us-east-1', fleet: [ec2('far-web', { group: 'web', state: 'running' })] }];

  it('force_stop stops the members of both at once, and status tells where each is', async () => {
    const { play, say } = await evening('2026-11-20 19:00', 'running', ELSEWHERE);
    await play.at('2026-11-20 19:30');
    await say('Development force_stop');
    await play.at('2026-11-20 19:30:20');
    const { lines } = (await say('Development')).said;
    expect(lines).toContain('embedded: waiting for i-web');
    expect(lines).toEqual(expect.arrayContaining(['us-east-1: web: 0 of 1 up, after db', '· far-web: stopping']));
    await play.at('2026-11-20 19:40');
    expect((await say('Development')).said.title).toBe('Development: 0 of 3 up');
  });

  it('extend brings back both, though one of them is done with its stop', async () => {
    const { play, say } = await evening('2026-11-20 21:30', 'running', ELSEWHERE);
    await play.at('2026-11-20 22:00:50');
    const { text } = (await say('Development extend 1h')).said;
    expect(text).toMatch(
      /^The stop of 22:00 KST is taken back. What is off is started now, in order. Next stop 23:00 KST/,
    );
    await play.at('2026-11-20 22:10');
    expect((await say('Development')).said.title).toBe('Development: 3 of 3 up');
  });
});

describe('on an evening', () => {
  it('extend during the warning moves the stop, and the servers stay up', async () => {
    const { play, say } = await evening('2026-11-20 21:30');
    await play.at('2026-11-20 21:52');
    expect(play.told).toEqual(['21:50 stop-warning']);
    expect((await say('Development extend 1h')).said.title).toBe('Development: stays up until 23:00 KST');
    await play.at('2026-11-20 22:59');
    expect([play.calls, play.state('i-db'), play.state('i-web')]).toEqual([[], 'running', 'running']);
    await play.at('2026-11-20 23:05');
    expect(play.told.slice(1)).toEqual([
      ...['21:52 exception-changed', '22:50 stop-warning', '23:00 stopping web', '23:00:41 stopping db'],
      '23:01:22 stopped',
    ]);
  });

  it('extend after the stop has begun brings back what was stopped, in order', async () => {
    const { play, say } = await evening('2026-11-20 21:30');
    await play.at('2026-11-20 22:00:30');
    expect([play.state('i-web'), play.state('i-db')]).toEqual(['stopping', 'running']);
    expect((await say('Development extend 1h')).said.title).toBe('Development: stays up until 23:00 KST');
    await play.at('2026-11-20 22:10');
    expect([play.state('i-web'), play.state('i-db')]).toEqual(['running', 'running']);
    expect(play.calls.filter((call) => call.includes('i-db'))).toEqual([]);
    await play.at('2026-11-20 23:10');
    expect([play.state('i-web'), play.state('i-db')]).toEqual(['stopped', 'stopped']);
    expect(play.told).toContain('22:50 stop-warning');
  });

  it('force_stop stops at once and in order, without a warning, and stays off', async () => {
    const { play, say } = await evening('2026-11-20 15:00');
    await play.at('2026-11-20 15:10');
    await say('Development force_stop');
    await play.at('2026-11-20 15:15');
    expect(play.calls).toEqual(['15:10 StopInstances i-web', '15:10:41 StopInstances i-db']);
    expect(play.told).not.toContain('15:10 stop-warning');
    await play.at('2026-11-20 22:15');
    expect([play.calls.length, play.state('i-db'), play.state('i-web')]).toEqual([2, 'stopped', 'stopped']);
  });

  it('release brings the schedule back: what it wants up starts, and a stop it wants is announced first', async () => {
    const { play, say } = await evening('2026-11-20 15:00');
    await say('Development force_stop');
    await play.at('2026-11-20 15:10');
    await say('Development release');
    await play.at('2026-11-20 15:15');
    expect([play.state('i-db'), play.state('i-web')]).toEqual(['running', 'running']);
    await play.at('2026-11-20 21:30');
    await say('Development force_start 5h');
    await play.at('2026-11-20 22:30');
    const { said } = await say('Development release');
    expect(said.text).toMatch(/^A stop is due now; a warning comes first, so not before 22:40 KST\./);
    await play.at('2026-11-20 22:39');
    expect([play.told.at(-1), play.state('i-web')]).toEqual(['22:30 stop-warning', 'running']);
    await play.at('2026-11-20 22:45');
    expect([play.state('i-db'), play.state('i-web')]).toEqual(['stopped', 'stopped']);
  });

  it('force_start for a time starts on a Saturday, and stops then with a warning', async () => {
    const { play, say } = await evening('2026-11-21 12:00', 'stopped');
    await play.at('2026-11-21 12:01');
    await say('Development force_start 2h');
    await play.at('2026-11-21 14:10');
    expect(play.told).toEqual([
      ...['12:01 hold-changed', '12:01 starting db', '12:01:51 starting web', '12:02:42 started'],
      ...['13:51 stop-warning', '14:01 stopping web', '14:01:41 stopping db', '14:02:22 stopped'],
    ]);
  });

  it('the button of a warning whose stop has moved since changes nothing', async () => {
    const { play, say } = await evening('2026-11-20 21:30');
    await play.at('2026-11-20 21:50');
    const [warning] = play.notices('stop-warning');
    if (warning === undefined) throw new Error('nobody was warned');
    const { shownFor, actions } = postOfNotice(warning, 'en');
    expect(shownFor).toBe(seoul('2026-11-20 22:00'));
    await say('Development extend 30m', { who: 'jun' });
    const pressed = await say(actions[0]?.command ?? '', { shownFor });
    expect(pressed.said.text).toBe('jun moved it to 22:30 KST. Nothing was changed.');
    await play.at('2026-11-20 22:45');
    expect(play.calls).toEqual(['22:30 StopInstances i-web', '22:30:41 StopInstances i-db']);
  });

  it('the button of a warning that came late is for the stop that it announces', async () => {
    const { play, say } = await evening('2026-11-20 22:30');
    await play.at('2026-11-20 22:35');
    const [warning] = play.notices('stop-warning');
    if (warning === undefined) throw new Error('nobody was warned');
    const { shownFor, actions } = postOfNotice(warning, 'en');
    const { said } = await say(actions[0]?.command ?? '', { shownFor });
    expect(said.title).toBe('Development: stays up until 23:40 KST');
    await play.at('2026-11-20 23:30');
    expect(play.calls).toEqual([]);
  });

  it.each([
    [
      'exception set today stop 21:33',
      '21:30',
      'A warning comes first, so not before 21:40 KST. Next stop 21:40 KST,',
      '21:40',
    ],
    // What was off is warned of at the first tick that sees it up.
    [
      'force_start 5m',
      '22:30',
      'A warning comes first, once something is up, so not before 22:40 KST. Next stop 22:40 KST at the earliest,',
      '22:41',
    ],
  ])('a stop that %s brings too near comes when the answer says, and is told so', async (line, at, says, calls) => {
    const { play, say } = await evening('2026-11-20 21:29');
    await play.at(`2026-11-20 ${at}:20`);
    const before = play.calls.length;
    const { said } = await say(`Development ${line}`);
    expect(said.text).toContain(says);
    await play.at('2026-11-20 22:55');
    const [stopped = ''] = play.calls.slice(before).filter((call) => call.includes('StopInstances'));
    expect(stopped).toMatch(new RegExp(`^${calls}`));
    const told = play.notices('stop-warning').at(-1);
    expect(told && sayNotice(told, 'en').title).toBe(`Development stops at ${calls} KST`);
  });

  it('the button of a warning does nothing after the night, and says that the stop was carried out', async () => {
    const { play, say } = await evening('2026-11-20 21:30');
    await play.at('2026-11-21 00:30');
    const [warning] = play.notices('stop-warning');
    if (warning === undefined) throw new Error('nobody was warned');
    const { shownFor, actions } = postOfNotice(warning, 'en');
    for (const { command } of actions) {
      const { said } = await say(command, { shownFor });
      expect(said.title).toBe('Development: the stop of Fri 22:00 KST has been carried out');
      expect(said.text).toMatch(/^It was done at Fri 22:01 KST\. Nothing was changed\./);
    }
    await play.at('2026-11-23 12:00');
    const { said } = await say(actions[0]?.command ?? '', { shownFor });
    expect(said).toMatchObject({
      title: 'Development: the stop of Fri 22:00 KST is over',
      text: 'It has been on again since 09:30 KST and stops at 22:00 KST. Nothing was changed. To move that one: `Development extend 1h`',
    });
    expect(play.told).not.toContain('exception-changed');
  });

  it('status follows a stop from its warning to its end', async () => {
    const { play, say } = await evening('2026-11-20 22:30');
    await play.at('2026-11-20 22:31');
    expect((await say('Development')).said.lines[1]).toBe('announced; nothing is stopped before 22:40 KST');
    await play.at('2026-11-20 22:40:20');
    expect((await say('Development')).said.lines.slice(0, 3)).toEqual([
      'The stop begun at 22:30 KST is under way: 0 of 2 done',
      'waiting for i-web',
      'db waits for web',
    ]);
    await play.at('2026-11-20 22:50');
    expect((await say('Development')).said.title).toBe('Development: 0 of 2 up');
  });
});
