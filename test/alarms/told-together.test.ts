import { describe, expect, it } from 'vitest';
import type { Instant } from '../../functions/shared/calendar/instant.ts';
import { sayNotice } from '../../functions/webhook/domain/say.ts';
import { member } from '../shared/fleet/member-builder.ts';
import { at, CPU, DEVELOPMENT, failure, run, WatchHouse } from './watch-house.ts';

const monday = (time: string): Instant => at(`2026-11-23T${time}`);

describe('instances under one rule', () => {
  it('share a notice where the same is to be said of them, and not where one gets worse and another is new', async () => {
    const house = new WatchHouse();
    house.alarmRules = [{ ...CPU, Schedule: 'Development', ForEachInstance: true }];
    house.schedules = [DEVELOPMENT];
    house.runs = [run('start', monday('09:30'), { settledAt: monday('09:32') })];
    house.members = ['i-1', 'i-2', 'i-3'].map((id) => member({ id, startedAt: monday('09:31') }));
    house.curve = (minute, query) => {
      const isFirst = query.kind === 'metric' && query.metric.dimensions['InstanceId'] === 'i-1';
      if (minute < monday('10:10')) return 10;
      return minute < monday('10:20') ? (isFirst ? 75 : 10) : 95;
    };
    house.now = monday('10:00');
    await house.watchUntil(monday('10:30'));
    const told = house.notices.map((notice) => sayNotice(notice, 'en')).map(({ title, lines }) => [title, ...lines]);
    expect(told).toEqual([
      ['Warning: cpu', 'i-1: 75'],
      ['Now critical: cpu', 'i-1: 95'],
      ['Critical: cpu', 'i-2: 95', 'i-3: 95'],
    ]);
  });
});

describe('the share of failed requests of a Heroku app', () => {
  it('is told by its name, with its app and process', async () => {
    const house = new WatchHouse();
    house.alarmRules = [
      {
        RuleName: 'shop fails',
        Source: 'heroku',
        App: 'shop',
        Metric: 'failed-share',
        Critical: 5,
        EvaluationPeriods: 5,
      },
    ];
    house.curve = () => 7.5;
    await house.evaluate();
    const [notice] = house.notices;
    expect(notice && sayNotice(notice, 'en')).toEqual({
      title: 'Critical: shop fails',
      text: 'failed-share is 7.5, limit >= 5, in 5 of 5 periods of 1 min.',
      heading: 'Where',
      lines: ['App=shop', 'Process=web'],
    });
  });
});

describe('an alarm whose values cannot be read any more', () => {
  it('is reminded of as it was last read', async () => {
    const house = new WatchHouse();
    house.alarmRules = [{ ...CPU, RepeatMinutes: 60 }];
    house.curve = () => 95;
    house.now = monday('09:00');
    await house.evaluate();
    house.fetchFails = failure('InternalFailure');
    await house.watchUntil(monday('10:30'));
    expect(house.said()).toEqual(['alarm critical', 'alarm fetch-failed', 'alarm-reminder critical']);
    const text = (language: 'en' | 'ko') => house.notices.map((notice) => sayNotice(notice, language).text).at(-1);
    expect(text('en')).toMatch(
      /is 95, limit >= 90\. That was the last that could be read; just now nothing can\. It began/,
    );
    expect(text('ko')).toContain('지금은 값을 읽지 못해서, 마지막으로 읽은 값이에요.');
  });

  it('is not reminded of once somebody has acknowledged it', async () => {
    const house = new WatchHouse();
    house.alarmRules = [{ ...CPU, RepeatMinutes: 60 }];
    house.curve = () => 95;
    await house.evaluate();
    house.acknowledgements.set('cpu', { ruleName: 'cpu', by: 'minsu', at: house.now });
    house.fetchFails = failure('InternalFailure');
    await house.watchUntil(monday('11:30'));
    expect(house.said()).toEqual(['alarm critical', 'alarm fetch-failed']);
  });
});
