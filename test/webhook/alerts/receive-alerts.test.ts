import { describe, expect, it } from 'vitest';
import { MINUTE_MS } from '../../../functions/shared/calendar/instant.ts';
import { ExternalFailure } from '../../../functions/shared/failure/external-failure.ts';
import type { Notice } from '../../../functions/shared/notice/notice.ts';
import { sayNotice } from '../../../functions/webhook/domain/say.ts';
import { ALERT_TOKEN, alertTokenOf, JANDI_TOKEN, Receiver, SIGNING_SECRET, type Sent } from '../receiver.ts';
import { alert, group, post, resolved } from './sent-alerts.ts';

const fact = ({ facts }: Notice, name: string) => facts.find((one) => one.name === name)?.value;
/** What was told, once for each id as the deliverer has it: `alarm web-1, web-2`. */
const told = ({ notices }: Receiver): string[] =>
  [...new Map(notices.map((notice) => [notice.id, notice])).values()].map(
    (notice) => `${notice.kind} ${String(fact(notice, 'instances'))}`,
  );

describe('the proof of alerts', () => {
  const basic = (user: string, password: string): Sent['headers'] => ({
    'content-type': 'application/json',
    authorization: `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`,
  });
  const bearer = (authorization: string): Sent['headers'] => ({ 'content-type': 'application/json', authorization });

  it.each<[proof: string, sent: Sent, status: number]>([
    ['a bearer token', {}, 200],
    ['a bearer token of whatever case', { headers: bearer(`bearer ${ALERT_TOKEN}`) }, 200],
    ['a basic password of whatever user', { headers: basic('grafana', ALERT_TOKEN) }, 200],
    ['a basic password without a user', { headers: basic('', ALERT_TOKEN) }, 200],
    [
      "a token of a Slack channel's own",
      { ...post(group([]), { token: alertTokenOf('slack') }), path: '/alerts/ops' },
      200,
    ],
    ["the token of the channel's chat service", { headers: bearer(`Bearer ${JANDI_TOKEN}`) }, 401],
    ['the signing secret of Slack', { ...post(group([]), { token: SIGNING_SECRET }), path: '/alerts/ops' }, 401],
    ['none', { headers: { 'content-type': 'application/json' } }, 401],
    ['a wrong token', { headers: bearer('Bearer wrong') }, 401],
    ['no more than the scheme', { headers: bearer('Bearer') }, 401],
    ['an empty password', { headers: basic('team', '') }, 401],
    ['the token as a user', { headers: basic(ALERT_TOKEN, '') }, 401],
    ['another scheme', { headers: bearer(`Token ${ALERT_TOKEN}`) }, 401],
    ['the token of another channel', { path: '/alerts/ops' }, 401],
    ['a token for a channel that there is not', { path: '/alerts/nobody' }, 401],
  ])('is %s: %o', async (_proof, sent, status) => {
    expect(await new Receiver().statusOf({ ...post(group([])), ...sent })).toBe(status);
  });

  it('comes before anything of the body is read, and of a body that is refused nothing is logged', async () => {
    const receiver = new Receiver();
    expect(await receiver.statusOf(post('{"secret', { token: 'wrong' }))).toBe(401);
    expect(await receiver.statusOf(post('{"secret'))).toBe(400);
    expect(receiver.logged.join()).not.toContain('secret');
  });
});

it.each<[what: string, sent: Sent, status: number]>([
  ['another method', { method: 'GET' }, 405],
  ['another form', { headers: { 'content-type': 'text/plain', authorization: `Bearer ${ALERT_TOKEN}` } }, 415],
  ['a form', { headers: { 'content-type': 'application/x-www-form-urlencoded' } }, 415],
  ['a body of more than 1 MiB', { body: `{"a":"${'x'.repeat(1_048_576)}"}` }, 413],
  ['no JSON', { body: 'alert!' }, 400],
  ['no group', { body: '{"alerts":[]}' }, 400],
  ['no alerts', { body: '{"groupKey":"{}"}' }, 400],
  ['nothing but alerts that are none', { body: JSON.stringify(group([{}, 1, null])) }, 400],
  ['a group without an alert', { body: JSON.stringify(group([])) }, 200],
])('%s is answered with its status', async (_what, sent, status) => {
  const receiver = new Receiver();
  expect(await receiver.statusOf({ ...post(group([])), ...sent })).toBe(status);
  expect(receiver.notices).toEqual([]);
});

