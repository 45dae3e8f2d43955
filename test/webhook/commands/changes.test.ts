import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ExternalFailure } from '../../../functions/shared/failure/external-failure.ts';
import type { TableRows } from '../../../functions/shared/rows/schedule.ts';
import type { NamedChannel } from '../../../functions/webhook/domain/channel.ts';
import type { CommandPorts, CommandTarget } from '../../../functions/webhook/ports.ts';
import { embeddedDynamoDb, type EmbeddedDynamoDb } from '../../../local/embedded-dynamodb.ts';
import { development, exception, seoul } from '../../scenarios/scenario.ts';
import { Chat, whole } from './chat.ts';

let dynamoDb: EmbeddedDynamoDb;
beforeAll(async () => {
  dynamoDb = await embeddedDynamoDb();
});
afterAll(() => dynamoDb.close());

// A Friday evening, before the stop at 22:00.
const NOW = '2026-11-20 21:50';
const ROWS: Partial<TableRows> = { Schedule: [development({ Channels: ['default', 'dev-room', 'ops'] })] };
const open = (rows: Partial<TableRows> = ROWS, channel: Partial<NamedChannel> = {}) =>
  Chat.open(dynamoDb.documentClient, { rows, channel });

const ORDERS = ['extend 1h', 'force_start', 'force_stop', 'release', 'e s fri stop 23:00', 'e d fri stop'];

const unavailable = async (): Promise<never> => {
  throw new ExternalFailure({
    reason: 'unavailable',
    retryable: true,
    code: 'ServiceUnavailable',
    message: 'account 123456789012',
  });
};

