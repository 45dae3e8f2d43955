import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { columns, cut } from '../../cli/columns.ts';

describe('columns', () => {
  it.each([
    [
      'plain text',
      [
        ['a', 'b'],
        ['long', 'c'],
      ],
      'a     b\nlong  c',
    ],
    [
      'Korean letters, two columns each',
      [
        ['미나', 'b'],
        ['mina', 'c'],
      ],
      '미나  b\nmina  c',
    ],
    [
      'decomposed letters as composed ones',
      [
        ['미나'.normalize('NFD'), 'b'],
        ['mina', 'c'],
      ],
      `${'미나'.normalize('NFD')}  b\nmina  c`,
    ],
    [
      'accents, which take no column',
      [
        ['e\u0301', 'b'],
        ['é', 'c'],
      ],
      'e\u0301  b\né  c',
    ],
    [
      'pictures, two columns each',
      [
        ['✅', 'b'],
        ['ok', 'c'],
      ],
      '✅  b\nok  c',
    ],
    ['rows of different lengths', [['a'], ['bb', 'c']], 'a\nbb  c'],
    [
      'empty cells',
      [
        ['', 'b'],
        ['a', ''],
      ],
      '   b\na',
    ],
    ['line breaks, kept on one line', [['a\n b', 'c']], 'a b  c'],
  ])('aligns %s', (_, rows, text) => {
    expect(columns(rows)).toBe(text);
  });

  it('does not count colours', () => {
    const { green } = pc.createColors(true);
    expect(
      columns([
        [green('on'), 'b'],
        ['off', 'c'],
      ]),
    ).toBe(`${green('on')}   b\noff  c`);
  });

  // Linear: a plan of a year for thirty schedules. Quadratic, it takes minutes.
  it('takes tens of thousands of rows', { timeout: 5_000 }, () => {
    const rows = Array.from({ length: 40_000 }, (_, index) => [
      'Fri 2026-11-20 09:30 KST',
      `S${index}`,
      'start',
      '매주',
    ]);
    expect(columns(rows).split('\n')).toHaveLength(40_000);
  });

  it('is nothing for no rows', () => {
    expect(columns([])).toBe('');
  });
});

describe('a cut text', () => {
  it.each([
    ['short', 5, 'short'],
    ['longer', 5, 'long…'],
    ['two words', 5, 'two…'],
    ['하나둘셋', 8, '하나둘셋'],
    ['하나둘셋', 7, '하나둘…'],
    ['하나둘셋', 6, '하나…'],
    ['one\ntwo', 7, 'one two'],
  ])('%j in %i columns is %j', (text, width, short) => {
    expect(cut(text, width)).toBe(short);
  });
});
