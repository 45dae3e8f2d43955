import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { externalFailure } from '../../functions/shared/failure/aws-failure.ts';
import type { ExternalFailure } from '../../functions/shared/failure/external-failure.ts';
import { leanSchemas, withLiteralKeys, withoutErrorClasses } from '../../infra/lean-schemas.ts';

const SDK = resolve('node_modules/@aws-sdk');
const clients = readdirSync(SDK).filter((name) => name.startsWith('client-'));
const temporary = mkdtempSync(join(tmpdir(), 'curfew-schemas-'));
vi.stubEnv('AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED', 'true');
afterAll(() => {
  vi.unstubAllEnvs();
  rmSync(temporary, { recursive: true });
});

type Plugins = readonly (typeof leanSchemas)[];

/** What a module of the SDK exports once it is bundled. */
async function bundled(entry: string, plugins: Plugins): Promise<Record<string, unknown>> {
  const outfile = join(temporary, `${entry.replaceAll('/', '-')}-${plugins.length}.mjs`);
  const banner = { js: `import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);` };
  const options = { bundle: true, platform: 'node', format: 'esm', logLevel: 'silent' } as const;
  await build({ ...options, banner, entryPoints: [join(SDK, entry)], outfile, plugins: [...plugins] });
  return (await import(outfile)) as Record<string, unknown>;
}

/** Every shape of a client's schemas, by its id, with the ids of the shapes it refers to. */
async function shapesOf(client: string, plugins: Plugins): Promise<Map<string, string>> {
  const exported = await bundled(`${client}/dist-es/schemas/schemas_0.js`, plugins);
  const shapes = new Map<string, string>();
  const idOf = (shape: unknown): unknown => {
    if (!Array.isArray(shape)) return shape;
    const id = shape.slice(0, 3).join(' ');
    if (shapes.has(id)) return id;
    shapes.set(id, '');
    // Shapes refer to each other by functions, because they go in circles.
    shapes.set(
      id,
      JSON.stringify(shape, (_, part) => (typeof part === 'function' ? idOf(part()) : part)),
    );
    return id;
  };
  for (const [name, shape] of Object.entries(exported)) if (name.endsWith('$')) idOf(shape);
  return shapes;
}

describe('literal keys', () => {
  it('stand where a constant of the module was the key, and nowhere else', () => {
    const source = 'const _xN = "xmlName";\nexport var A$ = [3, [_xN], { [_xN]: _xN, [other]: 1 }];\n';
    expect(withLiteralKeys(source)).toBe(
      'const _xN = "xmlName";\nexport var A$ = [3, [_xN], { "xmlName": _xN, [other]: 1 }];\n',
    );
  });

  it.each(clients)('leave every shape of %s as it is', async (client) => {
    const [before, after] = await Promise.all([shapesOf(client, []), shapesOf(client, [leanSchemas])]);
    expect(before.size).toBeGreaterThan(50);
    expect(after).toEqual(before);
  });
});

/** A call of each client that asks for nothing. */
const CALLS: Readonly<Record<string, readonly [client: string, command: string, input?: object]>> = {
  'client-cloudwatch': ['CloudWatchClient', 'ListMetricsCommand'],
  'client-dynamodb': ['DynamoDBClient', 'ListTablesCommand'],
  'client-ec2': ['EC2Client', 'DescribeInstancesCommand'],
  'client-rds': ['RDSClient', 'DescribeDBInstancesCommand'],
  'client-sqs': ['SQSClient', 'ListQueuesCommand'],
  'client-ssm': ['SSMClient', 'GetParameterCommand', { Name: 'n' }],
  'client-sts': ['STSClient', 'GetCallerIdentityCommand'],
};

interface ErrorShape {
  readonly namespace: string;
  readonly name: string;
  /** Its code on the wire, where that is another. */
  readonly code: string;
}

