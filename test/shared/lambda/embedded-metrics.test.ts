import { describe, expect, it } from 'vitest';
import { embedded } from '../../../functions/shared/lambda/embedded-metrics.ts';

const by = { functionName: 'Curfew-Deliver', at: 1_795_000_000_000 };

describe('a log line', () => {
  // https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html
  it('reports metrics as the embedded metric format wants them', () => {
    expect(embedded({ RunDuration: [61, 0], RunsSettled: 2 }, by)).toEqual({
      _aws: {
        Timestamp: 1_795_000_000_000,
        CloudWatchMetrics: [
          {
            Namespace: 'Curfew',
            Dimensions: [['FunctionName']],
            Metrics: [
              { Name: 'RunsSettled', Unit: 'Count' },
              { Name: 'RunDuration', Unit: 'Seconds' },
            ],
          },
        ],
      },
      FunctionName: 'Curfew-Deliver',
      RunsSettled: 2,
      RunDuration: [61, 0],
    });
  });

  it('reports a zero, which is a value', () => {
    expect(embedded({ TickSucceeded: 0 }, by)).toMatchObject({ TickSucceeded: 0 });
  });

  it('stays a plain line where nothing was measured', () => {
    expect(embedded({}, by)).toEqual({});
    expect(embedded({ RunDuration: [] }, by)).toEqual({});
  });

  it('carries no more values of one metric than CloudWatch takes', () => {
    const { RunDuration: values } = embedded({ RunDuration: Array.from({ length: 101 }, () => 1) }, by);
    expect(values).toHaveLength(100);
  });
});
