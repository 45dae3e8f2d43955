import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { buildSync, type Metafile } from 'esbuild';

/** Every Lambda's handler. */
export const HANDLERS = {
  scheduler: 'functions/scheduler/handler.ts',
  deliver: 'functions/webhook/deliver.ts',
  receive: 'functions/webhook/receive.ts',
} as const;

export type LambdaName = keyof typeof HANDLERS;

const ROOT = resolve(import.meta.dirname, '..');

/** Some packages are CommonJS and call `require`, which an ES module does not have. */
const REQUIRE = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`;

/** Where a Lambda's bundle lies: `index.mjs`, and a chunk for whatever it imports on first use. */
export const bundleDirectory = (name: LambdaName): string => resolve(ROOT, 'dist', name);

/** Bundles one Lambda with everything it uses, the SDK too, so that what was tested is what runs. */
export const bundle = (name: LambdaName): Metafile => {
  const outdir = bundleDirectory(name);
  rmSync(outdir, { recursive: true, force: true });
  const { metafile } = buildSync({
    absWorkingDir: ROOT,
    entryPoints: { index: HANDLERS[name] },
    outdir,
    bundle: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    splitting: true,
    outExtension: { '.js': '.mjs' },
    mainFields: ['module', 'main'],
    minify: true,
    sourcemap: true,
    sourcesContent: false,
    legalComments: 'none',
    banner: { js: REQUIRE },
    metafile: true,
    logLevel: 'warning',
  });
  return metafile;
};
