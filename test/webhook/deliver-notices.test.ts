import { afterEach, describe, expect, it } from 'vitest';
import { ExternalFailure } from '../../functions/shared/failure/external-failure.ts';
import type { Notice } from '../../functions/shared/notice/notice.ts';
import { WrongChannel } from '../../functions/webhook/domain/channel-config.ts';
import type { DeliverPorts } from '../../functions/webhook/ports.ts';
import { aNotice } from '../shared/notice/a-notice.ts';
import { aChannel } from './a-channel.ts';
import { chatServer, SECRET, type ChatAnswer, type ChatServer, type ChatService } from './chat-server.ts';
import { eventOf } from './fifo-queue.ts';
import { NOON, postOffice } from './post-office.ts';

const servers: ChatServer[] = [];

afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A channel of the service, `default` unless named otherwise, on a server that first gives `answers`. */
async function channelOn(service: ChatService, { name = 'default', answers = [] as readonly ChatAnswer[] } = {}) {
  const server = await chatServer(service);
  servers.push(server);
  server.answer(...answers);
  return { server, channel: aChannel({ name, kind: service, url: server.url }) };
}

const started = (schedule: string, changes: Partial<Notice> = {}): Notice =>
  aNotice({ id: `${schedule}/run-1/started`, schedule, ...changes });

/** The schedules named in each post that was received. */
const schedulesIn = (server: ChatServer): string[][] =>
  server.received.map(({ body }) => [...new Set(body.match(/\bS\d+\b/g))]);

const lostIds = (office: Awaited<ReturnType<typeof postOffice>>): string[] =>
  office.queue.dead.map(({ deduplicationId }) => deduplicationId);

describe('a notice', () => {
  it.each(['jandi', 'slack'] as const)('is delivered to %s once, however often it is queued', async (service) => {
    const { server, channel } = await channelOn(service);
    const office = await postOffice([channel]);
    await office.queue.send([started('S1'), started('S1')]);
    office.queue.putBody(JSON.stringify({ channel: 'default', notice: started('S1') }), {
      group: 'default',
      once: 'b',
    });
    await office.run();
    office.queue.putBody(JSON.stringify({ channel: 'default', notice: started('S1') }), {
      group: 'default',
      once: 'c',
    });
    await office.run();
    expect(schedulesIn(server)).toEqual([['S1']]);
    expect(office.queue.dead).toEqual([]);
  });

  it('goes to each of its channels', async () => {
    const [jandi, slack] = [await channelOn('jandi', { name: 'ops' }), await channelOn('slack', { name: 'dev' })];
    const office = await postOffice([jandi.channel, slack.channel]);
    await office.queue.send([started('S1', { channels: ['ops', 'dev'] })]);
    await office.run();
    expect([schedulesIn(jandi.server), schedulesIn(slack.server)]).toEqual([[['S1']], [['S1']]]);
  });

  it('of one kind is one post with the others that wait for its channel', async () => {
    const { server, channel } = await channelOn('slack');
    const office = await postOffice([channel]);
    await office.queue.send(['S1', 'S2', 'S3'].map((schedule) => started(schedule)));
    expect(await office.run()).toBe(1);
    expect(schedulesIn(server)).toEqual([['S1', 'S2', 'S3']]);
  });

  it('that was told before is left out where it comes again with others', async () => {
    const { server, channel } = await channelOn('slack');
    const office = await postOffice([channel]);
    await office.queue.send([started('S1'), started('S2')]);
    const [first, second] = office.queue.receive();
    if (first === undefined || second === undefined) throw new Error('two were sent');
    await office.deliver(eventOf([first]));
    expect(await office.deliver(eventOf([first, second]))).toEqual({ batchItemFailures: [] });
    expect(schedulesIn(server)).toEqual([['S1'], ['S2']]);
  });

  it('that nobody can read is buried at once and holds up no other', async () => {
    const { server, channel } = await channelOn('slack');
    const office = await postOffice([channel]);
    for (const body of ['', '{', '{"channel":"default"}', JSON.stringify({ channel: 1, notice: started('S0') })])
      office.queue.putBody(body, { group: 'default', once: `unreadable ${body.length}` });
    const notice = { ...started('S0'), kind: 'a kind of next year' };
    office.queue.putBody(JSON.stringify({ channel: 'default', notice }), { group: 'default', once: 'newer' });
    await office.queue.send([started('S1')]);
    expect(await office.run()).toBe(1);
    expect(office.queue.dead).toHaveLength(5);
    expect(schedulesIn(server)).toEqual([['S1']]);
  });
});

