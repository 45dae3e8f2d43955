import { describe, expect, it } from 'vitest';
import { ExternalFailure } from '../../functions/shared/failure/external-failure.ts';
import type { CommandPorts, RespondTo } from '../../functions/webhook/ports.ts';
import {
  ANSWER,
  button,
  channel,
  channelsOf,
  fromJandi,
  fromSlack,
  JANDI_TOKEN,
  NOW,
  Receiver,
  RESPONSE_URL,
  slash,
} from './receiver.ts';

const jandi = fromJandi({
  token: JANDI_TOKEN,
  text: '/서버 Development  status',
  keyword: '서버',
  writerName: '민아',
  writerEmail: 'mina@example.com',
});
const pressed = fromSlack(button({ command: 'Development extend 1h', shownFor: '2026-11-20T13:00:00.000Z' }));
const bodyOf = ({ body }: { body?: string }): unknown => JSON.parse(body ?? '');

/** A promise that the test itself resolves. */
function held(): { readonly promise: Promise<void>; readonly release: () => void } {
  let release = (): void => undefined;
  const promise = new Promise<void>((resolve) => (release = resolve));
  return { promise, release };
}

/** Whatever does not wait for the outside has happened. */
const meanwhile = (): Promise<unknown> => new Promise((resolve) => setImmediate(resolve));

/** Ports whose only change is a wake-up. */
const waking = (wake: () => Promise<void>): CommandPorts =>
  ({ targets: [{ waker: { wake } }] }) as unknown as CommandPorts;
const changes: RespondTo = async ({ targets: [{ waker }] }) => {
  await waker.wake();
  return ANSWER;
};

describe('a line from JANDI', () => {
  it('is asked without its keyword, in the name of its writer', async () => {
    const receiver = new Receiver();
    await receiver.send(jandi);
    expect(receiver.asked).toEqual([
      {
        text: 'Development status',
        who: '민아 (mina@example.com)',
        mayChange: true,
        // Whatever the channel was told to show: this is what its writer has to type.
        channel: channel({ name: 'team', kind: 'jandi', keyword: '서버' }),
        now: NOW,
        lookUntil: expect.any(AbortSignal),
      },
    ]);
  });

  it('is answered in the response, in the form of an incoming webhook', async () => {
    const receiver = new Receiver();
    const { statusCode, headers, body } = await receiver.send(jandi);
    expect([statusCode, headers]).toEqual([200, { 'content-type': 'application/json' }]);
    expect(bodyOf({ body })).toMatchObject({ body: 'Development runs until 22:00', connectColor: '#1DDB16' });
    expect(receiver.posted).toEqual([]);
  });
});

describe('a slash command', () => {
  it('is answered to whoever typed it', async () => {
    const answer = await new Receiver().send(fromSlack(slash('Development status')));
    expect(bodyOf(answer)).toMatchObject({ response_type: 'ephemeral', text: expect.stringContaining('until 22:00') });
  });

  it('is answered to the whole channel where it changed something', async () => {
    const receiver = new Receiver({ commands: waking(async () => {}), respondTo: changes });
    expect(bodyOf(await receiver.send(fromSlack(slash('Development force_stop'))))).toMatchObject({
      response_type: 'in_channel',
    });
    expect(receiver.posted).toEqual([]);
  });
});

