import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ChannelKind } from '../../functions/webhook/domain/channel.ts';
import { formatPosts, formatReply } from '../../functions/webhook/domain/format/format-post.ts';
import { postOfNotice, type Post } from '../../functions/webhook/domain/post.ts';
import { KINDS, notice } from './sample-notices.ts';

type Json = { readonly [name: string]: unknown };

const MARKUP = [
  '**',
  '[[x]](http://y)',
  '<!channel>',
  '&amp;',
  '<@U1>',
  '`',
  '\\',
  '{{DATE(1)}}',
  '@everyone',
  '\n',
  '"',
];
const unit = fc.oneof(
  { weight: 3, arbitrary: fc.constantFrom(...MARKUP, 'a', '가', '🚀', ' ') },
  { weight: 1, arbitrary: fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)) },
);
const short = fc.array(unit, { maxLength: 12 }).map((units) => units.join(''));
const text = fc.oneof(
  { weight: 4, arbitrary: short },
  {
    weight: 1,
    arbitrary: fc.tuple(short, fc.integer({ min: 1, max: 700 })).map(([one, times]) => one.repeat(times)),
  },
);
const command = fc.array(fc.constantFrom(...MARKUP, 'a', '가'), { maxLength: 300 }).map((units) => units.join(''));
const lines = fc.oneof(
  fc.array(text, { maxLength: 5 }),
  fc.tuple(short, fc.integer({ min: 1, max: 150 })).map(([one, count]) => Array.from({ length: count }, () => one)),
);
const action = fc.record({
  label: fc.oneof(fc.constantFrom('extend-1h', 'not-tonight', 'stop-now'), text),
  command,
});

const anyPost: fc.Arbitrary<Post> = fc.record({
  said: fc.record({
    title: text.map((title) => `Development ${title}`),
    text,
    fields: fc.array(fc.record({ name: text, value: text }), { maxLength: 12 }),
    heading: text,
    lines,
    leftOut: fc.constantFrom(0, 7),
  }),
  severity: fc.constantFrom('ok', 'info', 'warning', 'error'),
  actions: fc.array(action, { maxLength: 7 }),
  shownFor: fc.constant(Date.parse('2026-11-20T13:00:00Z')),
});

const NAMES = ['group', 'instances', 'stopAt', 'minutesLeft', 'members', 'because', 'by', 'hold', 'until', 'problems'];
const name = fc.constantFrom(...NAMES, 'code', 'message', 'operation', 'size', 'skipped', 'more', 'edges', 'value');
const facts = fc.dictionary(name, fc.oneof(text, fc.double(), lines));
const anyNotice = fc
  .record({ kind: fc.constantFrom(...KINDS), facts, actions: fc.array(action, { maxLength: 4 }) })
  .map((given) => postOfNotice(notice(given.kind, given.facts, given.actions), 'ko'));

const anyPosts = fc.oneof(
  fc.array(anyPost, { minLength: 1, maxLength: 4 }),
  fc.array(anyNotice, { minLength: 1, maxLength: 8 }),
  fc.tuple(anyPost, fc.integer({ min: 1, max: 60 })).map(([post, count]) => Array.from({ length: count }, () => post)),
);

