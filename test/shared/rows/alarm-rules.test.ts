import { describe, expect, it } from 'vitest';
import type { Item } from '../../../functions/shared/rows/schedule.ts';
import { readAlarmRules } from '../../../functions/shared/rows/alarm-rules.ts';

const SCHEDULES = new Set(['Development', 'Staging']);
const CPU: Item = { RuleName: 'cpu', Namespace: 'AWS/EC2', MetricName: 'CPUUtilization', Critical: 90 };

const read = (...rows: Item[]) => readAlarmRules(rows, SCHEDULES);
const problemOf = (row: Item) => read(row).broken[0]?.problems.map(({ attribute, expected }) => [attribute, expected]);

/** As many as a row of 400 KB holds, under names that are none. */
const MANY_METRICS = Object.fromEntries(Array.from({ length: 6_000 }, (_, index) => [`M${index}`, {}]));

describe('readAlarmRules', () => {
  it('fills in what a row leaves out', () => {
    expect(read(CPU).rules).toEqual([
      {
        name: 'cpu',
        enabled: true,
        source: {
          kind: 'metric',
          metric: {
            namespace: 'AWS/EC2',
            metricName: 'CPUUtilization',
            dimensions: {},
            stat: 'Average',
            unit: undefined,
          },
        },
        periodSeconds: 300,
        comparison: '>=',
        warning: undefined,
        critical: 90,
        datapointsToAlarm: 1,
        evaluationPeriods: 1,
        missingData: 'missing',
        schedule: undefined,
        forEachInstance: false,
        graceMinutes: 10,
        repeatMinutes: 240,
        channels: ['default'],
        note: undefined,
      },
    ]);
  });

  it.each([
    ['a map', { LoadBalancer: 'app/web/1', TargetGroup: 'tg/2' }],
    [
      "CloudWatch's own list",
      [
        { Name: 'LoadBalancer', Value: 'app/web/1' },
        { Name: 'TargetGroup', Value: 'tg/2' },
      ],
    ],
    ['text', 'LoadBalancer=app/web/1, TargetGroup=tg/2'],
  ])('understands dimensions as %s', (_form, Dimensions) => {
    const [rule] = read({ ...CPU, Dimensions }).rules;
    expect(rule?.source).toMatchObject({ metric: { dimensions: { LoadBalancer: 'app/web/1', TargetGroup: 'tg/2' } } });
  });

  it.each([
    [
      '1,440 periods of a minute at most',
      { EvaluationPeriods: 1_441 },
      'EvaluationPeriods',
      'a whole number from 1 to 1440',
    ],
    ['M is at most N', { EvaluationPeriods: 3, DatapointsToAlarm: 4 }, 'DatapointsToAlarm', 'from 1 to 3'],
    ['a threshold is needed', { Critical: undefined }, 'Critical', 'without one nothing can alarm'],
    ['critical is the worse', { Warning: 95 }, 'Critical', 'a number above Warning (95)'],
    ['below, too', { Comparison: '<', Warning: 5 }, 'Critical', 'a number below Warning (5)'],
    ['no part of JavaScript', { Comparison: 'constructor', Warning: 80 }, 'Comparison', '>, >=, < or <='],
    ['words of thresholds', { Critical: 'high' }, 'Critical', 'a number'],
    ['periods as CloudWatch has them', { PeriodSeconds: 45 }, 'PeriodSeconds', '10, 30, or a multiple of 60'],
    ['a slip in the policy', { TreatMissingData: 'notBreeching' }, 'TreatMissingData', 'did you mean notBreaching?'],
    ['bySchedule needs one', { TreatMissingData: 'bySchedule' }, 'Schedule', 'because TreatMissingData is bySchedule'],
    ['instances need one', { ForEachInstance: true }, 'Schedule', 'because ForEachInstance is true'],
    ['a schedule that is there', { Schedule: 'Developmnet' }, 'Schedule', 'did you mean Development?'],
    ['one series', { Expression: 'SEARCH("x")', Metrics: {} }, 'Expression', 'one series'],
    ['only its own series', { Expression: 'AVG(METRICS())', Metrics: {} }, 'Expression', 'one series'],
    ['M alone', { DatapointsToAlarm: 3 }, 'DatapointsToAlarm', 'without EvaluationPeriods it is one: give both'],
    ['a unit', { Unit: 'Percentage' }, 'Unit', 'a unit of CloudWatch such as Percent'],
    ['a slip in the unit', { Unit: 'Byte/Second' }, 'Unit', 'did you mean Bytes/Second?'],
    ['a name that is not taken', { RuleName: 'Should-be-off:Dev' }, 'RuleName', 'Curfew itself watches each schedule'],
    ['an app', { Source: 'heroku', App: 'Shop App', Metric: 'memory' }, 'App', 'as Heroku names apps'],
    ['a code', { Source: 'heroku', App: 'shop', Metric: 'errors', Code: 'timeout' }, 'Code', 'such as H12'],
    [
      'names of metrics',
      { Expression: 'IF(errors > 5, n, 1e5)', Metrics: { errors: CPU } },
      'Expression',
      'names of Metrics (errors), and functions in capitals; n is neither',
    ],
    [
      'a slip in a name',
      { Expression: 'errors / request', Metrics: { errors: CPU, requests: CPU } },
      'Expression',
      '(requests, perhaps)',
    ],
    [
      'a function in capitals',
      { Expression: 'avg(m)', Metrics: { m: CPU } },
      'Expression',
      'functions in capitals; avg is neither',
    ],
    [
      'an address without a query, which would be lost',
      { Source: 'prometheus', Url: 'https://prometheus.example.com/?token=abc', Query: 'up' },
      'Url',
      'the address of a Prometheus server',
    ],
    ['a name', { RuleName: '*' }, 'RuleName', 'the name of the rule'],
    ['no more metrics than a call takes', { Expression: 'a', Metrics: MANY_METRICS }, 'Metrics', 'at most 100 metrics'],
    ['no more rules than anybody has', { All: Object.keys(MANY_METRICS) }, 'All', 'at most 100 rules'],
  ])('says what to type: %s', (_rule, change, attribute, expected) => {
    const problems = problemOf({ ...CPU, ...change }) ?? [];
    expect(problems.map(([at]) => at)).toContain(attribute);
    expect(problems.find(([at]) => at === attribute)?.[1]).toContain(expected);
  });

  it.each([
    'IF(m1 > 5 AND m2 < 1e5, m1, 0)',
    'FILL(m1, 0) * 100 / METRIC_COUNT(m2)',
    'ANOMALY_DETECTION_BAND(m1, 2) - RATE(m2)',
    'm1 + DIFF_TIME(m2) * "text with words"',
  ])('takes the words of metric math for what they are: %s', (Expression) => {
    expect(read({ ...CPU, Expression, Metrics: { m1: CPU, m2: CPU } }).broken).toEqual([]);
  });

  it('writes a unit as CloudWatch does', () => {
    const [rule] = read({ ...CPU, Unit: 'kilobytes/second' }).rules;
    expect(rule?.source).toMatchObject({ metric: { unit: 'Kilobytes/Second' } });
  });

  it('reads metric math with its own paths in problems', () => {
    const share = {
      RuleName: 'failed share',
      Expression: '100 * errors / requests',
      Metrics: {
        errors: { Namespace: 'AWS/ApplicationELB', MetricName: 'HTTPCode_Target_5XX_Count', Stat: 'sum' },
        requests: { Namespace: 'AWS/ApplicationELB', Stat: 'Sum' },
      },
      Critical: 5,
    };
    const metric = { attribute: 'Metrics.requests.MetricName', got: 'nothing' };
    expect(read(share).broken).toMatchObject([{ name: 'failed share', problems: [metric] }]);
  });

  it("reads Heroku's own alerts with Heroku's own limits", () => {
    const slow = { RuleName: 'slow', Source: 'heroku', App: 'shop', Metric: 'p95-response-time', Critical: 500 };
    expect(read(slow).rules[0]).toMatchObject({
      periodSeconds: 60,
      source: {
        kind: 'metric',
        metric: {
          namespace: 'Curfew/Heroku',
          metricName: 'response-time',
          stat: 'p95',
          dimensions: { App: 'shop', Process: 'web' },
        },
      },
    });
    expect(problemOf({ ...slow, Critical: 20 })).toEqual([['Critical', 'a number: 50 or more, as at Heroku']]);
    expect(problemOf({ ...slow, Metric: 'p95' })?.[0]?.[1]).toContain('p95-response-time');
  });

  it('finds an app of Heroku whatever its letters, because Heroku has small ones only', () => {
    const memory = { RuleName: 'memory', Source: 'heroku', App: 'Shop', Metric: 'memory', Critical: 100 };
    expect(read(memory).rules).toMatchObject([{ source: { metric: { dimensions: { App: 'shop' } } } }]);
  });

  it.each([
    ['CPU of EC2', { n: 'AWS/RDS', m: 'AWS/EC2' }, 300],
    ['anything else', { n: 'AWS/RDS', m: 'AWS/ApplicationELB' }, 60],
  ])('takes the period of what it measures where metric math is over %s', (_what, namespaces, seconds) => {
    const metrics = Object.entries(namespaces).map(([id, Namespace]) => [id, { Namespace, MetricName: 'Some' }]);
    const [rule] = read({
      RuleName: 'math',
      Expression: 'n + m',
      Metrics: Object.fromEntries(metrics),
      Critical: 1,
    }).rules;
    expect(rule?.periodSeconds).toBe(seconds);
  });

  it('puts a composite after what it looks at, and understands `not`', () => {
    const both = { RuleName: 'saturated', All: ['latency', 'not cpu'] };
    const latency = { ...CPU, RuleName: 'latency' };
    const { rules } = read(both, CPU, latency);
    expect(rules.map(({ name }) => name)).toEqual(['cpu', 'latency', 'saturated']);
    expect(rules[2]?.source).toEqual({
      kind: 'composite',
      of: 'all',
      terms: [
        { ruleName: 'latency', negated: false },
        { ruleName: 'cpu', negated: true },
      ],
    });
  });

  it('names the way round in a cycle, and leaves the other rules alone', () => {
    const [a, b] = [
      { RuleName: 'a', All: ['b'] },
      { RuleName: 'b', Any: ['a', 'cpu'] },
    ];
    const { rules, broken } = read(
      a,
      b,
      CPU,
      { RuleName: 'above', All: ['cpu', 'a'] },
      { RuleName: 'self', Any: ['self'] },
    );
    expect(rules.map(({ name }) => name)).toEqual(['cpu']);
    expect(broken.map(({ name, problems }) => [name, problems[0]?.got])).toEqual([
      ['a', 'a -> b -> a'],
      ['b', 'a -> b -> a'],
      ['above', 'a'],
      ['self', 'self -> self'],
    ]);
  });

  it('finds schedules and rules however their letters are composed, and with blanks around them', () => {
    const [nfc, nfd] = ['개발'.normalize('NFC'), '개발'.normalize('NFD')];
    const rows = [
      { ...CPU, RuleName: nfd, Schedule: nfc },
      { ...CPU, RuleName: 'blank ', Schedule: `${nfd} ` },
      { RuleName: 'both', All: [nfc, 'not blank'], Schedule: nfd },
    ];
    const { rules, broken } = readAlarmRules(rows, new Set([`${nfd} `]));
    expect(broken).toEqual([]);
    expect(rules.map(({ schedule }) => schedule)).toEqual(Array.from({ length: 3 }, () => `${nfd} `));
    expect(rules[2]?.source).toMatchObject({
      terms: [
        { ruleName: nfd, negated: false },
        { ruleName: 'blank ', negated: true },
      ],
    });
  });

  it('takes the name that is spelt exactly so before one that only reads the same', () => {
    const [rule] = readAlarmRules([{ ...CPU, Schedule: 'Dev' }], new Set([' Dev', 'Dev'])).rules;
    expect(rule?.schedule).toBe('Dev');
  });

  it('follows composites of composites, however deep', () => {
    const deep = Array.from({ length: 5_000 }, (_, index) => ({
      RuleName: `r${index}`,
      All: [`r${index + 1}`, 'cpu'],
    }));
    const { rules, broken } = read(...deep, { ...CPU, RuleName: 'r5000' }, CPU);
    expect([rules.length, broken.length]).toEqual([5_002, 0]);
    expect(rules.at(-1)?.name).toBe('r0');
    const round = read(...deep, { RuleName: 'r5000', Any: ['r0'] }, CPU);
    expect([round.rules.length, round.broken.length]).toEqual([1, 5_001]);
    expect(round.broken[0]?.problems[0]?.got).toBe('r0 -> r1 -> r2 -> r3 -> r4 -> r5 -> … -> r0');
  });

  it('leaves alone what looks at a broken rule, and says which to mend', () => {
    const { broken } = read({ RuleName: 'above', All: ['bad'] }, { RuleName: 'bad', Critical: 'much' });
    expect(broken.map(({ name, problems }) => [name, problems[0]?.expected])).toContainEqual([
      'above',
      'rules without mistakes: mend AlarmRule bad first',
    ]);
  });

  it('survives whatever a file holds where a row is expected', () => {
    const { rules, broken } = read(CPU, 7 as unknown as Item, null as unknown as Item, {}, CPU);
    expect(rules).toHaveLength(1);
    expect(broken.map(({ problems }) => problems[0]?.row)).toEqual([
      'AlarmRule, row 2',
      'AlarmRule, row 3',
      'AlarmRule, row 4',
      'AlarmRule cpu',
    ]);
  });

  it('keeps a fault of its own to the row that meets it', () => {
    const hostile = {
      ...CPU,
      RuleName: 'hostile',
      get Stat(): string {
        throw new Error('a bug');
      },
    };
    const { rules, broken } = read(hostile, CPU);
    expect(rules.map(({ name }) => name)).toEqual(['cpu']);
    expect(broken).toMatchObject([{ name: 'hostile', problems: [{ attribute: 'RuleName' }] }]);
    expect(broken[0]?.problems[0]?.expected).toContain('a bug');
  });
});
