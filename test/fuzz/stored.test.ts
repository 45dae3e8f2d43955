import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseDrain } from '../../functions/alarms/heroku/domain/drain.ts';
import { readTargets } from '../../functions/shared/fleet/target.ts';
import { acknowledgementItem, alarmItem, silenceItem } from '../../functions/shared/store/alarm-items.ts';
import { Unreadable } from '../../functions/shared/store/codec.ts';
import { holdItem, lookItem, runItem, warningItem } from '../../functions/shared/store/memory-items.ts';
import { parseChannel } from '../../functions/webhook/domain/channel-config.ts';
import { CONTEXT_KEYS } from '../../infra/context.ts';
import { anyAttribute, anyJson, damaged } from './anything.ts';

const runs = { numRuns: 1_000 };
const AT = '2026-11-20T13:00:00.000Z';
const run = {
  edge: { kind: 'stop', at: AT, cause: { kind: 'weekly' } },
  ...{ because: 'edge', begunAt: AT, nextLookAt: AT, groups: [], marks: '', failing: [], done: 0, members: 0 },
};
const subject = { level: 'critical', since: AT, value: 95, said: { level: 'critical', firedAt: AT, at: AT } };

/** Reads an item, and writes it again. */
const again =
  <T>({ read, write }: { read: (stored: unknown) => T; write: (value: T) => unknown }) =>
  (stored: unknown): unknown =>
    write(read(stored));

/** One item of each kind, as Memory holds it. */
const ITEMS = [
  ['run', again(runItem), { scheduleName: 'S', targetId: 'self/x', number: 1, owed: [], restarts: [], run }],
  ['hold', again(holdItem), { kind: 'stop', at: AT, until: AT, by: 'mina' }],
  ['warning', again(warningItem), { scheduleName: 'S', targetId: 'self/x', stopAt: AT, warnedAt: AT, toldFor: AT }],
  ['look', again(lookItem), { lookedAt: AT, wakeAt: AT }],
  [
    'alarm',
    again(alarmItem),
    {
      ...{ ruleName: 'cpu', rule: '{}', subjects: [['i-1', subject]], failedFetches: 0 },
      ...{ failureTold: false, muted: 'gone', toldIn: { schedule: 'S', channels: ['ops'] }, told: 1, owed: [] },
    },
  ],
  ['ack', again(acknowledgementItem), { ruleName: 'cpu', by: 'mina', at: AT }],
  ['silence', again(silenceItem), { ruleName: 'cpu', by: 'mina', at: AT, until: AT }],
] as const;

describe.each(ITEMS)('an item of Memory of kind %s', (_, readAndWrite, stored) => {
  it('is read as a record, or said to be unreadable', () => {
    expect(() => readAndWrite(stored)).not.toThrow();
    const odd = fc.oneof(
      damaged(stored),
      anyAttribute.map((value) => ({ ...stored, by: value, owed: value })),
    );
    fc.assert(
      fc.property(odd, (item) => {
        try {
          readAndWrite(item);
        } catch (error) {
          expect(error).toBeInstanceOf(Unreadable);
        }
      }),
      runs,
    );
  });
});

const jsonOf = (right: object): fc.Arbitrary<string> =>
  fc.oneof(
    fc.oneof(damaged(right), anyJson).map((value) => JSON.stringify(value)),
    fc.string(),
  );

describe('a setting', () => {
  it('of a channel is a channel, or says all that is wrong, and never a secret', () => {
    const secret = 'hooks.example.com/s3cret';
    const right = {
      ...{ kind: 'slack', url: `https://${secret}`, language: 'ko', tokens: ['t0ken-t0ken'], alertTokens: [] },
      ...{ schedules: ['S'], people: ['U1'], keyword: 'curfew' },
    };
    fc.assert(
      fc.property(jsonOf(right), (json) => {
        const read = parseChannel(json, 'en');
        if ('channel' in read) expect(new URL(read.channel.url).protocol).toBe('https:');
        else expect(JSON.stringify(read.mistakes)).not.toMatch(/s3cret|t0ken/);
        if ('mistakes' in read) expect(read.mistakes.length).toBeGreaterThan(0);
      }),
      runs,
    );
  });

  it('of a drain has a secret that nobody guesses, or is none', () => {
    fc.assert(
      fc.property(jsonOf({ secrets: ['x'.repeat(20)] }), (json) => {
        for (const secret of parseDrain(json)?.secrets ?? ['x'.repeat(20)])
          expect(secret.length).toBeGreaterThanOrEqual(20);
      }),
      runs,
    );
  });

  it('of targets names each, or is none', () => {
    const right = { region: 'us-east-1', roleArn: 'arn:aws:iam::222222222222:role/curfew' };
    const texts = fc.array(damaged(right), { maxLength: 3 }).map((value) => JSON.stringify(value));
    fc.assert(
      fc.property(fc.oneof(texts, jsonOf([right])), (text) => {
        for (const { id } of readTargets(text, 'ap-northeast-2') ?? []) expect(id).toMatch(/./);
      }),
      runs,
    );
  });

  it.each(Object.keys(CONTEXT_KEYS))('of the context key %s is read, or is none', (key) => {
    const { parse } = CONTEXT_KEYS[key as keyof typeof CONTEXT_KEYS];
    const asText = anyJson.map((value) => JSON.stringify(value));
    fc.assert(
      fc.property(fc.oneof(anyJson, asText), (value) => {
        expect(() => parse(value)).not.toThrow();
      }),
      runs,
    );
  });
});
