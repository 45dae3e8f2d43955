import type { Metafile } from 'esbuild';

type Outputs = Metafile['outputs'];

/** A bundle's files of code, as paths of esbuild's metafile. */
export interface BundleFiles {
  /** Loaded as the Lambda starts. */
  readonly atStart: ReadonlySet<string>;
  /** These, and what may be imported later. */
  readonly reachable: ReadonlySet<string>;
  /** Nothing imports them. */
  readonly orphans: readonly string[];
}

/** Sorts the files of a bundle with one entry point by when they are loaded. */
export const filesOf = (outputs: Outputs): BundleFiles => {
  const code = Object.keys(outputs).filter((path) => path.endsWith('.mjs'));
  const entry = code.find((path) => path.endsWith('/index.mjs'));
  if (entry === undefined) throw new Error('The bundle has no index.mjs.');
  const reachable = importedBy(entry, { outputs, kinds: ['import-statement', 'dynamic-import'] });
  return {
    atStart: importedBy(entry, { outputs, kinds: ['import-statement'] }),
    reachable,
    orphans: code.filter((path) => !reachable.has(path)),
  };
};

export const kibOf = (outputs: Outputs, paths: Iterable<string>): number =>
  [...paths].reduce((sum, path) => sum + (outputs[path]?.bytes ?? 0), 0) / 1_024;

interface Imports {
  readonly outputs: Outputs;
  readonly kinds: readonly string[];
}

/** The file itself, and all that it imports in these ways, directly or not. */
const importedBy = (path: string, imports: Imports, seen = new Set<string>()): ReadonlySet<string> => {
  if (seen.has(path)) return seen;
  seen.add(path);
  for (const { path: imported, kind } of imports.outputs[path]?.imports ?? [])
    if (imports.kinds.includes(kind) && imported in imports.outputs) importedBy(imported, imports, seen);
  return seen;
};
