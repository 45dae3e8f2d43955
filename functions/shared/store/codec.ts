import type { Instant } from '../calendar/instant.ts';

/** Turns a value into what DynamoDB stores, and back. Every field of a type has to be named, or it does not compile. */
export interface Codec<T> {
  write(value: T): unknown;
  /** Throws Unreadable. */
  read(stored: unknown): T;
}

/** What is stored is not what this version of Curfew would have written. */
export class Unreadable extends Error {
  override readonly name = 'Unreadable';
}

const primitive = <T>(what: string, isOne: (stored: unknown) => stored is T): Codec<T> => ({
  write: (value) => value,
  read: (stored) => (isOne(stored) ? stored : unreadable(what, stored)),
});

export const text = primitive('text', (stored) => typeof stored === 'string');
export const number: Codec<number> = {
  write: (value) => withinLimits(value),
  read: (stored) => (typeof stored === 'number' ? stored : unreadable('a number', stored)),
};
export const flag = primitive('true or false', (stored) => typeof stored === 'boolean');

/** https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/HowItWorks.NamingRulesDataTypes.html#HowItWorks.DataTypes.Number */
const LEAST = 1e-130;
const MOST = 9.9e125;

/** The nearest number that DynamoDB holds; a write with any other is refused as a whole. */
const withinLimits = (value: number): number => (Math.abs(value) < LEAST ? 0 : Math.max(-MOST, Math.min(MOST, value)));

/** Stored as ISO in UTC, for the reader of the console; sorts as text. */
export const instant: Codec<Instant> = {
  write: (value) => new Date(value).toISOString(),
  read: (stored) => {
    const value = typeof stored === 'string' ? Date.parse(stored) : NaN;
    return Number.isNaN(value) ? unreadable('an instant', stored) : value;
  },
};

/** A closed set of words; the keys of `words`, so that none can be forgotten. */
export const word = <T extends string>(words: Readonly<Record<T, true>>): Codec<T> =>
  primitive(
    Object.keys(words).join(' or '),
    (stored): stored is T => typeof stored === 'string' && Object.hasOwn(words, stored),
  );

export const optional = <T>(codec: Codec<T>): Codec<T | undefined> => ({
  write: (value) => (value === undefined ? undefined : codec.write(value)),
  read: (stored) => (stored === undefined ? undefined : codec.read(stored)),
});

/** As `optional`, but what cannot be read counts as absent: for what others write, and on which nothing depends. */
export const ifReadable = <T>(codec: Codec<T>): Codec<T | undefined> => ({
  write: optional(codec).write,
  read: (stored) => {
    try {
      return codec.read(stored);
    } catch (error) {
      if (error instanceof Unreadable) return undefined;
      throw error;
    }
  },
});

export const list = <T>(codec: Codec<T>): Codec<readonly T[]> => ({
  write: (values) => values.map((value) => codec.write(value)),
  read: (stored) => (Array.isArray(stored) ? stored.map((value) => codec.read(value)) : unreadable('a list', stored)),
});

/** Stored as a list of pairs: a group called `constructor` or `__proto__` does not survive as a map's key. */
export const byName = <T>(codec: Codec<T>): Codec<Readonly<Record<string, T>>> => ({
  write: (values) => Object.entries(values).map(([name, value]) => [name, codec.write(value)]),
  read: (stored) => {
    if (!Array.isArray(stored)) return unreadable('a list of pairs', stored);
    return Object.fromEntries(
      stored.map((pair: unknown) =>
        Array.isArray(pair) ? [text.read(pair[0]), codec.read(pair[1])] : unreadable('a pair', pair),
      ),
    );
  },
});

type Fields<T> = { readonly [Name in keyof T]-?: Codec<T[Name]> };

/** A map of named fields; fields that are undefined are left out, unknown ones are ignored. */
export const fields = <T extends object>(codecs: Fields<T>): Codec<T> => {
  const entries = Object.entries(codecs) as [keyof T & string, Codec<unknown>][];
  return {
    write: (value) =>
      Object.fromEntries(
        entries.map(([name, codec]) => [name, codec.write(value[name])]).filter(([, stored]) => stored !== undefined),
      ),
    read: (stored) => {
      if (!isMap(stored)) return unreadable('a map', stored);
      // Every invocation reads every record: no lists in between.
      const read: Record<string, unknown> = {};
      for (const [name, codec] of entries) {
        const value = codec.read(stored[name]);
        if (value !== undefined) read[name] = value;
      }
      return read as T;
    },
  };
};

type Variants<T extends { kind: string }> = { readonly [Kind in T['kind']]: Codec<Extract<T, { kind: Kind }>> };

/** A union told apart by its `kind`. */
export const variants = <T extends { kind: string }>(codecs: Variants<T>): Codec<T> => {
  const codecOf = (kind: unknown): Codec<T> => {
    if (typeof kind === 'string' && Object.hasOwn(codecs, kind))
      return codecs[kind as T['kind']] as unknown as Codec<T>;
    return unreadable(Object.keys(codecs).join(' or '), kind);
  };
  return {
    write: (value) => codecOf(value.kind).write(value),
    read: (stored) => (isMap(stored) ? codecOf(stored['kind']).read(stored) : unreadable('a map', stored)),
  };
};

const isMap = (stored: unknown): stored is Readonly<Record<string, unknown>> =>
  typeof stored === 'object' && stored !== null && !Array.isArray(stored);

const unreadable = (expected: string, stored: unknown): never => {
  throw new Unreadable(`expected ${expected}, got ${stored === undefined ? 'nothing' : typeof stored}`);
};
