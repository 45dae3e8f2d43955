import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ReceivePorts } from '../../functions/webhook/receive-request.ts';
import { respondTo } from '../../functions/webhook/respond-to.ts';
import { embeddedDynamoDb } from '../../local/embedded-dynamodb.ts';
import { emptyStores } from '../contracts/store-tables.ts';
import { button, fromJandi, fromSlack, JANDI_TOKEN, Receiver, slash, type Sent } from './receiver.ts';

// Whatever comes over the wire gets one of these; a 5xx would be a fault of ours, and a throw a stack trace in the log.
const STATUSES = [200, 400, 401, 404, 405, 413, 415];

const anyText = fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' }), fc.json());
const anyPath = fc.oneof(
  fc.constantFrom(
    '/',
    '',
    '/chat/team',
    '/chat/ops',
    '/chat/',
    '/chat//',
    '/chat/%',
    '/chat/__proto__',
    '/prod/chat/ops/',
  ),
  fc.webPath(),
  anyText,
);
const anyHeaders = fc.dictionary(
  fc.oneof(
    fc.constantFrom('content-type', 'Content-Type', 'x-slack-signature', 'X-Slack-Request-Timestamp', '__proto__'),
    fc.string(),
  ),
  fc.oneof(fc.constantFrom('application/json', 'application/x-www-form-urlencoded', 'text/plain', ''), anyText),
);
const anyRequest: fc.Arbitrary<Sent> = fc.record({
  method: fc.oneof(fc.constantFrom('GET', 'POST', 'PUT', 'OPTIONS', 'post'), fc.string()),
  path: anyPath,
  headers: anyHeaders,
  body: fc.option(anyText, { nil: undefined }),
  isBase64Encoded: fc.boolean(),
});

const anyValue = fc.oneof(anyText, fc.jsonValue());
const anyTexts = fc.dictionary(
  fc.oneof(fc.constantFrom('text', 'ssl_check', 'user_id', 'response_url'), anyText),
  anyText,
);
/** Signed, or with the right token, so that all that lies behind the door is reached. */
const provenRequest: fc.Arbitrary<Sent> = fc.oneof(
  anyText.map((body) => fromSlack(body)),
  anyTexts.map((form) => fromSlack(form)),
  fc.tuple(anyText, anyTexts).map(([text, more]) => fromSlack(slash(text, more))),
  anyValue.map((payload) => fromSlack({ payload: typeof payload === 'string' ? payload : JSON.stringify(payload) })),
  fc
    .tuple(fc.record({ command: anyValue, shownFor: anyValue }, { requiredKeys: [] }), fc.object())
    .map(([value, more]) => fromSlack(button(value, more))),
  fc
    .tuple(
      fc.record(
        { text: anyValue, keyword: anyValue, writerName: anyValue, writerEmail: anyValue },
        { requiredKeys: [] },
      ),
      fc.object(),
    )
    .map(([line, more]) => fromJandi({ ...more, ...line, token: JANDI_TOKEN })),
);

const isAnswered = async (sent: Sent): Promise<void> => {
  const receiver = new Receiver();
  const { statusCode, body = '' } = await receiver.send(sent);
  expect(STATUSES).toContain(statusCode);
  expect(body).not.toMatch(/\bat .*\.ts:\d+|Error:/);
  const isClean = receiver.asked.every(({ text, who }) => !/[\p{Cc}\p{Surrogate}]/u.test(text + who));
  expect(isClean).toBe(true);
};

it('answers whatever is sent with a status of its own making', async () => {
  await fc.assert(fc.asyncProperty(anyRequest, isAnswered), { numRuns: 2_000 });
});

it('answers whatever is sent with the right proof', async () => {
  await fc.assert(fc.asyncProperty(provenRequest, isAnswered), { numRuns: 2_000 });
});

