import { describe, expect, it } from 'vitest';
import { one, synth } from './synth.ts';

const template = synth();
const drain = one(template, 'AWS::Lambda::Function', { id: 'Drain' });
const publish = one(template, 'AWS::Lambda::Function', { id: 'Publish' });
const mapping = one(template, 'AWS::Lambda::EventSourceMapping', { id: 'Publish' });
const queue = one(template, 'AWS::SQS::Queue', { id: 'PublishQueue' });

describe('the drain', () => {
  it('lets nothing in but POST /drain, through an API of its own', () => {
    const route = one(template, 'AWS::ApiGatewayV2::Route', { id: 'Drain' });
    expect(route).toMatchObject({ RouteKey: 'POST /drain' });
    expect(JSON.stringify(route['ApiId'])).not.toContain('Receive');
    const integration = one(template, 'AWS::ApiGatewayV2::Integration', { id: 'Drain' });
    expect(integration).toMatchObject({ IntegrationType: 'AWS_PROXY', PayloadFormatVersion: '2.0' });
    expect(JSON.stringify(integration['IntegrationUri'])).toContain('DrainFunction');
  });

  it('takes a hundred requests a second, and logs nothing of their headers, in which the secrets are', () => {
    const stage = one(template, 'AWS::ApiGatewayV2::Stage', { id: 'Drain' });
    expect(stage).toMatchObject({ DefaultRouteSettings: { ThrottlingRateLimit: 100, ThrottlingBurstLimit: 200 } });
    expect(JSON.stringify(stage['AccessLogSettings'])).not.toMatch(/header|authoriz/i);
  });

  it('has the five seconds that Logplex waits, and hardly more', () => expect(drain['Timeout']).toBe(6));

  it('says in SSM where curfew drain set finds it', () => {
    const parameter = one(template, 'AWS::SSM::Parameter', { id: 'Drain' });
    expect(parameter).toMatchObject({ Name: '/curfew/drain-url', Type: 'String' });
    expect(JSON.stringify(parameter['Value'])).toMatch(/"DrainApi\w+","ApiEndpoint".*"\/drain"/);
  });

  it('queues where the publisher takes from', () => {
    const { Variables } = drain['Environment'] as { Variables: { BATCH_QUEUE_URL: { Ref: string } } };
    expect(mapping['EventSourceArn']).toEqual({ 'Fn::GetAtt': [Variables.BATCH_QUEUE_URL.Ref, 'Arn'] });
  });
});

describe('the publisher', () => {
  it('gathers half a minute, and says itself which messages stay', () => {
    expect(mapping).toMatchObject({
      ...{ BatchSize: 1_000, MaximumBatchingWindowInSeconds: 30, ScalingConfig: { MaximumConcurrency: 2 } },
      FunctionResponseTypes: ['ReportBatchItemFailures'],
    });
  });

  it('is over before its messages show again', () => {
    expect(queue['VisibilityTimeout']).toBeGreaterThan(Number(publish['Timeout']) + 30);
  });

  it('tries for hours before a message goes to the dead letters', () => {
    const { maxReceiveCount } = queue['RedrivePolicy'] as { maxReceiveCount: number };
    expect((maxReceiveCount * Number(queue['VisibilityTimeout'])) / 3_600).toBeGreaterThan(4);
  });
});
