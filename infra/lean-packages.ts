import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

/** What `package.json` of an SDK client is imported for: its version, for the user agent. The rest is 2 KiB of scripts and links. */
export const versionOnly = (manifest: string): string => {
  const { version } = JSON.parse(manifest) as { readonly version: string };
  return JSON.stringify({ version });
};

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
    onLoad({ filter: /^/, namespace: 'left-out' }, ({ path }) => ({
      contents: `throw new Error('${path} is not in the bundle (infra/lean-packages.ts)');`,
    }));
  },
};