describe('a change', () => {
  it('is told to the schedule’s other channels, and to the scheduler', async () => {
    const chat = await open();
    await chat.say(NOW, 'Development extend 1h');
    expect(chat.wakes).toBe(1);
    expect(chat.notices).toEqual([
      {
        id: 'Development/exception-changed/2026-11-20/stop/2026-11-20T12:50:00.000Z',
        at: seoul(NOW),
        severity: 'info',
        kind: 'exception-changed',
        schedule: 'Development',
        timeZone: 'Asia/Seoul',
        facts: [
          { name: 'by', value: 'mina' },
          { name: 'date', value: '2026-11-20' },
          { name: 'type', value: 'stop' },
          { name: 'value', value: '23:00' },
          { name: 'edges', value: ['stop 2026-11-20T14:00:00.000Z', 'start 2026-11-23T00:30:00.000Z'] },
        ],
        actions: [],
        channels: ['default', 'ops'],
      },
    ]);
  });

  it.each([
    ['force_start 2h', { by: 'mina', hold: 'start', until: '2026-11-20T14:50:00.000Z' }],
    ['force_start 5m', { by: 'mina', hold: 'start', until: '2026-11-20T12:55:00.000Z', goesOn: 'true' }],
    ['force_stop', { by: 'mina', hold: 'stop', until: '2026-11-23T00:30:00.000Z' }],
    ['release', { by: 'mina', hold: '', until: '' }],
  ])('of a hold is told as one: %s', async (line, facts) => {
    const chat = await open();
    if (line === 'release') await chat.say('2026-11-20 21:40', 'Development force_stop');
    await chat.say(NOW, `Development ${line}`);
    const told = chat.notices.at(-1);
    expect(told).toMatchObject({ kind: 'hold-changed', id: 'Development/hold-changed/2026-11-20T12:50:00.000Z' });
    expect(Object.fromEntries(told?.facts.map(({ name, value }) => [name, value]) ?? [])).toEqual(facts);
  });

  it('is told to nobody else where the schedule has no other channel', async () => {
    const chat = await open({ Schedule: [development({ Channels: ['dev-room'] })] });
    await chat.say(NOW, 'Development extend 1h');
    expect([chat.notices, chat.wakes]).toEqual([[], 1]);
  });

  it('is written, told, and only then carried out', async () => {
    const chat = await open();
    const order: string[] = [];
    const noting =
      <T extends readonly unknown[], R>(step: string, act: (...given: T) => Promise<R>) =>
      (...given: T): Promise<R> => {
        order.push(step);
        return act(...given);
      };
    const { exceptions, notices, targets } = chat.ports;
    const [{ waker }] = targets;
    const ports: Partial<CommandPorts> = {
      exceptions: {
        setException: noting('row', (given) => exceptions.setException(given)),
        deleteException: (key) => exceptions.deleteException(key),
      },
      notices: { send: noting('notice', (all) => notices.send(all)) },
      targets: [{ ...targets[0], waker: { wake: noting('wake', () => waker.wake()) } }],
    };
    await chat.say(NOW, 'Development extend 1h', { ports });
    expect(order).toEqual(['row', 'notice', 'wake']);
  });

  it('that was written is answered, whoever could not be told of it', async () => {
    const chat = await open();
    const [target] = chat.ports.targets;
    const ports: Partial<CommandPorts> = {
      notices: { send: unavailable },
      targets: [{ ...target, waker: { wake: unavailable } }],
    };
    const post = await chat.say(NOW, 'Development extend 1h', { ports });
    expect(post.severity).toBe('warning');
    expect(post.said.title).toBe('Development: stays up until 23:00 KST');
    expect(post.said.lines.slice(-2)).toEqual([
      'The other channels could not be told of it.',
      'The scheduler could not be woken: it follows at its next tick.',
    ]);
    expect(await chat.exceptions()).toEqual(['2026-11-20 stop 23:00 mina']);
  });

  it('wakes the scheduler of every target, and names those that it could not', async () => {
    const chat = await open();
    const woken: string[] = [];
    const target = (id: string, wake: (id: string) => Promise<void>): CommandTarget => ({
      ...chat.ports.targets[0],
      ...{ id, place: { name: id, isHome: false }, waker: { wake: () => wake(id) } },
    });
    const note = async (id: string): Promise<void> => void woken.push(id);
    const targets = [target('seoul', note), target('tokyo', unavailable), target('paris', note)] as const;
    const { said, severity } = await chat.say(NOW, 'Development extend 1h', { ports: { targets } });
    expect(woken).toEqual(['seoul', 'paris']);
    expect([severity, said.lines.at(-1)]).toEqual([
      'warning',
      'The scheduler of tokyo could not be woken: it follows at its next tick.',
    ]);
  });

  it('that may not have been written is not told, and says no more than the code', async () => {
    const chat = await open();
    const exceptions = { setException: unavailable, deleteException: unavailable };
    const post = await chat.say(NOW, 'Development extend 1h', { ports: { exceptions } });
    expect(post).toMatchObject({ severity: 'error', said: { title: 'The change may not have been made' } });
    expect(whole(post)).toContain('(ServiceUnavailable)');
    expect(whole(post)).not.toContain('123456789012');
    expect([chat.notices, chat.wakes]).toEqual([[], 0]);
  });

  it('is not made where the tables cannot be read', async () => {
    const chat = await open();
    const rows = Object.assign(Object.create(chat.stores.rows), { read: unavailable });
    const post = await chat.say(NOW, 'Development extend 1h', { ports: { rows } });
    expect(post.said.title).toBe('The tables could not be read');
    expect(await chat.exceptions()).toEqual([]);
  });

  it('does not hide a bug', async () => {
    const chat = await open();
    const notices = { send: () => Promise.reject(new TypeError('a bug')) };
    await expect(chat.say(NOW, 'Development extend 1h', { ports: { notices } })).rejects.toThrow('a bug');
  });

  it('by a hold takes the place of the console’s ForceStop, which would be newer at the next tick', async () => {
    const chat = await open({ Schedule: [development({ ForceStop: true })] });
    const { said } = await chat.say(NOW, 'Development force_start 2h');
    expect(said.lines).toContain('It replaces the hold by console.');
    expect((await chat.stores.rows.read()).Schedule).toEqual([expect.not.objectContaining({ ForceStop: true })]);
    expect(await chat.hold()).toMatchObject({ kind: 'start', by: 'mina' });
  });

  it('by release ends the console’s ForceStop too', async () => {
    const chat = await open({ Schedule: [development({ ForceStop: true })] });
    expect((await chat.say(NOW, 'Development release')).said.title).toBe('Development: back to its schedule');
    expect((await chat.stores.rows.read()).Schedule).toEqual([expect.not.objectContaining({ ForceStop: true })]);
  });
});