describe('a thousand warnings at once', () => {
  it('reach their channel within two minutes, in order, at one post a second', async () => {
    const channel = aChannel();
    const postedAt: number[] = [];
    const bodies: string[] = [];
    const office = await postOffice([channel], (ports) => ({
      ...ports,
      http: {
        post: async ({ body }) => {
          postedAt.push(office.clock.at);
          bodies.push(body);
          return { status: 200, headers: {}, body: 'ok' };
        },
      },
      claims: { claim: async () => 'claimed', confirm: async () => {}, release: async () => {} },
    }));
    const schedules = Array.from({ length: 1_000 }, (_, index) => `S${index}`);
    await office.queue.send(schedules.map((schedule) => started(schedule, { kind: 'stop-warning' })));
    expect(await office.run()).toBe(100);
    expect((office.clock.at - NOON) / 1_000).toBeLessThan(120);
    const pauses = postedAt.slice(1).map((at, index) => at - (postedAt[index] ?? 0));
    expect(Math.min(...pauses)).toBeGreaterThanOrEqual(1_000);
    expect(bodies.flatMap((body) => [...new Set(body.match(/\bS\d+\b/g))])).toEqual(schedules);
  });
});

describe('a service that is busy or down', () => {
  it.each<[string, ChatAnswer, number]>([
    ['says 429 and when', { status: 429, headers: { 'Retry-After': '30' } }, 30],
    ['says 503 and when', { status: 503, headers: { 'Retry-After': 'Fri, 20 Nov 2026 03:00:41 GMT' } }, 40],
    ['says 429 and not when', { status: 429 }, 5],
    ['says 500', { status: 500, body: 'rollup_error' }, 5],
    ['hangs up', 'hangs-up', 5],
    ['hangs', 'hangs', 5],
    ['answers one byte at a time', 'drips', 5],
  ])('that %s is asked again in time, with nothing lost and nothing overtaken', async (_what, answer, seconds) => {
    const { server, channel } = await channelOn('slack', { answers: [answer] });
    const office = await postOffice([channel]);
    await office.queue.send([started('S1'), started('S1', { id: 'S1/stopping', kind: 'stopping' }), started('S2')]);
    await office.deliver(eventOf(office.queue.receive()));
    const postponedTo = office.queue.held.map(({ visibleAt }) => visibleAt);
    expect(new Set(postponedTo.map((at) => (at - office.clock.at) / 1_000))).toEqual(new Set([seconds]));
    await office.run();
    expect(schedulesIn(server)).toEqual([['S1', 'S2'], ['S1', 'S2'], ['S1']]);
    expect(office.queue.dead).toEqual([]);
  });

  it('that takes a notice and never ends its answer gets it once', async () => {
    const { server, channel } = await channelOn('jandi', { answers: ['drips', 'drips'] });
    const office = await postOffice([channel]);
    await office.queue.send([started('S1')]);
    await office.run();
    expect(server.received).toHaveLength(1);
    expect(office.queue.dead).toEqual([]);
  });

  it('is asked less and less often, and given up after six hours with a word to default', async () => {
    const down = Array.from({ length: 200 }, () => ({ status: 500 }));
    const ops = await channelOn('jandi', { name: 'ops', answers: down });
    const { server, channel } = await channelOn('slack');
    const office = await postOffice([channel, ops.channel]);
    await office.queue.send([started('S1', { channels: ['ops'] })]);
    await office.run();
    expect(ops.server.received.length).toBeGreaterThan(70);
    expect(ops.server.received.length).toBeLessThan(90);
    expect(lostIds(office)).toEqual(['S1/run-1/started#ops']);
    expect(server.received).toHaveLength(1);
    expect(server.received[0]?.body).toContain('ops');
  });

  it('does not delay another channel', async () => {
    const ops = await channelOn('jandi', { name: 'ops', answers: ['hangs', { status: 500 }] });
    const { server, channel } = await channelOn('slack');
    const office = await postOffice([channel, ops.channel]);
    await office.queue.send([started('S1', { channels: ['ops', 'default'] })]);
    const { batchItemFailures } = await office.deliver(eventOf(office.queue.receive()));
    expect(batchItemFailures).toHaveLength(1);
    expect(schedulesIn(server)).toEqual([['S1']]);
  });
});

