import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { NoticeKind } from '../../functions/shared/notice/notice.ts';
import { gather } from '../../functions/webhook/domain/gather.ts';
import { readKeyword } from '../../functions/webhook/domain/keyword.ts';
import { lettersFor } from '../../functions/webhook/domain/letter.ts';
import { aChannel } from './a-channel.ts';
import { aNotice } from '../shared/notice/a-notice.ts';

const KIND: Readonly<Record<string, NoticeKind>> = { w: 'stop-warning', s: 'stopping', d: 'stopped', u: 'starting' };

/** `wA sA`: a warning of A, then its stop. */
const waiting = (words: string) =>
  words.split(' ').map((word) => ({
    word,
    notice: aNotice({ kind: KIND[word.charAt(0)] ?? 'heartbeat', schedule: word.slice(1) }),
  }));

const gathered = (words: string) => gather(waiting(words)).map((post) => post.map(({ word }) => word).join(' '));

it('a letter shows commands behind what its channel has stored', () => {
  const actions = [{ label: 'extend-1h', command: 'Development extend 1h' }];
  const message = { messageId: '1', receiptHandle: '', body: '', groupId: 'default', deduplicationId: '', sentAt: 0 };
  const told = [{ message: { ...message, receives: 1 }, channel: 'default', notice: aNotice({ actions }) }];
  const bodyIn = (keyword?: string) =>
    lettersFor(aChannel({ kind: 'jandi', keyword: readKeyword(keyword ?? '') }), told)[0]?.request.body;
  expect(bodyIn('서버')).toContain(': /서버 Development extend 1h');
  expect(bodyIn()).toContain(': Development extend 1h');
});

describe('notices that wait together', () => {
  it.each([
    ['of one kind are one post', 'wA wB wC', ['wA wB wC']],
    ['of one kind are one post though others lie between', 'wA sB wC sD', ['wA wC', 'sB sD']],
    ['stay in order within a schedule', 'sA dA uA', ['sA', 'dA', 'uA']],
    ['do not overtake a word about the same schedule', 'sA dA sA', ['sA', 'dA', 'sA']],
    ['join the later post of their kind', 'sA dA sA sB', ['sA', 'dA', 'sA sB']],
    ['of one schedule and kind are one post', 'sA sA', ['sA sA']],
    ['overtake other schedules', 'sA dA sB dB', ['sA sB', 'dA dB']],
  ])('%s', (_rule, words, posts) => expect(gathered(words)).toEqual(posts));

  it('are none lost and none doubled, each schedule in its order, each post of one kind', () => {
    const word = fc.tuple(fc.constantFrom(...Object.keys(KIND)), fc.constantFrom('A', 'B', 'C')).map(([k, s]) => k + s);
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), (words) => {
        const all = waiting(words.join(' '));
        const posts = gather(all);
        expect(new Set(posts.flat())).toEqual(new Set(all));
        expect(posts.flat()).toHaveLength(all.length);
        for (const schedule of ['A', 'B', 'C']) {
          const of = (list: typeof all) => list.filter(({ notice }) => notice.schedule === schedule);
          expect(of(posts.flat().slice())).toEqual(of(all));
        }
        for (const post of posts) expect(new Set(post.map(({ notice }) => notice.kind)).size).toBe(1);
      }),
    );
  });
});