describe('a button', () => {
  it('asks its command, with the stop it was shown for', async () => {
    const receiver = new Receiver();
    await receiver.send(pressed);
    expect(receiver.asked).toMatchObject([
      { text: 'Development extend 1h', who: 'mina', shownFor: Date.parse('2026-11-20T13:00:00Z') },
    ]);
  });

  it('is acknowledged, and answered to its response_url beside the message it stands in', async () => {
    const receiver = new Receiver();
    expect(await receiver.send(pressed)).toEqual({ statusCode: 200, headers: {} });
    expect(receiver.posted).toMatchObject([{ url: RESPONSE_URL, headers: { 'content-type': 'application/json' } }]);
    expect(receiver.posted.map(bodyOf)).toMatchObject([{ response_type: 'ephemeral', replace_original: false }]);
  });

  const refused = new ExternalFailure({ reason: 'unsupported', retryable: false, message: 'The URL is not https.' });
  it.each([
    ['is refused', async () => ({ status: 404, headers: {}, body: '' }), 'HTTP 404'],
    ['may not be posted to', () => Promise.reject(refused), 'The URL is not https.'],
  ])('is acknowledged where its response_url %s, and the log says so without the URL', async (_what, post, failed) => {
    const receiver = new Receiver({ http: { post } });
    expect(await receiver.statusOf(pressed)).toBe(200);
    expect(receiver.logged).toEqual([
      `answered in vain ${JSON.stringify({ channel: 'ops', from: 'slack-button', failed })}`,
    ]);
  });

  it('is acknowledged where there is no response_url', async () => {
    const receiver = new Receiver();
    expect(await receiver.statusOf(fromSlack(button({ command: 'list' }, { response_url: undefined })))).toBe(200);
    expect(receiver.logged).toEqual([expect.stringContaining('there was no response_url')]);
  });
});

describe("a channel's people", () => {
  it.each([
    ['a Slack user by id', 'U1', true],
    ['a Slack user by name', 'Mina', true],
    ['nobody else', 'U2', false],
  ])('are %s', async (_who, person, mayChange) => {
    const receiver = new Receiver({
      channels: channelsOf([channel({ name: 'ops', kind: 'slack', people: [person] })]),
    });
    await receiver.send(fromSlack(slash('list')));
    await receiver.send(pressed);
    expect(receiver.asked.map((request) => request.mayChange)).toEqual([mayChange, mayChange]);
  });

  it.each([
    ['a JANDI member by name', '민아', true],
    ['a JANDI member by address', 'MINA@example.com', true],
    ['nobody by part of a name', '민', false],
    ['nobody by the name that is shown', '민아 (mina@example.com)', false],
  ])('are %s', async (_who, person, mayChange) => {
    const receiver = new Receiver({
      channels: channelsOf([channel({ name: 'team', kind: 'jandi', people: [person] })]),
    });
    await receiver.send(jandi);
    expect(receiver.asked.map((request) => request.mayChange)).toEqual([mayChange]);
  });
});

describe('when time is up', () => {
  it('before it is known who asks, the service is told to come again', async () => {
    const { promise } = held();
    const receiver = new Receiver({ channels: { get: () => promise.then(() => undefined) } });
    const answer = receiver.send(jandi);
    receiver.timeIsUp();
    expect(await answer).toEqual({ statusCode: 503, headers: {} });
  });

  it.each([
    ['en', 'That took too long'],
    ['ko', '시간이 너무 오래 걸렸어요'],
  ] as const)(
    'before anything was changed, the answer in %s says so, and nothing is changed after it',
    async (language, title) => {
      const { promise, release } = held();
      let [wakeUps, refusal]: [number, unknown] = [0, undefined];
      const receiver = new Receiver({
        channels: channelsOf([channel({ name: 'team', kind: 'jandi', language })]),
        commands: waking(async () => void wakeUps++),
        respondTo: async ({ targets: [{ waker }] }) => {
          await promise;
          await waker.wake().catch((error: unknown) => (refusal = error));
          return ANSWER;
        },
      });
      const answer = receiver.send(jandi);
      await meanwhile();
      receiver.timeIsUp();
      expect(bodyOf(await answer)).toMatchObject({ body: title });
      release();
      await expect.poll(() => refusal).toEqual(new Error('too late for a change: the answer has been given'));
      expect(wakeUps).toBe(0);
    },
  );

  it('while a change is being made, the change is finished and its answer goes to response_url', async () => {
    const change = held();
    const receiver = new Receiver({ commands: waking(() => change.promise), respondTo: changes });
    const answer = receiver.send(fromSlack(slash('Development extend 1h')));
    await meanwhile();
    receiver.timeIsUp();
    await meanwhile();
    expect(receiver.posted).toEqual([]);
    change.release();
    expect(await answer).toEqual({ statusCode: 200, headers: {} });
    expect(receiver.posted.map(bodyOf)).toMatchObject([{ response_type: 'in_channel' }]);
  });
});
