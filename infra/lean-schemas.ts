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

/** `n0_registry.registerError(ParameterNotFound$, ParameterNotFound);`, a line of its own; the service's base class is `_s`'s. */
const ERROR_REGISTRATION = /^n\d+_registry\.registerError\(\w+\$, \w+\);$/gm;

/**
 * Leaves out the line that makes an error class known to the SDK, and with it the class: SSM has 140, for the two calls in use. An
 * error that is not known comes as the service's base class with the same name, code and message, which is all that is read of one
 * (`externalFailure`); `instanceof` would find nothing, so a test keeps it out of `functions/`.
 */
export const withoutErrorClasses = (source: string): string => source.replaceAll(ERROR_REGISTRATION, '');

/** A schema module of the SDK with both done to it; tests compare what it holds, and what errors become, before and after. */
export const lean = (source: string): string => withLiteralKeys(withoutErrorClasses(source));

/** The schemas of every SDK client. */
export const leanSchemas: Plugin = {
  name: 'lean-schemas',
  setup({ onLoad }) {
    onLoad({ filter: /[\\/]client-[\w-]+[\\/]dist-es[\\/]schemas[\\/]schemas_\d+\.js$/ }, ({ path }) => ({
      contents: lean(readFileSync(path, 'utf8')),
      loader: 'js',
    }));
  },
};
