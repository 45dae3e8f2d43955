import type { SQSRecord } from 'aws-lambda';
import { beforeEach, describe, expect, it } from 'vitest';
import { writeBatchMessage, type BatchMessage } from '../../../functions/alarms/heroku/domain/batch-message.ts';
import type { MetricData } from '../../../functions/alarms/heroku/domain/metric-data.ts';
import type { Claim, Put } from '../../../functions/alarms/heroku/ports.ts';
import { publishBatches } from '../../../functions/alarms/heroku/publish-batches.ts';
import { ExternalFailure } from '../../../functions/shared/failure/external-failure.ts';
import { message, MINUTE, NOW } from './logplex.ts';

const failure = new ExternalFailure({ reason: 'throttled', retryable: true, message: 'Throttling: Rate exceeded' });

/** Claims as DynamoDB keeps them, requests of CloudWatch, and what each of them answers. */
class World {
  readonly claims = new Map<string, string>();
  readonly puts: (readonly MetricData[])[] = [];
  readonly logged: string[] = [];
  now = NOW;
  answer: (data: readonly MetricData[]) => Put = () => ({ kind: 'taken' });
  claimFails = (_app: string): boolean => false;
  releaseFails = false;

  readonly #ports = {
    claims: {
      claim: async ({ app, frameId, requestId }: BatchMessage): Promise<Claim> => {
        if (this.claimFails(app)) throw failure;
        const key = `${app}#${frameId ?? requestId}`;
        const owner = this.claims.get(key);
        if (owner === undefined) this.claims.set(key, requestId);
        return owner === undefined ? 'ours' : owner === requestId ? 'lost' : 'repeat';
      },
      release: async ({ app, frameId, requestId }: BatchMessage): Promise<void> => {
        if (this.releaseFails) throw failure;
        this.claims.delete(`${app}#${frameId ?? requestId}`);
      },
    },
    metrics: {
      put: async (data: readonly MetricData[]): Promise<Put> => {
        const put = this.answer(data);
        if (put.kind === 'taken') this.puts.push(data);
        return put;
      },
    },
  };

  /** Hands them to the publisher, and says which stay in the queue. */
  async publish(...messages: readonly (BatchMessage | string)[]): Promise<readonly string[]> {
    const records = messages.map((one, index) => {
      const body = typeof one === 'string' ? one : writeBatchMessage(one);
      return { messageId: `m${index}`, body } as SQSRecord;
    });
    const log = (text: string, fields?: object): void => void this.logged.push(JSON.stringify({ text, ...fields }));
    const context = { now: this.now, log: { info: log, error: log } };
    const { batchItemFailures } = await publishBatches(this.#ports, records, context);
    return batchItemFailures.map(({ itemIdentifier }) => itemIdentifier);
  }

  /** Everything that CloudWatch was given: `shop web throughput = 6`. */
  get sums(): readonly string[] {
    const sums = new Map<string, number>();
    for (const { metric, dimensions, values, counts } of this.puts.flat()) {
      const name = [...Object.values(dimensions), metric].join(' ');
      const sum = values.reduce((total, value, index) => total + value * (counts[index] ?? 0), 0);
      sums.set(name, (sums.get(name) ?? 0) + sum);
    }
    return [...sums].map(([name, sum]) => `${name} = ${sum}`).toSorted();
  }
}

let world: World;
beforeEach(() => (world = new World()));

const frameOf = (id: number, more: Partial<BatchMessage> = {}): BatchMessage =>
  message({ requestId: `request-${id}`, frameId: `frame-${id}`, ...more });

