import { isMap } from '../../functions/shared/rows/attributes.ts';
import type { Item } from '../../functions/shared/rows/schedule.ts';

type Attribute = readonly [type: string, value: unknown];

/** An item as `aws dynamodb scan` prints it, `{"Name": {"S": "x"}}`, as plain values; a plain item as it is. */
export function plainItem(item: Item): Item {
  const entries = Object.entries(item).map(([name, value]) => [name, attributeIn(value)] as const);
  if (entries.length === 0 || entries.some(([, attribute]) => attribute === undefined)) return item;
  return Object.fromEntries(entries.map(([name, attribute]) => [name, attribute && plain(attribute)]));
}

function plain([type, value]: Attribute): unknown {
  switch (type) {
    case 'N':
      return Number(value);
    case 'NS':
      return (value as unknown[]).map(Number);
    case 'NULL':
      return null;
    case 'L':
      return (value as unknown[]).map(plainPart);
    case 'M':
      return plainItem(value as Item);
    default:
      return value;
  }
}

function plainPart(value: unknown): unknown {
  const attribute = attributeIn(value);
  return attribute === undefined ? value : plain(attribute);
}

/** How the value of each of DynamoDB's types looks in JSON. */
const LOOKS = new Map<string, (value: unknown) => boolean>([
  ['S', (value) => typeof value === 'string'],
  ['N', (value) => typeof value === 'string' && Number.isFinite(Number(value))],
  ['BOOL', (value) => typeof value === 'boolean'],
  ['NULL', (value) => value === true],
  ['B', (value) => typeof value === 'string'],
  ['L', Array.isArray],
  ['SS', Array.isArray],
  ['NS', Array.isArray],
  ['BS', Array.isArray],
  ['M', isMap],
]);

/** The one type and value of an attribute in DynamoDB's JSON; undefined for anything else. */
function attributeIn(value: unknown): Attribute | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const [entry, ...more] = Object.entries(value);
  return entry !== undefined && more.length === 0 && LOOKS.get(entry[0])?.(entry[1]) ? entry : undefined;
}
