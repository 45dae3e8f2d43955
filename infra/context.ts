import type { Node } from 'constructs';
import { nearest } from '../functions/shared/rows/nearest.ts';
import type { TableName } from '../functions/shared/store/tables.ts';
import { keyArns, oneOf, tables, targets, wholeNumber, zone } from './context-values.ts';
import type { TargetEntry } from './target-place.ts';

/** The keys of cdk.json's context that are Curfew's own. */
export interface Context {
  /** Zone of schedules that name none. */
  readonly timeZone: string;
  /** Minutes between two ticks. */
  readonly tickMinutes: number;
  /** WarnMinutes of schedules that name none. */
  readonly warnMinutes: number;
  /** Language of channels that name none. */
  readonly language: 'en' | 'ko';
  /** Customer keys of volumes that EC2 has to decrypt when it starts an instance. */
  readonly kmsKeyArns: readonly string[];
  /** Tables that are there already, and are used instead of made. */
  readonly existingTables: readonly TableName[];
  /** Other regions and accounts whose instances Curfew starts and stops, beside its own. */
  readonly targets: readonly TargetEntry[];
}

interface Key<T> {
  /** Undefined where the value is wrong. */
  readonly parse: (value: unknown) => T | undefined;
  readonly expected: string;
}

/** How each key is read. What it is when nobody changes it stands in cdk.json. */
export const CONTEXT_KEYS: { readonly [K in keyof Context]: Key<Context[K]> } = {
  timeZone: { parse: zone, expected: 'an IANA zone, such as Asia/Seoul' },
  tickMinutes: { parse: wholeNumber(1, 60), expected: 'a whole number of minutes, 1 to 60' },
  warnMinutes: { parse: wholeNumber(0, 1_440), expected: 'a whole number of minutes, 0 to 1440' },
  language: { parse: oneOf('en', 'ko'), expected: 'en or ko' },
  kmsKeyArns: { parse: keyArns, expected: 'a list of KMS key ARNs, such as arn:aws:kms:REGION:ACCOUNT:key/ID' },
  existingTables: { parse: tables, expected: 'true, false, or a list of tables, such as ["Schedule", "Memory"]' },
  targets: {
    parse: targets,
    expected:
      'a list of {"region": "us-east-1"}, each a region of AWS, with "roleArn": "arn:aws:iam::ACCOUNT:role/NAME" in another account ' +
      '(of the same partition as the region, NAME of 57 characters at most), each account and region once, and each NAME and ' +
      'NAME-viewer once in an account',
  },
};

/** A mistake of whoever wrote the context; its message is all that they need. */
export class WrongContext extends Error {}

/** Reads the context of cdk.json and `-c KEY=VALUE`; throws once, with every key that is missing, wrong or misspelt. */
export const readContext = (node: Node): Context => {
  const wrong = misspelt(Object.keys(node.getAllContext()));
  const read = <K extends keyof Context>(key: K): Context[K] | undefined => {
    const value: unknown = node.tryGetContext(key);
    const parsed = CONTEXT_KEYS[key].parse(value);
    const got = JSON.stringify(value) ?? 'missing';
    if (parsed === undefined) wrong.push(`${key} is ${got}; expected ${CONTEXT_KEYS[key].expected}`);
    return parsed;
  };
  const context = Object.fromEntries(KEYS.map((key) => [key, read(key)]));
  if (wrong.length > 0) throw new WrongContext(`The context in cdk.json is wrong: ${wrong.join('; ')}.`);
  return context as unknown as Context;
};

const KEYS = Object.keys(CONTEXT_KEYS) as (keyof Context)[];

/** Keys that nobody knows but that are near to one of ours: what they say would be left out without a word. */
const misspelt = (keys: readonly string[]): string[] =>
  keys.flatMap((key) => {
    const meant = isOurs(key) ? undefined : (nearest(key, KEYS) ?? KEYS.find((ours) => begins(ours, key)));
    return meant === undefined ? [] : [`there is no key ${key}; type ${meant}`];
  });

const isOurs = (key: string): boolean => KEYS.some((ours) => ours === key);

/** `lang` for `language`, `kmsKeys` for `kmsKeyArns`. */
const begins = (ours: string, key: string): boolean =>
  key.length >= 4 && ours.toLowerCase().startsWith(key.toLowerCase().replace(/s$/, ''));
