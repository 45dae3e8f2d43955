import { describe, expect, it } from 'vitest';
import { MINUTE_MS, type Instant } from '../../functions/shared/calendar/instant.ts';
import { member } from '../shared/fleet/member-builder.ts';
import { at, CPU, DEVELOPMENT, failure, run, WatchHouse, type Curve } from './watch-house.ts';

const MONDAY = '2026-11-23';
const monday = (time: string): Instant => at(`${MONDAY}T${time}`);

/** 95 within the span, else 10. */
const highBetween =
  (from: string, to: string): Curve =>
  (minute) =>
    minute >= monday(from) && minute < monday(to) ? 95 : 10;

function houseWith(rule: object = CPU): WatchHouse {
  const house = new WatchHouse();
  house.alarmRules = [{ ...rule }];
  return house;
}

/** Development is up since 09:32; its one instance was started at 09:31. */
function scheduledHouse(rule: object = {}): WatchHouse {
  const house = houseWith({ ...CPU, Schedule: 'Development', ...rule });
  house.schedules = [DEVELOPMENT];
  house.runs = [run('start', monday('09:30'), { settledAt: monday('09:32') })];
  house.members = [member({ startedAt: monday('09:31') })];
  return house;
}

describe('an evaluation', () => {
  it('says the way in, the worsening and the way out, each once', async () => {
    const house = houseWith();
    house.curve = (minute) =>
      minute < monday('09:10') ? 10 : minute < monday('09:15') ? 75 : minute < monday('09:20') ? 95 : 10;
    await house.watchUntil(monday('09:40'));
    expect(house.said()).toEqual(['alarm warning', 'alarm critical', 'alarm-resolved ok']);
  });

  it('says nothing of critical going down to warning and up again', async () => {
    const house = houseWith();
    house.curve = (minute) => (minute < monday('09:05') ? 95 : minute < monday('09:10') ? 75 : 95);
    await house.watchUntil(monday('09:30'));
    expect(house.said()).toEqual(['alarm critical']);
  });

  it('says critical again after a reminder that told a warning', async () => {
    const house = houseWith({ ...CPU, RepeatMinutes: 60 });
    house.curve = (minute) => (minute < monday('09:10') || minute >= monday('10:30') ? 95 : 75);
    await house.watchUntil(monday('10:50'));
    expect(house.said()).toEqual(['alarm critical', 'alarm-reminder warning', 'alarm critical']);
  });

  it('takes data that is two minutes late for late, not for missing', async () => {
    const house = houseWith({ ...CPU, TreatMissingData: 'breaching' });
    house.curve = () => 10;
    house.lateMs = 2 * MINUTE_MS;
    await house.watchUntil(monday('09:30'));
    expect(house.said()).toEqual([]);
  });

  it('reminds every RepeatMinutes until somebody acknowledges', async () => {
    const house = houseWith({ ...CPU, RepeatMinutes: 60 });
    house.curve = () => 95;
    await house.watchUntil(monday('11:30'));
    expect(house.said()).toEqual(['alarm critical', 'alarm-reminder critical', 'alarm-reminder critical']);
    house.acknowledgements.set('cpu', { ruleName: 'cpu', by: 'minsu', at: house.now });
    await house.watchUntil(monday('15:00'));
    expect(house.said()).toHaveLength(3);
  });

  it('says of a silence only what still holds when it ends', async () => {
    const house = houseWith();
    house.silences.set('cpu', {
      ruleName: 'cpu',
      by: 'minsu',
      at: monday('09:00'),
      until: monday('10:00'),
      reason: undefined,
    });
    house.curve = (minute) => (minute < monday('09:30') || minute >= monday('09:50') ? 95 : 10);
    await house.watchUntil(monday('09:59'));
    expect(house.said()).toEqual([]);
    await house.watchUntil(monday('10:01'));
    expect(house.said()).toEqual(['alarm critical']);
  });

  it('tells after three failed fetches in a row, keeps the state, and tells that it works again', async () => {
    const house = houseWith();
    house.curve = () => 95;
    await house.watchUntil(monday('09:05'));
    house.fetchFails = failure('InternalFailure');
    await house.watchUntil(monday('09:15'));
    house.fetchFails = undefined;
    await house.watchUntil(monday('09:20'));
    expect(house.said()).toEqual(['alarm critical', 'alarm fetch-failed', 'alarm-resolved fetch-works']);
  });

  it('says nothing of two failed fetches', async () => {
    const house = houseWith();
    house.curve = () => 10;
    house.fetchFails = failure('InternalFailure');
    await house.watchUntil(monday('09:01'));
    house.fetchFails = undefined;
    await house.watchUntil(monday('09:20'));
    expect(house.said()).toEqual([]);
  });

  it('queues again after a crash between writing and queueing, under the same id', async () => {
    const house = houseWith();
    house.curve = () => 95;
    house.crashOnSend = new Error('died');
    const first = await house.evaluate();
    expect(first.failures).toHaveLength(1);
    house.now += MINUTE_MS;
    await house.evaluate();
    expect(house.said()).toEqual(['alarm critical']);
  });

  it('speaks once where two invocations evaluate at the same time', async () => {
    const house = houseWith();
    house.curve = () => 95;
    const reports = await Promise.all([house.evaluate(), house.evaluate(), house.evaluate()]);
    expect(house.notices).toHaveLength(1);
    expect(reports.map(({ conflicts }) => conflicts).toSorted()).toEqual([0, 1, 1]);
  });

  it('tells the end also where the alarm was told, before the rule was given another channel', async () => {
    const house = houseWith();
    house.curve = (minute) => (minute < monday('09:10') ? 95 : 10);
    await house.watchUntil(monday('09:05'));
    house.alarmRules = [{ ...CPU, Channels: ['ops'] }];
    await house.watchUntil(monday('09:20'));
    expect(house.notices.map(({ kind, channels }) => [kind, channels])).toEqual([
      ['alarm', ['default']],
      ['alarm-resolved', ['default', 'ops']],
    ]);
  });

  it('judges an edited rule anew, and ends by it what the old one had said', async () => {
    const house = houseWith();
    house.curve = () => 95;
    await house.watchUntil(monday('09:05'));
    house.alarmRules = [{ ...CPU, Warning: undefined, Critical: 99 }];
    await house.watchUntil(monday('09:10'));
    expect(house.said()).toEqual(['alarm critical', 'alarm-resolved ok']);
  });

  it('ends what could not be read when its row is switched off', async () => {
    const house = houseWith();
    house.fetchFails = failure('AccessDenied');
    await house.watchUntil(monday('09:05'));
    house.alarmRules = [{ ...CPU, Enabled: false }];
    await house.watchUntil(monday('09:10'));
    expect(house.said()).toEqual(['alarm fetch-failed', 'alarm-resolved switched-off']);
  });

  it('ends once what fires and could not be read when its row is switched off', async () => {
    const house = houseWith();
    house.curve = () => 95;
    await house.watchUntil(monday('09:02'));
    house.fetchFails = failure('AccessDenied');
    await house.watchUntil(monday('09:05'));
    house.alarmRules = [{ ...CPU, Enabled: false }];
    await house.watchUntil(monday('09:10'));
    expect(house.said()).toEqual(['alarm critical', 'alarm fetch-failed', 'alarm-resolved switched-off']);
  });

  it('ends what fires when its row is switched off', async () => {
    const house = houseWith();
    house.curve = () => 95;
    await house.watchUntil(monday('09:05'));
    house.alarmRules = [{ ...CPU, Enabled: false }];
    await house.watchUntil(monday('09:10'));
    expect(house.said()).toEqual(['alarm critical', 'alarm-resolved switched-off']);
  });

  it('writes nothing where nothing has changed', async () => {
    const house = houseWith();
    house.curve = () => 10;
    await house.watchUntil(monday('09:30'));
    expect(house.writes).toBe(0);
  });

  it('asks once for a series that two rules want', async () => {
    const house = houseWith();
    house.alarmRules.push({ ...CPU, RuleName: 'cpu again', Warning: 50 });
    await house.evaluate();
    expect(house.queries).toHaveLength(1);
  });

  it('tells a bad row once, and goes on with the others', async () => {
    const house = houseWith();
    house.alarmRules.push({ RuleName: 'bad', Critical: 'much' });
    house.curve = () => 95;
    await house.watchUntil(monday('09:05'));
    expect(house.said().toSorted()).toEqual(['alarm critical', 'row-error']);
  });

  it('tells of a row with hundreds of mistakes, and how many it leaves out', async () => {
    const house = houseWith();
    const Metrics = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`M${index}`, {}]));
    house.alarmRules = [{ RuleName: 'n'.repeat(2_000), Expression: 'a', Metrics, Critical: 1 }];
    await house.evaluate();
    const [told] = house.notices;
    const fact = (name: string) => told?.facts.find((one) => one.name === name)?.value;
    expect(fact('problems')).toHaveLength(50);
    expect(fact('more')).toBeGreaterThan(200);
    // SQS and DynamoDB take some hundred kilobytes.
    expect(JSON.stringify(told).length).toBeLessThan(100_000);
  });

  it('fires a composite only while its terms hold', async () => {
    const house = houseWith();
    const latency = { ...CPU, RuleName: 'latency', Namespace: 'AWS/ApplicationELB', MetricName: 'TargetResponseTime' };
    house.alarmRules = [{ RuleName: 'saturated', All: ['latency', 'not cpu'], RepeatMinutes: 0 }, CPU, latency];
    house.curve = (minute, query) => {
      const isLatency = query.kind === 'metric' && query.metric.metricName === 'TargetResponseTime';
      return isLatency || minute >= monday('09:20') ? 95 : 10;
    };
    await house.watchUntil(monday('09:30'));
    const ofComposite = house.notices.filter(({ id }) => id.startsWith('alarm/saturated/')).map(({ kind }) => kind);
    expect(ofComposite).toEqual(['alarm', 'alarm-resolved']);
  });
});

