import { describe, expect, it } from 'vitest';
import type { Finding } from '../../cli/import/finding.ts';
import { fileWith, runCurfew } from './run-curfew.ts';

type Field = string | boolean | readonly string[];

/** An item as `aws dynamodb scan` prints it; a list is a string set. */
const item = (type: string, name: string, fields: Record<string, Field>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries({ type, name, ...fields }).map(([field, value]) => [
      field,
      typeof value === 'string' ? { S: value } : typeof value === 'boolean' ? { BOOL: value } : { SS: value },
    ]),
  );
const period = (name: string, fields: Record<string, Field>) => item('period', name, fields);
const schedule = (fields: Record<string, Field>) => item('schedule', 'office', { timezone: 'UTC', ...fields });

const run = async (items: readonly unknown[], ...more: string[]) =>
  runCurfew(['import', 'isa', await fileWith({ Items: items }), ...more]);

const findingsOf = async (...items: unknown[]): Promise<string[]> =>
  (JSON.parse((await run(items, '--check', '--json')).out) as Finding[]).map(
    ({ effect, row, attribute }) => `${effect} ${row}${attribute && `, ${attribute}`}`,
  );

/** The starts and stops that plan shows of the imported rows, in UTC. */
async function edgesOf(items: readonly unknown[], from: string, to: string): Promise<string[]> {
  const rows = await fileWith((await run(items, '--out', '-')).out);
  const { out } = await runCurfew([
    'plan',
    '--rows',
    rows,
    '--json',
    '--from',
    `${from}T00:00Z`,
    '--to',
    `${to}T00:00Z`,
  ]);
  return (JSON.parse(out) as { kind: string; at: string }[]).map(({ kind, at }) => `${kind} ${at.slice(0, 16)}`);
}

// 2026-11-30 is a Monday.
describe('curfew import isa: what plan shows of the samples of the documentation', () => {
  it.each<[sample: string, items: unknown[], from: string, to: string, edges: string[]]>([
    [
      'Standard 9-5 working hours in London',
      [
        period('weekdays-9-5', { begintime: '09:00', endtime: '16:59', weekdays: ['mon-fri'] }),
        schedule({ timezone: 'Europe/London', periods: ['weekdays-9-5'] }),
      ],
      '2026-12-04',
      '2026-12-08',
      ['start 2026-12-04T09:00', 'stop 2026-12-04T16:59', 'start 2026-12-07T09:00', 'stop 2026-12-07T16:59'],
    ],
    [
      'Monday 9 am to Friday 5 pm: periods that meet at midnight',
      [
        period('mon-start-9am', { begintime: '09:00', endtime: '23:59', weekdays: ['mon'] }),
        period('tue-thu-full-day', { weekdays: ['tue-thu'] }),
        period('fri-stop-5pm', { begintime: '00:00', endtime: '16:59', weekdays: ['fri'] }),
        schedule({ periods: ['mon-start-9am', 'tue-thu-full-day', 'fri-stop-5pm'] }),
      ],
      '2026-11-30',
      '2026-12-07',
      ['start 2026-11-30T09:00', 'stop 2026-12-04T16:59'],
    ],
    [
      'the first Monday of each quarter, all day',
      [
        period('first-monday-in-quarter', { weekdays: ['mon#1'], months: ['jan/3'] }),
        schedule({ periods: ['first-monday-in-quarter'] }),
      ],
      '2026-11-30',
      '2027-04-10',
      ['start 2027-01-04T00:00', 'stop 2027-01-05T00:00', 'start 2027-04-05T00:00', 'stop 2027-04-06T00:00'],
    ],
    [
      'a begintime alone: until the end of Friday',
      [period('from-nine', { begintime: '9:00', weekdays: ['mon-fri'] }), schedule({ periods: ['from-nine'] })],
      '2026-12-03',
      '2026-12-08',
      ['start 2026-12-03T09:00', 'start 2026-12-04T09:00', 'stop 2026-12-05T00:00', 'start 2026-12-07T09:00'],
    ],
    [
      'an endtime alone',
      [period('until-five', { endtime: '17:00', weekdays: ['0-4'] }), schedule({ periods: ['until-five'] })],
      '2026-12-04',
      '2026-12-08',
      ['stop 2026-12-04T17:00', 'stop 2026-12-07T17:00'],
    ],
    [
      'the last Friday, the last day and the weekday nearest the 15th',
      [
        period('fri', { begintime: '08:00', endtime: '09:00', weekdays: ['friL'] }),
        period('days', { begintime: '10:00', endtime: '11:00', monthdays: ['L,15W'] }),
        schedule({ periods: ['fri', 'days'] }),
      ],
      '2026-11-10',
      '2026-12-01',
      [
        ...['start 2026-11-16T10:00', 'stop 2026-11-16T11:00', 'start 2026-11-27T08:00'],
        ...['stop 2026-11-27T09:00', 'start 2026-11-30T10:00', 'stop 2026-11-30T11:00'],
      ],
    ],
    [
      'override_status stopped',
      [schedule({ override_status: 'stopped' })],
      '2026-12-04',
      '2026-12-05',
      ['stop 2026-12-04T00:00'],
    ],
    [
      'overwrite, as it was called',
      [schedule({ overwrite: false })],
      '2026-12-04',
      '2026-12-05',
      ['stop 2026-12-04T00:00'],
    ],
    ['override_status running', [schedule({ override_status: 'running' })], '2026-12-04', '2026-12-05', []],
  ])('%s', async (_, items, from, to, edges) => {
    expect(await edgesOf(items, from, to)).toEqual(edges);
  });

  it.each([
    ['weekdays', 'mon/2', { DaysActive: 'mon,wed,fri,sun' }],
    ['weekdays', 'sat-mon', { DaysActive: 'sat-mon' }],
    ['weekdays', 'Saturday', { DaysActive: 'sat' }],
    ['weekdays', 'L', { DaysActive: 'sun' }],
    ['weekdays', '0#2,4L', { DaysActive: 'mon#2,friL' }],
    ['weekdays', '*', {}],
    ['monthdays', '1-9/4', { MonthDays: '1,5,9' }],
    ['monthdays', '20-L', { MonthDays: '20-31' }],
    ['months', 'nov-feb/2', { Months: 'nov,jan' }],
    ['months', '3', { Months: 'mar' }],
  ])('writes %s %s as Curfew reads it', async (field, words, written) => {
    const items = [
      period('p', { begintime: '08:00', endtime: '09:00', [field]: [words] }),
      schedule({ periods: ['p'] }),
    ];
    const row = JSON.parse((await run(items, '--out', '-')).out).Schedule[0];
    expect(row).toEqual({ ScheduleName: 'office', TimeZone: 'UTC', StartTime: '08:00', StopTime: '09:00', ...written });
    expect(await findingsOf(...items)).toEqual([]);
  });
});

