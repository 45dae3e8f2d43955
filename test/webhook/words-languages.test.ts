import { describe, expect, it } from 'vitest';
import type { NoticeKind } from '../../functions/shared/notice/notice.ts';
import { sayNotice, type Language } from '../../functions/webhook/domain/say.ts';
import { ENGLISH } from '../../functions/webhook/domain/words/en/notice-words.ts';
import { KOREAN } from '../../functions/webhook/domain/words/ko/notice-words.ts';
import { KINDS, notice, SAMPLES, WARNING_ACTIONS, type SampleFacts } from './sample-notices.ts';

const CODES: Readonly<Record<string, readonly string[]>> = {
  because: ['edge', 'return', 'enforce', 'rds-restart'],
  cause: ['weekly', 'exception', 'hold', 'lifted', 'changed'],
  hold: ['start', 'stop', ''],
  operation: ['start', 'stop', 'list'],
  value: ['26:00', 'None', ''],
  type: ['start', 'stop'],
  edgeKind: ['start', 'stop'],
  leftAlone: ['true', 'false'],
};

const CHANNEL_CODES = [
  'unknown-channel',
  'wrong-config',
  'address',
  'gone',
  'redirected',
  'payload',
  'refused',
  'bug',
  'too-late',
];

/** The same facts with one of them left out, or another in its place. */
function variants(kind: NoticeKind, facts: SampleFacts): readonly SampleFacts[] {
  return Object.entries(facts).flatMap(([name, value]) => {
    const { [name]: _left, ...without } = facts;
    const codes = kind === 'channel-failed' && name === 'because' ? CHANNEL_CODES : CODES[name];
    const others = codes ?? [
      typeof value === 'number'
        ? value + 3
        : typeof value === 'object'
          ? ['x-9', ...value]
          : /^\d{4}-.*Z$/.test(value)
            ? '2026-11-21T04:44:00Z'
            : `${value}-9`,
    ];
    return [without, ...others.map((other) => ({ ...facts, [name]: other }))];
  });
}

const said = (kind: NoticeKind, facts: SampleFacts, language: Language): string =>
  JSON.stringify(sayNotice(notice(kind, facts, WARNING_ACTIONS), language));

describe('the catalogues of all languages', () => {
  it('have words for the same kinds', () => {
    expect(Object.keys(KOREAN).sort()).toEqual(Object.keys(ENGLISH).sort());
    expect(Object.keys(ENGLISH).sort()).toEqual([...KINDS].sort());
  });

  it.each(KINDS)('tell the same facts of %s', (kind) => {
    let differences = 0;
    for (const facts of SAMPLES[kind])
      for (const variant of variants(kind, facts)) {
        const changes = (language: Language): boolean => said(kind, facts, language) !== said(kind, variant, language);
        expect(changes('ko'), `${JSON.stringify(facts)} against ${JSON.stringify(variant)}`).toBe(changes('en'));
        if (changes('en')) differences++;
      }
    expect(differences).toBeGreaterThan(0);
  });

  it.each(KINDS)('show the same parts of %s', (kind) => {
    for (const facts of SAMPLES[kind]) {
      const [en, ko] = [sayNotice(notice(kind, facts), 'en'), sayNotice(notice(kind, facts), 'ko')];
      expect([ko.fields?.length, ko.lines.length, ko.leftOut]).toEqual([
        en.fields?.length,
        en.lines.length,
        en.leftOut,
      ]);
    }
  });
});