describe('batches that wait together', () => {
  it('are one request, and each metric of a minute is in it once', async () => {
    const series = [{ at: MINUTE, process: 'web', metric: 'response-time' as const, values: [18, 20], counts: [1, 2] }];
    expect(await world.publish(frameOf(1, { series }), frameOf(2, { series }), frameOf(3))).toEqual([]);
    expect(world.puts).toEqual([
      [
        {
          ...{ metric: 'response-time', dimensions: { App: 'shop', Process: 'web' }, unit: 'Milliseconds' },
          ...{ at: MINUTE, values: [18, 20], counts: [2, 4] },
        },
        {
          ...{ metric: 'throughput', dimensions: { App: 'shop', Process: 'web' }, unit: 'Count' },
          ...{ at: MINUTE, values: [1], counts: [3] },
        },
      ],
    ]);
  });

  it('of several apps, minutes, processes and codes are told apart', async () => {
    const error = (code: string) => ({
      at: MINUTE,
      process: 'web',
      metric: 'errors' as const,
      code,
      values: [1],
      counts: [2],
    });
    const later = { ...error('H12'), at: MINUTE + 60_000 };
    await world.publish(frameOf(1, { series: [error('H12'), error('R14'), later] }), frameOf(2, { app: 'blog' }));
    expect(world.sums).toEqual(['blog web throughput = 3', 'shop web H12 errors = 4', 'shop web R14 errors = 2']);
    expect(world.puts[0]).toHaveLength(4);
  });

  it('have their values in portions of 150, none lost', async () => {
    const values = Array.from({ length: 301 }, (_, index) => index);
    const series = [
      { at: MINUTE, process: 'web', metric: 'response-time' as const, values, counts: values.map(() => 1) },
    ];
    await world.publish(frameOf(1, { series }));
    expect(world.puts[0]?.map((data) => data.values.length)).toEqual([150, 150, 1]);
    expect(world.puts[0]?.flatMap((data) => data.values)).toEqual(values);
  });

  it('are several requests where one would be too large', async () => {
    const series = (id: number) =>
      Array.from({ length: 400 }, (_, index) => ({
        ...{ at: MINUTE, process: `p${id}-${index}`, metric: 'throughput' as const, values: [1], counts: [1] },
      }));
    expect(await world.publish(...[1, 2, 3, 4].map((id) => frameOf(id, { series: series(id) })))).toEqual([]);
    expect(world.puts.map((data) => data.length)).toEqual([800, 800]);
  });

  it('of nothing but minutes that are too old by now are done with', async () => {
    world.now = NOW + 14 * 86_400_000;
    expect(await world.publish(frameOf(1))).toEqual([]);
    expect(world.puts).toEqual([]);
  });
});

describe('a batch counts once', () => {
  it('where Logplex sends it again, at once or later', async () => {
    const [first, again] = [frameOf(1), frameOf(1, { requestId: 'request-2' })];
    expect(await world.publish(first, again)).toEqual([]);
    expect(await world.publish({ ...again, requestId: 'request-3' })).toEqual([]);
    expect(world.sums).toEqual(['shop web throughput = 3']);
  });

  it('by app: frames of two apps are not the same though they are called so', async () => {
    await world.publish(frameOf(1), frameOf(1, { app: 'blog' }));
    expect(world.sums).toEqual(['blog web throughput = 3', 'shop web throughput = 3']);
  });

  it('and without a frame id as often as it comes', async () => {
    const bare = (requestId: string) => message({ requestId, frameId: undefined });
    await world.publish(bare('request-1'), bare('request-2'));
    expect(world.sums).toEqual(['shop web throughput = 6']);
  });

  it('where CloudWatch was too busy at first', async () => {
    world.answer = () => ({ kind: 'busy', failure });
    expect(await world.publish(frameOf(1), frameOf(2))).toEqual(['m0', 'm1']);
    world.answer = () => ({ kind: 'taken' });
    expect(await world.publish(frameOf(1), frameOf(2))).toEqual([]);
    expect(world.sums).toEqual(['shop web throughput = 6']);
  });

  it('where its claim failed at first, while others are published', async () => {
    world.claimFails = (app) => app === 'blog';
    expect(await world.publish(frameOf(1, { app: 'blog' }), frameOf(2))).toEqual(['m0']);
    expect(world.sums).toEqual(['shop web throughput = 3']);
    world.claimFails = () => false;
    await world.publish(frameOf(1, { app: 'blog' }));
    expect(world.sums).toEqual(['blog web throughput = 3', 'shop web throughput = 3']);
  });
});

