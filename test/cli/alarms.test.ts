import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { fileWith, runCurfew, weekdays } from './run-curfew.ts';

let server: Server | undefined;
afterEach(() => server?.close());

/** A Prometheus whose one series is `valueAt` of the end of each period. */
async function prometheus(valueAt: (at: number) => number): Promise<string> {
  server = createServer((request, response) => {
    let body = '';
    request.on('data', (part: Buffer) => (body += part.toString()));
    request.on('end', () => {
      const form = new URLSearchParams(body);
      const [start, end, step] = ['start', 'end', 'step'].map((name) => Number(form.get(name))) as [
        number,
        number,
        number,
      ];
      const values: [number, string][] = [];
      for (let at = start; at <= end; at += step) values.push([at, String(valueAt(at * 1_000))]);
      response.end(
        JSON.stringify({ status: 'success', data: { resultType: 'matrix', result: [{ metric: {}, values }] } }),
      );
    });
  });
  await new Promise<void>((resolve) => server?.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const latency = (more: Record<string, unknown>) => ({
  ...{ RuleName: 'latency', Source: 'prometheus', Query: 'job:latency:p95', Warning: 300, Critical: 500 },
  ...more,
});

describe('curfew alarms', () => {
  it('lists the rules of a file with their limits and prices, and says which watch nothing', async () => {
    const cpu = {
      RuleName: 'cpu',
      Namespace: 'AWS/EC2',
      MetricName: 'CPUUtilization',
      Critical: 90,
      Schedule: 'Development',
      ForEachInstance: true,
    };
    const failing = { RuleName: 'failing', Source: 'heroku', App: 'shop', Metric: 'failed-share', Critical: 5 };
    const rows = await fileWith({
      Schedule: [weekdays()],
      AlarmRule: [
        cpu,
        failing,
        { RuleName: 'both', All: ['cpu', 'not latency'] },
        latency({ Url: 'http://localhost' }),
        { RuleName: 'bad' },
      ],
    });
    const { exitCode, out, err } = await runCurfew(['alarms', 'list', '--rows', rows]);
    expect(exitCode).toBe(1);
    expect(out.split('\n')).toEqual([
      expect.stringMatching(/^RULE +LOOKS AT +LIMITS +SCHEDULE +STATE +A MONTH AT MOST$/),
      expect.stringMatching(
        /^cpu +Average of AWS\/EC2 CPUUtilization +>= 90 critical; 1 of 1 x 5 min +Development +- +\$0\.44 for each instance$/,
      ),
      expect.stringMatching(/^failing +failed-share, app shop +>= 5 critical; 1 of 1 x 1 min +- +- +\$0\.44$/),
      expect.stringMatching(/^latency +job:latency:p95 +>= 300 warning, >= 500 critical; 1 of 1 x 1 min +- +- +-$/),
      expect.stringMatching(/^both +all of cpu, not latency +- +- +- +-$/),
    ]);
    expect(err).toMatch(/^bad watches nothing: \d problems; see curfew validate$/);
  });

  it('explains each period of a rule and what they come to', async () => {
    const Url = await prometheus((at) => (at > Date.parse('2026-11-20T04:56:00Z') ? 600 : 100));
    const rows = await fileWith({ AlarmRule: [latency({ Url, EvaluationPeriods: 3 })] });
    const { out } = await runCurfew(['alarms', 'explain', 'latency', '--rows', rows, '--at', '2026-11-20T14:00']);
    const lines = out.split('\n').slice(3);
    expect(lines.map((line) => line.replace(/^.* (\d\d:\d\d) KST +/, '$1 '))).toEqual([
      expect.stringMatching(/^PERIOD FROM/),
      '13:53 100    fine',
      '13:54 100    fine',
      '13:55 100    fine',
      '13:56 600    critical',
      '13:57 600    critical',
      '=> OK',
    ]);
  });

  it('backtests a rule within and outside the hours of its schedule', async () => {
    const spikes = ['2026-11-18T03:00:00Z', '2026-11-18T18:00:00Z', '2026-11-19T01:00:00Z'].map((at) => Date.parse(at));
    const Url = await prometheus((at) => (spikes.some((spike) => at > spike && at <= spike + 600_000) ? 350 : 100));
    const rows = await fileWith({ Schedule: [weekdays()], AlarmRule: [latency({ Url, Schedule: 'Development' })] });
    const { out } = await runCurfew(['alarms', 'backtest', 'latency', '--rows', rows, '--days', '3']);
    expect(out).toContain('It would have fired 2 times within the hours of Development.');
    expect(out).toMatch(/^Wed 2026-11-18 12:03 KST +Wed 2026-11-18 12:13 KST +warning +350$/m);
    expect(out).toContain('Outside those hours, muted: 1 time.');
    const { out: json } = await runCurfew(['alarms', 'backtest', 'latency', '--rows', rows, '--days', '3', '--json']);
    expect(JSON.parse(json)).toMatchObject({ firings: [{ level: 'warning', value: 350 }, {}], minutes: 4_320 });
  });

  it.each([
    [['explain', 'latncy'], 'did you mean latency?'],
    [['backtest', 'latency', '--days', '16'], 'type 1 to 15'],
    [['backtest', 'latency', '--days', '-1'], 'type 1 to 15'],
    [['backtest', 'both'], 'looks at the states of other rules'],
  ])('refuses %j with what to type', async (argv, words) => {
    const rows = await fileWith({
      AlarmRule: [latency({ Url: 'http://localhost' }), { RuleName: 'both', Any: ['latency'] }],
    });
    const { err, exitCode } = await runCurfew(['alarms', ...argv, '--rows', rows]);
    expect([exitCode > 0, err]).toEqual([true, expect.stringContaining(words)]);
  });

  it('says in one line that a server does not answer', async () => {
    const Url = await prometheus(() => 1);
    server?.close();
    const rows = await fileWith({ AlarmRule: [latency({ Url })] });
    const { err } = await runCurfew(['alarms', 'explain', 'latency', '--rows', rows]);
    expect(err).toContain('the values cannot be read: ECONNREFUSED');
  });

  it('finds the mistakes of alarm rules in validate', async () => {
    const rows = await fileWith({ AlarmRule: [latency({ Url: 'http://localhost', Comparison: '=>' })] });
    const { out, exitCode } = await runCurfew(['validate', '--rows', rows]);
    expect([exitCode, out]).toEqual([1, expect.stringMatching(/AlarmRule latency +Comparison +=> +>, >=, < or <=/)]);
  });
});
