import { describe, expect, test } from 'vitest';
import {
  CALLS_PER_CHUNK,
  CHUNK_SIZE,
  callInChunks,
} from '../../../../functions/shared/fleet/adapters/chunked-calls.ts';
import { ExternalFailure } from '../../../../functions/shared/failure/external-failure.ts';
import type { Member } from '../../../../functions/shared/fleet/member.ts';
import { member } from '../member-builder.ts';

const members = (count: number, size = 'm5.large', prefix = 'i'): Member[] =>
  Array.from({ length: count }, (_, index) => member({ id: `${prefix}-${index}`, size }));

const error = (name: string, message = 'no'): Error => Object.assign(new Error(message), { name });

/** Calls for these members; `refuse` says what AWS throws at a call for some ids. */
async function call(all: readonly Member[], refuse: (ids: readonly string[], nth: number) => Error | undefined) {
  const calls: (readonly string[])[] = [];
  const answers = await callInChunks(all, {
    async send(ids) {
      calls.push(ids);
      const refusal = refuse(ids, calls.length);
      if (refusal !== undefined) throw refusal;
    },
    waitForTurn: async () => true,
  });
  const told = (kind: string): string[] =>
    all
      .map(({ id }) => id)
      .filter((id) => {
        const answer = answers.get(id) ?? 'postponed';
        return (answer instanceof ExternalFailure ? answer.reason : answer) === kind;
      });
  return { calls, told };
}

describe('calls in chunks', () => {
  test('call once for each chunk', async () => {
    const { calls, told } = await call(members(120), () => undefined);
    expect(calls.map(({ length }) => length)).toEqual([CHUNK_SIZE, CHUNK_SIZE, 20]);
    expect(told('accepted')).toHaveLength(120);
  });

  test('call for nobody when there is nobody', async () => {
    expect((await call([], () => undefined)).calls).toEqual([]);
  });

  test('repeat without the ids that the error names', async () => {
    const gone = new Set(['i-3', 'i-41']);
    const { calls, told } = await call(members(50), (ids) => {
      const named = ids.filter((id) => gone.has(id));
      if (named.length === 0) return undefined;
      return error('InvalidInstanceID.NotFound', `The instance IDs '${named.join(', ')}' do not exist`);
    });
    expect(calls.map(({ length }) => length)).toEqual([50, 48]);
    expect(told('not-found')).toEqual(['i-3', 'i-41']);
    expect(told('accepted')).toHaveLength(48);
  });

  test('take an id for named only where it stands as a whole word', async () => {
    const { told } = await call(members(50), (ids) =>
      ids.includes('i-12') ? error('IncorrectInstanceState', "The instance 'i-12' is not in a state") : undefined,
    );
    expect(told('conflict')).toEqual(['i-12']);
    expect(told('accepted')).toContain('i-1');
  });

  test('find the id in the ARN of a denial', async () => {
    const arn = 'arn:aws:ec2:ap-northeast-2:111122223333:instance/i-7';
    const { calls, told } = await call(members(10), (ids) =>
      ids.includes('i-7') ? error('UnauthorizedOperation', `not authorized on resource: ${arn} because`) : undefined,
    );
    expect(calls).toHaveLength(2);
    expect(told('denied')).toEqual(['i-7']);
  });

  test.each(['InsufficientInstanceCapacity', 'UnauthorizedOperation', 'Unsupported', 'Mystery'])(
    'halve until the one culprit is found that %s does not name',
    async (code) => {
      const { calls, told } = await call(members(50), (ids) => (ids.includes('i-37') ? error(code) : undefined));
      expect(told('accepted')).toHaveLength(49);
      expect(calls.length).toBeLessThanOrEqual(13);
    },
  );

  test('halve between sizes, since AWS lacks capacity of one size', async () => {
    const large = members(30, 'm5.24xlarge', 'large');
    const small = members(20, 't3.small', 'small');
    const mixed = large.flatMap((one, index) => [one, ...small.slice(index, index + 1)]);
    const { calls, told } = await call(mixed, (ids) =>
      ids.some((id) => id.startsWith('large')) ? error('InsufficientInstanceCapacity') : undefined,
    );
    expect(told('accepted')).toHaveLength(20);
    expect(told('no-capacity')).toHaveLength(30);
    expect(calls.slice(1, 3).map(({ length }) => length)).toEqual([30, 20]);
  });

  test('start as many of a size as there is capacity for', async () => {
    let left = 20;
    const { told } = await call(members(50), (ids) => {
      if (ids.length > left) return error('InsufficientInstanceCapacity');
      left -= ids.length;
      return undefined;
    });
    expect(told('accepted').length).toBeGreaterThanOrEqual(15);
    expect(told('accepted').length + told('no-capacity').length).toBe(50);
  });

  test('cost a bounded number of calls where every instance is refused', async () => {
    const { calls, told } = await call(members(50), () => error('InsufficientInstanceCapacity'));
    expect(calls).toHaveLength(CALLS_PER_CHUNK);
    expect(told('no-capacity')).toHaveLength(50);
  });

  test('cost one call a chunk after a chunk that was denied throughout', async () => {
    const { calls, told } = await call(members(1_000), () => error('UnauthorizedOperation'));
    expect(calls).toHaveLength(CALLS_PER_CHUNK + 19);
    expect(told('denied')).toHaveLength(1_000);
  });

  test('search a denied chunk again after one that was accepted', async () => {
    const { told } = await call(members(150), (ids) => {
      const isFirstChunk = ids.every((id) => Number(id.slice(2)) < 50);
      return isFirstChunk || ids.includes('i-120') ? error('UnauthorizedOperation') : undefined;
    });
    expect(told('accepted')).toHaveLength(99);
    expect(told('denied')).toHaveLength(51);
  });

  test('end at the first throttling, without one call more', async () => {
    const { calls, told } = await call(members(200), (_ids, nth) =>
      nth === 2 ? error('RequestLimitExceeded') : undefined,
    );
    expect(calls).toHaveLength(2);
    expect(told('accepted')).toHaveLength(50);
    expect(told('postponed')).toHaveLength(150);
  });

  test('postpone, while halving, what throttling leaves undecided', async () => {
    const { calls, told } = await call(members(50), (_ids, nth) =>
      nth === 1 ? error('InsufficientInstanceCapacity') : nth === 3 ? error('RequestLimitExceeded') : undefined,
    );
    expect(calls).toHaveLength(3);
    expect(told('accepted')).toHaveLength(25);
    expect(told('postponed')).toHaveLength(25);
  });

  test.each([
    ['TimeoutError', 'timeout'],
    ['InternalError', 'unavailable'],
  ])('fail a chunk at %s without halving, and go on with the next', async (code, reason) => {
    const { calls, told } = await call(members(100), (_ids, nth) => (nth === 1 ? error(code) : undefined));
    expect(calls).toHaveLength(2);
    expect(told(reason)).toHaveLength(50);
    expect(told('accepted')).toHaveLength(50);
  });

  test('stop where the time is up', async () => {
    let turns = 0;
    const answers = await callInChunks(members(150), {
      send: async () => {},
      waitForTurn: async () => (turns += 1) <= 2,
    });
    expect(answers.size).toBe(100);
  });
});
