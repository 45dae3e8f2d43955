import { Duration, Stack } from 'aws-cdk-lib';
import {
  AlarmStatusWidget,
  Dashboard as CloudWatchDashboard,
  GraphWidget,
  MathExpression,
  PeriodOverride,
  Stats,
  TextWidget,
  type IMetric,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import type { MetricName } from '../functions/shared/lambda/metric-names.ts';
import { ownMetric, type OwnMetricOptions } from './own-metric.ts';
import type { Scheduler } from './scheduler.ts';
import type { SelfMonitoring, WatchedParts } from './self-monitoring.ts';

const WIDTH = 24;
const HOUR = Duration.hours(1);
/** CloudWatch keeps shorter periods for 15 days, this one for 63. */
const KEPT_LONGER_MINUTES = 5;

const HOW_TO_READ = `
**Members** are the EC2 and RDS instances with a schedule's tag, those that are skipped aside, as Curfew's last run left them: what
somebody starts or stops by hand shows at the next start or stop. During a start *up* climbs to *desired*, during a stop it falls to it; where
the two stay apart, \`npx curfew status\` says which schedule, and \`npx curfew explain NAME\` why.

**Hours saved** adds up, from the left edge, the hours of members that are off while their schedule wants them off: the average of
each hour, so that a tick that came twice or not at all changes nothing; an hour without any tick adds none, the current one counts whole.
Members that were off before Curfew stopped anything count too, and so do those that somebody has started by hand since.

**A run** is a start or a stop of one schedule. One that is replaced by the next before its end has begun and never settles.
**Tick duration** is that of every run of the scheduler's function, events included. **Tick age** is how late the ticks of the rule began.

**Evaluations** are of the alarm rules; \`npx curfew alarms list\` says which fire. **Log drains** count the requests of Heroku's Logplex.

What the alarms mean and what to do: docs/runbook.md.
`.trim();

export interface DashboardProps {
  readonly parts: WatchedParts;
  readonly selfMonitoring: SelfMonitoring;
}

/** One page on how Curfew does, called as the stack and its region are: dashboards are an account's, not a region's. */
export class Dashboard extends Construct {
  readonly #parts: WatchedParts;
  /** No shorter than between two ticks. */
  readonly #period: Duration;

  constructor(scope: Construct, id: string, { parts, selfMonitoring }: DashboardProps) {
    super(scope, id);
    this.#parts = parts;
    this.#period = Duration.minutes(Math.ceil(parts.tickMinutes / KEPT_LONGER_MINUTES) * KEPT_LONGER_MINUTES);
    const page = new CloudWatchDashboard(this, 'Dashboard', {
      dashboardName: `${Stack.of(this).stackName}-${Stack.of(this).region}`,
      defaultInterval: Duration.days(7),
      // An hour saved is an hour of a member only at a period of an hour.
      periodOverride: PeriodOverride.INHERIT,
    });
    page.addWidgets(
      new AlarmStatusWidget({ title: 'Is Curfew well?', width: WIDTH, alarms: [...selfMonitoring.alarms] }),
    );
    page.addWidgets(this.#members(), this.#hoursSaved());
    page.addWidgets(this.#runs(), this.#runDurations());
    page.addWidgets(this.#notices(), this.#deadLetters());
    page.addWidgets(this.#tickDurations(), this.#tickAges());
    page.addWidgets(this.#evaluations(), this.#drains());
    page.addWidgets(new TextWidget({ markdown: HOW_TO_READ, width: WIDTH, height: 7 }));
  }

  #members(): GraphWidget {
    const level = { statistic: Stats.AVERAGE, period: this.#period };
    return graph('Members up against desired', [
      this.#ofAll('MembersDesired', { ...level, label: 'desired' }),
      this.#ofAll('MembersUp', { ...level, label: 'up' }),
    ]);
  }

  #hoursSaved(): GraphWidget {
    const { sum, usingMetrics } = this.#sum('MembersOff', { statistic: Stats.AVERAGE, period: HOUR });
    return graph('Hours saved since the left edge', [
      new MathExpression({ expression: `RUNNING_SUM(${sum})`, usingMetrics, period: HOUR, label: 'hours' }),
    ]);
  }

  #runs(): GraphWidget {
    const count = { statistic: Stats.SUM, period: HOUR };
    return graph('Runs each hour', [
      this.#ofAll('RunsBegun', { ...count, label: 'begun' }),
      this.#ofAll('RunsSettled', { ...count, label: 'settled' }),
      this.#ofAll('RunsOpen', { statistic: Stats.MAXIMUM, period: HOUR, label: 'open' }),
    ]);
  }

  #runDurations(): GraphWidget {
    return this.#ofEach('Seconds that runs took', HOUR, ({ lambda }, options) =>
      ownMetric(lambda, 'RunDuration', options),
    );
  }

  #notices(): GraphWidget {
    const { lambda } = this.#parts.deliver;
    const count = { statistic: Stats.SUM, period: HOUR };
    return graph('Notices each hour', [
      ownMetric(lambda, 'NoticesDelivered', { ...count, label: 'delivered' }),
      ownMetric(lambda, 'NoticesGivenUp', { ...count, label: 'given up' }),
    ]);
  }

  #deadLetters(): GraphWidget {
    const { schedulers, notices } = this.#parts;
    const waiting = { statistic: Stats.MAXIMUM, period: this.#period };
    return graph('Dead letters', [
      notices.deadLetters.metricApproximateNumberOfMessagesVisible({ ...waiting, label: 'notices' }),
      ...schedulers.map(({ node, deadLetters }) =>
        deadLetters.metricApproximateNumberOfMessagesVisible({ ...waiting, label: `events of ${node.id}` }),
      ),
    ]);
  }

  #tickDurations(): GraphWidget {
    return this.#ofEach('Tick duration in milliseconds', this.#period, ({ lambda }, options) =>
      lambda.metricDuration(options),
    );
  }

  #tickAges(): GraphWidget {
    return this.#ofEach('Tick age in seconds', this.#period, ({ lambda }, options) =>
      ownMetric(lambda, 'TickAge', options),
    );
  }

  #evaluations(): GraphWidget {
    const { lambda } = this.#parts.alarms;
    const period = this.#period;
    return graph('Evaluations of alarm rules', [
      lambda.metricDuration({ statistic: Stats.MAXIMUM, period, label: 'milliseconds at most' }),
      lambda.metricErrors({ statistic: Stats.SUM, period, label: 'failed' }),
    ]);
  }

  #drains(): GraphWidget {
    const { drain, publish } = this.#parts;
    const count = { statistic: Stats.SUM, period: HOUR };
    return graph('Log drains of Heroku, each hour', [
      drain.api.metricCount({ ...count, label: 'batches' }),
      drain.api.metricClientError({ ...count, label: 'refused' }),
      drain.api.metricServerError({ ...count, label: 'put off' }),
      publish.deadLetters.metricApproximateNumberOfMessagesVisible({
        statistic: Stats.MAXIMUM,
        period: HOUR,
        label: 'given up',
      }),
    ]);
  }

  /** Average and maximum of each scheduler. */
  #ofEach(
    title: string,
    period: Duration,
    metricOf: (scheduler: Scheduler, options: OwnMetricOptions) => IMetric,
  ): GraphWidget {
    const lines = this.#parts.schedulers.flatMap((scheduler) =>
      [Stats.AVERAGE, Stats.MAXIMUM].map((statistic) =>
        metricOf(scheduler, { statistic, period, label: `${scheduler.node.id} ${statistic.toLowerCase()}` }),
      ),
    );
    return graph(title, lines);
  }

  /** The sum over all schedulers. */
  #ofAll(name: MetricName, { label, ...options }: OwnMetricOptions): IMetric {
    const { sum, usingMetrics } = this.#sum(name, options);
    return new MathExpression({ expression: sum, usingMetrics, period: options.period, label });
  }

  #sum(name: MetricName, options: OwnMetricOptions): { sum: string; usingMetrics: Record<string, IMetric> } {
    const usingMetrics = Object.fromEntries(
      this.#parts.schedulers.map(({ lambda }, index) => [
        `${name.charAt(0).toLowerCase()}${name.slice(1)}${index}`,
        ownMetric(lambda, name, options),
      ]),
    );
    const ids = Object.keys(usingMetrics);
    return { sum: ids.length === 1 ? ids.join() : `SUM([${ids.join()}])`, usingMetrics };
  }
}

const graph = (title: string, left: IMetric[]): GraphWidget =>
  new GraphWidget({ title, left, leftYAxis: { min: 0, showUnits: false }, width: WIDTH / 2, height: 6 });
