import fc from 'fast-check';

/** Names that every object of JavaScript knows, and those that Curfew reads by. */
const name = fc.oneof(
  fc.constantFrom('__proto__', 'constructor', 'toString', 'valueOf', 'toJSON', 'hasOwnProperty', 'length'),
  fc.constantFrom('S', 'N', 'L', 'M', 'NULL', 'kind', 'at', 'detail', 'time', 'source', 'name', 'type'),
  fc.string({ unit: 'binary', maxLength: 6 }),
);

const text = fc.oneof(
  fc.constantFrom(
    '',
    ' ',
    'None',
    'start',
    'stop',
    '09:00',
    '2026-11-20',
    'EC2',
    'all',
    'mon-fri',
    'true',
    '1e999',
    '\u0000',
    '\ud800',
  ),
  fc.constantFrom('__proto__', 'constructor', 'toString'),
  fc.string({ unit: 'binary', maxLength: 20 }),
  fc.string({ unit: 'grapheme', maxLength: 20 }),
);

const scalar = fc.oneof(text, fc.double(), fc.integer(), fc.boolean(), fc.constantFrom(null, 1e300, -0, 2 ** 53));

/** Whatever JSON may hold, odd names and all. Objects are made as JSON.parse makes them: `__proto__` is a name like any other. */
export const anyJson: fc.Arbitrary<unknown> = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    scalar,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.array(fc.tuple(name, tie('value')), { maxLength: 4 }).map((entries) => Object.fromEntries(entries)),
  ),
})).value;

/** DynamoDB's limit for an item, and some room for what JSON writes longer. */
export const LONGEST_ITEM = 350_000;

/** What DynamoDB's client gives beside that: sets, bytes, and numbers that are none. */
export const anyAttribute: fc.Arbitrary<unknown> = fc.oneof(
  { weight: 4, arbitrary: anyJson },
  { weight: 1, arbitrary: fc.array(text, { maxLength: 4 }).map((parts) => new Set(parts)) },
  { weight: 1, arbitrary: fc.array(fc.double(), { maxLength: 4 }).map((parts) => new Set(parts)) },
  { weight: 1, arbitrary: fc.uint8Array({ maxLength: 8 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      Number.NaN,
      Infinity,
      -Infinity,
      'x'.repeat(390_000),
      Array.from({ length: 5_000 }, (_, nth) => `x${nth}`),
    ),
  },
);

/** `right` with some of its fields, at any depth, put in another's place or left out. */
export function damaged(right: object): fc.Arbitrary<unknown> {
  const fields = Object.entries(right).map(([key, value]: [string, unknown]) => {
    const inside =
      typeof value === 'object' && value !== null && !Array.isArray(value) ? damaged(value) : fc.constant(value);
    return fc.oneof(
      { weight: 8, arbitrary: inside.map((one) => [[key, one]]) },
      { weight: 1, arbitrary: anyJson.map((one) => [[key, one]]) },
      { weight: 1, arbitrary: fc.constant([]) },
    );
  });
  return fc.tuple(...fields).map((entries) => Object.fromEntries(entries.flat()));
}
