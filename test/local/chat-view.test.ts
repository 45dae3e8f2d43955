import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import type { Post } from '../../functions/webhook/domain/post.ts';
import { formatPosts } from '../../functions/webhook/domain/format/format-post.ts';
import { buttonsOf, messageLines } from '../../local/chat-view.ts';

const PLAIN = pc.createColors(false);
const COLOURED = pc.createColors(true);
const POST: Post = {
  said: {
    title: 'R&D stops at <22:00> KST',
    text: '8 instances will be stopped in 10 minutes.',
    fields: [{ name: 'Time left', value: '10 min' }],
    heading: 'Instances',
    lines: ['web-1', 'web-2'],
  },
  severity: 'warning',
  actions: [
    { label: 'extend-1h', command: 'R&D extend 1h' },
    { label: 'stop-now', command: 'R&D force_stop' },
  ],
  shownFor: Date.parse('2026-11-20T13:00:00Z'),
};

const shown = (service: 'jandi' | 'slack', post: Post = POST, paint = PLAIN): string[] =>
  formatPosts(service, [post], 'en').flatMap(({ body }) => messageLines(service, body, paint));

describe('a message on the terminal', () => {
  it('is text and paragraphs beside a bar, as JANDI shows it', () => {
    expect(shown('jandi')).toMatchInlineSnapshot(`
      [
        "R&D stops at <22:00> KST",
        "▌ Time left  10 min",
        "▌ Note  8 instances will be stopped in 10 minutes.",
        "▌ Instances",
        "▌   web-1",
        "▌   web-2",
        "▌ Commands",
        "▌   Extend 1 h: R&D extend 1h",
        "▌   Stop now: R&D force_stop",
      ]
    `);
  });

  it('is blocks with buttons, as Slack shows it', () => {
    expect(shown('slack')).toMatchInlineSnapshot(`
      [
        "▌ R&D stops at <22:00> KST",
        "▌ 8 instances will be stopped in 10 minutes.",
        "▌ Time left  10 min",
        "▌ Instances",
        "▌ web-1",
        "▌ web-2",
        "▌ [ Extend 1 h ] [ Stop now ]",
      ]
    `);
  });

  it.each([
    ['ok', COLOURED.green],
    ['warning', COLOURED.yellow],
    ['error', COLOURED.red],
    ['info', COLOURED.dim],
  ] as const)('has the bar of %s in the colour that JANDI was given', (severity, colour) => {
    expect(shown('jandi', { ...POST, severity }, COLOURED).at(-1)).toContain(colour('▌'));
  });

  it('breaks long lines between words, those of Korean at half as many letters', () => {
    const lines = shown('slack', {
      ...POST,
      said: { title: '', text: `${'서버를 '.repeat(40)}끝`, lines: [] },
      actions: [],
    });
    expect(lines.join('').replaceAll('▌ ', '').replaceAll(' ', '')).toBe(`${'서버를'.repeat(40)}끝`);
    const columns = lines.map((line) => line.length + (line.match(/[가-힣]/g)?.length ?? 0));
    expect(Math.max(...columns)).toBeLessThanOrEqual(78);
    expect(lines).toHaveLength(4);
  });

  it('gives its buttons in order, for somebody to press', () => {
    const [message] = formatPosts('slack', [POST], 'en');
    expect(buttonsOf(message?.body ?? '').map(({ value }) => JSON.parse(value) as unknown)).toEqual([
      { command: 'R&D extend 1h', shownFor: '2026-11-20T13:00:00.000Z' },
      { command: 'R&D force_stop', shownFor: '2026-11-20T13:00:00.000Z' },
    ]);
  });
});