describe('a channel that takes nothing', () => {
  const gone = { status: 410, body: `channel_is_archived /services/T0001/B0001/${SECRET}` };

  it.each<[string, ChatAnswer, string]>([
    ['is gone', gone, 'is gone (HTTP 410)'],
    ['has moved', { status: 302, headers: { Location: 'https://other.example/' } }, 'redirects are not followed'],
    ['is forbidden', { status: 403, body: 'action_prohibited' }, 'refuses it (HTTP 403)'],
    ['says invalid_payload with a 200', { status: 200, body: 'invalid_payload' }, 'did not take the text (HTTP 200)'],
  ])('because it %s has its notice buried and default told once', async (_what, answer, words) => {
    const ops = await channelOn('slack', { name: 'ops', answers: [answer, answer, answer] });
    const { server, channel } = await channelOn('slack');
    const office = await postOffice([channel, ops.channel]);
    for (const schedule of ['S1', 'S2', 'S3']) {
      await office.queue.send([started(schedule, { channels: ['ops'] })]);
      await office.run();
    }
    expect(lostIds(office)).toEqual(['S1', 'S2', 'S3'].map((schedule) => `${schedule}/run-1/started#ops`));
    expect(server.received).toHaveLength(1);
    expect(server.received[0]?.body).toContain(words);
  });

  it('is told again the next day', async () => {
    const ops = await channelOn('slack', { name: 'ops', answers: [gone, gone] });
    const { server, channel } = await channelOn('slack');
    const office = await postOffice([channel, ops.channel]);
    await office.queue.send([started('S1', { channels: ['ops'] })]);
    await office.run();
    office.clock.at += 24 * 3_600_000;
    await office.queue.send([started('S2', { channels: ['ops'] })]);
    await office.run();
    expect(server.received).toHaveLength(2);
  });

  it('gives no secret away, in logs, letters or words', async () => {
    const ops = await channelOn('slack', { name: 'ops', answers: [gone] });
    const { server, channel } = await channelOn('slack');
    const office = await postOffice([channel, ops.channel]);
    await office.queue.send([started('S1', { channels: ['ops'] })]);
    await office.run();
    const everything = [...office.logged, ...office.queue.dead.map(({ body }) => body), server.received[0]?.body];
    expect(office.logged.join('\n')).toContain('channel_is_archived');
    expect(everything.join('\n')).not.toMatch(new RegExp(`${SECRET}|127\\.0\\.0\\.1|://`));
  });

  it('because nobody made it is told with the command that makes it', async () => {
    const { server, channel } = await channelOn('slack');
    const office = await postOffice([channel]);
    await office.queue.send([started('S1', { channels: ['운영'] }), started('S2')]);
    await office.run();
    expect(lostIds(office)).toEqual(['S1/run-1/started#운영']);
    expect(schedulesIn(server)[0]).toEqual(['S2']);
    expect(server.received[1]?.body).toContain('curfew channel set 운영');
  });

  it('because it is written wrongly is told with what is wrong', async () => {
    const { server, channel } = await channelOn('slack');
    const wrong = new WrongChannel('ops', [{ attribute: 'language', got: 'fr', expected: 'en, ko' }]);
    const office = await postOffice([channel, wrong]);
    await office.queue.send([started('S1', { channels: ['ops'] })]);
    await office.run();
    expect(lostIds(office)).toEqual(['S1/run-1/started#ops']);
    expect(server.received[0]?.body).toContain('language: got fr, expected en, ko');
  });

  it('is told what was buried once it is right again and the dead letters come back', async () => {
    const { server, channel } = await channelOn('slack', { answers: [gone] });
    const office = await postOffice([channel]);
    await office.queue.send([started('S1')]);
    await office.run();
    const [dead] = office.queue.dead;
    office.queue.putBody(dead?.body ?? '', { group: 'default', once: 'redrive' });
    await office.run();
    expect(schedulesIn(server)).toEqual([['S1'], ['S1']]);
    expect(office.queue.dead).toHaveLength(1);
  });

  it('is told to nobody where it is default itself', async () => {
    const { server, channel } = await channelOn('slack', { answers: [gone] });
    const office = await postOffice([channel]);
    await office.queue.send([started('S1')]);
    await office.run();
    expect(server.received).toHaveLength(1);
    expect(lostIds(office)).toEqual(['S1/run-1/started#default']);
  });

  it('takes no others with one that it cannot read', async () => {
    const refused = { status: 400, body: 'invalid_payload' };
    const well = { status: 200, body: 'ok' };
    const { server, channel } = await channelOn('slack', { answers: [refused, well, refused, well] });
    const office = await postOffice([channel]);
    await office.queue.send(['S1', 'S2', 'S3'].map((schedule) => started(schedule)));
    await office.run();
    expect(schedulesIn(server)).toEqual([['S1', 'S2', 'S3'], ['S1'], ['S2'], ['S3'], ['S2']]);
    expect(lostIds(office)).toEqual(['S2/run-1/started#default']);
  });
});

