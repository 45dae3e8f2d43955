import { describe, expect, it } from 'vitest';
import type { ChannelKind } from '../../functions/webhook/domain/channel.ts';
import { cutLines } from '../../functions/webhook/domain/format/cut.ts';
import { formatPosts } from '../../functions/webhook/domain/format/format-post.ts';
import { postOfNotice, type Post } from '../../functions/webhook/domain/post.ts';
import { notice, WARNING_ACTIONS } from './sample-notices.ts';

const KINDS: readonly ChannelKind[] = ['jandi', 'slack', 'teams', 'discord', 'webhook'];

const warnings = (count: number): readonly Post[] =>
  Array.from({ length: count }, (_, nth) => {
    const facts = { stopAt: '2026-11-20T13:00:00Z', minutesLeft: 10, members: 8 };
    return postOfNotice({ ...notice('stop-warning', facts, WARNING_ACTIONS), schedule: `Team-${nth}.` }, 'en');
  });

describe('posts that waited together', () => {
  it.each(KINDS)('are all named on %s, in order, in messages that say how many they hold', (kind) => {
    const formatted = formatPosts(kind, warnings(60), 'en');
    const named = formatted.map(({ body }) => [...new Set(body.match(/Team-\d+(?=\.| *\\)/g))]);
    expect(named.flat()).toEqual(warnings(60).map((_, nth) => `Team-${nth}`));
    expect(named.map(({ length }) => length)).toEqual(formatted.map(({ holds }) => holds));
  });

  it.each(KINDS)('are one message on %s while they are few', (kind) => {
    expect(formatPosts(kind, warnings(4), 'en')).toHaveLength(1);
  });

  it('keep their buttons on Slack where that takes no more than three messages, and are brief beyond', () => {
    const buttons = (count: number) =>
      formatPosts('slack', warnings(count), 'en').map(({ body }) => body.split('"button"').length - 1);
    expect(buttons(12).reduce((sum, each) => sum + each, 0)).toBe(36);
    expect(buttons(40)).toEqual([0]);
  });

  it('take a thousand warnings to Slack and JANDI within a minute, at a message a second', () => {
    for (const kind of ['slack', 'jandi'] as const)
      expect(formatPosts(kind, warnings(1_000), 'en').length).toBeLessThanOrEqual(60);
  });

  it('are none where there are none', () => {
    expect(formatPosts('slack', [], 'en')).toEqual([]);
  });
});

describe('a long list', () => {
  const lines = Array.from({ length: 50 }, (_, nth) => `web-${nth}`);
  const room = { characters: 2_000, lines: 10, language: 'en' } as const;
  const itself = (text: string): string => text;

  it('ends with how many more there are', () => {
    expect(cutLines({ title: '', text: '', lines }, room, itself)).toEqual([...lines.slice(0, 9), '+41 more']);
    expect(cutLines({ title: '', text: '', lines }, { ...room, language: 'ko' }, itself).at(-1)).toBe('외 41개');
  });

  it('counts those that were left out before', () => {
    const said = { title: '', text: '', lines: [...lines, '+7 more'], leftOut: 7 };
    expect(cutLines(said, room, itself).at(-1)).toBe('+48 more');
    expect(cutLines(said, { ...room, lines: 51 }, itself).at(-1)).toBe('+7 more');
  });

  it('is cut where its characters do not fit, too', () => {
    const cut = cutLines({ title: '', text: '', lines }, { ...room, lines: 60, characters: 100 }, itself);
    expect(cut.join('\n').length).toBeLessThanOrEqual(100);
    expect(cut.at(-1)).toBe(`+${50 - (cut.length - 1)} more`);
  });

  it('stays on one line for each', () => {
    expect(cutLines({ title: '', text: '', lines: ['a\n**b**\r\nc'] }, room, itself)).toEqual(['a **b** c']);
  });
});
