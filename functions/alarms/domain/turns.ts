import { createHash } from 'node:crypto';
import type { AlarmRecord, Muted } from '../../shared/alarm/alarm-record.ts';
import type { AlarmRule } from '../../shared/alarm/alarm-rule.ts';
import { BUILT_INS, builtInName, LISTED_TYPES, listingName } from '../../shared/alarm/built-in-rules.ts';
import type { Instant } from '../../shared/calendar/instant.ts';
import { ExternalFailure } from '../../shared/failure/external-failure.ts';
import type { FleetView } from '../../shared/fleet/member.ts';
import { listed } from '../../shared/notice/listed.ts';
import type { BrokenRule } from '../../shared/rows/alarm-rules.ts';
import { problemLine } from '../../shared/rows/problem-line.ts';
import type { Series, SeriesQuery } from '../ports.ts';
import { judgeComposite, standingOf, type Standing } from './composite.ts';
import { findLevel, rangeOf } from './level.ts';
import { instanceTypeOf, keyOfQuery, queryOf } from './queries.ts';
import { closeDeleted, decideRule, type Outcome, type RuleTurn } from './rule-turn.ts';
import type { Sight } from './sight.ts';
import type { Quiet } from './speak.ts';
import { subjectsOf, type Watched } from './subjects.ts';
import { alarmNotice, type Subject } from './tell-alarm.ts';
import type { MutedBecause, Watch } from './watch.ts';

/** What was fetched, by the key of its query. */
export type Values = ReadonlyMap<string, Series | ExternalFailure | undefined>;

/** A rule's record as it was read, and as it is to be; the same object where nothing has changed. */
export interface Decided {
  readonly before: AlarmRecord;
  readonly after: AlarmRecord;
}

/** What every turn is taken in. */
export interface Context {
  readonly sight: Sight;
  readonly timeZone: string;
  readonly now: Instant;
}

const NOTHING_SEEN: FleetView = { members: [], unseen: [] };

/** The series of every rule that can change, each once; a muted rule wants none. */
export function wantedSeries(sight: Sight, now: Instant): readonly (readonly [string, SeriesQuery])[] {
  const wanted = new Map<string, SeriesQuery>();
  for (const rule of sight.reading.rules) {
    try {
      for (const query of wantedBy(rule, sight, now)) wanted.set(keyOfQuery(query), query);
    } catch {
      // A bug that one rule meets: its own turn meets it again, and reports it.
    }
  }
  return [...wanted];
}

function wantedBy(rule: AlarmRule, sight: Sight, now: Instant): readonly SeriesQuery[] {
  if (!rule.enabled) return [];
  return watchedBy(rule, sight, now)
    .map(({ subject, watch }) => (watch.kind === 'awake' ? queryOf(rule, subject.key, now) : undefined))
    .filter((query) => query !== undefined);
}

function watchedBy(rule: AlarmRule, { entries, runs, view }: Sight, now: Instant): readonly Watched[] {
  const name = rule.schedule ?? '';
  return subjectsOf(rule, { entry: entries.get(name), run: runs.get(name), view: view ?? NOTHING_SEEN, now });
}

/** One rule of the table; `standings` are those of the rules before it. */
export function ruleTurn(
  rule: AlarmRule,
  context: Context & { readonly values: Values; readonly standings: ReadonlyMap<string, Standing> },
): Decided & { readonly standing: Standing } {
  const { sight, now } = context;
  const turn = turnOf(rule, context);
  const before = turn.record;
  const watched = rule.enabled ? watchedBy(rule, sight, now) : [];
  const judged = watched.map(({ subject, watch }) => {
    const outcome =
      unseenSchedule(rule, watch, sight) ?? outcomeOf(rule, { ...context, subject, watch, record: before });
    return [subject.key, { subject, outcome }] as const;
  });
  const outcomes = new Map([...judged, ...unseenInstances(rule, sight)]);
  const absent = rule.enabled ? 'gone' : 'switched-off';
  const standing = standingOf(
    [...outcomes.values()].map(({ outcome }) => outcome),
    unseenOf(rule, sight) === undefined ? absent : 'failed',
  );
  return { before, after: decideRule({ ...turn, outcomes, absent }), standing };
}

/** Nothing of the schedule was seen up, but not all of it could be listed: it may be as it was. */
function unseenSchedule(rule: AlarmRule, watch: Watch, { view }: Sight): Outcome | undefined {
  const [failed] = view?.unseen ?? [];
  const sawNothing = watch.kind === 'muted' && (watch.because === 'no-members' || watch.because === 'down');
  if (failed === undefined || rule.forEachInstance || !sawNothing) return undefined;
  return { kind: 'failed', failure: failed.failure };
}

