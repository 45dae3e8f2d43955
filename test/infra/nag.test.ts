import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { afterAll, describe, expect, it } from 'vitest';
import { CurfewStack } from '../../infra/curfew-stack.ts';
import { ACKNOWLEDGED, addNag } from '../../infra/nag.ts';
import { contextWith } from '../../infra/template.ts';

interface Report {
  readonly pluginReports: readonly { readonly violations: readonly { readonly ruleName: string }[] }[];
}

const KEY = 'arn:aws:kms:ap-northeast-2:123456789012:key/11111111-2222-3333-4444-555555555555';

describe('cdk-nag', () => {
  const outdir = mkdtempSync(join(tmpdir(), 'curfew-nag-'));
  afterAll(() => rmSync(outdir, { recursive: true }));

  const appWith = (acknowledged: Readonly<Record<string, string>>): App => {
    const app = new App({ outdir, context: contextWith({ kmsKeyArns: [KEY] }) });
    addNag(app, acknowledged);
    new CurfewStack(app, 'Curfew');
    return app;
  };

  it('finds nothing in the stack by the rules of AwsSolutions but what is acknowledged', () => {
    expect(() => appWith(ACKNOWLEDGED).synth()).not.toThrow();
  });

  it('finds all that is acknowledged, and fails the deployment for it otherwise', () => {
    expect(() => appWith({}).synth()).toThrow();
    const { pluginReports } = JSON.parse(readFileSync(join(outdir, 'validation-report.json'), 'utf8')) as Report;
    const found = pluginReports.flatMap(({ violations }) => violations.map(({ ruleName }) => ruleName));
    expect(found.sort()).toEqual(Object.keys(ACKNOWLEDGED).sort());
  });
});
