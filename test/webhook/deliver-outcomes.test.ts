import { describe, expect, it } from 'vitest';
import { ExternalFailure, type FailureReason } from '../../functions/shared/failure/external-failure.ts';
import { CHANNEL_KINDS } from '../../functions/webhook/domain/channel-config.ts';
import type { ChannelKind } from '../../functions/webhook/domain/channel.ts';
import { backOffSeconds, outcomeOf, outcomeOfFailure } from '../../functions/webhook/domain/http-outcome.ts';

const NOON = Date.parse('2026-11-20T03:00:00Z');

const outcome = (kind: ChannelKind, status: number, answer: { retryAfter?: string; body?: string } = {}) =>
  outcomeOf(
    kind,
    {
      status,
      headers: answer.retryAfter === undefined ? {} : { 'retry-after': answer.retryAfter },
      body: answer.body ?? '',
    },
    NOON,
  );

/** Every status that HTTP can carry, by what becomes of the notice. */
const EVERY_STATUS: readonly (readonly [from: number, to: number, word: string])[] = [
  [100, 199, 'again unavailable'],
  [200, 299, 'delivered'],
  [300, 399, 'final redirected'],
  [400, 400, 'final payload'],
  [401, 403, 'final refused'],
  [404, 404, 'final gone'],
  [405, 409, 'final refused'],
  [410, 410, 'final gone'],
  [411, 412, 'final refused'],
  [413, 413, 'final payload'],
  [414, 421, 'final refused'],
  [422, 422, 'final payload'],
  [423, 428, 'final refused'],
  [429, 429, 'again asked-to-wait'],
  [430, 499, 'final refused'],
  [500, 502, 'again unavailable'],
  [503, 503, 'again asked-to-wait'],
  [504, 999, 'again unavailable'],
];

describe('an answer', () => {
  it.each(CHANNEL_KINDS)('of %s means something with every status there is', (kind) => {
    const words: Record<number, string> = {};
    const expected: Record<number, string> = {};
    for (const [from, to, word] of EVERY_STATUS) {
      for (let status = from; status <= to; status++) {
        const met = outcome(kind, status, { body: 'ok' });
        words[status] = 'because' in met ? `${met.kind} ${met.because}` : met.kind;
        expected[status] = word;
      }
    }
    expect(Object.keys(expected)).toHaveLength(900);
    expect(words).toEqual(expected);
  });

  it.each(['invalid_payload', '', 'OK', '{"ok":true}'])('of Slack is a refusal where a 200 says %j', (body) => {
    expect(outcome('slack', 200, { body })).toEqual({ kind: 'final', because: 'payload', status: 200 });
  });

  it('of Slack may end in a line break', () => {
    expect(outcome('slack', 200, { body: 'ok\n' })).toEqual({ kind: 'delivered' });
  });

  it('of Slack that is cut off before it says ok is no answer', () => {
    const cut = (body: string) => outcomeOf('slack', { status: 200, headers: {}, body, isCut: true }, NOON);
    expect(cut('o')).toEqual({ kind: 'again', because: 'no-answer', status: 200 });
    expect(cut('ok')).toEqual({ kind: 'delivered' });
  });

  it.each(['jandi', 'teams', 'discord', 'webhook'] as const)('of %s is good whatever a 200 says', (kind) => {
    expect(outcome(kind, 200, { body: 'invalid_payload' })).toEqual({ kind: 'delivered' });
  });
});

describe('how long a service asks to wait', () => {
  it.each([
    ['seconds', '7', 7],
    ['no time at all is a second', '0', 1],
    ['a fraction is rounded up', '1.2', 2],
    ['as a date', 'Fri, 20 Nov 2026 03:00:30 GMT', 30],
    ['as a date that is over', 'Fri, 20 Nov 2026 02:00:00 GMT', 1],
    ['longer than is sensible', '86400', 900],
    ['a date far ahead', 'Sat, 20 Nov 2027 03:00:00 GMT', 900],
    ['blanks around it', ' 7 ', 7],
    ['no sense', 'soon', undefined],
    ['less than nothing', '-5', undefined],
    ['two at once', '5, 10', undefined],
    ['words with a number', 'Retry 2', undefined],
    ['nothing', '', undefined],
  ])('%s: %s', (_rule, retryAfter, afterSeconds) => {
    for (const status of [429, 503]) expect(outcome('slack', status, { retryAfter })).toMatchObject({ afterSeconds });
  });

  it('may stand in the body, as Discord has it, where no header says so', () => {
    const body = '{"message": "You are being rate limited.", "retry_after": 64.57, "global": false}';
    expect(outcome('discord', 429, { body })).toMatchObject({ afterSeconds: 65 });
    expect(outcome('discord', 429, { body, retryAfter: '3' })).toMatchObject({ afterSeconds: 3 });
  });

  it('is not known where nothing is said', () => {
    expect(outcome('jandi', 503)).toMatchObject({ kind: 'again', afterSeconds: undefined });
  });
});

describe('no answer', () => {
  it.each<[FailureReason, object]>([
    ['timeout', { kind: 'again', because: 'no-answer' }],
    ['unavailable', { kind: 'again', because: 'no-answer' }],
    ['unsupported', { kind: 'final', because: 'address' }],
  ])('because of %s means %j', (reason, expected) => {
    const failure = new ExternalFailure({ reason, retryable: reason !== 'unsupported', message: '' });
    expect(outcomeOfFailure(failure)).toEqual(expected);
  });
});

it('waits twice as long after each attempt, and never longer than five minutes', () => {
  const attempts = [0, 1, 2, 3, 4, 5, 6, 7, 8, 1_000, 5_000];
  expect(attempts.map(backOffSeconds)).toEqual([5, 5, 10, 20, 40, 80, 160, 300, 300, 300, 300]);
});