/** Every text in a message with the name it stands under. */
function textsOf(value: unknown, under = ''): readonly (readonly [under: string, text: string])[] {
  if (typeof value === 'string') return [[under, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => textsOf(part, Array.isArray(value) ? under : key));
}

const within = (most: number, ...texts: readonly unknown[]): void => {
  for (const one of texts) {
    expect(typeof one).toBe('string');
    expect(String(one).length).toBeLessThanOrEqual(most);
  }
};

function checkJandi(message: Json): void {
  const infos = message['connectInfo'] as readonly Json[];
  expect(infos.length).toBeGreaterThan(0);
  for (const { title, description } of infos) {
    within(2_000, title, description);
    expect(description).not.toBe('');
  }
  expect(message['connectColor']).toMatch(/^#[0-9A-F]{6}$/);
  expect(message['body']).not.toBe('');
  for (const [, one] of textsOf(message)) expect(one).not.toMatch(/\*\*|\[\[|\]\]|~~/);
}

function checkSlack(message: Json): void {
  const blocks = message['blocks'] as readonly Json[];
  expect(blocks.length).toBeGreaterThan(0);
  expect(blocks.length).toBeLessThanOrEqual(50);
  expect(JSON.stringify(message).length).toBeLessThan(11_000);
  for (const block of blocks) {
    const texts = textsOf({ ...block, elements: [] }).filter(([under]) => under === 'text');
    within(
      { header: 150, section: block['fields'] ? 2_000 : 3_000 }[String(block['type'])] ?? 0,
      ...texts.map(([, one]) => one),
    );
    for (const [, one] of texts) expect(one.trim()).not.toBe('');
    for (const button of (block['elements'] ?? []) as readonly Json[]) {
      within(2_000, button['value']);
      within(75, (button['text'] as Json)['text']);
      expect(typeof JSON.parse(String(button['value'])).command).toBe('string');
    }
  }
  const ids = textsOf(blocks).flatMap(([under, one]) => (under === 'action_id' ? [one] : []));
  expect(new Set(ids).size).toBe(ids.length);
  for (const [under, one] of textsOf(message)) {
    expect(one).not.toMatch(/[<>]/);
    if (under !== 'value') expect(one).not.toMatch(/&(?!amp;|lt;|gt;)/);
  }
}

function checkTeams(message: Json): void {
  expect(new TextEncoder().encode(JSON.stringify(message)).length).toBeLessThan(28_000);
  for (const [under, one] of textsOf(message)) {
    expect(one).not.toMatch(/\{\{/);
    // Only a TextRun reads no Markdown.
    if (under === 'type') expect(['message', 'AdaptiveCard', 'Container', 'RichTextBlock', 'TextRun']).toContain(one);
  }
}

function checkDiscord(message: Json): void {
  const embeds = message['embeds'] as readonly Json[];
  expect(embeds.length).toBeLessThanOrEqual(10);
  expect(message['allowed_mentions']).toEqual({ parse: [] });
  for (const { title, description, fields } of embeds) {
    within(256, title);
    within(4_096, description);
    for (const field of fields as readonly Json[]) within(256, field['name'], field['value']);
  }
  const texts = textsOf(message).map(([, one]) => one);
  expect(texts.join('').length).toBeLessThanOrEqual(6_000);
  for (const one of texts)
    expect(one.replaceAll(/\\[\\*_~`|<>[\]()#+-]/g, '')).not.toMatch(/[\\*_~`|<>[\]()]|^\s*[-#]/m);
}

function checkWebhook(message: Json): void {
  expect(message).toMatchObject({ version: 1, language: 'ko' });
  expect(JSON.stringify(message).length).toBeLessThanOrEqual(100_000);
}

const CHECKS: Readonly<Record<ChannelKind, (message: Json) => void>> = {
  jandi: checkJandi,
  slack: checkSlack,
  teams: checkTeams,
  discord: checkDiscord,
  webhook: checkWebhook,
};

describe('any posts, whatever they hold', () => {
  it.each(Object.entries(CHECKS))('keep every limit of %s and are escaped for it', (kind, check) => {
    fc.assert(
      fc.property(anyPosts, (posts) => {
        const formatted = formatPosts(kind as ChannelKind, posts, 'ko');
        expect(formatted.reduce((sum, { holds }) => sum + holds, 0)).toBe(posts.length);
        for (const { body } of formatted) {
          expect(body).not.toMatch(/\\ud[89a-f]/i);
          check(JSON.parse(body) as Json);
        }
      }),
      { numRuns: 60 },
    );
  });

  it.each(['jandi', 'slack'] as const)('keep them as answers on %s too', (kind) => {
    fc.assert(
      fc.property(anyPost, fc.boolean(), (post, inChannel) => {
        const answer = JSON.parse(formatReply(kind, post, { language: 'ko', inChannel }).body) as Json;
        CHECKS[kind](answer);
        if (kind === 'slack') expect(answer['response_type']).toBe(inChannel ? 'in_channel' : 'ephemeral');
      }),
      { numRuns: 60 },
    );
  });
});
