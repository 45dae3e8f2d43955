import { describe, expect, it } from 'vitest';
import { escapeDiscord } from '../../functions/webhook/domain/format/discord.ts';
import { formatPosts } from '../../functions/webhook/domain/format/format-post.ts';
import type { WebhookMessage } from '../../functions/webhook/domain/format/webhook.ts';
import type { ChannelKind } from '../../functions/webhook/domain/channel.ts';
import type { Post } from '../../functions/webhook/domain/post.ts';

const POST: Post = {
  said: {
    title: 'Development: *api*',
    text: 'Starting [2](http://x).',
    fields: [{ name: 'Time left', value: '10 min' }],
    heading: 'Starting',
    lines: ['api-1', 'api-2', '+5 more'],
    leftOut: 5,
  },
  severity: 'warning',
  actions: [{ label: 'stop-now', command: 'Development force_stop' }],
};

const messageOf = (kind: ChannelKind): unknown => JSON.parse(formatPosts(kind, [POST], 'en')[0]?.body ?? '');

describe('a post for Discord', () => {
  it('is an embed that pings nobody', () => {
    expect(messageOf('discord')).toEqual({
      allowed_mentions: { parse: [] },
      embeds: [
        {
          title: 'Development: \\*api\\*',
          description:
            'Starting \\[2\\]\\(http://x\\).\n\nStarting\napi-1\napi-2\n\\+5 more\n\nStop now: Development force\\_stop',
          color: 0xffbb00,
          fields: [{ name: 'Time left', value: '10 min', inline: true }],
        },
      ],
    });
  });

  it.each([
    ['# heading', '\\# heading'],
    ['a\n- item', 'a\n\\- item'],
    ['i-0abc', 'i-0abc'],
    ['<@&1> <t:1>', '\\<@&1\\> \\<t:1\\>'],
    ['a\\*', 'a\\\\\\*'],
  ])('shows %s as it is', (name, escaped) => {
    expect(escapeDiscord(name)).toBe(escaped);
  });
});

describe('a post for Teams', () => {
  it('is an Adaptive Card whose texts are read without Markdown', () => {
    const runs = (...texts: readonly object[]) => ({ type: 'RichTextBlock', spacing: 'Small', inlines: texts });
    const plain = (text: string) => ({ type: 'TextRun', text });
    const bold = (text: string) => ({ ...plain(text), weight: 'Bolder' });
    const items = [
      runs({ ...bold('Development: *api*'), size: 'Medium' }),
      runs(plain('Starting [2](http://x).')),
      runs(bold('Time left: '), plain('10 min')),
      runs(bold('Starting')),
      ...['api-1', 'api-2', '+5 more'].map((line) => runs(plain(line))),
      runs(bold('Commands')),
      runs(plain('Stop now: Development force_stop')),
    ];
    expect(messageOf('teams')).toMatchObject({
      type: 'message',
      attachments: [
        {
          contentType: 'application/vnd.microsoft.card.adaptive',
          content: { type: 'AdaptiveCard', version: '1.4', body: [{ type: 'Container', style: 'warning', items }] },
        },
      ],
    });
  });
});

describe("a post for somebody's own webhook", () => {
  it('is the texts as they are', () => {
    expect(messageOf('webhook')).toEqual({
      version: 1,
      language: 'en',
      notices: [
        {
          severity: 'warning',
          title: 'Development: *api*',
          text: 'Starting [2](http://x).',
          fields: [{ name: 'Time left', value: '10 min' }],
          lines: ['api-1', 'api-2', '+5 more'],
          commands: [{ label: 'Stop now', command: 'Development force_stop' }],
        },
      ],
    } satisfies WebhookMessage);
  });
});