describe('an invocation', () => {
  it('is not over before the second of its last post is', async () => {
    const { channel } = await channelOn('slack');
    let isConfirmed = false;
    const office = await postOffice([channel], (ports) => ({
      ...ports,
      claims: {
        claim: (...given) => ports.claims.claim(...given),
        release: (...given) => ports.claims.release(...given),
        confirm: async (...given) => {
          await ports.claims.confirm(...given);
          isConfirmed = true;
        },
      },
    }));
    await office.queue.send([started('S1')]);
    let endSecond = () => {};
    let isOver = false;
    const pause = () => new Promise<void>((resolve) => (endSecond = resolve));
    const clock = { now: office.clock.now, pause };
    const delivered = office.deliver(eventOf(office.queue.receive()), { clock }).then(() => (isOver = true));
    while (!isConfirmed) await new Promise(setImmediate);
    for (let turn = 0; turn < 10; turn++) await new Promise(setImmediate);
    expect(isOver).toBe(false);
    endSecond();
    await delivered;
  });

  it('begins no post that it has no time for, and gives the rest back at once', async () => {
    const { server, channel } = await channelOn('slack');
    const office = await postOffice([channel], (ports) => ({
      ...ports,
      http: {
        post: async (request) => {
          const reply = await ports.http.post(request);
          office.clock.at += 60_000;
          return reply;
        },
      },
    }));
    await office.queue.send([started('S1'), started('S2', { kind: 'stopping' })]);
    const batch = office.queue.receive();
    const { batchItemFailures } = await office.deliver(eventOf(batch));
    expect(batchItemFailures).toEqual([{ itemIdentifier: batch[1]?.messageId }]);
    expect(office.queue.held[1]?.visibleAt).toBe(office.clock.at);
    expect(schedulesIn(server)).toEqual([['S1']]);
  });

  it('gives every channel its turn before it fails for a fault of its own', async () => {
    const { server, channel } = await channelOn('slack');
    const office = await postOffice([channel], (ports) => ({
      ...ports,
      channels: {
        get: async (name) => {
          if (name === 'ops') throw new TypeError('a bug');
          return ports.channels.get(name);
        },
      },
    }));
    await office.queue.send([started('S1', { channels: ['ops', 'default'] })]);
    await expect(office.deliver(eventOf(office.queue.receive()))).rejects.toThrow('the delivery failed in part');
    expect(schedulesIn(server)).toEqual([['S1']]);
  });

  const failing = (): Promise<never> =>
    Promise.reject(new ExternalFailure({ reason: 'unavailable', retryable: true, message: 'down' }));

  it.each<[string, (ports: DeliverPorts) => DeliverPorts]>([
    ['the channels cannot be read', (ports) => ({ ...ports, channels: { get: failing } })],
    ['nothing can be claimed', (ports) => ({ ...ports, claims: { ...ports.claims, claim: failing } })],
  ])('leaves its messages in the queue where %s', async (_what, fault) => {
    const { server, channel } = await channelOn('slack');
    const office = await postOffice([channel]);
    await office.queue.send([started('S1')]);
    const batch = office.queue.receive();
    const { batchItemFailures } = await office.deliver(eventOf(batch), { ports: fault(office.ports) });
    expect(batchItemFailures).toEqual([{ itemIdentifier: batch[0]?.messageId }]);
    await office.run();
    expect(schedulesIn(server)).toEqual([['S1']]);
  });

  it('does not post again what it could not confirm', async () => {
    const { server, channel } = await channelOn('slack');
    const office = await postOffice([channel]);
    await office.queue.send([started('S1')]);
    const { claims } = office.ports;
    const unconfirmed = {
      claim: claims.claim.bind(claims),
      release: claims.release.bind(claims),
      confirm: failing,
    };
    await office.queue.drain((event) => office.deliver(event, { ports: { ...office.ports, claims: unconfirmed } }));
    expect(schedulesIn(server)).toEqual([['S1']]);
  });

  it('leaves the notice in the queue where it cannot be buried', async () => {
    const { channel } = await channelOn('slack', { answers: [{ status: 410 }, { status: 410 }] });
    const office = await postOffice([channel]);
    await office.queue.send([started('S1')]);
    const returns = { postpone: office.queue.postpone.bind(office.queue), bury: failing };
    await office.deliver(eventOf(office.queue.receive()), { ports: { ...office.ports, returns } });
    expect(office.queue.held).toHaveLength(1);
    await office.run();
    expect(lostIds(office)).toEqual(['S1/run-1/started#default']);
  });

  it('reports its messages as failed where they cannot be postponed', async () => {
    const { channel } = await channelOn('slack', { answers: [{ status: 500 }] });
    const office = await postOffice([channel]);
    await office.queue.send([started('S1')]);
    const returns = { postpone: failing, bury: office.queue.bury.bind(office.queue) };
    const { batchItemFailures } = await office.deliver(eventOf(office.queue.receive()), {
      ports: { ...office.ports, returns },
    });
    expect(batchItemFailures).toHaveLength(1);
  });
});
