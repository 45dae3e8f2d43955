import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { NormalizedSchema } from '@smithy/core/schema';
import type { StaticStructureSchema } from '@smithy/types';
import { build } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { leanPackages, versionOnly } from '../../infra/lean-packages.ts';

const SDK = resolve('node_modules/@aws-sdk');
const clients = readdirSync(SDK).filter((name) => name.startsWith('client-'));

describe('package.json of a client', () => {
  it.each(clients)('is read for the version alone by %s', (client) => {
    const config = readFileSync(join(SDK, client, 'dist-es/runtimeConfig.js'), 'utf8');
    expect(config.match(/packageInfo\.\w+/g)).toEqual(['packageInfo.version']);
    const manifest = readFileSync(join(SDK, client, 'package.json'), 'utf8');
    const { version } = JSON.parse(manifest) as { readonly version: string };
    expect(versionOnly(manifest)).toBe(`{"version":"${version}"}`);
  });
});

/** An operation as the SDK's schemas write it: what it takes, and what it gives. */
type Operation = readonly [kind: 9, namespace: string, name: string, traits: unknown, takes: Shape, gives: Shape];
type Shape = () => StaticStructureSchema;

const hasEventStream = ([, , , , takes, gives]: Operation): boolean =>
  [takes, gives].some((shape) => NormalizedSchema.of(shape()).getEventStreamMember() !== '');

async function operationsOf(client: string): Promise<Operation[]> {
  const schemas = (await import(join(SDK, client, 'dist-es/schemas/schemas_0.js'))) as Record<string, unknown>;
  return Object.values(schemas).filter((shape) => Array.isArray(shape) && shape[0] === 9) as Operation[];
}

describe('event streams', () => {
  it('are told from other operations', () => {
    const event: Shape = () => [3, 'ns', 'Event', { streaming: 1 }, ['text'], [0]];
    const plain: Shape = () => [3, 'ns', 'Plain', 0, ['text'], [0]];
    const streaming: Shape = () => [3, 'ns', 'Streaming', 0, ['event'], [[event, 0]]];
    expect(hasEventStream([9, 'ns', 'Live', 0, plain, streaming])).toBe(true);
    expect(hasEventStream([9, 'ns', 'Once', 0, plain, plain])).toBe(false);
  });

  it.each(clients)('are in no operation of %s', async (client) => {
    const operations = await operationsOf(client);
    expect(operations.length).toBeGreaterThan(5);
    expect(operations.filter(hasEventStream).map(([, , name]) => name)).toEqual([]);
  });
});

interface EndpointCache {
  getEndpoint(key: string): string | undefined;
  set(key: string, endpoints: readonly { readonly Address: string; readonly CachePeriodInMinutes: number }[]): void;
}

describe('endpoint discovery', () => {
  it('is off, so that its cache stays empty', async () => {
    const { config } = new DynamoDBClient({ region: 'eu-west-1' });
    expect(await config.endpointDiscoveryEnabled?.()).toBeUndefined();
  });

  it('has a cache that works even so', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'curfew-packages-'));
    try {
      const outfile = join(directory, 'cache.mjs');
      const entryPoints = [join(SDK, 'endpoint-cache/dist-es/index.js')];
      await build({ entryPoints, outfile, bundle: true, platform: 'node', format: 'esm', plugins: [leanPackages] });
      const { EndpointCache } = (await import(outfile)) as { EndpointCache: new (capacity: number) => EndpointCache };
      const cache = new EndpointCache(1_000);
      expect(cache.getEndpoint('key')).toBeUndefined();
      cache.set('key', [{ Address: 'dynamodb.example', CachePeriodInMinutes: 60 }]);
      expect(cache.getEndpoint('key')).toBe('dynamodb.example');
    } finally {
      rmSync(directory, { recursive: true });
    }
  });
});
