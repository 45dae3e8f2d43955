import { describe, expect, it } from 'vitest';
import { formatPosts, formatReply } from '../../functions/webhook/domain/format/format-post.ts';
import { escapeJandi } from '../../functions/webhook/domain/format/jandi.ts';
import { postOfNotice, type Post } from '../../functions/webhook/domain/post.ts';
import { notice, SAMPLES, WARNING_ACTIONS } from './sample-notices.ts';

const post = (given: Partial<Post['said']> = {}, severity: Post['severity'] = 'ok'): Post => ({
  said: { title: 'Development is up', text: 'All 8 instances are up.', lines: [], ...given },
  severity,
  actions: [],
});

const bodies = (...posts: readonly Post[]) =>
  formatPosts('jandi', posts, 'en').map(({ body }): unknown => JSON.parse(body));

describe('a post for JANDI', () => {
  it('has the headers that JANDI asks for', () => {
    expect(formatPosts('jandi', [post()], 'en')[0]?.headers).toEqual({
      accept: 'application/vnd.tosslab.jandi-v2+json',
      'content-type': 'application/json',
    });
  });

  it('shows a warning as the original scheduler did, with the commands that its text does not name', () => {
    const facts = SAMPLES['stop-warning'][0] ?? {};
    const warning = { ...notice('stop-warning', facts, WARNING_ACTIONS), severity: 'warning' } as const;
    const [formatted] = formatPosts('jandi', [postOfNotice(warning, 'ko')], 'ko');
    expect(JSON.parse(formatted?.body ?? '')).toEqual({
      body: 'Development: 22:00 KST에 중지해요',
      connectColor: '#FFBB00',
      connectInfo: [
        { title: '중지 시간', description: '22:00 KST' },
        { title: '남은 시간', description: '10분' },
        { title: '대상 서버', description: '8대' },
        {
          title: '안내',
          description: '10분 뒤에 서버 8대를 중지해요. 더 켜 두려면 이렇게 보내 주세요: Development extend 1h',
        },
        {
          title: '명령어',
          description:
            '이번엔 끄지 않기: Development exception set 2026-11-20 stop None\n지금 중지: Development force_stop',
        },
      ],
    });
  });

  it('shows every command as it is typed where the bot has a keyword', () => {
    const facts = SAMPLES['stop-warning'][0] ?? {};
    const warning = notice('stop-warning', facts, WARNING_ACTIONS);
    const told = JSON.stringify(bodies(postOfNotice(warning, 'en', '서버'), post()));
    const alone = JSON.stringify(bodies(postOfNotice(warning, 'ko', '서버')));
    for (const { command } of WARNING_ACTIONS) {
      expect(told.split(command).length, command).toBe(told.split(`/서버 ${command}`).length);
      for (const shown of [told, alone]) expect(shown).toContain(`/서버 ${command}`);
    }
  });

  it.each([
    ['ok', '#1DDB16'],
    ['warning', '#FFBB00'],
    ['error', '#FF0000'],
  ] as const)('is coloured by %s', (severity, connectColor) => {
    expect(bodies(post({}, severity))).toMatchObject([{ connectColor }]);
  });

  it('holds several, a paragraph each, in the colour of the gravest', () => {
    const posts = [post(), post({ title: 'Staging failed', text: 'No.', lines: ['a', 'b'] }, 'error'), post()];
    expect(bodies(...posts)).toMatchObject([
      {
        body: '3 notices',
        connectColor: '#FF0000',
        connectInfo: [
          { title: 'Development is up' },
          { title: 'Staging failed', description: 'No.\na\nb' },
          { title: 'Development is up' },
        ],
      },
    ]);
  });

  it('has a paragraph for its colour even where there is only a title', () => {
    expect(bodies(post({ text: '' }))).toMatchObject([
      { body: 'Development is up', connectInfo: [{ title: 'Note', description: 'Development is up' }] },
    ]);
  });

  it.each(['**bold**', '[[text]](http://evil.example)', '***', '[[[x]]]', '~~gone~~'])(
    'takes no markup from %s',
    (name) => {
      const escaped = escapeJandi(name);
      expect(escaped).not.toMatch(/\*\*|\[\[|\]\]|~~/);
      // What is seen is unchanged: the word joiner has no width.
      expect(escaped.replaceAll('\u2060', '')).toBe(name);
    },
  );

  it('is the answer to an outgoing webhook in the same form', () => {
    const { headers, body } = formatReply('jandi', post(), { language: 'en', inChannel: true });
    expect(headers).toEqual({ 'content-type': 'application/json' });
    expect([JSON.parse(body)]).toEqual(bodies(post()));
  });
});
