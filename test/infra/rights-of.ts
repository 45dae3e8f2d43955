import type { Template } from 'aws-cdk-lib/assertions';
import { one } from './synth.ts';

interface Statement {
  readonly Action: string | readonly string[];
  readonly Effect: string;
  readonly Resource: unknown;
  readonly Condition?: unknown;
}

/** In the words of docs/permissions.md; what is not here is said as the template says it. */
const WORDS: readonly (readonly [pattern: RegExp, words: string])[] = [
  [/^Tables(\w+)$/, 'table $1'],
  [/^dynamodb table\/(\w+)$/, 'table $1'],
  [/^NoticesQueue$/, 'notice queue'],
  [/^NoticesDeadLetters$/, 'notice dead-letter queue'],
  [/^Scheduler\w*Queue$/, 'scheduler queue'],
  [/^PublishQueue$/, 'batch queue'],
  [/^\w+FunctionLogs$/, 'its own log'],
  [/^ec2 instance\/\*/, 'EC2 instances'],
  [/^rds db:\*/, 'DB instances'],
  [/^ssm parameter\/curfew\/channels\/\*$/, 'channel parameters'],
  [/^ssm parameter\/curfew\/drains\/\*$/, 'drain parameters'],
  [/^\* if {"StringEquals":{"cloudwatch:namespace":"(.+)"}}$/, 'namespace $1'],
  [/^\* if {"StringEquals":{"(?:ec2:Region|aws:RequestedRegion)":{"Ref":"AWS::Region"}}}$/, 'anything in this region'],
  [/^\* if {"StringEquals":{"ec2:Region":"([\w-]+)"}}$/, 'anything in $1'],
  [/^iam role\/\S+-viewer$/, 'viewers of targets'],
  [/^iam role\/\S+$/, 'the role of the target'],
  [/^\*$/, 'everything'],
  [/ if {"Null":{"aws:ResourceTag\/ScheduleName":"false"}}$/, ' tagged ScheduleName'],
  [/^kms key\/.* if {"Bool":{"kms:GrantIsForAWSResource":"true"}}$/, 'keys in kmsKeyArns'],
];

/** What the role allows whose policy's id begins so, each once as `dynamodb:PutItem on table Memory`, sorted. */
export const rightsOf = (template: Template, id: string): readonly string[] => {
  const { PolicyDocument } = one(template, 'AWS::IAM::Policy', { id }) as {
    PolicyDocument: { Statement: readonly Statement[] };
  };
  return [...new Set(PolicyDocument.Statement.flatMap(rightsIn))].sort();
};

const rightsIn = ({ Action, Effect, Resource, Condition }: Statement): readonly string[] => {
  if (Effect !== 'Allow') throw new Error(`A role of ours only allows; this is ${Effect}.`);
  const condition = Condition === undefined ? '' : ` if ${JSON.stringify(Condition)}`;
  return [Resource]
    .flat()
    .flatMap((resource) => [Action].flat().map((action) => `${action} on ${inWords(nameOf(resource) + condition)}`));
};

/** A resource as docs/permissions.md calls it. */
export const inWords = (name: string): string =>
  WORDS.reduce((words, [pattern, by]) => words.replace(pattern, by), name);

/** `TablesMemory` for a resource of the stack, else service and resource, and the region that stands there: `ec2 instance/*`. */
export const nameOf = (resource: unknown): string => {
  if (typeof resource === 'string') return resource.startsWith('arn:') ? ofArn(resource) : resource;
  const { 'Fn::GetAtt': ofStack, 'Fn::Join': joined } = resource as {
    readonly 'Fn::GetAtt'?: readonly [string, 'Arn'];
    readonly 'Fn::Join'?: readonly ['', readonly unknown[]];
  };
  if (ofStack !== undefined) return ofStack[0].replace(/[0-9A-F]{8}$/, '');
  return ofArn((joined?.[1] ?? []).map((part) => (typeof part === 'string' ? part : '')).join(''));
};

const ofArn = (arn: string): string => {
  const [, , service, region, , ...name] = arn.split(':');
  return `${service} ${name.join(':')}${region === '' ? '' : ` in ${region}`}`;
};
