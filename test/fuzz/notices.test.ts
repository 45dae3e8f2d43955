import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { Notice } from '../../functions/shared/notice/notice.ts';
import type { ChannelKind } from '../../functions/webhook/domain/channel.ts';
import type { DeliverPorts } from '../../functions/webhook/ports.ts';
import { aNotice } from '../shared/notice/a-notice.ts';
import { aChannel } from '../webhook/a-channel.ts';
import { postOffice } from '../webhook/post-office.ts';
import { KINDS, notice, SAMPLES, WARNING_ACTIONS } from '../webhook/sample-notices.ts';
import { anyJson, damaged } from './anything.ts';

const SERVICES: readonly ChannelKind[] = ['jandi', 'slack', 'teams', 'discord', 'webhook'];
const anyText = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc.constantFrom('2026-11-20T13:00:00Z', '+275760-09-13T00:00:00Z', '1e300', '-1', 'x'.repeat(200_000)),
);
const anyFact = fc.oneof(
  anyText,
  fc.double({ noNaN: true, noDefaultInfinity: true }),
  fc.maxSafeInteger(),
  fc.array(anyText),
  fc.constant(Array.from({ length: 3_000 }, (_, nth) => `x${nth}`)),
);

/** A notice of any kind, some of whose facts are anything that a fact may be. */
const oddNotice: fc.Arbitrary<Notice> = fc.constantFrom(...KINDS).chain((kind) =>
  fc
    .tuple(fc.constantFrom(...SAMPLES[kind]), fc.array(fc.tuple(fc.nat(20), anyFact), { maxLength: 3 }))
    .map(([facts, odd]) => {
      const names = Object.keys(facts);
      const changed = odd.map(([nth, value]) => [names[nth % names.length] ?? '', value] as const);
      return notice(kind, { ...facts, ...Object.fromEntries(changed) }, WARNING_ACTIONS);
    }),
);
const bodyFor = (channel: ChannelKind): fc.Arbitrary<string> =>
  fc.oneof(
    oddNotice.map((odd) => JSON.stringify({ channel, notice: odd })),
    oddNotice.chain((odd) => damaged({ channel, notice: odd })).map((odd) => JSON.stringify(odd)),
    anyJson.map((odd) => JSON.stringify(odd)),
    fc.string(),
  );

const posted: string[] = [];
const wrap = (ports: DeliverPorts): DeliverPorts => ({
  ...ports,
  claims: { claim: async () => 'claimed', confirm: async () => {}, release: async () => {} },
  http: {
    post: async ({ body }) => {
      posted.push(body);
      return { status: 200, headers: {}, body: 'ok' };
    },
  },
});

it.each(SERVICES)(
  'posts to %s the notices beside any message, and that one too, or gives it up and logs it',
  async (kind) => {
    const office = await postOffice([aChannel({ name: kind, kind }), aChannel()], wrap);
    const { queue, logged } = office;
    const good = (schedule: string): string =>
      JSON.stringify({ channel: kind, notice: aNotice({ id: schedule, schedule, channels: [kind] }) });
    const property = fc.asyncProperty(bodyFor(kind), async (body) => {
      const loggedBefore = logged.length;
      posted.splice(0);
      queue.dead.splice(0);
      for (const [once, one] of Object.entries({ first: good('Argon'), odd: body, last: good('Xenon') }))
        queue.putBody(one, { group: kind, once });
      await office.run();
      for (const name of ['Argon', 'Xenon']) expect(posted.filter((post) => post.includes(name))).toHaveLength(1);
      expect(posted.join('\n')).not.toMatch(/\bNaN\b|undefined|\[object/);
      const log = logged.slice(loggedBefore).join('\n');
      const isLost = queue.dead.length > 0;
      expect(queue.dead.map(({ deduplicationId }) => deduplicationId)).toEqual(isLost ? ['odd'] : []);
      expect(/"message":"(unreadable|given up)"/.test(log)).toBe(isLost);
      expect(log).not.toContain('"message":"no words"');
    });
    await fc.assert(property, { numRuns: 200 });
  },
);