describe('a batch of which nobody knows whether it was counted', () => {
  const two = [
    ...message().series,
    { at: MINUTE - 60_000, process: 'web', metric: 'throughput' as const, values: [1], counts: [1] },
  ];

  it.each<[rule: string, before: () => Promise<unknown>]>([
    ['the function died after the claim', async () => world.claims.set('shop#frame-1', 'request-1')],
    [
      'CloudWatch did not answer',
      async () => {
        world.answer = () => ({ kind: 'unknown', failure });
        expect(await world.publish(frameOf(1))).toEqual(['m0']);
        world.answer = () => ({ kind: 'taken' });
      },
    ],
    [
      'it could not be given back',
      async () => {
        world.answer = () => ({ kind: 'busy', failure });
        world.releaseFails = true;
        expect(await world.publish(frameOf(1))).toEqual(['m0']);
        world.answer = () => ({ kind: 'taken' });
      },
    ],
  ])('because %s is not put again, and marks its minutes', async (_rule, before) => {
    await before();
    expect(await world.publish(frameOf(1, { messages: 5, series: two }), frameOf(2))).toEqual([]);
    expect(world.sums).toEqual(['shop dropped = 5', 'shop web throughput = 3']);
    const dropped = world.puts.flat().filter(({ metric }) => metric === 'dropped');
    expect(dropped.map(({ at, values }) => [at, values])).toEqual([
      [MINUTE, [2.5]],
      [MINUTE - 60_000, [2.5]],
    ]);
  });

  it('stays in the queue until its minutes are marked', async () => {
    world.claims.set('shop#frame-1', 'request-1');
    world.answer = () => ({ kind: 'busy', failure });
    expect(await world.publish(frameOf(1))).toEqual(['m0']);
    world.answer = () => ({ kind: 'taken' });
    expect(await world.publish(frameOf(1))).toEqual([]);
    expect(world.sums).toEqual(['shop dropped = 3']);
  });
});

describe('one bad batch', () => {
  it('that CloudWatch refuses holds up no other', async () => {
    world.answer = (data) =>
      data.some(({ dimensions }) => dimensions['App'] === 'bad') ? { kind: 'invalid', failure } : { kind: 'taken' };
    const messages = [1, 2, 3, 4, 5].map((id) => frameOf(id, { app: id === 3 ? 'bad' : `app-${id}` }));
    expect(await world.publish(...messages)).toEqual(['m2']);
    expect(world.sums).toEqual([1, 2, 4, 5].map((id) => `app-${id} web throughput = 3`));
    expect(world.claims.has('bad#frame-3')).toBe(false);
  });

  it.each([
    '',
    '{',
    '{}',
    'null',
    '[]',
    '{"app":"shop"}',
    writeBatchMessage(message()).replace('throughput', 'thruput'),
  ])('that nobody can read stays, for the dead-letter queue: %s', async (body) => {
    expect(await world.publish(body, frameOf(1))).toEqual(['m0']);
    expect(world.sums).toEqual(['shop web throughput = 3']);
  });

  it('is no bug; a bug is thrown', async () => {
    world.answer = () => {
      throw new TypeError('oops');
    };
    await expect(world.publish(frameOf(1))).rejects.toThrow('oops');
  });
});

it('says in one line what was done', async () => {
  await world.publish(frameOf(1), frameOf(1, { requestId: 'request-2' }), frameOf(3));
  expect(world.logged).toEqual([JSON.stringify({ text: 'published', batches: 2, lost: 0, repeats: 1, failed: 0 })]);
});
