import fc from 'fast-check';
import { expect, it } from 'vitest';
import { readMessage } from '../../../functions/webhook/domain/read-message.ts';
import { sayNotice, type Language } from '../../../functions/webhook/domain/say.ts';
import { Receiver, type Sent } from '../receiver.ts';
import { alert, group, post } from './sent-alerts.ts';

const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.string({ unit: 'grapheme' }),
  fc.constantFrom('', '__proto__'),
);
const anyValue = fc.oneof(anyText, fc.jsonValue(), fc.object());
const texts = fc.dictionary(
  fc.oneof(fc.constantFrom('alertname', 'instance', 'severity', 'summary', 'description', '__proto__'), anyText),
  fc.oneof({ weight: 4, arbitrary: anyText }, { weight: 1, arbitrary: anyValue }),
);
const time = fc.oneof(
  fc.constantFrom('2026-11-20T12:40:00.123456789Z', '0001-01-01T00:00:00Z', '+275760-09-13T00:00:00Z'),
  anyValue,
);
const anyAlert = fc.oneof(
  fc.record(
    {
      status: fc.oneof(
        { weight: 6, arbitrary: fc.constantFrom('firing', 'resolved') },
        { weight: 1, arbitrary: anyValue },
      ),
      labels: fc.oneof({ weight: 6, arbitrary: texts }, { weight: 1, arbitrary: anyValue }),
      annotations: fc.oneof({ weight: 6, arbitrary: texts }, { weight: 1, arbitrary: anyValue }),
      startsAt: time,
      fingerprint: fc.oneof(fc.constantFrom('a', 'b', 'toString'), anyValue),
    },
    { requiredKeys: ['status', 'labels', 'startsAt'] },
  ),
  anyValue,
);
const anyGroup = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.tuple(fc.array(anyAlert), fc.object()).map(([alerts, more]) => ({ ...more, ...group(alerts) })),
  },
  { weight: 1, arbitrary: fc.object() },
  { weight: 1, arbitrary: fc.record({ groupKey: anyValue, alerts: anyValue, truncatedAlerts: anyValue }) },
);
const anySent: fc.Arbitrary<Sent> = fc.oneof(
  { weight: 8, arbitrary: anyGroup.map((body) => post(body)) },
  { weight: 1, arbitrary: anyText.map((body) => post(body)) },
  { weight: 1, arbitrary: fc.tuple(anyText, anyGroup).map(([token, body]) => post(body, { token })) },
);

it('whatever is sent is answered, and what is told of it can be queued and said', async () => {
  const property = fc.asyncProperty(fc.array(anySent, { minLength: 1, maxLength: 3 }), async (all) => {
    const receiver = new Receiver();
    for (const sent of all) expect([200, 400, 401]).toContain(await receiver.statusOf(sent));
    for (const notice of receiver.notices) {
      expect(readMessage(JSON.stringify({ channel: 'team', notice }))?.notice).toEqual(notice);
      for (const language of ['en', 'ko'] satisfies Language[]) {
        const { title, text, lines } = sayNotice(notice, language);
        expect([title, ...lines].filter((words) => words.trim() === '')).toEqual([]);
        expect([title, text, ...lines].join('')).not.toMatch(/undefined|NaN|\[object|[\p{Cc}\p{Surrogate}]/u);
      }
    }
  });
  await fc.assert(property, { numRuns: 1_000 });
});

it.each<[what: string, body: object | string]>([
  ['deeply nested JSON', '['.repeat(1_000_000)],
  [
    'ten thousand alerts',
    group(Array.from({ length: 10_000 }, () => ({ status: 'firing', labels: {}, startsAt: '2026' }))),
  ],
  ['two thousand instances', group(Array.from({ length: 2_000 }, (_, index) => alert(`web-${index}`)))],
  ['a label of half a megabyte', group([alert('web-1', { labels: { instance: 'x'.repeat(500_000) } })])],
  ['a fingerprint of half a megabyte', group([alert('web-1', { fingerprint: 'x'.repeat(500_000) })])],
  ['a summary of nothing but dots', group([alert('web-1', { annotations: { summary: '. '.repeat(200_000) } })])],
])('is not held up by %s', async (_what, body) => {
  const receiver = new Receiver();
  expect([200, 400]).toContain(await receiver.statusOf(post(body)));
  expect(JSON.stringify(receiver.notices).length).toBeLessThan(100_000);
  const firing = [...receiver.groups.values()].flatMap(({ firing: told }) => [...told.keys()]);
  expect(firing.join('').length).toBeLessThan(200_000);
});
