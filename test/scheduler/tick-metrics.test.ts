import type { EventBridgeEvent, SQSEvent } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { invoke } from '../../functions/scheduler/invoke.ts';
import type { SchedulerPorts } from '../../functions/scheduler/ports.ts';
import type { SchedulerEvent } from '../../functions/scheduler/trigger.ts';
import { TICK_BODY, WAKE_UP_BODY } from '../../functions/shared/lambda/scheduler-messages.ts';
import { CHAIN, chainOf, development, Scenario, seoul } from '../scenarios/scenario.ts';

const ruled = (time: string): SchedulerEvent => ({ source: 'aws.events', time }) as EventBridgeEvent<string, unknown>;
const queued = (body: string): SchedulerEvent => ({ Records: [{ body, messageId: '1' }] }) as SQSEvent;

/** A chain of two under a rule so slow that nobody but the test ticks between the hours. */
const slowWorld = () =>
  Scenario.begin({
    rows: { Schedule: [development()], ScheduleServerGroup: CHAIN },
    fleet: chainOf('stopped'),
    from: '2026-11-20 09:00',
    tickMinutes: 60,
    events: false,
  });

/** What an invocation now reports to CloudWatch, by the metrics' names. */
async function measured(
  { world }: Scenario,
  event: SchedulerEvent,
  ports: SchedulerPorts = world.ports,
): Promise<Record<string, unknown>> {
  const lines: Record<string, unknown>[] = [];
  const log = (_message: string, fields: Readonly<Record<string, unknown>>) => void lines.push(fields);
  const context = { now: world.clock.now, deadline: { hasPassed: () => false }, functionName: 'scheduler', log };
  await invoke(ports, event, context).catch(() => undefined);
  const [line = {}, ...more] = lines;
  expect(more).toEqual([]);
  const { _aws: directives } = line as { _aws?: { CloudWatchMetrics: { Metrics: { Name: string }[] }[] } };
  const names = directives?.CloudWatchMetrics.flatMap(({ Metrics }) => Metrics.map(({ Name }) => Name)) ?? [];
  return Object.fromEntries(names.map((name) => [name, line[name]]));
}

describe('a tick of the rule', () => {
  it('measures a start from its begin to its end, in levels and in runs', async () => {
    const play = await slowWorld();
    await play.at('2026-11-20 09:30');
    const now = '2026-11-20T00:30:00Z';
    const level = { TickSucceeded: 1, TickAge: expect.any(Number) };
    expect(await measured(play, ruled(now))).toEqual({
      ...{ MembersDesired: 2, MembersUp: 0, MembersOff: 0, RunsOpen: 1, RunsBegun: 1 },
      ...level,
    });
    await play.at('2026-11-20 09:31');
    expect(await measured(play, ruled(now))).toEqual({
      ...{ MembersDesired: 2, MembersUp: 1, MembersOff: 0, RunsOpen: 1 },
      ...level,
    });
    await play.at('2026-11-20 09:32');
    expect(await measured(play, ruled(now))).toEqual({
      ...{ MembersDesired: 2, MembersUp: 2, MembersOff: 0, RunsOpen: 0, RunsSettled: 1, RunDuration: [120] },
      ...level,
    });
  });

  it('measures an idle night without a look at an instance, and the same when it comes twice', async () => {
    const play = await slowWorld();
    await play.at('2026-11-20 09:10');
    const ports = { ...play.world.ports, fleet: () => Promise.reject(new Error('nobody looks at the fleet')) };
    const first = await measured(play, ruled('2026-11-20T00:09:58Z'), ports);
    expect(first).toEqual({
      ...{ MembersDesired: 0, MembersUp: 0, MembersOff: 2, RunsOpen: 0 },
      ...{ TickSucceeded: 1, TickAge: 2.001 },
    });
    expect(await measured(play, ruled('2026-11-20T00:09:58Z'), ports)).toEqual(first);
  });

  it('has not succeeded where anything failed, and measures all the same', async () => {
    const play = await slowWorld();
    await play.at('2026-11-20 09:30');
    const broken = { send: () => Promise.reject(new Error('the queue is away')) };
    const ports = { ...play.world.ports, notices: broken };
    expect(await measured(play, ruled(''), ports)).toEqual({
      ...{ MembersDesired: 2, MembersUp: 0, MembersOff: 0, RunsOpen: 1, RunsBegun: 1 },
      TickSucceeded: 0,
    });
  });
});

describe('an invocation by the queue', () => {
  it('that is a whole tick measures as one, and is not late', async () => {
    const play = await slowWorld();
    await play.at('2026-11-20 09:10');
    const metrics = await measured(play, queued(TICK_BODY));
    expect(metrics).toMatchObject({ MembersOff: 2, TickSucceeded: 1 });
    expect(metrics).not.toHaveProperty('TickAge');
  });

  it('that wakes open runs measures only what became of them', async () => {
    const play = await slowWorld();
    await play.at('2026-11-20 09:30');
    await measured(play, ruled(''));
    await play.at('2026-11-20 09:31');
    expect(await measured(play, queued(WAKE_UP_BODY))).toEqual({});
    await play.world.playUntil(seoul('2026-11-20 09:32'));
    expect(await measured(play, queued(WAKE_UP_BODY))).toEqual({ RunsSettled: 1, RunDuration: [120] });
  });
});