describe('curfew import isa: what it says', () => {
  const OFF = 'changes Schedule office';
  const nine = period('nine', { begintime: '09:00', endtime: '17:00' });

  it.each<[rule: string, items: unknown[], listed: string[]]>([
    ['nothing where all is carried over', [nine, schedule({ periods: ['nine'], enforced: true, hibernate: true })], []],
    ['instance sizes', [nine, schedule({ periods: ['nine@t2.large'] })], ['lost Schedule office, periods', OFF]],
    [
      'maintenance windows and retain_running',
      [
        nine,
        schedule({
          periods: ['nine'],
          ssm_maintenance_window: ['w'],
          use_maintenance_window: true,
          retain_running: true,
        }),
      ],
      [
        ...['lost Schedule office, ssm_maintenance_window', 'lost Schedule office, use_maintenance_window'],
        ...['lost Schedule office, retain_running', OFF],
      ],
    ],
    [
      'flags that are off',
      [nine, schedule({ periods: ['nine'], retain_running: false, stop_new_instances: false })],
      [],
    ],
    [
      'new instances',
      [nine, schedule({ periods: ['nine'], stop_new_instances: true })],
      ['changes Schedule office, stop_new_instances'],
    ],
    [
      'a zone that is the default',
      [nine, schedule({ periods: ['nine'], timezone: '' })],
      ['lost Schedule office, timezone', OFF],
    ],
    [
      'a period that ends before it begins',
      [period('night', { begintime: '22:00', endtime: '06:00' }), schedule({ periods: ['night'] })],
      ['lost Schedule office, night.endtime', OFF],
    ],
    [
      'words that nobody can read',
      [period('p', { weekdays: ['someday'] }), schedule({ periods: ['p'] })],
      ['lost Schedule office, p.weekdays', OFF],
    ],
    ['a period that is not there', [schedule({ periods: ['gone'] })], ['lost Schedule office, periods', OFF]],
    ['a schedule without a period', [schedule({})], ['lost Schedule office, periods', OFF]],
    [
      'the end of an open period of days of the month',
      [period('p', { begintime: '09:00', monthdays: ['1-5'] }), schedule({ periods: ['p'] })],
      ['lost Schedule office, p.endtime', OFF],
    ],
    [
      'that what begins every day and never ends is not stopped here either',
      [period('p', { begintime: '09:00' }), schedule({ periods: ['p'] })],
      ['kept Schedule office, p.endtime'],
    ],
    [
      'half a period among others',
      [nine, period('p', { endtime: '20:00' }), schedule({ periods: ['nine', 'p'] })],
      ['lost Schedule office, periods', OFF],
    ],
    [
      'settings of the scheduler itself that did something',
      [
        item('config', 'scheduler', {
          ...{ tagname: 'Schedule', default_timezone: 'UTC', schedule_clusters: true, create_rds_snapshot: false },
          ...{ regions: ['us-east-1'], started_tags: 'state=on', stopped_tags: '', schedule_lambda_account: true },
          ...{ enable_SSM_maintenance_windows: true, novelty: 'x' },
        }),
      ],
      ['schedule_clusters', 'regions', 'started_tags', 'enable_ssm_maintenance_windows', 'novelty'].map(
        (setting) => `lost config scheduler, ${setting}`,
      ),
    ],
    [
      'an account that was left alone',
      [item('config', 'scheduler', { schedule_lambda_account: false })],
      ['lost config scheduler, schedule_lambda_account'],
    ],
    ['a period that nobody uses', [nine], ['lost period nine']],
    [
      'what it does not know',
      [nine, schedule({ periods: ['nine'], novelty: 'x' }), item('other', 'x', {})],
      ['lost Schedule office, novelty', OFF, 'lost other x, type'],
    ],
  ])('names %s', async (_, items, listed) => {
    expect(await findingsOf(...items)).toEqual(listed);
  });

  // An object with a toString of its own cannot be made a text, and every JavaScript object knows __proto__ and constructor.
  it.each(['{"toString":1}', '{"__proto__":"x"}', '{"constructor":"x"}', '{"toString":"x"}', '[[{"valueOf":1}]]'])(
    'reads on where a field is %s',
    async (odd) => {
      const fields = ['timezone', 'override_status', 'enforced', 'stop_new_instances', 'constructor'];
      const row = `{"type": "schedule", "name": "office", "periods": ["nine", ${odd}], ${fields.map((name) => `"${name}": ${odd}`).join(', ')}}`;
      const nine = `{"type": "period", "name": "nine", "begintime": "09:00", "endtime": "17:00", "weekdays": ${odd}}`;
      const file = await fileWith(`{"Items": [${row}, ${nine}, {"type": ${odd}, "name": ${odd}}]}`);
      const { exitCode, err, out } = await runCurfew(['import', 'isa', file, '--check']);
      expect([exitCode, err]).toEqual([1, '']);
      expect(out).toContain('lost     Schedule office, constructor');
      expect(out).not.toContain('native code');
    },
  );

  it.each<[rule: string, items: unknown[]]>([
    ['a period', [period('bad', { begintime: '9h' }), schedule({ periods: ['nine', 'bad'] })]],
    ['retain_running', [schedule({ periods: ['nine'], retain_running: true })]],
  ])('switches off a schedule that came over without %s', async (_, items) => {
    expect(JSON.parse((await run([nine, ...items], '--out', '-')).out).Schedule).toEqual([
      { ScheduleName: 'office', TimeZone: 'UTC', StartTime: '09:00', StopTime: '17:00', Enabled: false },
    ]);
  });

  it('says which stops come where half a period stood among others', async () => {
    const items = [nine, period('p', { endtime: '20:00' }), schedule({ periods: ['nine', 'p'] })];
    expect((await run(items, '--check')).out).toContain(
      'now     every stop is carried out, at 17:00, 20:00: give each period both times',
    );
  });

  it("reads what scheduler-cli prints, and takes the table's default zone", async () => {
    const files = await Promise.all([
      fileWith({
        Periods: [{ Type: 'period', Name: 'nine', Begintime: '09:00', Endtime: '17:00', Weekdays: ['mon-fri'] }],
      }),
      fileWith({
        Schedules: [{ Type: 'schedule', Name: 'office', Periods: ['nine'], RetainRunning: false, Enforced: true }],
      }),
      fileWith({ Items: [item('config', 'scheduler', { default_timezone: 'Asia/Seoul', tagname: 'Sked' })] }),
    ]);
    const { out } = await runCurfew(['import', 'isa', ...files, '--out', '-']);
    expect(JSON.parse(out).Schedule).toEqual([
      {
        ScheduleName: 'office',
        TimeZone: 'Asia/Seoul',
        DaysActive: 'mon-fri',
        StartTime: '09:00',
        StopTime: '17:00',
        Enforce: true,
      },
    ]);
    const checked = await runCurfew(['import', 'isa', ...files, '--check']);
    expect(checked.out).toContain('the tag ScheduleName, not Sked.');
    expect([checked.out, checked.exitCode]).toEqual([expect.stringContaining('kept     Schedule office, timezone'), 0]);
  });

  it('sends the reader of a template to the configuration table', async () => {
    const { exitCode, err } = await runCurfew(['import', 'isa', await fileWith({ Resources: {} }), '--check']);
    expect([exitCode, err]).toEqual([
      2,
      expect.stringMatching(/CloudFormation template are in the configuration table too$/),
    ]);
  });
});
