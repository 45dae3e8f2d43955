import { describe, expect, it } from 'vitest';
import { synth } from './synth.ts';

const template = synth();

describe('a stage in an account or region of its own', () => {
  it('takes the template as it is: no account and no region stands in it', () => {
    const words = JSON.stringify(template.toJSON());
    expect(words.match(/\b\d{12}\b|\b[a-z]{2}(?:-[a-z]+)?-(?:north|south|east|west|central)[a-z]*-\d\b/g)).toBeNull();
  });

  it('meets no other region of the account: what is not kept by region has no name of ours, or one with the region', () => {
    const { Resources } = template.toJSON() as { Resources: Record<string, { readonly Type: string }> };
    const types = new Set(Object.values(Resources).map(({ Type }) => Type));
    const ofTheAccount = [...types].filter((type) => /^AWS::(?:IAM|S3|CloudFront|Route53)::|::Dashboard$/.test(type));
    // A role's policy is within the role.
    expect(ofTheAccount.sort()).toEqual(['AWS::CloudWatch::Dashboard', 'AWS::IAM::Policy', 'AWS::IAM::Role']);
    expect(JSON.stringify(template.findResources('AWS::IAM::Role'))).not.toContain('RoleName');
    template.hasResourceProperties('AWS::CloudWatch::Dashboard', {
      DashboardName: { 'Fn::Join': ['', ['Curfew-', { Ref: 'AWS::Region' }]] },
    });
  });
});
