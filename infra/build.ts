import type { Metafile } from 'esbuild';
import { HANDLERS, bundle, bundleDirectory, type LambdaName } from './bundle.ts';

const KIB = 1_024;

/** The files that a file imports as it loads, itself included; what is imported on first use is not among them. */
const loadedWith = (outputs: Metafile['outputs'], path: string, seen = new Set<string>()): ReadonlySet<string> => {
  if (seen.has(path)) return seen;
  seen.add(path);
  for (const { path: imported, kind } of outputs[path]?.imports ?? [])
    if (kind === 'import-statement' && imported in outputs) loadedWith(outputs, imported, seen);
  return seen;
};

const kibOf = (outputs: Metafile['outputs'], paths: Iterable<string>): number =>
  Math.round([...paths].reduce((sum, path) => sum + (outputs[path]?.bytes ?? 0), 0) / KIB);

// `npm run build`: bundles every Lambda into dist/, as the stack does, and prints what each weighs.
for (const name of Object.keys(HANDLERS) as LambdaName[]) {
  const { outputs } = bundle(name);
  const code = Object.keys(outputs).filter((path) => path.endsWith('.mjs'));
  const atStart = loadedWith(outputs, `dist/${name}/index.mjs`);
  console.log(
    `${name}: ${kibOf(outputs, code)} KiB, ${kibOf(outputs, atStart)} KiB at start, in ${bundleDirectory(name)}`,
  );
}
