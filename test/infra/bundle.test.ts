import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Metafile } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import { filesOf, kibOf } from '../../infra/bundle-files.ts';
import { HANDLERS, buildBundle, type LambdaName } from '../../infra/bundle.ts';

interface Expected {
  /** Loaded before the first event. */
  readonly startKib: number;
  readonly allKib: number;
  readonly clients: readonly string[];
}

const EXPECTED: Readonly<Record<LambdaName, Expected>> = {
  scheduler: { startKib: 282, allKib: 331, clients: ['dynamodb', 'ec2', 'rds', 'sqs', 'sts'] },
  deliver: { startKib: 280, allKib: 281, clients: ['dynamodb', 'sqs', 'ssm'] },
  receive: { startKib: 414, allKib: 450, clients: ['dynamodb', 'ec2', 'rds', 'sqs', 'ssm', 'sts'] },
  drain: { startKib: 173, allKib: 173, clients: ['sqs', 'ssm'] },
  publish: { startKib: 191, allKib: 191, clients: ['cloudwatch', 'dynamodb'] },
  alarms: { startKib: 292, allKib: 337, clients: ['cloudwatch', 'dynamodb', 'ec2', 'rds', 'sqs'] },
};

const names = Object.keys(HANDLERS) as LambdaName[];
const temporary = mkdtempSync(join(tmpdir(), 'curfew-bundles-'));
const bundles = new Map(
  await Promise.all(names.map(async (name) => [name, await buildBundle(name, join(temporary, name))] as const)),
);
afterAll(() => rmSync(temporary, { recursive: true }));

const packageOf = (input: string): string => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(input)?.[1] ?? '';

const packagesIn = (outputs: Metafile['outputs'], paths: Iterable<string>): string[] => {
  const inputs = [...paths].flatMap((path) => Object.keys(outputs[path]?.inputs ?? {}));
  return [...new Set(inputs.map(packageOf))].sort();
};

describe.each(names)('the bundle of %s', (name) => {
  const outputs = bundles.get(name) ?? {};
  const { atStart, reachable } = filesOf(outputs);
  const { startKib, allKib, clients } = EXPECTED[name];

  it(`weighs at most ${allKib} KiB, ${startKib} of them at start`, () => {
    expect(kibOf(outputs, atStart)).toBeLessThanOrEqual(startKib);
    expect(kibOf(outputs, reachable)).toBeLessThanOrEqual(allKib);
  });

  it('holds the clients of the services it calls, and finds its credentials in the environment only', () => {
    const packages = packagesIn(outputs, reachable);
    expect(packages.filter((found) => found.startsWith('@aws-sdk/client-'))).toEqual(
      clients.map((service) => `@aws-sdk/client-${service}`),
    );
    const providers = packages.filter((found) => /credential-provider|nested-clients|token-providers/.test(found));
    expect(providers).toEqual(['@aws-sdk/credential-provider-env']);
  });

  it('loads EC2, RDS and STS later, if at all', () => {
    const early = packagesIn(outputs, atStart).filter((found) => /client-(ec2|rds|sts)$/.test(found));
    expect(early).toEqual([]);
  });

  it('is a directory of what it loads and the source maps of that, and nothing else', () => {
    const files = [...reachable].flatMap((path) => [path, `${path}.map`]).map((path) => resolve(path));
    expect(
      readdirSync(join(temporary, name))
        .map((file) => join(temporary, name, file))
        .sort(),
    ).toEqual(files.sort());
  });
});
