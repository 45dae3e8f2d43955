import { isBuiltInName } from '../alarm/built-in-rules.ts';
import { metricsIn, type AlarmRule, type Comparison, type MissingData, type Source } from '../alarm/alarm-rule.ts';
import {
  readComposite,
  readExpression,
  readHeroku,
  readMetric,
  readPrometheus,
  SOURCE_ATTRIBUTES,
} from './alarm-source.ts';
import { AttributeReader, keyOf } from './attributes.ts';
import { readChannels } from './channels.ts';
import { nearest } from './nearest.ts';
import type { Problem } from './problem.ts';
import type { Item } from './schedule.ts';

const DEFAULT_GRACE_MINUTES = 10;
const DEFAULT_REPEAT_MINUTES = 240;
const EC2_PERIOD_SECONDS = 300;
const OTHER_PERIOD_SECONDS = 60;
/** As of a CloudWatch alarm. */
const RANGE_DAYS_MAX = 7;
const DAY_SECONDS = 86_400;
const WEEK_MINUTES = 10_080;

const ATTRIBUTES = [
  ...['RuleName', 'Source', 'PeriodSeconds', 'ForEachInstance', 'Comparison', 'Warning', 'Critical'],
  ...['DatapointsToAlarm', 'EvaluationPeriods', 'TreatMissingData', 'Schedule', 'GraceMinutes'],
  ...['RepeatMinutes', 'Channels', 'Enabled', 'Note'],
  ...Object.values(SOURCE_ATTRIBUTES).flat(),
];

/** A row of the AlarmRule table by itself. */
export interface AlarmRuleRow {
  readonly name: string;
  /** Undefined where anything about it is wrong: a rule that is half understood would watch something else. */
  readonly rule: AlarmRule | undefined;
  readonly channels: readonly string[];
  readonly problems: readonly Problem[];
  readonly advices: readonly Problem[];
}

/** How problems name the row of a rule. */
export const alarmRuleLabel = (name: string): string => `AlarmRule ${name}`;

/** Reads a row of the AlarmRule table; other rules and schedules that it names are looked up by `readAlarmRules`. */
export function readAlarmRuleRow(item: Item): AlarmRuleRow {
  const name = keyOf(item, 'RuleName') ?? '';
  const reader = new AttributeReader(alarmRuleLabel(name), item);
  if (name === '' || name === '*') reader.refuse('RuleName', 'the name of the rule such as api-latency');
  if (isBuiltInName(name))
    reader.refuse('RuleName', 'another name: Curfew itself watches each schedule under such a one');
  const channels = readChannels(reader);
  const source = readSource(reader);
  const periodSeconds = readPeriodSeconds(reader, source);
  const rule = {
    name,
    enabled: reader.flag('Enabled') ?? true,
    periodSeconds,
    ...readThresholds(reader, source),
    ...readDatapoints(reader, periodSeconds),
    missingData: readMissingData(reader),
    ...readScheduled(reader, source),
    repeatMinutes: reader.wholeNumber('RepeatMinutes', REPEAT_MINUTES) ?? DEFAULT_REPEAT_MINUTES,
    channels,
    note: reader.remark('Note'),
  };
  reader.adviseOnNearMisses(ATTRIBUTES);
  const isWhole = source !== undefined && reader.problems.length === 0;
  return {
    name,
    rule: isWhole ? { ...rule, source } : undefined,
    channels,
    problems: reader.problems,
    advices: reader.advices,
  };
}

const REPEAT_MINUTES = { from: 0, to: WEEK_MINUTES, meaning: 'minutes between reminders such as 240, or 0 for none' };
const GRACE_MINUTES = {
  from: 0,
  to: WEEK_MINUTES,
  meaning: 'minutes after a start in which nothing is said such as 10',
};

function readSource(reader: AttributeReader): Source | undefined {
  const expected = 'cloudwatch, heroku or prometheus';
  if (reader.has('All') || reader.has('Any')) return readComposite(reader);
  const source = (reader.text('Source', expected) ?? 'cloudwatch').toLowerCase();
  if (source === 'prometheus') return readPrometheus(reader);
  if (source === 'heroku') return readHeroku(reader);
  if (source !== 'cloudwatch') return reader.refuse('Source', expected);
  if (reader.has('Expression')) return readExpression(reader);
  const metric = readMetric(reader);
  return metric && { kind: 'metric', metric };
}

function readPeriodSeconds(reader: AttributeReader, source: Source | undefined): number {
  const metrics = source === undefined ? [] : metricsIn(source);
  const usual = metrics.some(({ namespace }) => namespace === 'AWS/EC2') ? EC2_PERIOD_SECONDS : OTHER_PERIOD_SECONDS;
  const meaning = '10, 30, or a multiple of 60, as of a CloudWatch alarm';
  const seconds = reader.wholeNumber('PeriodSeconds', { from: 10, to: DAY_SECONDS, meaning });
  if (seconds === undefined || seconds === 10 || seconds === 30 || seconds % 60 === 0) return seconds ?? usual;
  reader.refuse('PeriodSeconds', meaning);
  return usual;
}

