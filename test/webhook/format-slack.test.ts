import { describe, expect, it } from 'vitest';
import { formatPosts, formatReply } from '../../functions/webhook/domain/format/format-post.ts';
import { postOfNotice, type Post } from '../../functions/webhook/domain/post.ts';
import type { Language } from '../../functions/webhook/domain/say.ts';
import { notice, SAMPLES, WARNING_ACTIONS } from './sample-notices.ts';

interface Block {
  readonly type: string;
  readonly text?: { readonly type: string; readonly text: string };
  readonly elements?: readonly { readonly value: string; readonly text: { readonly text: string } }[];
}

interface Message {
  readonly text: string;
  readonly blocks: readonly Block[];
}

const warning = (language: Language): Post =>
  postOfNotice(notice('stop-warning', SAMPLES['stop-warning'][0] ?? {}, WARNING_ACTIONS), language);

const messages = (posts: readonly Post[], language: Language = 'en'): readonly Message[] =>
  formatPosts('slack', posts, language).map(({ body }) => JSON.parse(body) as Message);

const labels = ({ blocks }: Message) => blocks.flatMap(({ elements = [] }) => elements.map(({ text }) => text.text));

const plain = (said: Partial<Post['said']>): Post => ({
  said: { title: 'Development', text: '', lines: [], ...said },
  severity: 'info',
  actions: [],
});

describe('a post for Slack', () => {
  it('has a header, a text, values and buttons, and a text for notifications', () => {
    const [message] = messages([warning('en')]);
    expect(message?.blocks.map(({ type }) => type)).toEqual(['header', 'section', 'section', 'actions']);
    expect(message?.text).toMatch(/^Development stops at 22:00 KST\n8 instances will be stopped in 10 minutes\./);
  });

  it.each<[Language, readonly string[]]>([
    ['en', ['Extend 1 h', 'Not tonight', 'Stop now']],
    ['ko', ['1시간 연장', '이번엔 끄지 않기', '지금 중지']],
  ])('has buttons in %s', (language, words) => {
    expect(messages([warning(language)], language).map(labels)).toEqual([words]);
  });

  it('has buttons that carry the command, and the stop that they were shown for', () => {
    const [message] = messages([warning('en')]);
    const buttons = message?.blocks.flatMap(({ elements = [] }) => elements) ?? [];
    expect(buttons.map(({ value }): unknown => JSON.parse(value))).toEqual(
      WARNING_ACTIONS.map(({ command }) => ({ command, shownFor: '2026-11-20T13:00:00.000Z' })),
    );
    expect(buttons.map((button) => ['style' in button, 'confirm' in button])).toEqual([
      [false, false],
      [false, false],
      [true, true],
    ]);
  });

  it('gives an action that it does not know its own text, and one too long for a button none', () => {
    const actions = [
      { label: 'look-at-it', command: 'ack High CPU' },
      { label: 'long', command: 'x'.repeat(2_000) },
    ];
    expect(messages([{ ...warning('en'), actions }]).map(labels)).toEqual([['look-at-it']]);
  });

  it('pings nobody and reads no markup: every text is plain and escaped', () => {
    const [message] = messages([plain({ title: '<!channel> & *all*', text: '<@U1>', lines: ['a <b>', '_c_'] })]);
    expect(message?.blocks.map(({ text }) => text)).toEqual([
      { type: 'plain_text', text: '&lt;!channel&gt; &amp; *all*', emoji: false },
      { type: 'plain_text', text: '&lt;@U1&gt;', emoji: false },
      { type: 'plain_text', text: 'a &lt;b&gt;\n_c_', emoji: false },
    ]);
    expect(message?.text).toBe('&lt;!channel&gt; &amp; *all*\n&lt;@U1&gt;');
  });

  it('carries a command through whatever Slack escapes in a value', () => {
    const [message] = messages([{ ...warning('en'), actions: [{ label: 'look-at-it', command: 'ack a&b <c>' }] }]);
    const [button] = message?.blocks.flatMap(({ elements = [] }) => elements) ?? [];
    expect(button?.value).not.toMatch(/[&<>]/);
    expect(JSON.parse(button?.value ?? '')).toMatchObject({ command: 'ack a&b <c>' });
  });

  it('never cuts an entity or a character in two', () => {
    for (let length = 140; length < 156; length++) {
      const [message] = messages([plain({ title: `${'x'.repeat(length)}&🚀🚀` })]);
      const header = message?.blocks[0]?.text?.text ?? '';
      expect(header.length).toBeLessThanOrEqual(150);
      expect(header).toMatch(/^x+(&amp;)?(🚀)*…?$/u);
    }
  });

  it('answers a slash command to all, or to the one who asked', () => {
    const answer = (inChannel: boolean): unknown =>
      JSON.parse(formatReply('slack', plain({ text: 'Done.' }), { language: 'en', inChannel }).body);
    expect(answer(true)).toMatchObject({ response_type: 'in_channel', text: 'Development\nDone.' });
    expect(answer(false)).toMatchObject({ response_type: 'ephemeral' });
  });
});
