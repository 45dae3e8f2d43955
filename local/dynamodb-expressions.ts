import type { Item } from '../functions/shared/rows/schedule.ts';

/** The `#names` and `:values` that stand in an expression. */
export interface Placeholders {
  readonly ExpressionAttributeNames?: Readonly<Record<string, string>> | undefined;
  readonly ExpressionAttributeValues?: Readonly<Record<string, unknown>> | undefined;
}

type Operand = (item: Item, placeholders: Placeholders) => unknown;
type Condition = (item: Item, placeholders: Placeholders) => boolean;

const TOKEN = /\s*([#:]?\w+|<>|<=|>=|[=<>(),])/y;

const COMPARISONS: Readonly<Record<string, (left: unknown, right: unknown) => boolean>> = {
  '=': (left, right) => isEqual(left, right),
  '<': (left, right) => orderOf(left, right) < 0,
  '<=': (left, right) => orderOf(left, right) <= 0,
  '>': (left, right) => orderOf(left, right) > 0,
  '>=': (left, right) => orderOf(left, right) >= 0,
};

const FUNCTIONS: Readonly<Record<string, (...given: unknown[]) => boolean>> = {
  attribute_exists: (value) => value !== undefined,
  attribute_not_exists: (value) => value === undefined,
  attribute_type: (value, type) => typeOf(value) === type,
  begins_with: (value, prefix) => typeof value === 'string' && typeof prefix === 'string' && value.startsWith(prefix),
};

const conditions = new Map<string, Condition>();

/** Whether an item fulfils a condition expression; an absent item is `{}`, and no expression always holds. */
export function holds(expression: string | undefined, item: Item, placeholders: Placeholders): boolean {
  if (expression === undefined) return true;
  let condition = conditions.get(expression);
  if (condition === undefined) {
    condition = new Parser(expression).whole();
    conditions.set(expression, condition);
  }
  return condition(item, placeholders);
}

/** The item after an update expression; of those DynamoDB has, `SET name = :value, …`. */
export function updated(expression: string, item: Item, placeholders: Placeholders): Item {
  const [, assignments] = /^SET (.+)$/.exec(expression) ?? [];
  if (assignments === undefined) throw notKnown(expression);
  const set = assignments.split(',').map((assignment) => {
    const [name = '', value = ''] = assignment.split('=').map((side) => side.trim());
    return [nameOf(name, placeholders), placeholders.ExpressionAttributeValues?.[value]];
  });
  return { ...item, ...Object.fromEntries(set) };
}

/** One condition, read by descent: OR binds less than AND, AND less than NOT. */
class Parser {
  readonly #expression: string;
  readonly #tokens: readonly string[];
  #at = 0;

  constructor(expression: string) {
    this.#expression = expression;
    this.#tokens = tokensOf(expression);
  }

  whole(): Condition {
    const condition = this.#any();
    if (this.#at < this.#tokens.length) throw notKnown(this.#expression);
    return condition;
  }

  #any(): Condition {
    const left = this.#every();
    if (!this.#skip('OR')) return left;
    const right = this.#any();
    return (item, placeholders) => left(item, placeholders) || right(item, placeholders);
  }

  #every(): Condition {
    const left = this.#one();
    if (!this.#skip('AND')) return left;
    const right = this.#every();
    return (item, placeholders) => left(item, placeholders) && right(item, placeholders);
  }

  #one(): Condition {
    if (this.#skip('NOT')) {
      const condition = this.#one();
      return (item, placeholders) => !condition(item, placeholders);
    }
    if (this.#skip('(')) {
      const condition = this.#any();
      this.#expect(')');
      return condition;
    }
    const word = this.#next();
    const call = FUNCTIONS[word];
    return call === undefined ? this.#comparison(operand(word)) : this.#call(call);
  }

  #call(call: (...given: unknown[]) => boolean): Condition {
    this.#expect('(');
    const given = [operand(this.#next())];
    while (this.#skip(',')) given.push(operand(this.#next()));
    this.#expect(')');
    return (item, placeholders) => call(...given.map((one) => one(item, placeholders)));
  }

  #comparison(left: Operand): Condition {
    const compare = COMPARISONS[this.#next()];
    if (compare === undefined) throw notKnown(this.#expression);
    const right = operand(this.#next());
    return (item, placeholders) => compare(left(item, placeholders), right(item, placeholders));
  }

  #next(): string {
    const token = this.#tokens[this.#at++];
    if (token === undefined) throw notKnown(this.#expression);
    return token;
  }

  #skip(token: string): boolean {
    if (this.#tokens[this.#at] !== token) return false;
    this.#at += 1;
    return true;
  }

  #expect(token: string): void {
    if (!this.#skip(token)) throw notKnown(this.#expression);
  }
}

function tokensOf(expression: string): string[] {
  const tokens: string[] = [];
  const pattern = new RegExp(TOKEN);
  while (pattern.lastIndex < expression.trimEnd().length) {
    const token = pattern.exec(expression)?.[1];
    if (token === undefined) throw notKnown(expression);
    tokens.push(token);
  }
  return tokens;
}

const operand = (word: string): Operand =>
  word.startsWith(':')
    ? (_item, { ExpressionAttributeValues }) => ExpressionAttributeValues?.[word]
    : (item, placeholders) => item[nameOf(word, placeholders)];

const nameOf = (word: string, { ExpressionAttributeNames }: Placeholders): string =>
  word.startsWith('#') ? (ExpressionAttributeNames?.[word] ?? '') : word;

/** DynamoDB compares values of one type only, and a missing attribute is of none: NaN then, so that nothing holds. */
function orderOf(left: unknown, right: unknown): number {
  if (typeof left === 'number' && typeof right === 'number') return left - right;
  if (typeof left !== 'string' || typeof right !== 'string') return Number.NaN;
  return left < right ? -1 : left > right ? 1 : 0;
}

const isEqual = (left: unknown, right: unknown): boolean =>
  left !== undefined && typeOf(left) === typeOf(right) && JSON.stringify(left) === JSON.stringify(right);

function typeOf(value: unknown): string {
  if (value === undefined) return '';
  if (value === null) return 'NULL';
  if (typeof value === 'string') return 'S';
  if (typeof value === 'number') return 'N';
  if (typeof value === 'boolean') return 'BOOL';
  return Array.isArray(value) ? 'L' : 'M';
}

const notKnown = (expression: string): Error =>
  new Error(`DynamoDB in maps does not know the expression ${expression}`);
