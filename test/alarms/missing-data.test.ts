import { describe, expect, it } from 'vitest';
import type { Instant } from '../../functions/shared/calendar/instant.ts';
import { sayNotice } from '../../functions/webhook/domain/say.ts';
import { at, CPU, WatchHouse, type Curve } from './watch-house.ts';

const monday = (time: string): Instant => at(`2026-11-23T${time}`);

/** One rule that takes missing data for breaching, over the three newest minutes. */
function houseWith(curve: Curve, rule: object = {}): WatchHouse {
  const house = new WatchHouse();
  house.alarmRules = [{ ...CPU, TreatMissingData: 'breaching', EvaluationPeriods: 3, RepeatMinutes: 60, ...rule }];
  house.curve = curve;
  return house;
}

const texts = (house: WatchHouse, language: 'en' | 'ko' = 'en') =>
  house.notices.map((notice) => sayNotice(notice, language).text);

describe('an alarm that no value gave', () => {
  it('says since when there is no data, and not the value from before', async () => {
    const house = houseWith((minute) => (minute < monday('09:20') ? 10 : undefined));
    await house.watchUntil(monday('09:40'));
    expect(texts(house)).toEqual(['No data of AWS/EC2 CPUUtilization Average since 09:20 KST.']);
    expect(texts(house, 'ko')).toEqual(['AWS/EC2 CPUUtilization Average 데이터가 09:20 KST부터 없어요.']);
  });

  it('says the same in its reminders, when the last value has long been out of sight', async () => {
    const house = houseWith((minute) => (minute < monday('09:20') ? 10 : undefined));
    await house.watchUntil(monday('10:40'));
    expect(texts(house).at(-1)).toBe(
      'No data of AWS/EC2 CPUUtilization Average since 09:20 KST. It began at 09:27 KST.',
    );
  });

  it('says that data is missing where only some of it is', async () => {
    const house = houseWith((minute) => (minute < monday('09:30') ? undefined : 10), {
      DatapointsToAlarm: 3,
      EvaluationPeriods: 6,
    });
    house.now = monday('09:35');
    await house.evaluate();
    expect(texts(house)).toEqual(['Data of AWS/EC2 CPUUtilization Average is missing.']);
  });

  it('shows the value where one breaches', async () => {
    const house = houseWith((minute) => (minute < monday('09:20') ? 10 : 95));
    await house.watchUntil(monday('09:40'));
    expect(texts(house)).toEqual([expect.stringContaining('AWS/EC2 CPUUtilization Average is 95, limit >= 90')]);
  });
});
