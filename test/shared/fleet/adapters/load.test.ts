import { expect, test, vi } from 'vitest';

test('the EC2 and RDS clients are loaded by the first call, not by the import, and once', async () => {
  const loaded: string[] = [];
  vi.doMock('@aws-sdk/client-ec2', async (original) => {
    loaded.push('ec2');
    return original();
  });
  vi.doMock('@aws-sdk/client-rds', async (original) => {
    loaded.push('rds');
    return original();
  });
  const { loadAwsFleet } = await import('../../../../functions/shared/fleet/adapters/load.ts');
  expect(loaded).toEqual([]);
  const fleet = loadAwsFleet();
  await expect(fleet).resolves.toMatchObject({ list: expect.any(Function) });
  expect(new Set(loaded)).toEqual(new Set(['ec2', 'rds']));
  expect(loadAwsFleet()).toBe(fleet);
});
