import type { Node } from 'constructs';

/** The keys of cdk.json's context that are Curfew's own. */
export interface Context {
  /** Zone of schedules that name none. */
  readonly timeZone: string;
  /** Minutes between two ticks. */
  readonly tickMinutes: number;
  /** WarnMinutes of schedules that name none. */
  readonly warnMinutes: number;
  /** Customer keys of volumes that EC2 has to decrypt when it starts an instance. */
  readonly kmsKeyArns: readonly string[];
}

/** Reads the context of cdk.json and `-c KEY=VALUE`; throws once, with every key that is missing or wrong. */
export const readContext = (node: Node): Context => {
  const wrong: string[] = [];
  const read = <T>(key: keyof Context, parse: (value: unknown) => T | undefined, expected: string): T | undefined => {
    const value: unknown = node.tryGetContext(key);
    const parsed = parse(value);
    if (parsed === undefined) wrong.push(`${key} is ${JSON.stringify(value) ?? 'missing'}; expected ${expected}`);
    return parsed;
  };
  const timeZone = read('timeZone', zone, 'an IANA zone, such as Asia/Seoul');
  const tickMinutes = read('tickMinutes', wholeNumber(1, 60), 'a whole number of minutes, 1 to 60');
  const warnMinutes = read('warnMinutes', wholeNumber(0, 1_440), 'a whole number of minutes, 0 to 1440');
  const kmsKeyArns = read('kmsKeyArns', keyArns, 'a list of KMS key ARNs, such as arn:aws:kms:REGION:ACCOUNT:key/ID');
  if (timeZone === undefined || tickMinutes === undefined || warnMinutes === undefined || kmsKeyArns === undefined)
    throw new Error(`The context in cdk.json is wrong: ${wrong.join('; ')}.`);
  return { timeZone, tickMinutes, warnMinutes, kmsKeyArns };
};

// As the calendar reads a schedule's own TimeZone: abbreviations mean different zones to different people.
const zone = (value: unknown): string | undefined => {
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

/** Numbers from `-c` arrive as text. */
const wholeNumber =
  (least: number, most: number) =>
  (value: unknown): number | undefined => {
    const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
    return typeof number === 'number' && Number.isInteger(number) && number >= least && number <= most
      ? number
      : undefined;
  };

const keyArns = (value: unknown): readonly string[] | undefined => {
  if (!Array.isArray(value)) return undefined;
  const arns = value.filter(
    (arn: unknown) => typeof arn === 'string' && /^arn:[\w-]+:kms:[^:]+:\d{12}:key\/.+$/.test(arn),
  );
  return arns.length === value.length ? arns : undefined;
};
