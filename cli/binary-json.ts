const BINARY = '$binary';
const BINARY_SET = '$binarySet';

/**
 * What JSON has no form for, as `get` prints it: a set becomes a list, which the parsers take as well; bytes, which nobody
 * reads here, become `{"$binary": "aGVsbG8="}`, so that `put` can write them back.
 */
export function toJsonForm(_: string, value: unknown): unknown {
  if (value instanceof Uint8Array) return { [BINARY]: Buffer.from(value).toString('base64') };
  if (!(value instanceof Set)) return value;
  const parts = [...value];
  const isOfBytes = parts.length > 0 && parts.every((part) => part instanceof Uint8Array);
  return isOfBytes ? { [BINARY_SET]: parts.map((part) => Buffer.from(part).toString('base64')) } : parts;
}

/** The bytes that `toJsonForm` wrote; everything else as it is. */
export function fromJsonForm(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || Object.keys(value).length !== 1) return value;
  const { [BINARY]: one, [BINARY_SET]: set } = value as Readonly<Record<string, unknown>>;
  if (typeof one === 'string') return bytesOf(one);
  if (Array.isArray(set) && set.every((part) => typeof part === 'string')) return new Set(set.map(bytesOf));
  return value;
}

const bytesOf = (base64: string): Uint8Array => new Uint8Array(Buffer.from(base64, 'base64'));
