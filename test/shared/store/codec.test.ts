import { expect, it } from 'vitest';
import { fields, Unreadable, variants, word } from '../../../functions/shared/store/codec.ts';

const known = word<'start' | 'stop'>({ start: true, stop: true });
const cause = variants<{ readonly kind: 'weekly' }>({ weekly: fields({ kind: word<'weekly'>({ weekly: true }) }) });

it.each(['constructor', 'toString', '__proto__', 'boredom', ''])(
  'takes %j for no word of a set that lacks it',
  (text) => {
    expect(known.read('stop')).toBe('stop');
    expect(() => known.read(text)).toThrow(Unreadable);
  },
);

it.each(['constructor', 'toString', '__proto__', 'boredom', ''])(
  'takes %j for no kind of a union that lacks it',
  (kind) => {
    expect(cause.read({ kind: 'weekly' })).toEqual({ kind: 'weekly' });
    expect(() => cause.read({ kind })).toThrow(Unreadable);
  },
);