/** Why the instances that the rule is for could not be listed; undefined where they could, or where it is for none. */
const unseenOf = (rule: AlarmRule, { view }: Sight): FleetView['unseen'][number] | undefined =>
  rule.forEachInstance && rule.enabled ? view?.unseen.find(({ type }) => type === instanceTypeOf(rule)) : undefined;

/** Instances that could not be listed just now may be as they were. */
function unseenInstances(
  rule: AlarmRule,
  sight: Sight,
): readonly (readonly [string, { subject: Subject; outcome: Outcome }])[] {
  const failed = unseenOf(rule, sight);
  if (failed === undefined) return [];
  const listed = new Set(sight.view?.members.map(({ id }) => id));
  const known = Object.keys(recordOf(rule.name, sight).subjects).filter((key) => !listed.has(key));
  const outcome = { kind: 'failed', failure: failed.failure } as const;
  return known.map((key) => [key, { subject: { key, label: key }, outcome }]);
}

function outcomeOf(
  rule: AlarmRule,
  of: {
    subject: Subject;
    watch: Watch;
    record: AlarmRecord;
    values: Values;
    standings: ReadonlyMap<string, Standing>;
    now: Instant;
  },
): Outcome {
  const { subject, watch, record, values, standings, now } = of;
  if (watch.kind === 'muted') return { kind: 'not-evaluated', because: MUTED_BY[watch.because] };
  const before = record.subjects[subject.key]?.level ?? 'ok';
  if (rule.source.kind === 'composite') return judgeComposite(rule.source, standings, before);
  const query = queryOf(rule, subject.key, now);
  const series = query && values.get(keyOfQuery(query));
  if (series instanceof ExternalFailure) return { kind: 'failed', failure: series };
  const points = { series: series ?? new Map<Instant, number>(), range: rangeOf(rule, now), since: watch.since };
  return { kind: 'found', finding: findLevel(rule, points, before) };
}

const MUTED_BY: Readonly<Record<MutedBecause, Muted>> = {
  stopped: 'stopped-by-schedule',
  starting: 'restarted',
  grace: 'restarted',
  down: 'down',
  'no-members': 'gone',
};

/** Every name that may have something to remember, whether it had a turn this time or not. */
export const namesOf = ({ reading, entries }: Sight): ReadonlySet<string> =>
  new Set([
    ...[...reading.rules, ...reading.broken].map(({ name }) => name),
    ...[...entries.keys()].flatMap((scheduleName) => BUILT_INS.map((what) => builtInName(what, scheduleName))),
    ...LISTED_TYPES.map(listingName),
  ]);

/** A rule whose row is gone; undefined: not yet. */
export const closeTurn = (record: AlarmRecord, { sight, timeZone, now }: Context): AlarmRecord | undefined =>
  closeDeleted(record, { quiet: quietOf(record.ruleName, sight), timeZone, now });

/** A row that watches nothing is told once for each change of its mistakes. */
export function brokenTurns(context: Context): readonly (() => Decided)[] {
  return context.sight.reading.broken
    .filter(({ name }) => name !== '')
    .map((broken) => () => brokenTurn(broken, context));
}

function brokenTurn(broken: BrokenRule, { sight, timeZone, now }: Context): Decided {
  const before = recordOf(broken.name, sight);
  const problemsTold = fingerprintOf(broken.problems);
  if (before.problemsTold === problemsTold) return { before, after: before };
  const rule = { name: broken.name, schedule: undefined, channels: broken.channels };
  const facts = { ...listed('problems', broken.problems.map(problemLine)), leftAlone: 'true' };
  const notice = alarmNotice(
    { rule, timeZone, now, told: before.told },
    { kind: 'row-error', severity: 'error', facts },
  );
  return { before, after: { ...before, problemsTold, told: before.told + 1, owed: [...before.owed, notice] } };
}

/** All of a rule's turn but what was found. */
export function turnOf(rule: AlarmRule, { sight, timeZone, now }: Context): Omit<RuleTurn, 'outcomes' | 'absent'> {
  const record = recordOf(rule.name, sight);
  return { rule, fingerprint: fingerprintOf(rule), record, quiet: quietOf(rule.name, sight), timeZone, now };
}

/** A silence of `*` is of every rule. */
const quietOf = (ruleName: string, { acknowledgements, silences }: Sight): Quiet => ({
  acknowledgement: acknowledgements.get(ruleName),
  silence: silences.get(ruleName) ?? silences.get('*'),
});

const recordOf = (ruleName: string, { records }: Sight): AlarmRecord => records.get(ruleName) ?? emptyRecord(ruleName);

const emptyRecord = (ruleName: string): AlarmRecord => ({
  ruleName,
  version: 0,
  rule: '',
  subjects: {},
  failedFetches: 0,
  failureTold: false,
  told: 0,
  owed: [],
});

const fingerprintOf = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('base64url').slice(0, 12);