describe('a channel', () => {
  const two: Partial<TableRows> = { Schedule: [development(), development({ ScheduleName: 'Production' })] };

  it('sees only the schedules it names', async () => {
    const chat = await open(two, { schedules: ['development'] });
    expect((await chat.say(NOW, 'list')).said.lines).toEqual(['Development: on, stop 22:00 KST']);
    const post = await chat.say(NOW, 'Production force_stop');
    expect(whole(post)).toBe('There is no schedule “Production” here\nThere are these:\nDevelopment');
    expect(whole(await chat.say(NOW, 'Productoin force_stop'))).not.toContain('Production');
    expect(await chat.hold('Production')).toBeUndefined();
  });

  it.each(ORDERS)('refuses %s to those who may only look, and names nobody', async (line) => {
    const chat = await open(ROWS, { people: ['U024BE7LH'] });
    const post = await chat.say(NOW, `Development ${line}`, { mayChange: false });
    expect(post).toMatchObject({ severity: 'warning', said: { title: /may look, but not change/ } });
    expect(whole(post)).not.toContain('U024BE7LH');
    expect([await chat.exceptions(), await chat.hold(), chat.wakes]).toEqual([[], undefined, 0]);
  });

  it.each(['status', 'info', 'week', 'e i'])('answers %s to everybody', async (line) => {
    const post = await (await open()).say(NOW, `Development ${line}`, { mayChange: false });
    expect(post.severity).toBe('info');
  });
});

describe('a schedule whose rows are wrong', () => {
  const rows: Partial<TableRows> = { Schedule: [development({ StopTime: '25h' })] };

  it.each(['status', 'info', 'week', 'extend 1h', 'force_start', 'force_stop', 'release'])(
    'is not pretended to be right: %s names the row',
    async (line) => {
      const chat = await open(rows);
      const post = await chat.say(NOW, `Development ${line}`);
      expect(post.severity).toBe('warning');
      expect(whole(post)).toMatch(/because of its rows[^]*Schedule Development, StopTime: got 25h, expected a time/);
      expect(await chat.hold()).toBeUndefined();
    },
  );

  it('is put right by an exception, where that is what was wrong', async () => {
    const chat = await open({ ...ROWS, ScheduleException: [exception('2026-11-20', 'stop', 'late')] });
    expect(whole(await chat.say(NOW, 'Development force_stop'))).toMatch(/ExceptionValue: got late/);
    const post = await chat.say(NOW, 'Development e s 2026-11-20 stop 23:00');
    expect(post).toMatchObject({ severity: 'ok', said: { text: /^Next stop 23:00 KST/ } });
    expect(await chat.exceptions()).toEqual(['2026-11-20 stop 23:00 mina']);
  });

  it('stays left alone after an exception that was not what was wrong, and says so', async () => {
    const post = await (await open(rows)).say(NOW, 'Development e d 2026-11-20 stop');
    expect(post.severity).toBe('warning');
    expect(whole(post)).toMatch(/StopTime: got 25h/);
  });
});

describe('a button', () => {
  const shownFor = seoul('2026-11-20 22:00');

  it.each(['extend 1h', 'force_stop', 'e s 2026-11-20 stop None'])('does %s while its stop stands', async (line) => {
    const chat = await open();
    expect((await chat.say(NOW, `Development ${line}`, { shownFor })).severity).toBe('ok');
  });

  it('still does after its stop has begun', async () => {
    const chat = await open();
    const { said } = await chat.say('2026-11-20 22:05', 'Development extend 1h', { shownFor });
    expect(said.title).toBe('Development: stays up until 23:05 KST');
  });

  it.each([
    ['extend 2h', 'jun moved it to Sat 00:00 KST. Nothing was changed.'],
    ['force_start 2h', 'jun moved it to 23:40 KST. Nothing was changed.'],
    ['force_stop', 'jun moved it to 21:40 KST. Nothing was changed.'],
    ['e s fri stop None', 'jun moved it to Mon 22:00 KST. Nothing was changed.'],
  ])('changes nothing once %s has moved its stop, and says who did', async (line, text) => {
    const chat = await open();
    await chat.say('2026-11-20 21:40', `Development ${line}`, { who: 'jun' });
    const before = [await chat.exceptions(), await chat.hold()];
    const post = await chat.say(NOW, 'Development extend 1h', { shownFor });
    expect(post.said).toEqual({ title: 'Development: the stop of 22:00 KST has been moved', text, lines: [] });
    expect([await chat.exceptions(), await chat.hold()]).toEqual(before);
    expect(chat.wakes).toBe(1);
  });

  it('changes nothing where a row went, and nobody is to be named', async () => {
    const chat = await open();
    const post = await chat.say(NOW, 'Development extend 1h', { shownFor: seoul('2026-11-20 23:00') });
    expect(post.said.text).toBe('It was moved to 22:00 KST. Nothing was changed.');
  });
});
