import { describe, expect, it } from 'vitest';
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../../functions/shared/calendar/instant.ts';
import { checkRestarts, noteRestartEvents, restartIsDue } from '../../../functions/scheduler/domain/restarts.ts';
import { emptyRecord, member, NOW } from './given.ts';

const database = (given: Parameters<typeof member>[1] = {}) => member('db-1', { type: 'RDS', ...given });
const waiting = (restartsAt: number) => ({ ...emptyRecord, restarts: { 'db-1': restartsAt } });

it('keeps when RDS will start each stopped instance, a week from now where RDS does not say', () => {
  const restartsOf = (found: ReturnType<typeof member>[]) => checkRestarts(emptyRecord, found, NOW).restarts;
  expect(restartsOf([database({ restartsAt: NOW + DAY_MS }), member('i-1')])).toEqual({ 'db-1': NOW + DAY_MS });
  expect(restartsOf([database()])).toEqual({ 'db-1': NOW + 7 * DAY_MS });
  expect(restartsOf([database({ skip: 'cluster-member' }), database({ phase: 'up' })])).toEqual({});
});

describe('looks at the fleet', () => {
  const tickMs = 5 * MINUTE_MS;
  const due = (minutesAhead: number) => restartIsDue(waiting(NOW + minutesAhead * MINUTE_MS), { now: NOW, tickMs });
  it('from the time that RDS said', () => {
    expect([due(0), due(-60), due(1)]).toEqual([true, true, false]);
  });
  it('twice before it, and before RDS might be early, for who was started by hand', () => {
    expect([due(10), due(11), due(20), due(21)]).toEqual([false, true, true, false]);
  });
});

it('has nothing to note of an instance that every object knows by its name', () => {
  const events = [{ instanceId: 'constructor', kind: 'rds-auto-restart', at: NOW }];
  expect(noteRestartEvents(waiting(NOW), events)).toEqual(waiting(NOW));
});

describe('when the time has come', () => {
  const cases = [
    {
      rule: 'an instance that is up was restarted',
      record: waiting(NOW),
      found: database({ phase: 'up' }),
      restarted: ['db-1'],
      restarts: {},
    },
    {
      rule: 'so was one on its way',
      record: waiting(NOW),
      found: database({ phase: 'starting' }),
      restarted: ['db-1'],
      restarts: {},
    },
    {
      rule: 'one still stopped is waited for',
      record: waiting(NOW - 1),
      found: database(),
      restarted: [],
      restarts: { 'db-1': NOW - 1 },
    },
    {
      rule: 'a new time is taken over',
      record: waiting(NOW),
      found: database({ restartsAt: NOW + 1 }),
      restarted: [],
      restarts: { 'db-1': NOW + 1 },
    },
    {
      rule: 'RDS may be some minutes early',
      record: waiting(NOW + 10 * MINUTE_MS),
      found: database({ phase: 'up' }),
      restarted: [],
      restarts: { 'db-1': NOW + 10 * MINUTE_MS },
    },
    {
      rule: 'who is up before that was started by hand',
      record: waiting(NOW + 10 * MINUTE_MS + 1),
      found: database({ phase: 'up' }),
      restarted: [],
      restarts: {},
    },
  ];
  it.each(cases)('$rule', ({ record, found, restarted, restarts }) => {
    expect(checkRestarts(record, [found], NOW)).toEqual({ restarted, restarts });
  });

  it('a deleted instance is forgotten', () => {
    expect(checkRestarts(waiting(NOW), [], NOW)).toEqual({ restarted: [], restarts: {} });
  });
});

describe('RDS events', () => {
  const event = (kind: string, at: number) => ({ instanceId: 'db-1', kind, at });
  it('make an automatic restart due at once', () => {
    expect(
      noteRestartEvents(waiting(NOW + HOUR_MS), [event('rds-auto-restart', NOW), event('rds-started', NOW)]).restarts,
    ).toEqual({ 'db-1': NOW });
  });
  it('make one that RDS says is late due as of what it says', () => {
    const late = [event('rds-started', NOW), event('rds-auto-restart', NOW)];
    expect(noteRestartEvents(waiting(NOW - HOUR_MS), late).restarts).toEqual({ 'db-1': NOW });
  });
  it('tell a start by hand: should somebody stop it again, RDS starts it a week later at the earliest', () => {
    const { restarts } = noteRestartEvents(waiting(NOW + DAY_MS), [event('rds-started', NOW)]);
    expect(restarts).toEqual({ 'db-1': NOW + 7 * DAY_MS });
  });
  it('leave the record as it is where they are about somebody else', () => {
    const record = waiting(NOW);
    expect(noteRestartEvents(record, [{ instanceId: 'db-2', kind: 'rds-started', at: NOW }])).toBe(record);
  });
});
