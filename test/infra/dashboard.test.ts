import { describe, expect, it } from 'vitest';
import { METRIC_UNITS } from '../../functions/shared/lambda/metric-names.ts';
import { one, synth } from './synth.ts';

interface Widget {
  readonly type: string;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  readonly properties: {
    readonly title?: string;
    readonly markdown?: string;
    readonly alarms?: readonly string[];
    readonly metrics?: readonly (readonly unknown[])[];
  };
}

interface Body {
  readonly periodOverride: string;
  readonly widgets: readonly Widget[];
}

type Joined = { readonly 'Fn::Join': readonly ['', readonly unknown[]] };

const template = synth();

const bodyOf = (of: ReturnType<typeof synth>): Body => {
  const { DashboardBody } = one(of, 'AWS::CloudWatch::Dashboard') as unknown as { DashboardBody: Joined };
  const text = DashboardBody['Fn::Join'][1].map((part) => (typeof part === 'string' ? part : nameOf(part))).join('');
  return JSON.parse(text) as Body;
};

/** `SchedulerFunction` for a reference to it. */
const nameOf = (reference: unknown): string =>
  /:\[?"([\w:]+?)(?:[0-9A-F]{8})?"/.exec(JSON.stringify(reference))?.[1] ?? '';

const { widgets, periodOverride } = bodyOf(template);
const widget = (title: string): Widget => {
  const [found, ...more] = widgets.filter(({ properties }) => properties.title === title);
  if (found === undefined) throw new Error(`there is no widget ${title}`);
  expect(more).toEqual([]);
  return found;
};
const metricsOf = (title: string): string => JSON.stringify(widget(title).properties.metrics);

describe('the dashboard', () => {
  it.each([
    ['Members up against desired', ['"Curfew","MembersDesired"', '"Curfew","MembersUp"', '"label":"desired"']],
    ['Hours saved since the left edge', ['"Curfew","MembersOff"', 'RUNNING_SUM(membersOff0)']],
    ['Runs each hour', ['"RunsBegun"', '"RunsSettled"', '"RunsOpen"']],
    ['Seconds that runs took', ['"RunDuration"', '"stat":"Maximum"']],
    [
      'Notices each hour',
      ['"NoticesDelivered","FunctionName","DeliverFunction"', '"NoticesGivenUp"', '"label":"given up"'],
    ],
    ['Dead letters', ['NoticesDeadLetters', 'SchedulerDeadLetters']],
    ['Tick duration in milliseconds', ['"AWS/Lambda","Duration","FunctionName","SchedulerFunction"']],
    ['Evaluations of alarm rules', ['"Duration","FunctionName","AlarmsFunction"', '"Errors"']],
    ['Log drains of Heroku, each hour', ['"Count","ApiId","DrainApi"', 'PublishDeadLetters']],
    ['Tick age in seconds', ['"TickAge","FunctionName","SchedulerFunction"']],
  ])('shows %s', (title, parts) => {
    for (const part of parts) expect(metricsOf(title)).toContain(part);
  });

  it('shows every metric that Curfew reports, but the one that only says that it lives', () => {
    const shown = JSON.stringify(widgets);
    const hidden = Object.keys(METRIC_UNITS).filter((name) => !shown.includes(`"Curfew","${name}"`));
    expect(hidden).toEqual(['TickSucceeded']);
  });

  it('shows every scheduler where there are targets, and all their members in one sum', () => {
    const far = bodyOf(
      synth({
        targets: [{ region: 'eu-west-1' }, { region: 'us-east-1', roleArn: 'arn:aws:iam::222222222222:role/curfew' }],
      }),
    );
    for (const title of [
      'Tick duration in milliseconds',
      'Tick age in seconds',
      'Seconds that runs took',
      'Dead letters',
    ]) {
      const shown = JSON.stringify(far.widgets.find(({ properties }) => properties.title === title));
      for (const id of ['Scheduler', 'SchedulerEuWest1', 'Scheduler222222222222UsEast1'])
        expect(shown).toMatch(new RegExp(`"${id}(?:Function|DeadLetters)"`));
    }
    expect(JSON.stringify(far.widgets)).toContain('RUNNING_SUM(SUM([membersOff0,membersOff1,membersOff2]))');
  });

  it('counts a member that is off for an hour as one hour, at every range', () => {
    const own = widget('Hours saved since the left edge').properties.metrics?.flat();
    const periods = JSON.stringify(own).match(/"period":\d+/g);
    expect(new Set(periods)).toEqual(new Set(['"period":3600']));
    expect(JSON.stringify(own)).toContain('"MembersOff","FunctionName","SchedulerFunction",{');
    expect(JSON.stringify(own)).not.toContain('"stat":');
    expect(periodOverride).toBe('inherit');
  });

  it('shows every alarm, and says how to read it all', () => {
    const alarms = Object.keys(template.findResources('AWS::CloudWatch::Alarm'));
    expect(widget('Is Curfew well?').properties.alarms).toHaveLength(alarms.length);
    const [text = ''] = widgets.flatMap(({ properties }) => properties.markdown ?? []);
    for (const word of ['Members', 'Hours saved', 'Tick age', 'docs/runbook.md']) expect(text).toContain(word);
  });

  it('is called as the stack and its region, and lays no widget over another', () => {
    expect(one(template, 'AWS::CloudWatch::Dashboard')).toMatchObject({
      DashboardName: { 'Fn::Join': ['', ['Curfew-', { Ref: 'AWS::Region' }]] },
    });
    const cells = widgets.flatMap(({ x, y, width, height }) =>
      Array.from({ length: width * height }, (_, index) => `${x + (index % width)} ${y + Math.floor(index / width)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
  });

  it.each([
    [1, 300],
    [7, 600],
    [60, 3_600],
  ])('draws no point between two ticks where they come every %i minutes', (tickMinutes, periodSeconds) => {
    const slow = bodyOf(synth({ tickMinutes }));
    const periods =
      JSON.stringify(slow.widgets)
        .match(/(?<="period":)\d+/g)
        ?.map(Number) ?? [];
    // 300 is CloudWatch's own, which it leaves out.
    expect(Math.min(...periods)).toBe(periodSeconds === 300 ? 3_600 : periodSeconds);
  });
});
