import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Notice } from '../../functions/shared/notice/notice.ts';
import type { DeliverPorts, HttpReply } from '../../functions/webhook/ports.ts';
import { aNotice } from '../shared/notice/a-notice.ts';
import { aChannel } from './a-channel.ts';
import { eventOf, type FifoQueue } from './fifo-queue.ts';
import { postOffice } from './post-office.ts';

/** Chat services in memory, each with its own answers before it takes everything; `told` is what was taken, by channel and schedule. */
class Chats {
  readonly told: string[] = [];
  readonly #answers: Readonly<Record<string, HttpReply[]>>;

  constructor(answers: Readonly<Record<string, HttpReply[]>> = {}) {
    this.#answers = answers;
  }

  readonly post: DeliverPorts['http']['post'] = async ({ url, body }) => {
    const name = url.slice(url.lastIndexOf('/') + 1);
    const reply = this.#answers[name]?.shift() ?? answer(200, 'ok');
    const told = body.includes('was not delivered') ? ['trouble'] : new Set(body.match(/\bS\d+\b/g));
    if (reply.status === 200) this.told.push(...[...told].map((what) => `${name} ${what}`));
    return reply;
  };
}

const answer = (status: number, body = ''): HttpReply => ({ status, headers: {}, body });

const channelNamed = (name: string) => aChannel({ name, url: `https://chat.example/${name}` });
const CHANNELS = ['default', 'dev', 'gone'].map(channelNamed);

const started = (schedule: string, channels: readonly string[] = ['default']): Notice =>
  aNotice({ id: `${schedule}/started`, schedule, channels });

class Crash extends Error {}

/** Lets an invocation die after the `crashAt`th change to the outside world; counts them all. */
class Crasher {
  changes = 0;
  /** What was done last before it died. */
  diedAfter = '';
  #isDead = false;
  readonly #crashAt: number;

  constructor(crashAt: number) {
    this.#crashAt = crashAt;
  }

  /** The next invocation is another process. */
  revive(): void {
    this.#isDead = false;
  }

  wrap = (ports: DeliverPorts): DeliverPorts => ({
    channels: ports.channels,
    claims: this.#dying(ports.claims),
    http: this.#dying(ports.http),
    notices: this.#dying(ports.notices),
    returns: this.#dying(ports.returns),
  });

  #dying<Port extends object>(port: Port): Port {
    return new Proxy(port, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name);
        if (typeof method !== 'function') return method;
        return async (...given: unknown[]) => {
          if (this.#isDead) throw new Crash('already dead');
          const result: unknown = await Reflect.apply(method, target, given);
          this.changes += 1;
          if (this.changes !== this.#crashAt) return result;
          this.#isDead = true;
          this.diedAfter = String(name);
          throw new Crash(this.diedAfter);
        };
      },
    });
  }
}

/** Five notices: two wait together, one goes to two channels, one of which is down at first, one to a webhook that is gone. */
async function play(crashAt: number) {
  const crasher = new Crasher(crashAt);
  const chats = new Chats({ dev: [answer(500)], gone: Array.from({ length: 9 }, () => answer(410)) });
  const office = await postOffice(CHANNELS, (ports) => crasher.wrap({ ...ports, http: chats }));
  await office.queue.send([started('S1'), started('S2'), started('S3', ['dev', 'default']), started('S4', ['gone'])]);
  await office.queue.drain((event) => {
    crasher.revive();
    return office.deliver(event);
  });
  return {
    crasher,
    told: chats.told.toSorted(),
    dead: office.queue.dead.map(({ deduplicationId }) => deduplicationId),
  };
}

it('loses nothing wherever it dies, and repeats nothing but what was posted and not yet confirmed', async () => {
  const whole = await play(Number.POSITIVE_INFINITY);
  expect(whole.told).toEqual(['default S1', 'default S2', 'default S3', 'default trouble', 'dev S3']);
  expect(whole.dead).toEqual(['S4/started#gone']);
  expect(whole.crasher.changes).toBeGreaterThan(15);
  const deaths = new Set<string>();
  for (let crashAt = 1; crashAt <= whole.crasher.changes; crashAt++) {
    const { crasher, told, dead } = await play(crashAt);
    const where = `died after change ${crashAt}, ${crasher.diedAfter}`;
    deaths.add(crasher.diedAfter);
    expect([...new Set(told)], where).toEqual(whole.told);
    expect(dead, where).toEqual(whole.dead);
    const isBetween = crasher.diedAfter === 'post' || crasher.diedAfter === 'confirm';
    if (!isBetween) expect(told, where).toEqual(whole.told);
  }
  expect([...deaths].toSorted()).toEqual(['bury', 'claim', 'confirm', 'post', 'postpone', 'release', 'send']);
}, 60_000);

/** The queue's messages, as often and in whatever order `order` has them, in batches of up to ten. */
const batchesOf = (queue: FifoQueue, order: readonly number[]) => {
  const messages = queue.held.map((held) => ({ ...held, receives: 1 }));
  const chosen = order.flatMap((index) => messages[index % messages.length] ?? []);
  return Array.from({ length: Math.ceil(chosen.length / 10) }, (_, nth) => chosen.slice(nth * 10, nth * 10 + 10));
};

it('tells each notice once though messages come doubled, in any order and to several at once', async () => {
  const orders = fc.array(fc.nat(11), { minLength: 12, maxLength: 40 });
  await fc.assert(
    fc.asyncProperty(orders, fc.boolean(), async (order, isAtOnce) => {
      const chats = new Chats();
      const office = await postOffice(CHANNELS, (ports) => ({ ...ports, http: chats }));
      const schedules = Array.from({ length: 6 }, (_, index) => `S${index}`);
      await office.queue.send(schedules.map((schedule) => started(schedule, ['default', 'dev'])));
      const deliveries = batchesOf(office.queue, order).map((batch) => () => office.deliver(eventOf(batch)));
      if (isAtOnce) await Promise.all(deliveries.map((deliver) => deliver()));
      else for (const deliver of deliveries) await deliver();
      await office.run();
      const expected = schedules.flatMap((schedule) => [`default ${schedule}`, `dev ${schedule}`]);
      expect(chats.told.toSorted()).toEqual(expected.toSorted());
    }),
    { numRuns: 25 },
  );
}, 60_000);

it('does not post what another has posted since its own claim ran out', async () => {
  const chats = new Chats();
  let stall = async () => {};
  const office = await postOffice(CHANNELS, (ports) => ({
    ...ports,
    http: chats,
    claims: {
      claim: async (...given) => {
        const claim = await ports.claims.claim(...given);
        await stall();
        return claim;
      },
      confirm: (...given) => ports.claims.confirm(...given),
      release: (...given) => ports.claims.release(...given),
    },
  }));
  await office.queue.send([started('S1')]);
  const event = eventOf(office.queue.receive());
  stall = async () => {
    stall = async () => {};
    office.clock.at += 31_000;
    await office.deliver(event);
    expect(chats.told).toEqual(['default S1']);
  };
  await office.deliver(event);
  await office.run();
  expect(chats.told).toEqual(['default S1']);
});

it('waits for the lease of one that died with it, and posts then', async () => {
  const chats = new Chats();
  const office = await postOffice(CHANNELS, (ports) => ({ ...ports, http: chats }));
  await office.queue.send([started('S1')]);
  const { at } = office.clock;
  await office.ports.claims.claim('S1/started#default', { now: at, until: at + 30_000 });
  await office.run();
  expect(chats.told).toEqual(['default S1']);
  expect(office.clock.at - at).toBeGreaterThanOrEqual(30_000);
});
