import type { AlarmRecord, Muted, SubjectState } from '../../shared/alarm/alarm-record.ts';
import type { AlarmRule } from '../../shared/alarm/alarm-rule.ts';
import type { Instant } from '../../shared/calendar/instant.ts';
import type { ExternalFailure } from '../../shared/failure/external-failure.ts';
import type { Notice } from '../../shared/notice/notice.ts';
import type { Finding } from './level.ts';
import { fallSilent, isFiring, speak, speakUnread, type Quiet, type Spoken } from './speak.ts';
import { alarmNotice, tellAlarms, tellDeleted, type Teller, type Subject, type Utterance } from './tell-alarm.ts';

/** What an evaluation came to for one subject. */
export type Outcome =
  | { readonly kind: 'found'; readonly finding: Finding }
  | { readonly kind: 'failed'; readonly failure: ExternalFailure }
  | { readonly kind: 'not-evaluated'; readonly because: Absent };

/** What becomes of a subject that was not evaluated; of what Curfew watches by itself, only what is wrong is. */
type Absent = Muted | 'ok';

/** One rule, what was found of it, and what was known. */
export interface RuleTurn {
  readonly rule: AlarmRule;
  readonly fingerprint: string;
  readonly record: AlarmRecord;
  readonly outcomes: ReadonlyMap<string, { readonly subject: Subject; readonly outcome: Outcome }>;
  /** What became of subjects that are remembered and have no outcome. */
  readonly absent: Absent;
  readonly quiet: Quiet;
  readonly timeZone: string;
  readonly now: Instant;
}

/** Failures in a row after which the channel is told: one is weather. */
const FAILURES_TOLD_AT = 3;

/** About half of the 400 KB that an item may have. */
const SUBJECTS_MAX = 1_000;

/** What the rule's record becomes, with what it owes to say; the same object where nothing has changed. */
export function decideRule(turn: RuleTurn): AlarmRecord {
  const before = anewIfEdited(turn);
  const spoken = [...subjectsOf(turn, before)].map(([key, known]) => ({ key, ...known, ...speakOf(turn, known) }));
  const { within, beyond } = withinRoom(spoken);
  const utterances = within.flatMap(({ subject, saying, state, before: was }): Utterance[] =>
    saying === undefined ? [] : [{ subject, saying, state, said: was?.said }],
  );
  const failing = failuresOf(turn, before);
  // Who was told the way in is told the way out, though the row names others by now.
  const endsIn = [...new Set([...(before.toldIn?.channels ?? []), ...turn.rule.channels])];
  const teller = { ...turn, told: before.told, untold: beyond, endsIn };
  const notices = tellAlarms(teller, utterances);
  const ofFetch = tellFetch({ ...teller, told: before.told + notices.length }, before, failing);
  const owed = [...before.owed, ...notices, ...ofFetch];
  const kept = within.filter(({ state }) => isWorthKeeping(state)).toSorted((a, b) => (a.key < b.key ? -1 : 1));
  const isEndOwed = failing.counts.failureTold || kept.some(({ state }) => state.said !== undefined);
  const after: AlarmRecord = {
    ...before,
    rule: turn.fingerprint,
    subjects: Object.fromEntries(kept.map(({ key, state }) => [key, state])),
    ...failing.counts,
    problemsTold: undefined,
    muted: mutedBecause(turn),
    toldIn: isEndOwed ? { schedule: turn.rule.schedule, channels: endsIn } : undefined,
    told: before.told + notices.length + ofFetch.length,
    owed,
  };
  return isSame(turn.record, after) ? turn.record : after;
}

/** The record of a rule whose row is gone, with its end to tell, and then to be deleted; undefined while a silence keeps the end back. */
export function closeDeleted(
  record: AlarmRecord,
  { quiet, timeZone, now }: Pick<RuleTurn, 'quiet' | 'timeZone' | 'now'>,
): AlarmRecord | undefined {
  const told = Object.entries(record.subjects).filter(([, { said }]) => said !== undefined);
  if (told.length === 0 && !record.failureTold) return record;
  if (quiet.silence !== undefined) return undefined;
  const utterances = told.map(([key, { said }]): Utterance => ({
    subject: { key, label: key },
    saying: DELETED,
    said,
  }));
  const { schedule, channels } = record.toldIn ?? { channels: ['default'] };
  const teller = { rule: { name: record.ruleName, schedule, channels }, timeZone, now, told: record.told };
  const owed = [...record.owed, tellDeleted(teller, utterances)];
  return { ...record, subjects: {}, failureTold: false, told: record.told + 1, owed };
}

const DELETED = { kind: 'ended', because: 'deleted' } as const;

/** What was found by the old row says nothing of the new one. */
function anewIfEdited({ record, fingerprint, now }: RuleTurn): AlarmRecord {
  if (record.rule === fingerprint) return record;
  const subjects = Object.entries(record.subjects).map(([key, state]): [string, SubjectState] => [
    key,
    { level: 'insufficient-data', since: now, said: state.said },
  ]);
  return { ...record, subjects: Object.fromEntries(subjects) };
}

