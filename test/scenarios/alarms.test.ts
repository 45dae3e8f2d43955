import { describe, expect, it } from 'vitest';
import type { FleetInstance } from '../../local/fleet-file.ts';
import { Scenario, development, ec2, exception, group, seoul } from './scenario.ts';

/** Fires when the CPU of an instance is at 90 in two periods of five minutes. */
const CPU = {
  ...{ RuleName: 'cpu', Namespace: 'AWS/EC2', MetricName: 'CPUUtilization', Schedule: 'Development' },
  ...{ ForEachInstance: true, Critical: 80, EvaluationPeriods: 2 },
};

const busy = (from: string, to: string): FleetInstance['busy'] => [
  { from: new Date(seoul(from)).toISOString(), to: new Date(seoul(to)).toISOString(), percent: 97 },
];

const day = (given: { busy?: FleetInstance['busy']; exceptions?: object[]; from?: string; rule?: object }) =>
  Scenario.begin({
    rows: {
      Schedule: [development()],
      ScheduleServerGroup: [group('web')],
      ScheduleException: (given.exceptions ?? []) as never,
      AlarmRule: [{ ...CPU, ...given.rule }],
    },
    fleet: [ec2('i-web', { group: 'web', ...(given.busy && { busy: given.busy }) })],
    from: given.from ?? '2026-11-20 09:00',
    alarms: true,
    tickMinutes: 5,
  });

const alarmsOf = ({ told }: Scenario) => told.filter((line) => line.includes('alarm'));

describe('alarms that know the schedule, with the scheduler that they watch', () => {
  it('says nothing of a start that is noisy, nor of a stopped night', async () => {
    const scenario = await day({});
    await scenario.at('2026-11-21 08:00');
    expect(alarmsOf(scenario)).toEqual([]);
  });

  it('fires in working hours, and resolves', async () => {
    const scenario = await day({ busy: busy('2026-11-20 14:00', '2026-11-20 14:30') });
    await scenario.at('2026-11-20 16:00');
    expect(alarmsOf(scenario)).toEqual(['14:15:30 alarm', '14:40:30 alarm-resolved']);
  });

  it('closes what still fires when the schedule stops the instance', async () => {
    const scenario = await day({ busy: busy('2026-11-20 21:00', '2026-11-20 23:00') });
    await scenario.at('2026-11-21 08:00');
    expect(alarmsOf(scenario)).toEqual(['21:15:30 alarm', '22:00:30 alarm-resolved']);
    const resolved = scenario.world.notices.find(({ kind }) => kind === 'alarm-resolved');
    expect(resolved?.facts).toContainEqual({ name: 'because', value: 'stopped-by-schedule' });
  });

  it('does not take a start of what is up for a restart', async () => {
    const rule = { ForEachInstance: false, Dimensions: { InstanceId: 'i-web' } };
    const scenario = await day({ busy: busy('2026-11-20 14:00', '2026-11-20 15:00'), rule });
    await scenario.at('2026-11-20 14:30');
    await scenario.edit({ Schedule: [development({ ForceStart: true })] });
    await scenario.at('2026-11-20 16:00');
    expect(alarmsOf(scenario)).toEqual(['14:15:30 alarm', '15:10:30 alarm-resolved']);
  });

  it('stays awake through overtime', async () => {
    const scenario = await day({
      busy: busy('2026-11-20 23:00', '2026-11-20 23:30'),
      exceptions: [exception('2026-11-20', 'stop', '26:00')],
    });
    await scenario.at('2026-11-21 08:00');
    expect(alarmsOf(scenario)).toEqual(['23:15:30 alarm', '23:40:30 alarm-resolved']);
  });

  it('tells of what somebody left on after the stop', async () => {
    const scenario = await day({});
    await scenario.at('2026-11-20 23:00');
    scenario.world.fleet.startByHand('i-web');
    await scenario.at('2026-11-21 01:00');
    expect(alarmsOf(scenario)).toEqual(['23:15:30 alarm']);
    expect(scenario.world.notices.at(-1)?.id).toMatch(/^alarm\/should-be-off:Development\/.*\/1\/alarm$/);
  });
});
