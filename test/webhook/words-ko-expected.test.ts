import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { problemWords } from '../../functions/webhook/domain/korean.ts';
import { expectedWords } from '../../functions/webhook/domain/words/ko/expected-words.ts';

const ROWS = 'functions/shared/rows';

/** Every literal by which the readers of rows say what they expected; what varies in it reads as `1`. */
function phrasesOf(source: string): string[] {
  const place = String.raw`(?:\b(?:\w*expected|meaning|EXPECTED\w*|NO_\w+)\s*[:=]\s*|\b(?:refuse|advise|text|requiredText|list|number)\(\s*'\w+',\s*)`;
  const literal = String.raw`(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)"|\x60((?:[^\x60\\]|\\.)*)\x60)`;
  const found = source.matchAll(new RegExp(place + literal, 'g'));
  return [...found].map(([, single, double, template]) =>
    (single ?? double ?? template ?? '')
      .replace(/(?<!: )\$\{(?:hint|where)[^}]*\}/g, '')
      .replace(/\$\{[^}]*ONE_PERIOD[^}]*\}/g, '')
      .replace(/\$\{[^}]*\}/g, '1')
      .replace(/\\(.)/g, '$1'),
  );
}

const files = [
  ...readdirSync(ROWS).map((name) => `${ROWS}/${name}`),
  'functions/scheduler/domain/roster.ts',
  'functions/scheduler/domain/tell-once.ts',
];
const phrases = files
  .flatMap((file) => phrasesOf(readFileSync(file, 'utf8')).map((phrase) => ({ file, phrase })))
  // What is joined of a list there stands below.
  .filter(({ phrase }) => phrase !== '1 or 1');

/** A word of prose: what people type, such as `mon-thu` or `EC2`, stands by itself or in another alphabet's company. */
const ENGLISH = /\b(the|a|an|of|or|and|to|is|not|such|because|with|without|one|no)\b/;

describe('what a row should have been, in Korean', () => {
  it('is looked for where the rows are read', () => {
    expect(phrases.length).toBeGreaterThan(50);
  });

  it.each(phrases)('has words for "$phrase" ($file)', ({ phrase }) => {
    expect(expectedWords(phrase)).not.toMatch(ENGLISH);
  });

  it.each([
    [
      'a whole number from 0 to 1440: minutes of notice before a stop such as 10, or 0 for no warning',
      /^0부터 1440까지의 정수 \(중지하기 몇 분 전에/,
    ],
    ['a time from 00:00 to 47:59 such as 22:00, or None', /^00:00부터 47:59까지의 시각\(예: 22:00\) 또는 None$/],
    [
      'an IANA time zone such as Asia/Seoul or America/New_York; for KST type Asia/Seoul',
      /\(예: Asia\/Seoul, America\/New_York\)\. KST 대신 Asia\/Seoul$/,
    ],
    [
      'a calendar with holidays to come (its last is 2026-12-25): type `curfew holidays KR 2027 --put`',
      /마지막 휴일은 2026-12-25\): `curfew holidays KR 2027 --put` 명령을/,
    ],
    ['missing, ignore, breaching, notBreaching or bySchedule', / bySchedule 중 하나$/],
    ['a group of the same schedule: one of db, 서버', /^같은 스케줄의 그룹: db, 서버 중 하나$/],
  ])('fills in what varies: %s', (english, korean) => {
    expect(expectedWords(english)).toMatch(korean);
  });

  it('leaves a text that nobody wrote here as it is', () => {
    expect(expectedWords('a text (from $1) of a later version; say so')).toBe(
      'a text (from $1) of a later version. say so',
    );
  });

  it('stands in the line of the problem', () => {
    const problem = { row: 'Schedule Dev', attribute: 'Enabled', got: 'nothing', expected: 'true or false' };
    expect(problemWords(problem)).toBe('Schedule Dev, Enabled: 입력값 없음 → 올바른 값 true 또는 false');
  });
});
