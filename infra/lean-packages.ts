import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

/** What `package.json` of an SDK client is imported for: its version, for the user agent. The rest is 2 KiB of scripts and links. */
export const versionOnly = (manifest: string): string => {
  const { version } = JSON.parse(manifest) as { readonly version: string };
  return JSON.stringify({ version });
};

/**
 * What stands for the cache of the endpoints that DynamoDB would be asked for if endpoint discovery were on; it is off unless
 * asked for, and the cache stays empty.
 */
const ENDPOINT_CACHE =
  'export default class extends Map { constructor() { super(); } peek(key) { return this.get(key); } }';

/**
 * Leaves out of every SDK client what it carries and never uses here. Event streams are an `import()` of the protocols, for
 * operations whose messages are one; a test holds that no client in use has such an operation.
 */
export const leanPackages: Plugin = {
  name: 'lean-packages',
  setup({ onLoad, onResolve }) {
    onLoad({ filter: /[\\/]client-[\w-]+[\\/]package\.json$/ }, ({ path }) => ({
      contents: versionOnly(readFileSync(path, 'utf8')),
      loader: 'json',
    }));
    onResolve({ filter: /^@smithy\/core\/event-streams$/ }, ({ path }) => ({ path, namespace: 'left-out' }));
    onResolve({ filter: /^mnemonist\/lru-cache$/ }, ({ path }) => ({ path, namespace: 'endpoint-cache' }));
    onLoad({ filter: /^/, namespace: 'endpoint-cache' }, () => ({ contents: ENDPOINT_CACHE }));
    onLoad({ filter: /^/, namespace: 'left-out' }, ({ path }) => ({
      contents: `throw new Error('${path} is not in the bundle (infra/lean-packages.ts)');`,
    }));
  },
};