describe('a group of alerts', () => {
  it('becomes one alarm for the channel of its address, without any of its addresses', async () => {
    const receiver = new Receiver();
    await receiver.send(post(group([alert('web-1:9100'), alert('web-2:9100')])));
    expect(receiver.notices).toMatchObject([
      { kind: 'alarm', severity: 'error', channels: ['team'], schedule: '', timeZone: 'Asia/Seoul', actions: [] },
    ]);
    expect(JSON.stringify(receiver.notices)).not.toMatch(/secret|http/);
    expect(receiver.notices.map((notice) => sayNotice(notice, 'en'))).toEqual([
      {
        title: 'Critical: InstanceDown',
        text: 'Instance is down. It began at 21:40 KST. It has been down for five minutes.',
        heading: '2 instances',
        lines: ['web-1:9100', 'web-2:9100'],
      },
    ]);
  });

  it('is told once, however often it comes', async () => {
    const receiver = new Receiver();
    for (let times = 0; times < 3; times += 1) await receiver.send(post(group([alert('web-1')])));
    expect(receiver.notices).toHaveLength(1);
  });

  it('tells only what is new when another fires, and only what is over when one resolves', async () => {
    const receiver = new Receiver();
    await receiver.send(post(group([alert('web-1')])));
    await receiver.send(post(group([alert('web-1'), alert('web-2', { startsAt: '2026-11-20T12:45:00Z' })])));
    await receiver.send(post(group([resolved('web-1'), alert('web-2', { startsAt: '2026-11-20T12:45:00Z' })])));
    await receiver.send(post(group([resolved('web-1'), resolved('web-2')])));
    expect(told(receiver)).toEqual(['alarm web-1', 'alarm web-2', 'alarm-resolved web-1', 'alarm-resolved web-2']);
    expect(receiver.notices.at(-1)).toMatchObject({ severity: 'ok' });
  });

  it('is told again when it fires again, though the sender may say that it never was over', async () => {
    const receiver = new Receiver();
    await receiver.send(post(group([alert('web-1')])));
    await receiver.send(post(group([resolved('web-1')])));
    await receiver.send(post(group([alert('web-1')])));
    await receiver.send(post(group([alert('web-1', { startsAt: '2026-11-20T12:55:00Z' })])));
    expect(told(receiver)).toEqual(['alarm web-1', 'alarm-resolved web-1', 'alarm web-1', 'alarm web-1']);
  });

  it('is not told as over where nobody was told that it fires', async () => {
    const receiver = new Receiver();
    await receiver.send(post(group([resolved('web-1')])));
    expect(receiver.notices).toEqual([]);
  });

  it('is reminded of every four hours, if the sender repeats it so often', async () => {
    const receiver = new Receiver();
    const began = receiver.now;
    // A sender that repeats every four hours is two seconds early at each time.
    for (const minutes of [0, 60, 180, 240 - 1 / 30, 241, 480 - 1 / 15, 900]) {
      receiver.now = began + minutes * MINUTE_MS;
      await receiver.send(post(group([alert('web-1')])));
    }
    expect(told(receiver)).toEqual(['alarm web-1', ...Array.from({ length: 3 }, () => 'alarm-reminder web-1')]);
    expect(sayNotice(receiver.notices[1] as Notice, 'ko').title).toBe('심각 계속: InstanceDown');
  });

  it('that is not the same is told by itself, and so is the same one to another channel', async () => {
    const receiver = new Receiver();
    await receiver.send(post(group([alert('web-1')])));
    await receiver.send(post(group([alert('web-1')], { groupKey: '{}:{job="node"}' })));
    await receiver.send({ ...post(group([alert('web-1')]), { token: alertTokenOf('slack') }), path: '/alerts/ops' });
    expect(new Set(receiver.notices.map(({ id }) => id)).size).toBe(3);
  });

  it('keeps what was told of it where the sender leaves some of it out', async () => {
    const receiver = new Receiver();
    await receiver.send(post(group([alert('web-1'), alert('web-2')])));
    await receiver.send(post(group([alert('web-2')], { truncatedAlerts: 1 })));
    await receiver.send(post(group([alert('web-1'), alert('web-2')])));
    expect(told(receiver)).toEqual(['alarm web-1,web-2']);
  });
});

describe('where the outside does not work', () => {
  const failure = new ExternalFailure({ reason: 'unavailable', retryable: true, code: 'Down', message: 'down' });

  it('it is answered with 503, and told under the same id when it comes again', async () => {
    const receiver = new Receiver();
    const { saveTold } = receiver.ports.alertGroups;
    let isDown = true;
    const ports = {
      ...receiver.ports.alertGroups,
      saveTold: (...given: Parameters<typeof saveTold>) => (isDown ? Promise.reject(failure) : saveTold(...given)),
    };
    const failing = new Receiver({ alertGroups: ports });
    expect(await failing.statusOf(post(group([alert('web-1')])))).toBe(503);
    isDown = false;
    expect(await failing.statusOf(post(group([alert('web-1')])))).toBe(200);
    expect(failing.notices).toHaveLength(2);
    expect(told(failing)).toEqual(['alarm web-1']);
  });

  it('nothing is remembered of what could not be queued', async () => {
    const notices = { send: () => Promise.reject(failure) };
    const receiver = new Receiver();
    const down = new Receiver({ commands: { ...receiver.ports.commands, notices } });
    expect(await down.statusOf(post(group([alert('web-1')])))).toBe(503);
    expect(down.groups.size).toBe(0);
  });
});