describe('a rule with a schedule', () => {
  it('fetches nothing while its schedule is stopped', async () => {
    const house = scheduledHouse();
    house.runs = [run('stop', monday('07:00'), { settledAt: monday('07:05') })];
    house.members = [member({ phase: 'stopped', status: 'stopped' })];
    house.curve = () => 95;
    await house.watchUntil(monday('09:29'));
    expect([house.queries.length, house.said()]).toEqual([0, []]);
  });

  it('says nothing of what a start is noisy with for eight minutes', async () => {
    const house = scheduledHouse({ EvaluationPeriods: 3 });
    house.curve = highBetween('09:32', '09:40');
    house.now = monday('09:33');
    await house.watchUntil(monday('10:30'));
    expect(house.said()).toEqual([]);
  });

  it('closes as stopped by schedule what fires when the stop is called, and not as resolved', async () => {
    const house = scheduledHouse();
    house.curve = () => 95;
    house.now = monday('21:50');
    await house.watchUntil(monday('21:59'));
    house.runs = [run('stop', monday('22:00'), { calledAt: monday('22:00') })];
    await house.watchUntil(monday('22:10'));
    expect(house.said()).toEqual(['alarm critical', 'alarm-resolved stopped-by-schedule']);
  });

  it('closes as stopped by schedule what is called to stop while the evaluation reads', async () => {
    const house = scheduledHouse();
    house.curve = () => 95;
    house.now = monday('21:50');
    await house.watchUntil(monday('21:59'));
    house.onList = () => {
      house.runs = [run('stop', monday('22:00'), { calledAt: monday('22:00') })];
      house.members = [member({ phase: 'stopping', status: 'stopping' })];
    };
    await house.watchUntil(monday('22:05'));
    expect(house.said()).toEqual(['alarm critical', 'alarm-resolved stopped-by-schedule']);
  });

  it('stays awake while overtime keeps the instances up, and while a stop only waits for its warning', async () => {
    const house = scheduledHouse();
    house.runs = [run('stop', monday('22:00'))];
    house.curve = highBetween('22:03', '22:30');
    house.now = monday('22:00');
    await house.watchUntil(monday('22:20'));
    expect(house.said()).toEqual(['alarm critical']);
  });

  it('watches every instance by itself, with its id in the dimensions, from its own start on', async () => {
    const house = scheduledHouse({ ForEachInstance: true });
    house.members = [
      member({ id: 'i-old', name: 'web-1', startedAt: monday('09:31') }),
      member({ id: 'i-new', name: 'web-2', startedAt: monday('12:00') }),
    ];
    house.curve = () => 95;
    house.now = monday('12:05');
    await house.evaluate();
    expect(house.notices.flatMap(({ facts }) => facts.filter(({ name }) => name === 'instances'))).toEqual([
      { name: 'instances', value: ['web-1 (i-old): 95'] },
    ]);
    await house.watchUntil(monday('12:20'));
    expect(house.said()).toEqual(['alarm critical', 'alarm critical']);
  });

  it('says worse only where it is worse for all that it names', async () => {
    const house = scheduledHouse({ ForEachInstance: true });
    house.members = ['i-a', 'i-b'].map((id) => member({ id, startedAt: monday('09:31') }));
    house.curve = (minute, query) => {
      const isFirst = query.kind === 'metric' && query.metric.dimensions['InstanceId'] === 'i-a';
      return minute >= monday('12:05') ? 95 : isFirst ? 75 : 10;
    };
    house.now = monday('12:00');
    await house.watchUntil(monday('12:10'));
    expect(house.said()).toEqual(['alarm warning', 'alarm critical', 'alarm critical']);
    const worse = house.notices.slice(1).filter(({ facts }) => facts.some(({ name }) => name === 'worse'));
    expect(worse).toHaveLength(1);
  });

  it('takes the silence of an instance that should be up for an alarm, where the row says bySchedule', async () => {
    const house = scheduledHouse({ ForEachInstance: true, TreatMissingData: 'bySchedule' });
    house.members = [member({ phase: 'stopped', status: 'stopped', startedAt: monday('09:31') })];
    house.now = monday('12:00');
    await house.evaluate();
    expect(house.said()).toEqual(['alarm critical']);
  });
});

