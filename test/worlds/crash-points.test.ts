import { expect, it } from 'vitest';
import { playRun, RUNS, type PlayedRun, type RunName } from './crash-points.ts';

/*
 * The order intent, calls, results, queue, clear (functions/scheduler/carry-out.ts), that of alarms (functions/alarms/evaluate.ts), and
 * claim, post, confirm (functions/webhook/post-once.ts), are right when it does not matter where an invocation dies. So it dies everywhere: after each
 * single write, call, message and post of a run, one after the other.
 */

/**
 * A flag that outlives the invocation which took it over is an order anew: it is carried out, and told, once more. What the next evaluation
 * finds of an alarm bears its own time.
 */
function toldIn(run: RunName, { queued }: PlayedRun): string[] {
  const isTimed = run === 'start' || run === 'stop';
  const anyTime = (id: string): string => id.replace(/run-\d+/, 'run').replace(/\d{4}-\d\d-\d\dT[\d:.]+/, 'T');
  return [...new Set([...queued].map((id) => (isTimed ? id : anyTime(id))))].sort();
}

it.each(RUNS)('comes to the same, and loses no notice, wherever an invocation of a run dies: %s', async (run) => {
  const whole = await playRun(run, Infinity);
  expect(whole.violations).toEqual([]);
  expect(whole.posted).toBe(whole.queued.size);
  for (const [nth, change] of whole.changes.entries()) {
    const died = await playRun(run, nth + 1);
    const where = `died after change ${nth + 1} of ${whole.changes.length}, ${change}`;
    expect(died.violations, where).toEqual([]);
    expect(died.states, where).toEqual(whole.states);
    expect(died.alarms, where).toEqual(whole.alarms);
    expect(toldIn(run, died), where).toEqual(toldIn(run, whole));
    // Between post and confirm nobody can know; the checker has held that against the promises.
    if (!/^chat|claim$/.test(change)) expect(died.posted, where).toBe(died.queued.size);
  }
});

it('an alarm that dies everywhere begins, becomes worse, is reminded of, and ends or is deleted', async () => {
  const told = async (run: RunName): Promise<string[]> =>
    [...(await playRun(run, Infinity)).queued].filter((id) => /^alarm.cpu.*default/.test(id)).map((id) => id.slice(35));
  expect(await told('alarms')).toEqual([
    ...['1/alarm to default', '2/alarm to default'],
    ...['3/alarm-reminder to default', '4/alarm-resolved to default'],
  ]);
  expect(await told('deleted alarm')).toEqual([
    '1/alarm to default',
    '2/alarm to default',
    '3/alarm-resolved to default',
  ]);
});

it('dies after every kind of change that a run makes', async () => {
  const played = await Promise.all(RUNS.map((run) => playRun(run, Infinity)));
  expect([...new Set(played.flatMap(({ changes }) => changes))].sort()).toEqual([
    ...[
      'DynamoDB: Schedule',
      'DynamoDB: alarm',
      'DynamoDB: claim',
      'DynamoDB: hold',
      'DynamoDB: look',
      'DynamoDB: run',
      'DynamoDB: warning',
    ],
    ...[
      'SQS: notices',
      'SQS: wake-ups',
      'StartDBInstance',
      'StartInstances',
      'StopDBInstance',
      'StopInstances',
      'chat: post',
    ],
  ]);
});