interface Known {
  readonly subject: Subject;
  readonly before: SubjectState | undefined;
  readonly outcome: Outcome;
}

/** What was evaluated, and what is remembered but was not. */
function subjectsOf(turn: RuleTurn, before: AlarmRecord): ReadonlyMap<string, Known> {
  const known = new Map<string, Known>();
  for (const [key, { subject, outcome }] of turn.outcomes) {
    known.set(key, { subject, outcome, before: before.subjects[key] });
  }
  for (const [key, state] of Object.entries(before.subjects)) {
    const outcome = { kind: 'not-evaluated', because: turn.absent } as const;
    if (!known.has(key)) known.set(key, { subject: { key, label: key }, outcome, before: state });
  }
  return known;
}

function speakOf({ rule, quiet, now }: RuleTurn, { before, outcome }: Known): Spoken {
  switch (outcome.kind) {
    case 'found':
      return speak(before, { rule, finding: outcome.finding, quiet, now });
    case 'failed':
      return speakUnread(before, { rule, quiet, now });
    case 'not-evaluated':
      return before === undefined
        ? { state: { level: 'ok', since: now }, saying: undefined }
        : forgotten(fallSilent(before, outcome.because, { quiet, now }));
  }
}

/** Of what is muted nothing is kept but what is still to be said. */
const forgotten = (spoken: Spoken): Spoken =>
  spoken.state.said === undefined ? { ...spoken, state: { ...spoken.state, level: 'ok' } } : spoken;

/** Undefined where anything of it was evaluated, or there is nothing of it to evaluate. */
function mutedBecause({ outcomes, absent }: RuleTurn): Muted | undefined {
  const all = [...outcomes.values()].map(({ outcome }) => (outcome.kind === 'not-evaluated' ? outcome.because : 'ok'));
  const [because = absent] = all;
  return because === 'ok' || all.includes('ok') ? undefined : because;
}

/**
 * As many subjects as an item of DynamoDB has room for: what was told goes first, because its end is to be told, then what fires. `beyond`
 * of those that fire there is no room: they are told when others have ended.
 */
function withinRoom<T extends Spoken & Known>(spoken: readonly T[]): { within: readonly T[]; beyond: number } {
  const told = spoken.filter(({ before }) => before?.said !== undefined);
  const untold = spoken.filter(({ before, state }) => before?.said === undefined && isWorthKeeping(state));
  const firing = untold.filter(({ state }) => isFiring(state.level));
  const others = untold.filter(({ state }) => !isFiring(state.level));
  const room = Math.max(0, SUBJECTS_MAX - told.length);
  return { within: [...told, ...[...firing, ...others].slice(0, room)], beyond: Math.max(0, firing.length - room) };
}

const isWorthKeeping = ({ level, said }: SubjectState): boolean => level !== 'ok' || said !== undefined;

interface Failing {
  readonly counts: Pick<AlarmRecord, 'failedFetches' | 'failureTold'>;
  readonly failure: ExternalFailure | undefined;
}

function failuresOf({ outcomes, absent, quiet }: RuleTurn, before: AlarmRecord): Failing {
  const all = [...outcomes.values()].map(({ outcome }) => outcome);
  const failed = all.find((outcome) => outcome.kind === 'failed');
  // Muted, nothing is fetched, and nobody knows whether it would fail; switched off, nobody asks.
  const isKnown = failed !== undefined || all.some(({ kind }) => kind === 'found') || absent === 'switched-off';
  const failedFetches = failed !== undefined ? before.failedFetches + 1 : isKnown ? 0 : before.failedFetches;
  // Under a silence nothing is told: what is so when it ends is told then.
  const isTelling = isKnown && quiet.silence === undefined;
  const isFailure = failed !== undefined && (before.failureTold || failedFetches >= FAILURES_TOLD_AT);
  const failureTold = isTelling ? isFailure : before.failureTold;
  return { counts: { failedFetches, failureTold }, failure: failed?.failure };
}

function tellFetch(
  teller: Teller & Pick<RuleTurn, 'absent'>,
  before: AlarmRecord,
  { counts, failure }: Failing,
): Notice[] {
  if (counts.failureTold === before.failureTold) return [];
  const isOff = teller.absent === 'switched-off';
  // That it is switched off has just been told of what fires.
  if (isOff && teller.told > before.told) return [];
  const end = isOff ? 'switched-off' : 'fetch-works';
  const facts = { because: failure === undefined ? end : 'fetch-failed', failure: failure?.code };
  if (failure === undefined) return [alarmNotice(teller, { kind: 'alarm-resolved', severity: 'info', facts })];
  return [{ ...alarmNotice(teller, { kind: 'alarm', severity: 'error', facts }), actions: [] }];
}

/** A rule of which there is nothing to remember needs no item for its fingerprint alone. */
const isSame = (a: AlarmRecord, b: AlarmRecord): boolean => {
  const isBlank = Object.keys(b.subjects).length === 0;
  return JSON.stringify(isBlank ? { ...a, rule: b.rule } : a) === JSON.stringify(b);
};
