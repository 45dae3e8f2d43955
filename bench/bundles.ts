import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Template } from 'aws-cdk-lib/assertions';
import type { Metafile } from 'esbuild';
import { filesOf, kibOf } from '../infra/bundle-files.ts';
import { HANDLERS, buildBundle, type LambdaName } from '../infra/bundle.ts';
import { templateWith } from '../infra/template.ts';

/** What one Lambda's bundle weighs, and what it takes to load. */
interface BundleFigures {
  readonly name: LambdaName;
  readonly startKib: number;
  readonly allKib: number;
  /** Time of the processor, median of fresh processes. */
  readonly initMs: number;
  /** Heaviest first. */
  readonly atStart: readonly Share[];
  /** The same of what is imported on first use. */
  readonly later: readonly Share[];
}

interface Share {
  readonly of: string;
  readonly kib: number;
}

const PROCESSES = 11;
/** Shares below this are not worth a word. */
const LEAST_KIB = 4;

/** Bundles a Lambda as the stack does, weighs it, and loads it in one process after another with the stack's environment. */
async function measureBundle(name: LambdaName, template: Template): Promise<BundleFigures> {
  const directory = mkdtempSync(join(tmpdir(), 'curfew-bundle-'));
  try {
    const outputs = await buildBundle(name, directory);
    const { atStart, reachable } = filesOf(outputs);
    const later = [...reachable].filter((path) => !atStart.has(path));
    return {
      name,
      startKib: kibOf(outputs, atStart),
      allKib: kibOf(outputs, reachable),
      initMs: medianInitMs(join(directory, 'index.mjs'), environmentOf(name, template)),
      atStart: sharesOf(outputs, atStart),
      later: sharesOf(outputs, later),
    };
  } finally {
    rmSync(directory, { recursive: true });
  }
}

function sharesOf(outputs: Metafile['outputs'], paths: Iterable<string>): Share[] {
  const bytes = new Map<string, number>();
  for (const path of paths)
    for (const [input, { bytesInOutput }] of Object.entries(outputs[path]?.inputs ?? {})) {
      const of = /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? 'our own code';
      bytes.set(of, (bytes.get(of) ?? 0) + bytesInOutput);
    }
  return [...bytes].map(([of, count]) => ({ of, kib: count / 1_024 })).sort((a, b) => b.kib - a.kib);
}

/** The variables that the stack sets, and Lambda's own; what only a deployment knows is made up. */
function environmentOf(name: LambdaName, template: Template): Record<string, string> {
  const id = `${name.replace(/^./, (letter) => letter.toUpperCase())}Function`;
  const lambdas = Object.entries(template.findResources('AWS::Lambda::Function'));
  const lambda = lambdas.find(([key]) => key.startsWith(id))?.[1];
  if (lambda === undefined) throw new Error(`The stack has no ${id}.`);
  const { Environment } = lambda['Properties'] as { Environment: { Variables: Record<string, unknown> } };
  const variables = Object.entries(Environment.Variables).map(([key, value]) => [key, madeUp(value)]);
  return { AWS_REGION: 'ap-northeast-2', ...Object.fromEntries(variables) };
}

function madeUp(value: unknown): string {
  if (typeof value === 'string') return value;
  const [, parts] = (value as { readonly 'Fn::Join'?: [string, readonly unknown[]] })['Fn::Join'] ?? [];
  return parts === undefined ? 'of-a-deployment' : parts.map(madeUp).join('');
}

function medianInitMs(path: string, env: Record<string, string>): number {
  const load =
    `const begin = process.cpuUsage(); await import(${JSON.stringify(pathToFileURL(path))}); ` +
    'const { user, system } = process.cpuUsage(begin); process.stdout.write(String((user + system) / 1_000));';
  const times = Array.from({ length: PROCESSES }, () =>
    Number(
      execFileSync(process.execPath, ['--input-type=module', '-e', load], { env, encoding: 'utf8', stdio: 'pipe' }),
    ),
  );
  return times.sort((a, b) => a - b)[Math.floor(PROCESSES / 2)] ?? Number.NaN;
}

const listed = (shares: readonly Share[]): string => {
  const heavy = shares.filter(({ kib }) => kib >= LEAST_KIB);
  const restKib = shares.reduce((sum, { kib }) => sum + kib, 0) - heavy.reduce((sum, { kib }) => sum + kib, 0);
  const words = heavy.map(({ of, kib }) => `${of} ${Math.round(kib)}`);
  return [...words, ...(restKib >= 1 ? [`others ${Math.round(restKib)}`] : [])].join(', ') || 'nothing';
};

const template = templateWith({});
const figures: BundleFigures[] = [];
for (const name of Object.keys(HANDLERS) as LambdaName[]) figures.push(await measureBundle(name, template));

console.log(
  `| function | KiB at start | KiB in all | ms of CPU for its init, median of ${PROCESSES} on Node ${process.version} |`,
);
console.log('| --- | --- | --- | --- |');
for (const { name, startKib, allKib, initMs } of figures)
  console.log(`| ${name} | ${Math.round(startKib)} | ${Math.round(allKib)} | ${Math.round(initMs)} |`);
console.log('\n| function | at start, in KiB | imported on first use, in KiB |');
console.log('| --- | --- | --- |');
for (const { name, atStart, later } of figures) console.log(`| ${name} | ${listed(atStart)} | ${listed(later)} |`);
