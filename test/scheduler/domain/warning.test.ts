import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../functions/shared/calendar/instant.ts';
import { EVERY_DAY } from '../../../functions/shared/calendar/day-rule.ts';
import { clearanceOf, warningDue, type WarningContext } from '../../../functions/scheduler/domain/warning.ts';
import { edge, emptyRecord, entry, NOW, openRun } from './given.ts';

const context = (given: Partial<WarningContext> = {}): WarningContext => ({
  entry: entry(),
  record: emptyRecord,
  warnings: [],
  now: NOW,
  tickMs: MINUTE_MS,
  ...given,
});
const warnedMinutesAgo = (minutes: number) => [
  { scheduleName: 'Development', stopAt: NOW, warnedAt: NOW - minutes * MINUTE_MS },
];

describe('a stop run may call', () => {
  const stop = openRun('stop');
  const cases = [
    {
      rule: 'after a warning, when it is WarnMinutes old',
      warnings: warnedMinutesAgo(10),
      callsFrom: NOW,
      warn: false,
    },
    { rule: 'not before it is', warnings: warnedMinutesAgo(4), callsFrom: NOW + 6 * MINUTE_MS, warn: false },
    {
      rule: 'until half an hour and a tick after the announced stop',
      warnings: warnedMinutesAgo(41),
      callsFrom: NOW - 31 * MINUTE_MS,
      warn: false,
    },
    {
      rule: 'not after that: it warns again',
      warnings: warnedMinutesAgo(42),
      callsFrom: NOW + 10 * MINUTE_MS,
      warn: true,
    },
    { rule: 'never without one', warnings: [], callsFrom: NOW + 10 * MINUTE_MS, warn: true },
  ];
  it.each(cases)('$rule', ({ warnings, callsFrom, warn }) => {
    expect(clearanceOf(stop, context({ warnings }))).toEqual({ callsFrom, warn });
  });

  it('not after a warning that a start came after', () => {
    const overtaken = { ...stop, warnedAfter: NOW - 5 * MINUTE_MS };
    expect(clearanceOf(overtaken, context({ warnings: warnedMinutesAgo(12) })).warn).toBe(true);
  });

  const free = [
    { rule: 'where it is a start', run: openRun('start'), entry: entry() },
    { rule: 'where it only undoes manual changes', run: openRun('stop', { because: 'enforce' }), entry: entry() },
    {
      rule: 'where it only repeats a stop that RDS undid',
      run: openRun('stop', { because: 'rds-restart' }),
      entry: entry(),
    },
    { rule: 'where WarnMinutes is 0', run: stop, entry: entry({ schedule: { warnMinutes: 0 } }) },
    {
      rule: 'where a person ordered it',
      run: stop,
      entry: entry({ timetable: { hold: { kind: 'stop', at: NOW, by: 'kim' } } }),
    },
    {
      rule: 'where it has called already',
      run: openRun('stop', { groups: { web: { lastCallAt: NOW } } }),
      entry: entry(),
    },
  ] as const;
  it.each(free)('at once $rule', ({ run, entry: own }) => {
    expect(clearanceOf(run, context({ entry: own }))).toEqual({ callsFrom: 0, warn: false });
  });
});

describe('the warning of a stop ahead', () => {
  // Stops at 09:45, a quarter of an hour from now.
  const own = entry({ timetable: { periods: [{ days: EVERY_DAY, startMinute: 300, stopMinute: 585 }] } });
  const stopAt = NOW + 15 * MINUTE_MS;
  const cases = [
    { rule: 'is not due while a later tick is in time', tickMinutes: 1, minutesFromNow: 0, due: false },
    { rule: 'is due WarnMinutes ahead', tickMinutes: 1, minutesFromNow: 5, due: true },
    { rule: 'is due earlier when the next tick would be too late', tickMinutes: 10, minutesFromNow: 0, due: true },
    { rule: 'is not due once the stop has come: the run warns then', tickMinutes: 1, minutesFromNow: 15, due: false },
  ];
  it.each(cases)('$rule', ({ tickMinutes, minutesFromNow, due }) => {
    const now = NOW + minutesFromNow * MINUTE_MS;
    expect(warningDue(context({ entry: own, now, tickMs: tickMinutes * MINUTE_MS }))?.at).toBe(
      due ? stopAt : undefined,
    );
  });

  it('is not given while a stop is being carried out', () => {
    const stopping = { ...emptyRecord, run: openRun('stop', { edge: edge('stop', NOW - MINUTE_MS) }) };
    const now = NOW + 5 * MINUTE_MS;
    expect(warningDue(context({ entry: own, now, record: stopping }))).toBeUndefined();
    const settled = { ...stopping, run: { ...stopping.run, settledAt: NOW } };
    expect(warningDue(context({ entry: own, now, record: settled }))?.at).toBe(stopAt);
  });

  it('is given once', () => {
    const now = NOW + 6 * MINUTE_MS;
    const warnings = [{ scheduleName: 'Development', stopAt, warnedAt: NOW + 5 * MINUTE_MS }];
    expect(warningDue(context({ entry: own, now, warnings }))).toBeUndefined();
  });
});

it('counts an owed warning as not yet given', () => {
  const owed = {
    id: 'x',
    at: NOW,
    severity: 'warning',
    kind: 'stop-warning',
    schedule: 'Development',
    timeZone: 'Asia/Seoul',
    facts: [{ name: 'edgeAt', value: new Date(NOW).toISOString() }],
    actions: [],
    channels: [],
  } as const;
  const record = { ...emptyRecord, owed: [owed] };
  expect(clearanceOf(openRun('stop', { edge: edge('stop') }), context({ record }))).toEqual({
    callsFrom: NOW + 10 * MINUTE_MS,
    warn: false,
  });
});
