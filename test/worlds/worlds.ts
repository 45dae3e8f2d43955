import { expect, it } from 'vitest';
import { failureOf, playWorld, type Played } from './play-world.ts';

const FRESH = 5;

/** Promises kept in worlds of fixed seeds, and of some that nobody has seen; a failure says how to see its world again. */
export function promisesAreKept(
  from: number,
  count: number,
  play: (seed: number) => Promise<Played> = playWorld,
): void {
  const fresh = Array.from({ length: FRESH }, () => Math.floor(Math.random() * 2 ** 32));
  const fixed = Array.from({ length: count }, (_, nth) => from + nth);
  it.each([
    [`worlds ${from} to ${from + count - 1}`, fixed],
    [`${FRESH} worlds that nobody has seen`, fresh],
  ])(
    'keeps every promise in %s',
    async (_which, seeds) => {
      for (const seed of seeds) expect(failureOf(await play(seed)), `world ${seed}`).toBeUndefined();
    },
    600_000,
  );
}
