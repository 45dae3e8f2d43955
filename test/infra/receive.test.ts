import { describe, expect, it } from 'vitest';
import { one, synth } from './synth.ts';

const template = synth();
const lambda = one(template, 'AWS::Lambda::Function', { id: 'Receive' });
const stage = one(template, 'AWS::ApiGatewayV2::Stage', { id: 'Receive' });

describe('the HTTP API', () => {
  it('lets nothing in but POST /chat/{name} and POST /alerts/{name}', () => {
    const routes = Object.entries(template.findResources('AWS::ApiGatewayV2::Route'));
    const keys = routes
      .filter(([id]) => id.startsWith('Receive'))
      .map(([, { Properties }]) => (Properties as { RouteKey: string }).RouteKey);
    expect(keys.sort()).toEqual(['POST /alerts/{name}', 'POST /chat/{name}']);
  });

  it('hands it to the receiver in the form that its handler reads', () => {
    const integration = one(template, 'AWS::ApiGatewayV2::Integration', { id: 'Receive' });
    expect(integration).toMatchObject({ IntegrationType: 'AWS_PROXY', PayloadFormatVersion: '2.0' });
    expect(JSON.stringify(integration['IntegrationUri'])).toContain('ReceiveFunction');
  });

  it('has a URL without a stage in it, and takes ten requests a second', () => {
    expect(stage).toMatchObject({
      StageName: '$default',
      AutoDeploy: true,
      DefaultRouteSettings: { ThrottlingRateLimit: 10, ThrottlingBurstLimit: 20 },
    });
  });

  it('logs of a request neither query, headers nor body, and keeps the log for a month', () => {
    const { Format, DestinationArn } = stage['AccessLogSettings'] as { Format: string; DestinationArn: unknown };
    const variables = Object.values(JSON.parse(Format) as Record<string, string>);
    expect(variables.sort()).toEqual([
      '$context.error.message',
      '$context.httpMethod',
      '$context.identity.sourceIp',
      '$context.integrationErrorMessage',
      '$context.path',
      '$context.requestId',
      '$context.requestTime',
      '$context.responseLatency',
      '$context.status',
    ]);
    expect(JSON.stringify(DestinationArn)).toContain('ReceiveAccessLog');
    expect(one(template, 'AWS::Logs::LogGroup', { id: 'ReceiveAccessLog' })).toMatchObject({ RetentionInDays: 30 });
  });
});

describe('the receiver', () => {
  it('has more time than chat services wait for, and less than the API waits for it', () => {
    expect(lambda['Timeout']).toBeGreaterThan(3);
    expect(lambda['Timeout']).toBeLessThan(29);
  });

  it('wakes the scheduler by the queue that the scheduler reads', () => {
    const { Variables } = lambda['Environment'] as { Variables: Record<string, { readonly Ref: string }> };
    const woken = /"Ref":"(\w+)"/.exec(JSON.stringify(Variables['TICK_QUEUE_URLS']))?.[1];
    const mapping = one(template, 'AWS::Lambda::EventSourceMapping', { id: 'Scheduler' });
    expect(mapping['EventSourceArn']).toEqual({ 'Fn::GetAtt': [woken, 'Arn'] });
  });

  it('queues notices where the deliverer takes them', () => {
    const { Variables } = lambda['Environment'] as { Variables: Record<string, { readonly Ref: string }> };
    const queued = Variables['NOTICE_QUEUE_URL']?.Ref;
    const mapping = one(template, 'AWS::Lambda::EventSourceMapping', { id: 'Deliver' });
    expect(mapping['EventSourceArn']).toEqual({ 'Fn::GetAtt': [queued, 'Arn'] });
  });
});
