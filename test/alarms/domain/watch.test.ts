import { describe, expect, it } from 'vitest';
import { watchMember, watchSchedule } from '../../../functions/alarms/domain/watch.ts';
import type { AlarmRule } from '../../../functions/shared/alarm/alarm-rule.ts';
import type { Instant } from '../../../functions/shared/calendar/instant.ts';
import { ALWAYS } from '../../../functions/shared/calendar/timetable.ts';
import type { Member } from '../../../functions/shared/fleet/member.ts';
import { readAlarmRuleRow } from '../../../functions/shared/rows/alarm-rule-row.ts';
import type { Run } from '../../../functions/shared/store/run-record.ts';
import { member } from '../../shared/fleet/member-builder.ts';
import { at, CPU, run } from '../watch-house.ts';

const monday = (time: string) => at(`2026-11-23T${time}`);

const { rule } = readAlarmRuleRow({ ...CPU, Schedule: 'Development' });
const RULE = rule as AlarmRule;

const ec2 = (time: string, more: Partial<Member> = {}): Member => member({ startedAt: monday(time), ...more });
const rds = (more: Partial<Member> = {}): Member => member({ type: 'RDS', status: 'available', ...more });

const begun = (kind: 'start' | 'stop', time: string, more: { settled?: string; called?: string } = {}): Run => {
  const settledAt = more.settled === undefined ? {} : { settledAt: monday(more.settled) };
  const calledAt = more.called === undefined ? {} : { calledAt: monday(more.called) };
  return run(kind, monday(time), { ...settledAt, ...calledAt }).run as Run;
};

const awake = (since: Instant) => ({ kind: 'awake', since });
const muted = (because: string) => ({ kind: 'muted', because });

describe('the watch of a schedule at 12:00, with a grace of ten minutes', () => {
  it.each([
    ['starts counting when its start is settled', begun('start', '09:30', { settled: '09:35' }), ['09:31'], '09:45'],
    ['is not ended by a start that finds all of it up', begun('start', '11:55'), ['09:31', '09:32'], '09:42'],
    ['nor by one that is settled', begun('start', '11:55', { settled: '11:55' }), ['09:31', '09:32'], '09:42'],
    ['counts no less while a stop only waits for its warning', begun('stop', '11:55'), ['09:31'], '09:41'],
  ] as const)('%s', (_rule, given, starts, since) => {
    const members = starts.map((time) => ec2(time));
    expect(watchSchedule(RULE, { run: given, members, now: monday('12:00') })).toEqual(awake(monday(since)));
  });

  it.each([
    ['while a start that called somebody is under way', begun('start', '11:55', { called: '11:55' }), [ec2('11:56')]],
    [
      'while a start waits for one of several',
      begun('start', '11:55'),
      [ec2('09:31'), ec2('09:31', { phase: 'stopped' })],
    ],
    ['while a start that called waits for RDS', begun('start', '11:55', { called: '11:55' }), [rds()]],
  ] as const)('is muted %s', (_rule, given, members) => {
    expect(watchSchedule(RULE, { run: given, members, now: monday('12:00') })).toEqual(muted('starting'));
  });

  it.each([
    ['under way', begun('start', '11:55')],
    ['settled as it began', begun('start', '11:55', { settled: '11:55' })],
  ] as const)('takes RDS for up before where the start has called nobody: %s', (_state, given) => {
    expect(watchSchedule(RULE, { run: given, members: [rds()], now: monday('12:00') })).toEqual(awake(ALWAYS));
    expect(watchMember(RULE, rds(), { run: given, now: monday('12:00') })).toEqual(awake(ALWAYS));
  });

  it('gives RDS its grace after a start that took time', () => {
    const started = begun('start', '11:55', { settled: '11:59' });
    expect(watchMember(RULE, rds(), { run: started, now: monday('12:00') })).toEqual(muted('grace'));
    expect(watchMember(RULE, rds(), { run: started, now: monday('12:09') })).toEqual(awake(monday('12:09')));
  });
});
