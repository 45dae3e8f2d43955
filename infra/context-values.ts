import { tableEntries, type TableName } from '../functions/shared/store/tables.ts';
import { accountOf, idOf, partitionOf, viewerArn, type TargetEntry } from './target-place.ts';

// What each kind of value in the context may be; undefined where it is wrong. What comes from `cdk -c KEY=VALUE` is text.

/** As the calendar reads a schedule's own TimeZone: abbreviations mean different zones to different people. */
export const zone = (value: unknown): string | undefined => {
  if (value === 'UTC') return value;
  return typeof value === 'string' && value.includes('/') && isKnownZone(value) ? value : undefined;
};

const isKnownZone = (name: string): boolean => {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
};

export const wholeNumber =
  (least: number, most: number) =>
  (value: unknown): number | undefined => {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof number === 'number' && Number.isInteger(number) && number >= least && number <= most
      ? number
      : undefined;
  };

export const oneOf =
  <T extends string>(...words: readonly T[]) =>
  (value: unknown): T | undefined =>
    words.find((word) => word === value);

export const keyArns = (value: unknown): readonly string[] | undefined => listOf(value, isKeyArn);

// No alias: IAM looks at the key behind it.
const isKeyArn = (arn: unknown): arn is string =>
  typeof arn === 'string' && /^arn:[\w-]+:kms:[\w-]+:\d{12}:key\/[\w-]+$/.test(arn);

/** All of the tables, none, or those of a list. */
export const tables = (value: unknown): readonly TableName[] | undefined => {
  if (value === true || value === 'true') return TABLE_NAMES;
  if (value === false || value === 'false') return [];
  return listOf(value, isTableName);
};

const TABLE_NAMES: readonly TableName[] = tableEntries().map(([name]) => name);

const isTableName = (name: unknown): name is TableName => TABLE_NAMES.some((known) => known === name);

/** A list, the same as JSON, or text with commas. */
const listOf = <T>(value: unknown, isRight: (part: unknown) => part is T): readonly T[] | undefined => {
  const parts: unknown =
    typeof value === 'string' ? (fromJson(value) ?? value.split(',').map((part) => part.trim())) : value;
  return Array.isArray(parts) && parts.every(isRight) ? parts : undefined;
};

/** A list of {region, roleArn}, or the same as JSON. */
export const targets = (value: unknown): readonly TargetEntry[] | undefined => {
  const list: unknown = typeof value === 'string' ? fromJson(value) : value;
  if (!Array.isArray(list) || !list.every(isTarget)) return undefined;
  return isOnce(list.map(idOf)) && isOnce(list.flatMap(roleNames)) ? list : undefined;
};

const isOnce = (names: readonly string[]): boolean => new Set(names).size === names.length;

/** The roles that a target's stack makes; names are an account's, whatever their path, region and case. */
const roleNames = (entry: TargetEntry): readonly string[] =>
  entry.roleArn === undefined
    ? []
    : [entry.roleArn, viewerArn(entry.roleArn)].map((arn) =>
        `${accountOf(entry)}/${arn.slice(arn.lastIndexOf('/') + 1)}`.toLowerCase(),
      );

/** IAM takes 64 characters of a name, and `-viewer` comes behind it (viewerArn). */
const ROLE_ARN = /^arn:[\w-]+:iam::\d{12}:role\/(?:[\w+=,.@-]+\/)*[\w+=,.@-]{1,57}$/;

function isTarget(value: unknown): value is TargetEntry {
  if (typeof value !== 'object' || value === null) return false;
  const { region, roleArn, ...rest } = value as Record<string, unknown>;
  const partition = typeof region === 'string' ? partitionOf(region) : undefined;
  const isRole =
    roleArn === undefined ||
    (typeof roleArn === 'string' && ROLE_ARN.test(roleArn) && roleArn.startsWith(`arn:${partition}:`));
  return partition !== undefined && isRole && Object.keys(rest).length === 0;
}

function fromJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
