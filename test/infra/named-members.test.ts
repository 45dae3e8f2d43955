import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { NormalizedSchema } from '@smithy/core/schema';
import type { StaticStructureSchema } from '@smithy/types';
import { build, type BuildOptions, type Plugin } from 'esbuild';
import { afterAll, describe, expect, it } from 'vitest';
import type * as Clients from '../../functions/shared/fleet/adapters/clients.ts';
import type * as AwsFleet from '../../functions/shared/fleet/adapters/fleet.ts';
import { namedMembers, withNamedMembers } from '../../infra/named-members.ts';

const temporary = mkdtempSync(join(tmpdir(), 'curfew-members-'));
afterAll(() => rmSync(temporary, { recursive: true }));

const schemasOf = (client: string): string => resolve('node_modules/@aws-sdk', client, 'dist-es/schemas/schemas_0.js');

/** An operation as the SDK's schemas write it; the last is the shape of its answer. */
type Operation = readonly [9, string, string, unknown, unknown, () => StaticStructureSchema];

/** Every structure of a schema module. */
async function structuresIn(path: string): Promise<StaticStructureSchema[]> {
  const exported = (await import(path)) as Record<string, unknown>;
  return Object.values(exported).filter((shape) => Array.isArray(shape) && shape[0] === 3) as StaticStructureSchema[];
}

describe('members that are named', () => {
  it('stay with their shapes, and so many of them are required', () => {
    const source = [
      'const _A = "Aye";',
      'const _B = "Bee";',
      'const _C = "Cee";',
      'export var S$ = [3, n0, _S,',
      '    0,',
      '    [_A, _B, _C],',
      '    [0, [() => T$, { [_x]: `b`,',
      '                [_y]: _z }], [1, { [_x]: _c }]], 2',
      '];',
    ].join('\n');
    expect(withNamedMembers(source, new Set(['Bee', 'Cee']))).toContain(
      '[_B,_C],\n    [[() => T$, { [_x]: `b`,\n                [_y]: _z }],[1, { [_x]: _c }]], 1\n];',
    );
  });

  it.each(['client-ec2', 'client-rds'])(
    'are all that stays of %s, whatever the form of a structure',
    async (client) => {
      const path = join(temporary, `${client}.mjs`);
      const source = withNamedMembers(readFileSync(schemasOf(client), 'utf8'), new Set(['Tags']));
      const stdin = { contents: source, resolveDir: resolve(schemasOf(client), '..') };
      await build({ stdin, outfile: path, bundle: true, platform: 'node', format: 'esm', logLevel: 'silent' });
      const structures = await structuresIn(path);
      expect(structures.length).toBeGreaterThan(400);
      expect(new Set(structures.flatMap(([, , , , names]) => names))).toEqual(new Set(['Tags']));
      for (const [, , , , names, shapes] of structures) expect(shapes).toHaveLength(names.length);
    },
  );
});

/** Texts that the adapters look at; every other text is the name of its member. */
const TEXTS: Readonly<Record<string, string>> = {
  ...{ Key: 'ScheduleName', Name: 'stopped', InstanceLifecycle: 'spot', Status: 'ok', Type: 'persistent' },
  ...{ DBInstanceStatus: 'stopped', NextToken: '', Marker: '' },
};
const [TIMESTAMP, BOOLEAN, NUMBER] = ['2026-11-20T03:00:00Z', 'true', '1'];

/** An answer in which every member of every structure is there once. */
function xmlOf(schema: NormalizedSchema, name: string): string {
  if (schema.isStructSchema())
    return [...schema.structIterator()].map(([member, shape]) => element(shape, member)).join('');
  if (schema.isListSchema()) {
    const item = schema.getValueSchema();
    const tag = String(item.getMergedTraits().xmlName ?? 'member');
    return `<${tag}>${xmlOf(item, name)}</${tag}>`;
  }
  if (schema.isTimestampSchema()) return TIMESTAMP;
  if (schema.isBooleanSchema()) return BOOLEAN;
  return schema.isNumericSchema() ? NUMBER : (TEXTS[name] ?? name);
}

function element(schema: NormalizedSchema, name: string): string {
  const tag = String(schema.getMergedTraits().xmlName ?? name);
  return `<${tag}>${xmlOf(schema, name)}</${tag}>`;
}

/** What AWS would answer, by the name of the operation. */
async function answers(): Promise<(operation: string) => string> {
  const modules = await Promise.all(['client-ec2', 'client-rds'].map((client) => import(schemasOf(client))));
  const shapes = Object.assign({}, ...modules) as Record<string, Operation>;
  return (operation) => {
    const [, , , , , result] = shapes[`${operation}$`] ?? [];
    if (result === undefined) throw new Error(`there is no operation ${operation}`);
    const body = xmlOf(NormalizedSchema.of(result()), operation);
    // RDS wraps its answers once more; EC2 does not look for what it does not know.
    return `<R>${body}<${operation}Result>${body}</${operation}Result></R>`;
  };
}

type Bundled = typeof Clients & typeof AwsFleet;

/** All that the fleet's adapters ask of AWS and make of its answers, over the SDK as these plugins leave it. */
async function talk(plugins: Plugin[]): Promise<unknown> {
  const outfile = join(temporary, `fleet-${plugins.length}.mjs`);
  const contents = `export * from './clients.ts'; export * from './fleet.ts';`;
  const banner = { js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);` };
  const stdin = { contents, resolveDir: resolve('functions/shared/fleet/adapters') };
  const options: BuildOptions = { bundle: true, platform: 'node', format: 'esm', mainFields: ['module', 'main'] };
  await build({ ...options, logLevel: 'silent', banner, stdin, outfile, plugins });
  const { ec2Client, rdsClient, awsFleet } = (await import(outfile)) as Bundled;

  const answerTo = await answers();
  const asked: string[] = [];
  const requestHandler = {
    handle: async ({ body }: { readonly body: string }) => {
      asked.push(body);
      const xml = answerTo(new URLSearchParams(body).get('Action') ?? '');
      return { response: { statusCode: 200, headers: {}, body: new TextEncoder().encode(xml) } };
    },
  };
  const config = {
    region: 'eu-west-1',
    credentials: { accessKeyId: 'a', secretAccessKey: 'b' },
    requestHandler,
  } as never;
  const fleet = awsFleet({ ec2: ec2Client(config), rds: rdsClient(config), pause: async () => {} });
  const deadline = { hasPassed: () => false };
  const { members, unseen } = await fleet.list();
  const statusOk = await fleet.statusOk(['InstanceId']);
  const started = await fleet.start(members, deadline);
  const stopped = await fleet.stop(members, deadline, { hibernate: true });
  return { asked: asked.sort(), members, unseen, statusOk, started, stopped };
}

describe('the fleet over what is bundled of EC2 and RDS', () => {
  it('asks and reads the same as over the whole SDK', async () => {
    const whole = await talk([]);
    expect(whole).toMatchObject({
      members: [
        { id: 'InstanceId', phase: 'stopped', hibernates: true, startedAt: Date.parse(TIMESTAMP) },
        { id: 'DBInstanceIdentifier', phase: 'stopped', skip: 'cluster-member', restartsAt: Date.parse(TIMESTAMP) },
      ],
      ...{ unseen: [], statusOk: new Set(['InstanceId']) },
      asked: expect.objectContaining({ length: 8 }) as unknown,
    });
    expect(await talk([namedMembers])).toEqual(whole);
  });
});
