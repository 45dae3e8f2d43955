import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fakeAws, type FakeAws } from './fake-aws.ts';
import { fileWith, runCurfew, weekdays } from './run-curfew.ts';

const instance = (id: string, more: Record<string, unknown> = {}) => ({
  ...{ id, type: 'EC2', tags: { ScheduleName: 'Development' }, size: 'm5.large' },
  ...more,
});
// A week: five days of 12.5 hours up.
const WEEK = ['--from', '2026-11-16', '--to', '2026-11-23'];

const savings = async (row: Record<string, unknown>, fleet: unknown[], ...more: string[]) =>
  runCurfew([
    ...['savings', '--rows', await fileWith({ Schedule: [row] }), '--fleet', await fileWith(fleet, 'fleet.json')],
    ...[...WEEK, ...more],
  ]);

describe('curfew savings', () => {
  it.each<[rule: string, row: Record<string, unknown>, hoursOff: number]>([
    ['a week less five working days', weekdays(), 168 - 62.5],
    ['what is always up saves nothing', weekdays({ DaysActive: 'all', StartTime: '00:00', StopTime: '24:00' }), 0],
    [
      'what never starts is off since its stop',
      weekdays({ StartTime: 'None', DaysActive: 'mon', StopTime: '12:00' }),
      168,
    ],
    ['a schedule that is switched off saves nothing', weekdays({ Enabled: false }), 0],
  ])('counts the hours off: %s', async (_, row, hoursOff) => {
    const { out } = await savings(row, [instance('i-1')], '--json');
    expect(JSON.parse(out)).toEqual([
      {
        ...{ schedule: 'Development', from: '2026-11-15T15:00:00Z', to: '2026-11-22T15:00:00Z' },
        ...{ instances: 1, hours: 168, hoursOff, savedUsd: null, unpriced: ['m5.large'] },
      },
    ]);
  });

  it('leaves out what Curfew cannot stop, and what carries another tag', async () => {
    const fleet = [
      instance('i-1'),
      instance('i-2', { autoScalingGroup: 'a' }),
      instance('i-3', { tags: { ScheduleName: 'QA' } }),
    ];
    expect(JSON.parse((await savings(weekdays(), fleet, '--json')).out)).toMatchObject([{ instances: 1, hours: 168 }]);
  });

  it('counts money for the sizes that have a price, and names the others', async () => {
    const database = { type: 'RDS', size: 'db.t3.medium', engine: 'postgres' };
    const fleet = [
      instance('i-1'),
      instance('i-2', { size: 'c5.xlarge' }),
      instance('db', database),
      instance('db-2', database),
    ];
    const prices = ['--price-per-hour', 'm5.large=0.1', 'db.t3.medium=9', 'db.t3.medium postgres=0.2'];
    const { out } = await savings(weekdays(), fleet, ...prices);
    expect(out.split('\n').slice(1)).toEqual([
      'SCHEDULE     INSTANCES  HOURS OFF  OF         SAVED',
      'Development  4          422        672  63 %  52.75 USD',
      'Without a price: c5.xlarge',
    ]);
  });

  it('refuses a price that is none', async () => {
    const { exitCode, err } = await savings(weekdays(), [], '--price-per-hour', 'm5.large');
    expect([exitCode, err]).toEqual([2, 'curfew: --price-per-hour m5.large is no price; type it as m5.large=0.118']);
  });

  describe('against an account', () => {
    let aws: FakeAws;
    beforeAll(async () => {
      aws = await fakeAws();
      aws.instances.push({ id: 'i-1', name: '', group: '', state: 'running' });
      await runCurfew(['put', await fileWith({ Schedule: [weekdays()] }), '--create-tables']);
    });
    afterAll(() => aws.close());

    it('takes rows and instances from it, over the last 30 days', async () => {
      const { out } = await runCurfew(['savings', '--json']);
      expect(JSON.parse(out)).toMatchObject([
        { from: '2026-10-21T00:00:00Z', to: '2026-11-20T00:00:00Z', instances: 1, hours: 720 },
      ]);
    });
  });
});
