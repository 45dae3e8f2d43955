import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Template } from 'aws-cdk-lib/assertions';
import { afterAll, describe, expect, it } from 'vitest';
import { templatesWith } from '../../infra/template.ts';
import { synth } from '../infra/synth.ts';

const BIN = resolve(import.meta.dirname, '../../.venv/bin');
const KEY = 'arn:aws:kms:ap-northeast-2:123456789012:key/11111111-2222-3333-4444-555555555555';

/** aws-cdk-lib makes a function wait for its role by name too, and not only for the role's policy. */
const IGNORED = 'W3005';

/**
 * Actions whose only resource is a dataset, and there is but the one dataset of all metrics:
 * https://docs.aws.amazon.com/cli/latest/reference/cloudwatch/get-dataset.html
 */
const OF_ALL_METRICS = ['cloudwatch:GetMetricData', 'cloudwatch:PutMetricData'];

/** The actions that take no resource, by the service authorization reference as cfn-lint brings it. */
const WITHOUT_RESOURCE = `
import json, sys, importlib.resources as files
services = json.loads(files.files("cfnlint.data.AdditionalSpecs").joinpath("Policies.json").read_text())
known = lambda action: services[action.split(":")[0]]["Actions"][action.split(":")[1].lower()]
print(json.dumps([action for action in json.loads(sys.argv[1]) if not known(action).get("Resources")]))
`;

const TARGETS = [
  { region: 'us-east-1' },
  { region: 'eu-west-1', roleArn: 'arn:aws:iam::222222222222:role/ops/curfew' },
];

interface Statement {
  readonly Action: string | readonly string[];
  readonly Resource: unknown;
}

describe('cfn-lint', () => {
  const directory = mkdtempSync(join(tmpdir(), 'curfew-template-'));
  afterAll(() => rmSync(directory, { recursive: true }));

  it.each([
    ['as cdk.json has it', {}],
    ['over tables that are there', { existingTables: true, kmsKeyArns: [KEY], tickMinutes: 5 }],
    ['with targets', { targets: TARGETS }],
  ])('finds nothing in the template %s, for any region', (_, context) => {
    expect(findingsIn(synth(context), 'ALL_REGIONS')).toBe('');
  });

  it.each(TARGETS)('finds nothing in the stack of the target %j', (entry) => {
    const [, template = synth()] = templatesWith({ kmsKeyArns: [KEY], targets: [entry] });
    expect(findingsIn(template, entry.region)).toBe('');
  });

  function findingsIn(template: Template, regions: string): string {
    const path = join(directory, 'template.json');
    writeFileSync(path, JSON.stringify(template.toJSON()));
    return String(execFileSync(join(BIN, 'cfn-lint'), ['-r', regions, '-i', IGNORED, '--', path]));
  }
});

it('a right on everything is one that AWS lets nobody narrow', () => {
  const statements = Object.values(synth().findResources('AWS::IAM::Policy')).flatMap(
    ({ Properties }) =>
      (Properties as { PolicyDocument: { Statement: readonly Statement[] } }).PolicyDocument.Statement,
  );
  const onEverything = statements
    .flatMap(({ Action, Resource }) => (Resource === '*' ? [Action].flat() : []))
    .filter((action) => !OF_ALL_METRICS.includes(action));
  expect(onEverything.length).toBeGreaterThan(0);
  const answer = execFileSync(join(BIN, 'python'), ['-c', WITHOUT_RESOURCE, JSON.stringify(onEverything)]);
  expect(JSON.parse(String(answer))).toEqual(onEverything);
});
