import type { Metric, Source } from '../alarm/alarm-rule.ts';
import { APP_RULE, isAppName } from '../alarm/heroku-app.ts';
import { HEROKU_METRICS, HEROKU_PRESETS, herokuSource, type HerokuSeries } from '../alarm/heroku-metrics.ts';
import type { AttributeReader } from './attributes.ts';
import { isMap, shown } from './attributes.ts';
import { nearest } from './nearest.ts';
import type { Item } from './schedule.ts';

const METRIC_ATTRIBUTES = ['Namespace', 'MetricName', 'Dimensions', 'Stat', 'Unit'];

/** Of metrics in an expression, which CloudWatch takes 500 of in a call, and of rules in a composite. */
const MOST_PARTS = 100;

/** What a rule of each kind of source reads of its row. */
export const SOURCE_ATTRIBUTES = {
  metric: METRIC_ATTRIBUTES,
  expression: ['Expression', 'Metrics'],
  prometheus: ['Url', 'Query'],
  heroku: ['App', 'Metric', 'Process', 'Code'],
  composite: ['All', 'Any'],
} as const;

/** Reads CloudWatch's own words for one series; undefined where any of them is wrong or missing. */
export function readMetric(reader: AttributeReader): Metric | undefined {
  const before = reader.problems.length;
  const namespace = reader.requiredText('Namespace', 'the namespace of a CloudWatch metric such as AWS/EC2');
  const metricName = reader.requiredText('MetricName', 'the name of a CloudWatch metric such as CPUUtilization');
  const dimensions = readDimensions(reader);
  const stat = readStat(reader);
  const unit = readUnit(reader);
  if (reader.problems.length > before || namespace === undefined || metricName === undefined) return undefined;
  return { namespace, metricName, dimensions, stat, unit };
}

const SIZES = ['Bytes', 'Bits'].flatMap((size) => {
  const small = size.toLowerCase();
  return [size, ...['Kilo', 'Mega', 'Giga', 'Tera'].map((prefix) => prefix + small)];
});
/** https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_MetricDatum.html */
const UNITS = [
  ...['Seconds', 'Microseconds', 'Milliseconds', 'Percent', 'Count', ...SIZES],
  ...['Count', ...SIZES].map((unit) => `${unit}/Second`),
];

function readUnit(reader: AttributeReader): string | undefined {
  const expected = 'nothing, or a unit of CloudWatch such as Percent, Count or Bytes/Second';
  const written = reader.text('Unit', expected);
  if (written === undefined) return undefined;
  const unit = UNITS.find((one) => one.toLowerCase() === written.toLowerCase());
  const meant = nearest(written, UNITS);
  return unit ?? reader.refuse('Unit', meant === undefined ? expected : `${expected}; did you mean ${meant}?`);
}

const STATS = ['SampleCount', 'Average', 'Sum', 'Minimum', 'Maximum', 'IQM'];
/** Percentiles, trimmed means and their kin: https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/Statistics-definitions.html */
const EXTENDED_STAT = /^(p|tm|wm|tc|ts)(100|\d{1,2}(\.\d{1,10})?)$/;
const STAT_RANGE = /^(TM|WM|TC|TS|PR)\([\d.%]*:[\d.%]*\)$/;

function readStat(reader: AttributeReader): string {
  const expected = `${STATS.slice(0, -1).join(', ')}, or a percentile such as p95`;
  const written = reader.text('Stat', expected) ?? 'Average';
  const plain = STATS.find((stat) => stat.toLowerCase() === written.toLowerCase());
  if (plain !== undefined) return plain;
  const extended = written.toLowerCase();
  if (EXTENDED_STAT.test(extended)) return extended;
  if (STAT_RANGE.test(written.toUpperCase())) return written.toUpperCase();
  reader.refuse('Stat', expected);
  return 'Average';
}

const DIMENSIONS_EXPECTED = 'a map of names and values such as {"InstanceId": "i-0123456789abcdef0"}';