it('lets nothing through that is not proved', async () => {
  const unproved = anyRequest.map((sent) => ({ ...sent, method: 'POST' }));
  const property = fc.asyncProperty(unproved, async (sent) => {
    const receiver = new Receiver();
    await receiver.send(sent);
    expect([receiver.asked, receiver.remembered.size]).toEqual([[], 0]);
  });
  await fc.assert(property, { numRuns: 1_000 });
});

it('answers whatever the bot is told, with its real commands on real tables', async () => {
  const { documentClient } = await embeddedDynamoDb();
  const { rows, exceptions, memory, alarms } = await emptyStores(documentClient);
  const schedule = { ScheduleName: 'Development', StartTime: '09:30', StopTime: '22:00' };
  const rule = { RuleName: 'cpu high', Namespace: 'AWS/EC2', MetricName: 'CPUUtilization', Critical: 90 };
  await rows.put({ Schedule: [schedule], ScheduleServerGroup: [], ScheduleException: [], AlarmRule: [rule] });
  const ports: Partial<ReceivePorts> = {
    respondTo,
    commands: {
      ...{ rows, exceptions, memory, alarms },
      notices: { send: async () => {} },
      targets: [
        {
          id: 'self/embedded',
          fleet: async () => ({ list: async () => ({ members: [], unseen: [] }) }),
          waker: { wake: async () => {} },
        },
      ],
      settings: { timeZone: 'Asia/Seoul', warnMinutes: 10 },
    },
  };
  const words = fc.constantFrom(
    ...[
      'Development',
      'status',
      'e',
      's',
      'set',
      'del',
      'info',
      'week',
      'extend',
      'force_stop',
      '시작',
      '해제',
      'help',
    ],
    ...['alarms', 'ack', 'silence', '무음', '해제', 'unsilence', 'cpu', 'high', 'all', '*', 'run-stuck:Development'],
    ...[
      'today',
      '내일',
      '2026-11-20',
      'start',
      'stop',
      'None',
      '26:00',
      '2h',
      '30분',
      '"',
      '99999999h',
      '-1',
      '2026-02-30',
    ],
  );
  const anyLine = fc.array(fc.oneof({ weight: 6, arbitrary: words }, { weight: 1, arbitrary: anyText }), {
    maxLength: 7,
  });
  const property = fc.asyncProperty(anyLine, fc.boolean(), async (line, fromButton) => {
    const text = line.join(' ');
    const receiver = new Receiver(ports);
    const { statusCode, body } = await receiver.send(
      fromSlack(fromButton ? button({ command: text, shownFor: '2026-11-20T13:00:00Z' }) : slash(text)),
    );
    const answer = fromButton ? receiver.posted[0]?.body : body;
    expect([statusCode, JSON.parse(answer ?? '')]).toMatchObject([200, { blocks: expect.any(Array) }]);
    expect(answer).not.toMatch(/\bat .*\.ts:\d+/);
  });
  await fc.assert(property, { numRuns: 200 });
});

it.each([
  ['deeply nested JSON', fromJandi('['.repeat(60_000))],
  [
    'deeply nested objects with the right token',
    fromJandi(`{"token":"${JANDI_TOKEN}","text":"list","a":${'[{"a":'.repeat(9_000)}`),
  ],
  ['a keyword that never ends', fromJandi({ token: JANDI_TOKEN, text: `/${'서'.repeat(20_000)}`, keyword: '서' })],
  ['nothing but blanks', fromJandi({ token: JANDI_TOKEN, text: ' \t\n'.repeat(10_000) })],
  ['nothing but escapes', fromSlack(slash('&amp;'.repeat(7_000)))],
  ['thousands of fields', fromSlack('&text='.repeat(10_000))],
  ['thousands of percent signs', fromSlack(`text=${'%'.repeat(60_000)}`)],
  ['a path of slashes', { path: '/chat/'.repeat(1_000) }],
])('is not held up by %s', async (_what, sent) => {
  await isAnswered(sent);
});
