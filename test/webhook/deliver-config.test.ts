import { describe, expect, it } from 'vitest';
import {
  formatChannel,
  isChannelName,
  parseChannel,
  WrongChannel,
} from '../../functions/webhook/domain/channel-config.ts';
import { redact } from '../../functions/webhook/domain/redact.ts';
import { readDeliverConfig, type DeliverEnv } from '../../functions/webhook/deliver-env.ts';
import { aChannel } from './a-channel.ts';

const { name: _name, ...CHANNEL } = aChannel({ tokens: ['t'.repeat(32)], schedules: ['개발'], people: ['U1'] });

const mistakesIn = (stored: unknown) => {
  const read = parseChannel(typeof stored === 'string' ? stored : JSON.stringify(stored));
  return 'mistakes' in read ? read.mistakes : [];
};

describe('what is stored for a channel', () => {
  it('is read as it is written', () => {
    expect(parseChannel(formatChannel(CHANNEL))).toEqual({ channel: CHANNEL });
  });

  it.each(['서버', '/서버', ' 서버 ', '서버'.normalize('NFD')])('has the keyword of %j', (keyword) => {
    const read = parseChannel(JSON.stringify({ ...CHANNEL, keyword }));
    expect(read).toEqual({ channel: { ...CHANNEL, keyword: '서버' } });
    expect('channel' in read && parseChannel(formatChannel(read.channel))).toEqual(read);
  });

  it('needs a kind, a URL and a language only', () => {
    const { kind, url, language } = CHANNEL;
    expect(parseChannel(JSON.stringify({ kind, url, language }))).toEqual({
      channel: { kind, url, language, tokens: [], schedules: [], people: [] },
    });
  });

  it('has the language that the deployment chose, where it names none', () => {
    const { language: _language, ...silent } = CHANNEL;
    expect(parseChannel(JSON.stringify(silent), 'en')).toEqual({ channel: { ...CHANNEL, language: 'en' } });
    expect(parseChannel(JSON.stringify({ ...CHANNEL, language: 'ko' }), 'en')).toMatchObject({
      channel: { language: 'ko' },
    });
    expect(parseChannel(JSON.stringify({ ...CHANNEL, language: 'fr' }), 'en')).toHaveProperty('mistakes');
    expect(parseChannel(JSON.stringify(silent))).toHaveProperty('mistakes');
  });

  it.each([
    ['kind', 'irc', 'irc', /^jandi, slack, teams, discord, webhook$/],
    ['kind', undefined, 'nothing', /jandi/],
    ['url', 'http://wh.jandi.com/secret-path', 'a text of 31 characters', /^an https URL$/],
    ['url', 'wh.jandi.com', 'a text of 12 characters', /https/],
    ['url', undefined, 'nothing', /https/],
    ['language', 'fr', 'fr', /^en, ko$/],
    ['tokens', 'secret', 'a text of 6 characters', /list/],
    ['tokens', ['secret', 5], 'a list of 2', /list/],
    ['tokens', [' '], 'a list of 1', /list/],
    ['schedules', 'Development', 'Development', /list of names/],
    ['people', { U1: true }, '{"U1":true}', /list of Slack user ids/],
    ['keyword', '우리 서버', '우리 서버', /^one word of letters and digits/],
    ['keyword', ['서버'], '["서버"]', /^one word/],
    ['peeple', ['U1'], 'a list of 1', /^only kind, url, language, tokens, alertTokens, schedules, people, keyword$/],
  ])('is refused where %s is %j', (attribute, value, got, expected) => {
    expect(mistakesIn({ ...CHANNEL, [attribute]: value })).toEqual([
      { attribute, got, expected: expect.stringMatching(expected) },
    ]);
  });

  it.each(['', '{', 'null', '[]', '"https://secret.example"'])('is refused where it is %j', (stored) => {
    const mistakes = mistakesIn(stored);
    expect(mistakes).toEqual([{ attribute: '', got: expect.any(String), expected: expect.any(String) }]);
    expect(JSON.stringify(mistakes)).not.toContain('secret');
  });

  it('has all its mistakes told at once', () => {
    const wrong = new WrongChannel('ops', mistakesIn({ kind: 'irc', url: 'x', language: 'fr' }));
    expect(wrong.message).toMatch(/^The channel ops is not right: kind: got irc, .*; url: .*; language: .*\.$/);
  });
});

it.each([
  ['ops', true],
  ['team_2.alerts-KR', true],
  ['운영', false],
  ['a b', false],
  ['a/b', false],
  ['', false],
  ['x'.repeat(101), false],
])('%j may name a channel: %s', (name, may) => expect(isChannelName(name)).toBe(may));

describe('a text for people and logs', () => {
  const URL_OF_IT = 'https://wh.jandi.com/connect-api/webhook/10101010/a1b2c3d4e5f60718?sig=qwertyuiop';

  it.each([
    ['a URL', `see ${URL_OF_IT} for more`, 'see … for more'],
    ['any other URL', 'moved to <https://other.example/x?y=z>', 'moved to <…>'],
    ['the secret alone', 'nothing at a1b2c3d4e5f60718', 'nothing at …'],
    ['the path', 'Cannot POST /connect-api/webhook/10101010/a1b2c3d4e5f60718', 'Cannot POST /…/…/…/…'],
    ['a part of the query', 'sig qwertyuiop is wrong', 'sig … is wrong'],
  ])('holds no longer %s', (_what, text, redacted) => expect(redact(text, URL_OF_IT)).toBe(redacted));

  it('keeps what the service says', () => {
    expect(redact('invalid_payload', URL_OF_IT)).toBe('invalid_payload');
  });

  it('does without a URL that can be read', () => {
    expect(redact('what about secret-thing?', 'secret-thing')).toBe('what about …?');
  });
});

describe("the deliverer's environment", () => {
  const RIGHT = {
    MEMORY_TABLE: 'M',
    NOTICE_QUEUE_URL: 'notices',
    NOTICE_DEAD_LETTER_QUEUE_URL: 'dead',
    CHANNEL_LANGUAGE: 'ko',
  } satisfies DeliverEnv;

  it('becomes its configuration', () => {
    expect(readDeliverConfig(RIGHT)).toEqual({
      memoryTable: 'M',
      noticeQueueUrl: 'notices',
      deadLetterQueueUrl: 'dead',
      language: 'ko',
    });
  });

  it('knows the languages', () => {
    expect(() => readDeliverConfig({ ...RIGHT, CHANNEL_LANGUAGE: 'fr' })).toThrow(
      `CHANNEL_LANGUAGE is "fr"; expected en or ko.`,
    );
  });

  it('names everything that is missing at once', () => {
    expect(() => readDeliverConfig({ MEMORY_TABLE: '' })).toThrow(
      "The deliverer's environment is wrong: MEMORY_TABLE is missing; NOTICE_QUEUE_URL is missing; NOTICE_DEAD_LETTER_QUEUE_URL is missing; CHANNEL_LANGUAGE is missing.",
    );
  });
});
