import { describe, expect, it } from 'vitest';
import type { Instant } from '../../functions/shared/calendar/instant.ts';
import { member } from '../shared/fleet/member-builder.ts';
import { at, CPU, DEVELOPMENT, run, WatchHouse } from './watch-house.ts';

const monday = (time: string): Instant => at(`2026-11-23T${time}`);

/** Development is up since 09:32, its grace ends at 09:42, and its metric has been there since 09:33. */
function startedHouse(rule: object): WatchHouse {
  const house = new WatchHouse();
  house.alarmRules = [{ ...CPU, Schedule: 'Development', ...rule }];
  house.schedules = [DEVELOPMENT];
  house.runs = [run('start', monday('09:30'), { settledAt: monday('09:32') })];
  house.members = [member({ startedAt: monday('09:31') })];
  house.curve = (minute) => (minute < monday('09:33') ? undefined : 10);
  house.now = monday('09:31');
  return house;
}

describe('after a start, a rule to which missing data is an alarm', () => {
  const policies = ['breaching', 'bySchedule'].flatMap((policy) =>
    [1, 3].flatMap((periods) => [false, true].map((each) => [policy, periods, each] as const)),
  );

  it.each(policies)(
    'says nothing while the data is there: %s, %i periods, each instance %s',
    async (policy, n, each) => {
      const house = startedHouse({ TreatMissingData: policy, EvaluationPeriods: n, ForEachInstance: each });
      await house.watchUntil(monday('10:30'));
      expect(house.said()).toEqual([]);
    },
  );

  it.each(policies)(
    'says nothing where each datapoint is late: %s, %i periods, each instance %s',
    async (policy, n, each) => {
      const house = startedHouse({ TreatMissingData: policy, EvaluationPeriods: n, ForEachInstance: each });
      house.lateMs = 3 * 60_000;
      await house.watchUntil(monday('10:30'));
      expect(house.said()).toEqual([]);
    },
  );

  it.each(policies)('alarms where none ever comes: %s, %i periods, each instance %s', async (policy, n, each) => {
    const house = startedHouse({ TreatMissingData: policy, EvaluationPeriods: n, ForEachInstance: each });
    house.curve = () => undefined;
    await house.watchUntil(monday('10:30'));
    expect(house.said()).toEqual(['alarm critical']);
  });

  it('finds nothing to judge in the minutes before the first whole period after grace', async () => {
    const house = startedHouse({ TreatMissingData: 'breaching' });
    await house.watchUntil(monday('09:43'));
    expect(house.records.get('cpu')?.subjects['']?.level).toBe('insufficient-data');
  });
});