/** A map, CloudWatch's own list of {Name, Value}, or `Name=Value` separated by commas. */
function readDimensions(reader: AttributeReader): Readonly<Record<string, string>> {
  if (!reader.has('Dimensions')) return {};
  const pairs = pairsOf(reader.value('Dimensions'));
  const named = pairs?.every(([name, value]) => isName(name) && isName(value)) === true;
  if (named)
    return Object.fromEntries((pairs as [string, string][]).map(([name, value]) => [name.trim(), value.trim()]));
  reader.refuse('Dimensions', DIMENSIONS_EXPECTED);
  return {};
}

function pairsOf(value: unknown): readonly (readonly [unknown, unknown])[] | undefined {
  if (typeof value === 'string') return value.split(',').map((part) => splitOnce(part, '='));
  if (Array.isArray(value)) {
    return value.map((part: unknown) => (isMap(part) ? [part['Name'], part['Value']] : [undefined, undefined]));
  }
  return isMap(value) ? Object.entries(value) : undefined;
}

const splitOnce = (text: string, mark: string): readonly [string, string | undefined] => {
  const at = text.indexOf(mark);
  return at === -1 ? [text, undefined] : [text.slice(0, at), text.slice(at + mark.length)];
};

const METRICS_EXAMPLE =
  '{"errors": {"Namespace": "AWS/ApplicationELB", "MetricName": "HTTPCode_Target_5XX_Count", "Stat": "Sum"}}';
const METRIC_ID = /^[a-z]\w*$/;

