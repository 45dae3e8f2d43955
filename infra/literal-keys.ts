import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

/** `const _xN = "xmlName";`, a line of its own. */
const CONSTANT = /^const (\w+) = ("[^"\\]*");$/gm;
/** `[_xN]:`, a key of an object. */
const COMPUTED_KEY = /\[(\w+)\]:/g;

/**
 * Writes the keys that a schema module of the SDK computes (`{ [_xN]: "x" }`) as the text they are (`{ "xmlName": "x" }`). To
 * esbuild a computed key may run code, so it keeps each of EC2's 2,000 shapes, half a megabyte, for the three calls in use.
 */
export const withLiteralKeys = (source: string): string => {
  const constants = new Map([...source.matchAll(CONSTANT)].map(([, name = '', text = '']) => [name, text]));
  return source.replaceAll(COMPUTED_KEY, (key, name: string) => {
    const text = constants.get(name);
    return text === undefined ? key : `${text}:`;
  });
};

/** `withLiteralKeys` on the schemas of every SDK client; a test compares what they hold before and after. */
export const literalKeys: Plugin = {
  name: 'literal-keys',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]client-[\w-]+[\\/]dist-es[\\/]schemas[\\/]schemas_\d+\.js$/ }, ({ path }) => ({
      contents: withLiteralKeys(readFileSync(path, 'utf8')),
      loader: 'js',
    }));
  },
};
