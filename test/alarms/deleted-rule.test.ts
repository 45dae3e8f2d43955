import { expect, it } from 'vitest';
import { MINUTE_MS } from '../../functions/shared/calendar/instant.ts';
import { at, CPU, failure, WatchHouse } from './watch-house.ts';

const monday = (time: string) => at(`2026-11-23T${time}`);

/** `cpu` has fired since 09:02 in the channel `ops`. */
async function firingHouse(): Promise<WatchHouse> {
  const house = new WatchHouse();
  house.alarmRules = [{ ...CPU, Channels: ['ops'] }];
  house.curve = () => 95;
  await house.watchUntil(monday('09:02'));
  return house;
}

it('a rule that is deleted while it fires ends in its channels, once, and is forgotten', async () => {
  const house = await firingHouse();
  house.alarmRules = [];
  await house.watchUntil(monday('09:10'));
  expect(house.said()).toEqual(['alarm critical', 'alarm-resolved deleted']);
  expect(house.notices.at(-1)).toMatchObject({ severity: 'info', channels: ['ops'] });
  expect(house.records.size).toBe(0);
});

it('a rule that is deleted after its end says nothing', async () => {
  const house = await firingHouse();
  house.curve = () => 10;
  await house.watchUntil(monday('09:10'));
  house.alarmRules = [];
  await house.watchUntil(monday('09:20'));
  expect(house.said()).toEqual(['alarm critical', 'alarm-resolved ok']);
});

it('a rule that is deleted under a silence ends when the silence does', async () => {
  const house = await firingHouse();
  const silence = { ruleName: 'cpu', by: 'minsu', at: house.now, until: monday('09:30'), reason: undefined };
  house.silences.set('cpu', silence);
  house.alarmRules = [];
  await house.watchUntil(monday('09:29'));
  expect(house.said()).toEqual(['alarm critical']);
  await house.watchUntil(monday('09:40'));
  expect(house.said()).toEqual(['alarm critical', 'alarm-resolved deleted']);
});

it('a rule that is deleted while its values cannot be read is not left hanging', async () => {
  const house = await firingHouse();
  house.curve = () => 10;
  await house.watchUntil(monday('09:10'));
  house.fetchFails = failure('InternalFailure');
  await house.watchUntil(monday('09:20'));
  house.alarmRules = [];
  await house.watchUntil(monday('09:30'));
  expect(house.said().slice(2)).toEqual(['alarm fetch-failed', 'alarm-resolved deleted']);
});

it('the end of a deleted rule survives a crash before it is queued, under the same id', async () => {
  const house = await firingHouse();
  house.alarmRules = [];
  house.crashOnSend = new Error('died');
  expect((await house.evaluate()).failures).toHaveLength(1);
  house.now += MINUTE_MS;
  await house.evaluate();
  expect(house.said()).toEqual(['alarm critical', 'alarm-resolved deleted']);
  expect(house.records.size).toBe(0);
});
