import { expect, it } from 'vitest';
import { soak } from './soak.ts';

it('carries out every edge of months, tells everything, and remembers no more at their end than at their beginning', async () => {
  const { wrong, edges, restartsByRds, months } = await soak({ schedules: 6, days: 240 });
  expect(wrong).toEqual([]);
  expect(edges).toBeGreaterThan(1_000);
  expect(restartsByRds).toBeGreaterThan(0);
  const [, second, ...others] = months;
  for (const { items } of others) expect(items).toBeLessThan((second?.items ?? 0) * 1.5);
}, 120_000);