function errorsIn(schemas: Record<string, unknown>): ErrorShape[] {
  const ERROR = -3;
  return Object.values(schemas).flatMap((shape) => {
    if (!Array.isArray(shape) || shape[0] !== ERROR || String(shape[1]).startsWith('smithy.ts')) return [];
    const [, namespace, name, traits] = shape as [number, string, string, { awsQueryError?: [string] }];
    return [{ namespace, name, code: traits.awsQueryError?.[0] ?? name }];
  });
}

/** An error as AWS answers it, in the forms of JSON and of XML. */
function answerOf(client: string, { namespace, name, code }: ErrorShape) {
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>what went wrong</Message></Error>`;
  const xml =
    client === 'client-ec2'
      ? `<Response><Errors>${error}</Errors></Response>`
      : `<ErrorResponse>${error}</ErrorResponse>`;
  const json = JSON.stringify({ __type: `${namespace}#${name}`, message: 'what went wrong' });
  const isXml = ['client-ec2', 'client-rds', 'client-sts'].includes(client);
  const headers = { 'x-amzn-requestid': 'r', ...(code !== name && { 'x-amzn-query-error': `${code};Sender` }) };
  return { statusCode: 400, headers, body: new TextEncoder().encode(isXml ? xml : json) };
}

/** What each error of a client becomes here. */
async function failuresOf(client: string, plugins: Plugins): Promise<Map<string, ExternalFailure>> {
  const [clientName = '', commandName = '', input = {}] = CALLS[client] ?? [];
  const sdk = await bundled(`${client}/dist-es/index.js`, plugins);
  const shapes = errorsIn(await bundled(`${client}/dist-es/schemas/schemas_0.js`, []));
  const unknown = { namespace: 'com.amazonaws.x', name: 'NobodyKnowsThis', code: 'NobodyKnowsThis' };
  const failures = new Map<string, ExternalFailure>();
  for (const shape of [...shapes, unknown]) {
    const Client = sdk[clientName] as new (config: object) => { send(command: object): Promise<unknown> };
    const Command = sdk[commandName] as new (given: object) => object;
    const requestHandler = { handle: async () => ({ response: answerOf(client, shape) }) };
    const credentials = { accessKeyId: 'a', secretAccessKey: 'b' };
    const asked = new Client({ region: 'eu-west-1', credentials, maxAttempts: 1, requestHandler }).send(
      new Command(input),
    );
    failures.set(shape.name, externalFailure(await asked.catch((error: unknown) => error)));
  }
  return failures;
}

const told = (failures: Map<string, ExternalFailure>) =>
  [...failures].map(([name, { code, reason, retryable, message }]) => ({ name, code, reason, retryable, message }));

describe('an error whose class is left out', () => {
  it('loses the line that made it known, and the base class of the service keeps its own', () => {
    const base = '_s_registry.registerError(XServiceException$, XServiceException);';
    const source = `${base}\nexport var A$ = [-3];\nn0_registry.registerError(A$, A);\n`;
    expect(withoutErrorClasses(source)).toBe(`${base}\nexport var A$ = [-3];\n\n`);
  });

  it.each(clients)('is the same failure as with it: all of %s', async (client) => {
    const [before, after] = await Promise.all([failuresOf(client, []), failuresOf(client, [leanSchemas])]);
    expect(told(after)).toEqual(told(before));
    for (const { code, message } of told(after)) expect(message).toBe(`${code}: what went wrong`);
  });

  it('is nowhere in the functions told by its class', () => {
    const files = readdirSync('functions', { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.ts'),
    );
    const imports = files.flatMap((file) => [
      ...readFileSync(join('functions', file), 'utf8').matchAll(
        /^import \{([^}]*)\} from '@aws-sdk\/client-[^']*';$/gm,
      ),
    ]);
    const values = imports.flatMap(([, names = '']) => names.split(',').map((name) => name.trim()));
    expect(values).toContain('SendMessageCommand');
    expect(values.filter((name) => name !== '' && !/^type |(Command|Client)$/.test(name))).toEqual([]);
  });
});
