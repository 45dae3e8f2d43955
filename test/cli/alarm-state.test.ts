import { expect, it } from 'vitest';
import { stateOf } from '../../cli/commands/alarms-list.ts';
import type { AlarmRecord } from '../../functions/shared/alarm/alarm-record.ts';

const RECORD: AlarmRecord = {
  ruleName: 'cpu',
  version: 1,
  rule: 'its fingerprint',
  subjects: {},
  failedFetches: 0,
  failureTold: false,
  told: 0,
  owed: [],
};
const since = Date.parse('2026-11-20T00:00:00Z');

const cases: { record: AlarmRecord | undefined; state: string }[] = [
  { record: undefined, state: 'not evaluated yet' },
  { record: { ...RECORD, rule: '' }, state: 'not evaluated yet' },
  { record: RECORD, state: 'OK' },
  { record: { ...RECORD, subjects: { '': { level: 'critical', since } } }, state: 'ALARM (critical)' },
  { record: { ...RECORD, subjects: { '': { level: 'insufficient-data', since } } }, state: 'INSUFFICIENT_DATA' },
  { record: { ...RECORD, failedFetches: 2 }, state: 'ERROR (2 failed reads)' },
];

it.each(cases)('says $state of a rule', ({ record, state }) => {
  expect(stateOf({ enabled: true, forEachInstance: false }, record)).toBe(state);
});

it('says off of a rule that is switched off, whatever was found before', () => {
  expect(stateOf({ enabled: false, forEachInstance: false }, RECORD)).toBe('off');
});