const COMPARISONS: Readonly<Record<string, Comparison>> = {
  '>': '>',
  '>=': '>=',
  '<': '<',
  '<=': '<=',
  greaterthanthreshold: '>',
  greaterthanorequaltothreshold: '>=',
  lessthanthreshold: '<',
  lessthanorequaltothreshold: '<=',
};

function readThresholds(
  reader: AttributeReader,
  source: Source | undefined,
): Pick<AlarmRule, 'comparison' | 'warning' | 'critical'> {
  const expected = '>, >=, < or <=';
  const written = reader.text('Comparison', expected)?.toLowerCase() ?? '>=';
  const known = Object.hasOwn(COMPARISONS, written) ? COMPARISONS[written] : undefined;
  const comparison = known ?? reader.refuse('Comparison', expected) ?? '>=';
  const warning = reader.number('Warning', 'the value from which it is a warning such as 80');
  const critical = reader.number('Critical', 'the value from which it is critical such as 95');
  const wants = !reader.has('Warning') && !reader.has('Critical') && source?.kind !== 'composite';
  if (wants) reader.refuse('Critical', 'a number in Critical or Warning, or in both: without one nothing can alarm');
  if (warning !== undefined && critical !== undefined) {
    const isInOrder = comparison.startsWith('>') ? warning < critical : warning > critical;
    const side = comparison.startsWith('>') ? 'above' : 'below';
    if (!isInOrder)
      reader.refuse('Critical', `a number ${side} Warning (${warning}): critical is the worse of the two`);
  }
  return { comparison, warning, critical };
}

function readDatapoints(
  reader: AttributeReader,
  periodSeconds: number,
): Pick<AlarmRule, 'datapointsToAlarm' | 'evaluationPeriods'> {
  const most = Math.floor((RANGE_DAYS_MAX * DAY_SECONDS) / periodSeconds);
  const meaning = 'periods to look at';
  const evaluationPeriods = reader.wholeNumber('EvaluationPeriods', { from: 1, to: Math.min(most, 1_440), meaning });
  const datapoints = reader.wholeNumber('DatapointsToAlarm', {
    from: 1,
    to: evaluationPeriods ?? 1,
    meaning: `how many of the EvaluationPeriods have to breach${evaluationPeriods === undefined ? ONE_PERIOD : ''}`,
  });
  return { evaluationPeriods: evaluationPeriods ?? 1, datapointsToAlarm: datapoints ?? evaluationPeriods ?? 1 };
}

const ONE_PERIOD = '; without EvaluationPeriods it is one: give both';

const MISSING_DATA = ['missing', 'ignore', 'breaching', 'notBreaching', 'bySchedule'] as const;

function readMissingData(reader: AttributeReader): MissingData {
  const expected = `${MISSING_DATA.slice(0, -1).join(', ')} or ${MISSING_DATA.at(-1)}`;
  const written = reader.text('TreatMissingData', expected) ?? 'missing';
  const policy = MISSING_DATA.find((one) => one.toLowerCase() === written.toLowerCase());
  if (policy === undefined) {
    const meant = nearest(written, MISSING_DATA);
    reader.refuse('TreatMissingData', meant === undefined ? expected : `${expected}; did you mean ${meant}?`);
  }
  if (policy === 'bySchedule' && !reader.has('Schedule')) {
    reader.refuse(
      'Schedule',
      'the schedule that says when data may be missing, because TreatMissingData is bySchedule',
    );
  }
  return policy ?? 'missing';
}

function readScheduled(
  reader: AttributeReader,
  source: Source | undefined,
): Pick<AlarmRule, 'schedule' | 'forEachInstance' | 'graceMinutes'> {
  const schedule = reader.text('Schedule', 'the name of a schedule such as Development');
  const forEachInstance = reader.flag('ForEachInstance') ?? false;
  if (forEachInstance && schedule === undefined) {
    reader.refuse('Schedule', 'the schedule whose instances the rule is for, because ForEachInstance is true');
  }
  if (forEachInstance && (source?.kind === 'prometheus' || source?.kind === 'composite')) {
    reader.refuse('ForEachInstance', 'false: only CloudWatch metrics have the id of an instance in their Dimensions');
  }
  const graceMinutes = reader.wholeNumber('GraceMinutes', GRACE_MINUTES) ?? DEFAULT_GRACE_MINUTES;
  return { schedule, forEachInstance, graceMinutes };
}
