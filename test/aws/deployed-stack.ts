import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { inject } from 'vitest';
import type { LambdaName } from '../../infra/bundle.ts';
import { ask, motoUrl, resetMoto } from './moto.ts';

/** What the functions reach, and what names it to them. Moto knows no HTTP API, and nobody watches over it. */
const CREATED = new Set([
  'AWS::DynamoDB::Table',
  'AWS::Events::Rule',
  'AWS::IAM::Role',
  'AWS::Lambda::EventSourceMapping',
  'AWS::Lambda::Function',
  'AWS::Logs::LogGroup',
  'AWS::SQS::Queue',
]);

const STACK = 'Curfew';
const ACCOUNT = '123456789012';
const REGION = process.env['AWS_REGION'] ?? '';
const BUCKET = `cdk-hnb659fds-assets-${ACCOUNT}-${REGION}`;
/** Moto asks for the code of a function, and is never asked to run it. */
const EMPTY_ZIP = Uint8Array.from([0x50, 0x4b, 5, 6, ...Array.from({ length: 18 }, () => 0)]);

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

/** One function of the stack, as CloudFormation made it. */
export interface DeployedFunction {
  /** As CloudFormation called it. */
  readonly functionName: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly timeoutMs: number;
  /** The folder that `cdk deploy` would upload as its code. */
  readonly codeDirectory: string;
  /** URLs of the queues whose messages Lambda hands to it. */
  readonly fedBy: readonly string[];
}

/** Creates the stack that was synthesised, on a moto that holds nothing else. */
export async function deployStack(): Promise<(name: LambdaName) => DeployedFunction> {
  await resetMoto();
  const assembly = inject('assembly');
  const { Resources } = readJson<{ Resources: Record<string, Resource> }>(join(assembly, `${STACK}.template.json`));
  await upload(Object.values(Resources));
  const TemplateBody = JSON.stringify({ Resources: forMoto(Resources) });
  const create = { Action: 'CreateStack', Version: '2010-05-15', StackName: STACK, TemplateBody };
  await ask('cloudformation', { method: 'POST', body: new URLSearchParams(create) });
  await setTimeToLive(Object.values(Resources));

  const { Functions } = await lambda<{ Functions: MotoFunction[] }>('/2015-03-31/functions/');
  const { EventSourceMappings } = await lambda<{ EventSourceMappings: Mapping[] }>(
    '/2015-03-31/event-source-mappings/',
  );
  return (name) => {
    const id = `${name.replace(/^./, (letter) => letter.toUpperCase())}Function`;
    const isMeant = ([key, { Type }]: [string, Resource]) => Type === 'AWS::Lambda::Function' && key.startsWith(id);
    const [resource] = Object.entries(Resources).find(isMeant) ?? [''];
    const made = Functions.find(({ FunctionName }) => FunctionName.startsWith(`${STACK}-${resource}-`));
    if (made === undefined) throw new Error(`CloudFormation made no ${id}.`);
    const feeds = EventSourceMappings.filter(({ FunctionArn }) => FunctionArn === made.FunctionArn);
    return {
      functionName: made.FunctionName,
      variables: Object.fromEntries(
        Object.entries(made.Environment.Variables).map(([key, value]) => [key, onMoto(value)]),
      ),
      timeoutMs: made.Timeout * 1_000,
      codeDirectory: join(assembly, assetPath(assembly, Resources[resource])),
      fedBy: feeds.map(({ EventSourceArn }) => `${motoUrl()}/${ACCOUNT}/${EventSourceArn.split(':').at(-1) ?? ''}`),
    };
  };
}

interface MotoFunction {
  readonly FunctionName: string;
  readonly FunctionArn: string;
  readonly Timeout: number;
  readonly Environment: { readonly Variables: Readonly<Record<string, string>> };
}

interface Mapping {
  readonly FunctionArn: string;
  readonly EventSourceArn: string;
}

const readJson = <T>(path: string): T => JSON.parse(readFileSync(path, 'utf8')) as T;

const lambda = async <T>(path: string): Promise<T> => JSON.parse(await ask('lambda', { path })) as T;

const codeOf = (resource: Resource | undefined): string =>
  (resource?.Properties['Code'] as { S3Key?: string } | undefined)?.S3Key ?? '';

/** As `cdk deploy` would, into the bucket that `cdk bootstrap` makes. */
async function upload(resources: readonly Resource[]): Promise<void> {
  const location = `<CreateBucketConfiguration><LocationConstraint>${REGION}</LocationConstraint></CreateBucketConfiguration>`;
  await ask('s3', { method: 'PUT', path: `/${BUCKET}`, body: location });
  for (const key of resources.map(codeOf).filter((key) => key !== ''))
    await ask('s3', { method: 'PUT', path: `/${BUCKET}/${key}`, body: EMPTY_ZIP });
}

/** Which moto's CloudFormation leaves out. */
async function setTimeToLive(resources: readonly Resource[]): Promise<void> {
  const headers = {
    'X-Amz-Target': 'DynamoDB_20120810.UpdateTimeToLive',
    'Content-Type': 'application/x-amz-json-1.0',
  };
  for (const { Type, Properties } of resources) {
    const { TableName, TimeToLiveSpecification } = Properties;
    if (Type !== 'AWS::DynamoDB::Table' || TimeToLiveSpecification === undefined) continue;
    await ask('dynamodb', { method: 'POST', headers, body: JSON.stringify({ TableName, TimeToLiveSpecification }) });
  }
}

function assetPath(assembly: string, resource: Resource | undefined): string {
  const { files } = readJson<{ files: Record<string, { source: { path: string } }> }>(
    join(assembly, `${STACK}.assets.json`),
  );
  const hash = codeOf(resource).replace(/\.zip$/, '');
  return files[hash]?.source.path ?? `no asset ${hash}`;
}

/** The resources that moto can make, as the template has them but for what moto's CloudFormation does not do by itself. */
function forMoto(resources: Readonly<Record<string, Resource>>): Record<string, Resource> {
  const made = Object.entries(resources).filter(([, { Type, Properties }]) => {
    // Moto sends every event to a rule that has a rate and no pattern.
    const isRate = Type === 'AWS::Events::Rule' && Properties['EventPattern'] === undefined;
    return CREATED.has(Type) && !isRate;
  });
  return Object.fromEntries(
    made.map(([id, { Type, Properties }]) => {
      // CloudFormation ends a name that it makes for a FIFO queue as it has to.
      const name = Properties['FifoQueue'] === true ? { QueueName: `${STACK}-${id}.fifo` } : {};
      return [id, { Type, Properties: { ...name, ...Properties } }];
    }),
  );
}

/** Moto's CloudFormation gives queues the address that they have at AWS. */
const onMoto = (value: string): string => value.replace(`https://sqs.${REGION}.amazonaws.com`, motoUrl());
