/** A field of a period in Curfew's words; undefined `text` where it means every day or month. */
export type Translated =
  | { readonly text: string | undefined; readonly unreadable?: undefined }
  | { readonly text?: undefined; readonly unreadable: string };

/** What one field of a period counts, and how it is written here. */
interface Field {
  readonly lowest: number;
  readonly highest: number;
  /** The value of a name, in full or its first three letters. */
  readonly names: readonly string[];
  readonly wraps: boolean;
  readonly written: (value: number) => string;
  /** Forms that only this field has, here as there. */
  readonly special: (part: string, valueOf: (text: string) => number | undefined) => string | undefined;
}

const WEEKDAY_NAMES = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'];
const MONTH_NAMES = [
  ...['january', 'february', 'march', 'april', 'may', 'june', 'july'],
  ...['august', 'september', 'october', 'november', 'december'],
];

/** `mon-fri`, `0-4` (0 is Monday), `mon#1`, `friL`, `L` (Sunday, as the last of the week). */
const WEEKDAYS: Field = {
  ...{ lowest: 0, highest: 6, names: WEEKDAY_NAMES, wraps: true },
  written: (value) => WEEKDAY_NAMES[value]?.slice(0, 3) ?? '',
  special: (part, valueOf) => {
    if (part === 'l') return 'sun';
    const [, name = '', nth] = /^(\w+?)(?:#([1-5])|l)$/.exec(part) ?? [];
    const day = valueOf(name);
    return day === undefined ? undefined : `${WEEKDAYS.written(day)}${nth === undefined ? 'L' : `#${nth}`}`;
  },
};

/** `1-5`, `L`, `15W`, `20-L`. */
const MONTH_DAYS: Field = {
  ...{ lowest: 1, highest: 31, names: [], wraps: false },
  written: String,
  special: (part, valueOf) => {
    if (part === 'l') return 'L';
    const [, from = '', end] = /^(\d+)(-l|w)$/.exec(part) ?? [];
    if (valueOf(from) === undefined) return undefined;
    return end === 'w' ? `${from}W` : `${from}-31`;
  },
};

/** `jan-mar`, `1/3`. */
const MONTHS: Field = {
  ...{ lowest: 1, highest: 12, names: MONTH_NAMES, wraps: true },
  written: (value) => MONTH_NAMES[value - 1]?.slice(0, 3) ?? '',
  special: () => undefined,
};

export const weekdaysHere = (parts: readonly string[]): Translated => translate(parts, WEEKDAYS);
export const monthDaysHere = (parts: readonly string[]): Translated => translate(parts, MONTH_DAYS);
export const monthsHere = (parts: readonly string[]): Translated => translate(parts, MONTHS);

/** https://github.com/aws-solutions/instance-scheduler-on-aws, source/app/instance_scheduler/cron/parser.py and validator.py */
function translate(parts: readonly string[], field: Field): Translated {
  const words = parts.flatMap((part) => part.split(',')).map((part) => part.trim().toLowerCase());
  if (words.length === 0 || words.some((word) => word === '*' || word === '?')) return { text: undefined };
  const translated = words.map((word) => wordHere(word, field));
  const unreadable = words.find((_, index) => translated[index] === undefined);
  return unreadable === undefined ? { text: translated.join(',') } : { unreadable };
}

function wordHere(word: string, field: Field): string | undefined {
  const valueOf = (text: string): number | undefined => valueIn(text.trim(), field);
  const [range = '', every, ...more] = word.split('/');
  const step = every === undefined ? 1 : Number(/\d+/.exec(every)?.[0] ?? 0);
  if (more.length > 0 || step < 1) return undefined;
  const [first = '', last, ...rest] = range.split('-');
  const from = valueOf(first);
  const to = last === undefined ? (every === undefined ? from : field.highest) : valueOf(last);
  if (from === undefined || to === undefined || rest.length > 0) return field.special(word, valueOf);
  if (to < from && !field.wraps) return undefined;
  if (step > 1) return steps({ from, to, step }, field);
  return from === to ? field.written(from) : `${field.written(from)}-${field.written(to)}`;
}

/** `jan/3` as `jan,apr,jul,oct`: Curfew knows no steps. */
function steps({ from, to, step }: { from: number; to: number; step: number }, field: Field): string {
  const size = field.highest - field.lowest + 1;
  const last = to < from ? to + size : to;
  const values: number[] = [];
  for (let value = from; value <= last; value += step) values.push(value > field.highest ? value - size : value);
  return values.map(field.written).join(',');
}

function valueIn(text: string, { lowest, highest, names }: Field): number | undefined {
  const named = text.length < 3 ? -1 : names.findIndex((name) => name === text || name.slice(0, 3) === text);
  const value = /^\d{1,2}$/.test(text) ? Number(text) : named === -1 ? NaN : named + lowest;
  return value >= lowest && value <= highest ? value : undefined;
}
