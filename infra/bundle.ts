import { execFileSync } from 'node:child_process';
import { rmSync } from 'node:fs';
import { resolve } from 'node:path';
import { build, type Metafile } from 'esbuild';
import { filesOf } from './bundle-files.ts';
import { leanPackages } from './lean-packages.ts';
import { leanSchemas } from './lean-schemas.ts';
import { namedMembers } from './named-members.ts';

/** Every Lambda's handler. */
export const HANDLERS = {
  scheduler: 'functions/scheduler/handler.ts',
  deliver: 'functions/webhook/deliver.ts',
  receive: 'functions/webhook/receive.ts',
  drain: 'functions/alarms/heroku/drain.ts',
  publish: 'functions/alarms/heroku/publish.ts',
  alarms: 'functions/alarms/handler.ts',
} as const;

export type LambdaName = keyof typeof HANDLERS;

const ROOT = resolve(import.meta.dirname, '..');

/** Some packages are CommonJS and call `require`, which an ES module does not have. */
const REQUIRE = `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);`;

/** Where a Lambda's bundle lies: `index.mjs`, and a chunk for whatever it imports on first use. */
export const bundleDirectory = (name: LambdaName): string => resolve(ROOT, 'dist', name);

/** Bundles one Lambda with everything it uses, the SDK too, so that what was tested is what runs. */
export const buildBundle = async (name: LambdaName, outdir = bundleDirectory(name)): Promise<Metafile['outputs']> => {
  rmSync(outdir, { recursive: true, force: true });
  const { metafile } = await build({
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
    // The SDK's own chain also looks in files, for SSO, for a process and on the instance; a Lambda has nothing of that.
    alias: { '@aws-sdk/credential-provider-node': './functions/shared/lambda/adapters/credentials.ts' },
    plugins: [namedMembers, leanPackages, leanSchemas],
    minify: true,
    sourcemap: true,
    sourcesContent: false,
    legalComments: 'none',
    charset: 'utf8',
    banner: { js: REQUIRE },
    metafile: true,
    logLevel: 'warning',
  });
  // esbuild writes a chunk for an `import()` even where the function around it fell out.
  const { reachable, orphans } = filesOf(metafile.outputs);
  for (const path of orphans) for (const file of [path, `${path}.map`]) rmSync(resolve(ROOT, file));
  return Object.fromEntries(Object.entries(metafile.outputs).filter(([path]) => reachable.has(path)));
};

/** Bundles one Lambda at once: constructs cannot wait, and esbuild takes plugins only from those who can. */
export const bundle = (name: LambdaName): void => {
  const command = ['--import', 'tsx', 'infra/build.ts', name];
  execFileSync(process.execPath, command, { cwd: ROOT, stdio: ['ignore', 'ignore', 'inherit'] });
};
