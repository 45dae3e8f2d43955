import { describe, expect, it } from 'vitest';
import { fileWith, runCurfew, weekdays } from './run-curfew.ts';

const tags = (group: string) => ({ ScheduleName: 'Development', ScheduleGroupName: group });
const FLEET = [
  { id: 'orders-db', type: 'RDS', tags: tags('db'), state: 'stopped', bootSeconds: 100, stopSeconds: 50 },
  { id: 'i-1', type: 'EC2', tags: tags('web'), state: 'stopped', bootSeconds: 20, stopSeconds: 10 },
];
const ROWS = {
  Schedule: [weekdays()],
  ScheduleServerGroup: [
    { ScheduleName: 'Development', GroupName: 'db', InstanceType: 'RDS' },
    { ScheduleName: 'Development', GroupName: 'web', InstanceType: 'EC2', Dependency: ['db'] },
  ],
};
const MORNING = ['--from', '2026-11-20T09:25', '--to', '2026-11-20T09:40'];

const simulate = async (rows: unknown, fleet: unknown, ...argv: string[]) =>
  runCurfew(['simulate', '--rows', await fileWith(rows), '--fleet', await fileWith(fleet, 'fleet.json'), ...argv]);

interface Event {
  readonly at: string;
  readonly type: string;
  readonly [field: string]: unknown;
}

describe('curfew simulate', () => {
  it('prints calls, states and notices in time order, and a summary, as JSON', async () => {
    const { exitCode, out, err } = await simulate(ROWS, FLEET, ...MORNING, '--json');
    expect([exitCode, err]).toEqual([0, '']);
    const { events, summary }: { events: Event[]; summary: object } = JSON.parse(out);
    expect(events.map(({ at }) => at)).toEqual(events.map(({ at }) => at).sort());
    expect(events.filter(({ type }) => type !== 'notice')).toEqual([
      { at: '2026-11-20T00:30:00Z', type: 'call', op: 'StartDBInstance', ids: ['orders-db'] },
      { at: '2026-11-20T00:30:00Z', type: 'state', id: 'orders-db', state: 'starting' },
      { at: '2026-11-20T00:31:40Z', type: 'state', id: 'orders-db', state: 'available' },
      { at: '2026-11-20T00:31:41Z', type: 'call', op: 'StartInstances', ids: ['i-1'] },
      { at: '2026-11-20T00:31:41Z', type: 'state', id: 'i-1', state: 'pending' },
      { at: '2026-11-20T00:32:01Z', type: 'state', id: 'i-1', state: 'running' },
    ]);
    const notices = events.filter(({ type }) => type === 'notice');
    expect(notices.map(({ kind }) => kind)).toEqual(['starting', 'starting', 'started']);
    for (const notice of notices)
      expect(Object.keys(notice)).toEqual(['at', 'type', 'id', 'kind', 'severity', 'schedule', 'text']);
    expect(summary).toMatchObject({ calls: { StartDBInstance: 1, StartInstances: 1 } });
    expect(summary).toHaveProperty('settled');
  });

  it('has in the text of a notice every detail of it: what is wrong in a row', async () => {
    const rows = { Schedule: [weekdays({ StopTime: '99:00' })] };
    const { events }: { events: Event[] } = JSON.parse((await simulate(rows, FLEET, ...MORNING, '--json')).out);
    const texts = events.filter(({ kind }) => kind === 'row-error').map(({ text }) => text);
    expect(texts[0]).toMatch(/^Development: left alone.*\nSchedule Development, StopTime: got 99:00, expected /);
  });

  it('goes by ticks alone on request', async () => {
    const started = async (...argv: string[]) => {
      const { events }: { events: Event[] } = JSON.parse(
        (await simulate(ROWS, FLEET, ...MORNING, '--json', ...argv)).out,
      );
      return events.find(({ op }) => op === 'StartInstances')?.at;
    };
    expect(await started('--no-events')).toBe('2026-11-20T00:32:00Z');
    expect(await started('--no-events', '--tick-minutes', '5')).toBe('2026-11-20T00:35:00Z');
  });

  it('tells the same to people, in local time', async () => {
    const { out } = await simulate(ROWS, FLEET, ...MORNING);
    expect(out).toMatch(/^Fri 2026-11-20 \(Asia\/Seoul\)\n {2}09:30:00 {2}StartDBInstance orders-db$/m);
    expect(out).toMatch(
      /^ {2}09:30:00 {2}Development: starting db\n {14}Starting 1 instance of db as scheduled for 09:30 KST\.$/m,
    );
    expect(out).toMatch(/^Development +start +Fri 2026-11-20 09:30 KST +Fri 2026-11-20 09:32 KST$/m);
    expect(out).toMatch(/^StartInstances +1$/m);
  });

  it('says so when nothing happens', async () => {
    const { exitCode, out } = await simulate({}, FLEET, ...MORNING);
    expect([exitCode, out]).toEqual([0, 'No start or stop was settled.\n\nNothing was called.']);
  });

  it('tells every mistake of a fleet file', async () => {
    const { exitCode, err } = await simulate(ROWS, [{ id: 'i-1', type: 'EC3' }, { type: 'EC2' }], ...MORNING);
    expect(exitCode).toBe(2);
    expect(err).toMatch(
      /fleet\.json has mistakes:\n {2}fleet i-1, type: got "EC3", expected .*\n {2}fleet #2, id: got nothing, expected /,
    );
  });

  it.each(['0', '61', '1.5', 'x'])('takes %s tick minutes for wrong usage', async (minutes) => {
    const { exitCode, err } = await simulate(ROWS, FLEET, ...MORNING, '--tick-minutes', minutes);
    expect([exitCode, err]).toEqual([2, `curfew: --tick-minutes ${minutes} is not a number of minutes; type 1 to 60`]);
  });
});
