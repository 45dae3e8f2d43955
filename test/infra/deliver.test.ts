import { describe, expect, it } from 'vitest';
import { one, synth } from './synth.ts';

const template = synth();
const lambda = one(template, 'AWS::Lambda::Function', { id: 'Deliver' });
const mapping = one(template, 'AWS::Lambda::EventSourceMapping', { id: 'Deliver' });
const queue = one(template, 'AWS::SQS::Queue', { id: 'NoticesQueue' }) as {
  readonly VisibilityTimeout: number;
  readonly RedrivePolicy: { readonly maxReceiveCount: number };
};

describe('the deliverer', () => {
  it('is fed by the notice queue, as much at once as it hands out', () => {
    expect(JSON.stringify(mapping['EventSourceArn'])).toContain('NoticesQueue');
    expect(mapping).toMatchObject({ BatchSize: 10 });
  });

  it('says itself which messages of a batch stay in the queue', () => {
    expect(mapping).toMatchObject({ FunctionResponseTypes: ['ReportBatchItemFailures'] });
  });

  it('keeps a notice hidden for longer than an invocation lasts, and after a crash for no longer than half a minute more', () => {
    const longerSeconds = queue.VisibilityTimeout - Number(lambda['Timeout']);
    expect(longerSeconds).toBeGreaterThan(0);
    expect(longerSeconds).toBeLessThanOrEqual(30);
  });

  it('has every try that SQS grants, so that it gives up itself and says so', () => {
    expect(queue.RedrivePolicy.maxReceiveCount).toBe(1_000);
  });

  it('buries in the queue to which SQS, in the end, moves what nobody took', () => {
    const { Variables } = lambda['Environment'] as { Variables: Record<string, { readonly Ref: string }> };
    const buried = Variables['NOTICE_DEAD_LETTER_QUEUE_URL']?.Ref;
    expect(queue.RedrivePolicy).toMatchObject({ deadLetterTargetArn: { 'Fn::GetAtt': [buried, 'Arn'] } });
  });
});
