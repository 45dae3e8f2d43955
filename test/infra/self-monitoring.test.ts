import { Match } from 'aws-cdk-lib/assertions';
import { describe, expect, it } from 'vitest';
import { METRIC_UNITS } from '../../functions/shared/lambda/metric-names.ts';
import { read } from '../architecture/source-file.ts';
import { one, synth } from './synth.ts';

interface Alarm {
  readonly AlarmDescription: string;
  readonly Namespace: string;
  readonly MetricName: string;
  readonly Dimensions: readonly { readonly Name: string; readonly Value: unknown }[];
  readonly Period: number;
  readonly EvaluationPeriods: number;
  readonly AlarmActions: readonly unknown[];
  readonly OKActions: readonly unknown[];
}

type Template = ReturnType<typeof synth>;

const alarmsOf = (template: Template): readonly Alarm[] =>
  Object.values(template.findResources('AWS::CloudWatch::Alarm')).map((alarm) => alarm['Properties'] as Alarm);

const template = synth();
const alarms = alarmsOf(template);
const alarm = (id: string, of: Template = template) => one(of, 'AWS::CloudWatch::Alarm', { id: `SelfMonitoring${id}` });

/** The resource that an alarm's one dimension names. */
const watched = (id: string): string => {
  const { Dimensions } = alarm(id) as unknown as Alarm;
  expect(Dimensions).toHaveLength(1);
  return /"(?:Ref|Fn::GetAtt)":\[?"(\w+?)[0-9A-F]{8}"/.exec(JSON.stringify(Dimensions))?.[1] ?? '';
};

describe('the heartbeat alarm', () => {
  it('goes off when no tick has succeeded for three intervals, or none came', () => {
    expect(alarm('SchedulerHeartbeat')).toMatchObject({
      Namespace: 'Curfew',
      MetricName: 'TickSucceeded',
      Statistic: 'Sum',
      ComparisonOperator: 'LessThanThreshold',
      Threshold: 1,
      EvaluationPeriods: 3,
      TreatMissingData: 'breaching',
      AlarmDescription: expect.stringContaining('for 3 intervals (3 minutes)'),
    });
    expect(watched('SchedulerHeartbeat')).toBe('SchedulerFunction');
  });

  it.each([1, 7, 60])('stays within what CloudWatch evaluates where ticks come every %i minutes', (tickMinutes) => {
    const slow = synth({ tickMinutes });
    expect(alarm('SchedulerHeartbeat', slow)).toMatchObject({ Period: tickMinutes * 60 });
    // Whole minutes, a day in all: https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
    for (const { Period, EvaluationPeriods } of alarmsOf(slow)) {
      expect(Period % 60).toBe(0);
      expect(Period * EvaluationPeriods).toBeLessThanOrEqual(86_400);
    }
  });
});

describe.each([
  ['SchedulerTickAge', 'SchedulerFunction', { MetricName: 'TickAge', Threshold: 30, EvaluationPeriods: 3 }],
  ...['Scheduler', 'Deliver', 'Receive'].flatMap((id) => [
    [`${id}Errors`, `${id}Function`, { Namespace: 'AWS/Lambda', MetricName: 'Errors', Threshold: 3, Period: 900 }],
    [`${id}Throttles`, `${id}Function`, { Namespace: 'AWS/Lambda', MetricName: 'Throttles', Threshold: 3 }],
  ]),
  ...['Drain', 'Publish'].map((id) => [
    `${id}Errors`,
    `${id}Function`,
    { Namespace: 'AWS/Lambda', MetricName: 'Errors', Threshold: 3, Period: 900 },
  ]),
  ['ReceiveAnswers', 'ReceiveApi', { Namespace: 'AWS/ApiGateway', MetricName: '5xx', Threshold: 3, Period: 900 }],
  ['DrainAnswers', 'DrainApi', { Namespace: 'AWS/ApiGateway', MetricName: '5xx', Threshold: 3, Period: 900 }],
  ['PublishWait', 'PublishQueue', { MetricName: 'ApproximateAgeOfOldestMessage', Threshold: 600 }],
  ['NoticesWait', 'NoticesQueue', { MetricName: 'ApproximateAgeOfOldestMessage', Threshold: 600 }],
  ...['Notices', 'Scheduler', 'Publish'].map((id) => [
    `${id}DeadLetters`,
    `${id}DeadLetters`,
    { MetricName: 'ApproximateNumberOfMessagesVisible', Statistic: 'Maximum', Threshold: 1, EvaluationPeriods: 1 },
  ]),
] as [string, string, object][])('the alarm %s', (id, resource, props) => {
  it(`watches ${resource}, and is quiet where nothing is reported`, () => {
    expect(alarm(id)).toMatchObject({
      ...props,
      ComparisonOperator: 'GreaterThanOrEqualToThreshold',
      TreatMissingData: 'notBreaching',
    });
    expect(watched(id)).toBe(resource);
  });
});

describe('with targets', () => {
  const far = synth({
    targets: [{ region: 'eu-west-1' }, { region: 'us-east-1', roleArn: 'arn:aws:iam::222222222222:role/curfew' }],
  });
  const ids = Object.keys(far.findResources('AWS::CloudWatch::Alarm')).map((id) =>
    id.replaceAll(/^SelfMonitoring|[0-9A-F]{8}$/g, ''),
  );

  it.each([
    ['SchedulerEuWest1', 'eu-west-1'],
    ['Scheduler222222222222UsEast1', '222222222222/us-east-1'],
  ])('%s has every alarm that the scheduler at home has, and each says of which target it is', (id, name) => {
    const watches = ids.flatMap((key) => (key.startsWith(id) ? key.slice(id.length) : []));
    expect(watches).toEqual(['Heartbeat', 'TickAge', 'Errors', 'Throttles', 'DeadLetters']);
    for (const watch of watches) {
      const { AlarmDescription: says, Dimensions, ...own } = alarm(`${id}${watch}`, far) as unknown as Alarm;
      const { AlarmDescription, Dimensions: ofHome, ...atHome } = alarm(`Scheduler${watch}`) as unknown as Alarm;
      expect(says).toContain(` of ${name} `);
      expect(says.replace(` of ${name}`, '')).toBe(AlarmDescription);
      expect(JSON.stringify(Dimensions)).toContain(`"${id}`);
      expect(JSON.stringify(ofHome)).not.toContain(id);
      expect(own).toEqual(atHome);
    }
  });
});

describe('every alarm', () => {
  it('is one of many: every function has one that tells of its errors', () => {
    const functions = Object.keys(template.findResources('AWS::Lambda::Function'));
    const ofErrors = alarms
      .filter(({ MetricName }) => MetricName === 'Errors')
      .map(({ Dimensions }) => Dimensions[0]?.Value);
    expect(ofErrors.map((value) => (value as { Ref: string }).Ref).sort()).toEqual(functions.sort());
  });

  it('tells the topic when it goes off and when it is over', () => {
    const topic = { Ref: Object.keys(template.findResources('AWS::SNS::Topic'))[0] };
    for (const { AlarmActions, OKActions } of alarms) expect([AlarmActions, OKActions]).toEqual([[topic], [topic]]);
    expect(template.findOutputs('AlarmTopic')['AlarmTopic']?.['Value']).toEqual(topic);
  });

  it('watches what Curfew reports, where it watches what Curfew reports', () => {
    const own = alarms.filter(({ Namespace }) => Namespace === 'Curfew').map(({ MetricName }) => MetricName);
    expect(own.filter((name) => !(name in METRIC_UNITS))).toEqual([]);
    expect(own).toHaveLength(2);
  });

  it('says what happened, and leads to its heading in the runbook; every heading there has an alarm', () => {
    const headings = [...read('docs/runbook.md').matchAll(/^## (.+)$/gm)].map(([, heading = '']) =>
      heading.toLowerCase().replaceAll(' ', '-'),
    );
    const linked = alarms.map(({ AlarmDescription: text }) => {
      const [, says = '', anchor] = /^(.+\.) What to do: docs\/runbook\.md#([\w-]+)$/.exec(text) ?? [];
      expect(says.split('. ').length).toBeGreaterThanOrEqual(2);
      return anchor;
    });
    expect([...new Set(linked)].sort()).toEqual(headings.sort());
  });
});

describe('documents', () => {
  const numberIn = (id: string, key: string): number => Number(alarm(id)[key]);
  const queue = (id: string) => one(template, 'AWS::SQS::Queue', { id }) as Record<string, number>;
  const [letters, notices] = [queue('NoticesDeadLetters'), queue('NoticesQueue')];
  const { maxReceiveCount } = notices['RedrivePolicy'] as unknown as { maxReceiveCount: number };

  it.each([
    ['docs/runbook.md', `began ${numberIn('SchedulerTickAge', 'Threshold')} seconds or more after`],
    ['docs/runbook.md', `an error within ${numberIn('SchedulerErrors', 'Period') / 60} minutes`],
    ['docs/runbook.md', `three times or more within ${numberIn('ReceiveThrottles', 'Period') / 60} minutes`],
    ['docs/runbook.md', `is ${numberIn('NoticesWait', 'Threshold') / 60} minutes old`],
    ['docs/runbook.md', `out again after ${notices['VisibilityTimeout']} seconds`],
    ['docs/runbook.md', `after ${maxReceiveCount} tries`],
    ['docs/runbook.md', `by itself it is after ${(letters['MessageRetentionPeriod'] ?? 0) / 86_400} days`],
    [
      'docs/runbook.md',
      `longer than ${one(template, 'AWS::Lambda::Function', { id: 'Scheduler' })['Timeout']} seconds`,
    ],
    ['README.md', `${Object.keys(METRIC_UNITS).length} metrics, ${alarms.length} alarms and a dashboard`],
  ])('%s says "%s", as the stack does', (document, words) => {
    expect(read(document).replaceAll(/\s+/g, ' ')).toContain(words);
  });
});

describe('the topic', () => {
  it('takes what CloudWatch of this account publishes, over TLS, and from nobody else', () => {
    const { PolicyDocument } = one(template, 'AWS::SNS::TopicPolicy') as { PolicyDocument: { Statement: object[] } };
    expect(PolicyDocument.Statement).toHaveLength(2);
    template.hasResourceProperties('AWS::SNS::TopicPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([
          Match.objectLike({ Effect: 'Deny', Condition: { Bool: { 'aws:SecureTransport': 'false' } } }),
          Match.objectLike({
            Effect: 'Allow',
            Action: 'sns:Publish',
            Principal: { Service: 'cloudwatch.amazonaws.com' },
            Condition: { StringEquals: { 'aws:SourceAccount': { Ref: 'AWS::AccountId' } } },
          }),
        ]),
      },
    });
  });
});