describe('what Curfew watches by itself', () => {
  it('tells what is on though it was stopped by schedule, once it has lasted ten minutes', async () => {
    const house = scheduledHouse();
    house.alarmRules = [];
    house.runs = [run('stop', monday('07:00'), { settledAt: monday('07:05') })];
    house.now = monday('08:00');
    await house.watchUntil(monday('08:09'));
    expect(house.said()).toEqual([]);
    await house.watchUntil(monday('08:30'));
    expect(house.said()).toEqual(['alarm warning']);
  });

  it('tells what is down though it was started by schedule', async () => {
    const house = scheduledHouse();
    house.alarmRules = [];
    house.members = [member({ phase: 'stopped', status: 'stopped' })];
    house.now = monday('12:00');
    await house.watchUntil(monday('12:15'));
    expect(house.notices.map(({ id }) => id)).toEqual([
      expect.stringMatching(/^alarm\/should-be-on:Development\/.*\/1\/alarm$/),
    ]);
  });

  it('tells a run that has been open for an hour', async () => {
    const house = scheduledHouse();
    house.alarmRules = [];
    house.runs = [run('start', monday('09:30'))];
    house.now = monday('10:25');
    await house.watchUntil(monday('11:45'));
    expect(house.notices.map(({ id }) => id)).toEqual([
      expect.stringMatching(/^alarm\/run-stuck:Development\/.*\/1\/alarm$/),
    ]);
  });
});