/** Metric math over named series. */
export function readExpression(reader: AttributeReader): Source | undefined {
  const before = reader.problems.length;
  const expression = reader.requiredText(
    'Expression',
    'metric math over the names in Metrics such as errors / requests',
  );
  // SEARCH gives many series, and METRICS() those of every rule that shares the call.
  if (expression !== undefined && /\b(SEARCH|METRICS)\s*\(/i.test(expression)) {
    reader.refuse('Expression', 'one series of the names in Metrics, without SEARCH or METRICS');
  }
  const metrics = readMetrics(reader);
  checkNames(reader, expression ?? '');
  if (expression === undefined || reader.problems.length > before) return undefined;
  return { kind: 'expression', expression, metrics };
}

/** A name that no metric has makes CloudWatch refuse the expression at every evaluation. */
function checkNames(reader: AttributeReader, expression: string): void {
  const metrics = reader.value('Metrics');
  if (!isMap(metrics)) return;
  const used = expression.replace(/"[^"]*"|'[^']*'/g, '').match(/\b[a-z]\w*/g) ?? [];
  const unknown = used.find((name) => !Object.hasOwn(metrics, name));
  if (unknown === undefined) return;
  const meant = nearest(unknown, Object.keys(metrics));
  const names = meant === undefined ? Object.keys(metrics).join(', ') : `${meant}, perhaps`;
  reader.refuse('Expression', `names of Metrics (${names}), and functions in capitals; ${unknown} is neither`);
}

function readMetrics(reader: AttributeReader): Readonly<Record<string, Metric>> {
  const value = reader.value('Metrics');
  if (!isMap(value) || !Object.values(value).every(isMap)) {
    reader.refuse('Metrics', `a map of names and metrics such as ${METRICS_EXAMPLE}`);
    return {};
  }
  if (Object.keys(value).length > MOST_PARTS) {
    reader.refuse('Metrics', `at most ${MOST_PARTS} metrics`);
    return {};
  }
  const metrics: [string, Metric][] = [];
  for (const [id, part] of Object.entries(value)) {
    if (!METRIC_ID.test(id)) {
      reader.refuse('Metrics', `names of small letters, digits and _, a letter first; ${shown(id)} is none`);
    }
    const partReader = reader.ofPart('Metrics', id, part as Item);
    const metric = readMetric(partReader);
    partReader.adviseOnNearMisses(METRIC_ATTRIBUTES);
    reader.adopt(partReader);
    if (metric !== undefined) metrics.push([id, metric]);
  }
  return Object.fromEntries(metrics);
}

const HEROKU_NAMES = [...Object.keys(HEROKU_METRICS), ...Object.keys(HEROKU_PRESETS)];

/** What a Heroku app's drain publishes, or one of Heroku's own alerts over it. */
export function readHeroku(reader: AttributeReader): Source | undefined {
  const before = reader.problems.length;
  const app = reader.requiredText('App', 'the name under which `curfew drain set` knows the app')?.toLowerCase();
  if (app !== undefined && !isAppName(app)) reader.refuse('App', `a name ${APP_RULE}`);
  const expected = `one of ${HEROKU_NAMES.join(', ')}`;
  const written = reader.requiredText('Metric', expected)?.toLowerCase();
  const metric = HEROKU_NAMES.find((name): name is HerokuSeries['metric'] => name === written);
  if (written !== undefined && metric === undefined) reader.refuse('Metric', expected);
  const process = reader.text('Process', 'a process type such as web or worker');
  const code = reader.text('Code', 'an H or R code such as H12')?.toUpperCase();
  if (code !== undefined && !/^[HR]\d\d$/.test(code)) reader.refuse('Code', 'an H or R code such as H12');
  if (metric === 'errors' && code === undefined) reader.refuse('Code', 'the H or R code to count such as H12');
  const stat = reader.has('Stat') ? readStat(reader) : undefined;
  if (metric !== undefined && metric in HEROKU_PRESETS) checkPreset(reader, metric as keyof typeof HEROKU_PRESETS);
  if (reader.problems.length > before || app === undefined || metric === undefined) return undefined;
  return herokuSource({ app, metric, ...defined({ process, code, stat }) });
}

/** Heroku's own limits, so that a rule says what Heroku's alert would. */
function checkPreset(reader: AttributeReader, name: keyof typeof HEROKU_PRESETS): void {
  const { from, to } = HEROKU_PRESETS[name].threshold;
  const range = to === Infinity ? `${from} or more` : `${from} to ${to}`;
  for (const attribute of ['Warning', 'Critical']) {
    const value = reader.number(attribute, range);
    if (value !== undefined && (value < from || value > to))
      reader.refuse(attribute, `a number: ${range}, as at Heroku`);
  }
  if (reader.has('Stat')) reader.refuse('Stat', `nothing: ${name} has its own`);
}

const defined = (series: Partial<Record<'process' | 'code' | 'stat', string | undefined>>): Partial<HerokuSeries> =>
  Object.fromEntries(Object.entries(series).filter(([, value]) => value !== undefined));

/** A query of a Prometheus server. */
export function readPrometheus(reader: AttributeReader): Source | undefined {
  const urlExpected = 'the address of a Prometheus server such as https://prometheus.example.com';
  const url = reader.requiredText('Url', urlExpected);
  const query = reader.requiredText('Query', 'PromQL that gives one series such as sum(rate(http_requests_total[5m]))');
  if (url === undefined || query === undefined) return undefined;
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  const isServer =
    parsed !== undefined && /^https?:$/.test(parsed.protocol) && parsed.username + parsed.search + parsed.hash === '';
  return isServer ? { kind: 'prometheus', url, query } : reader.refuse('Url', urlExpected);
}

/** The states of other rules. */
export function readComposite(reader: AttributeReader): Source | undefined {
  if (reader.has('All') && reader.has('Any'))
    return reader.refuse('Any', 'All or Any, not both: one may name a rule that is the other');
  const of = reader.has('All') ? 'all' : 'any';
  const attribute = of === 'all' ? 'All' : 'Any';
  const names = reader.list(attribute, 'names of other rules such as ["latency", "not cpu"]');
  if (names === undefined) return undefined;
  if (names.length > MOST_PARTS) return reader.refuse(attribute, `at most ${MOST_PARTS} rules`);
  return { kind: 'composite', of, terms: names.map((ruleName) => ({ ruleName, negated: false })) };
}

const isName = (value: unknown): value is string => typeof value === 'string' && value.trim() !== '';
