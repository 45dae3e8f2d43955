import type { Acknowledgement, Level, Muted, Silence, SubjectState } from '../../shared/alarm/alarm-record.ts';
import type { AlarmRule } from '../../shared/alarm/alarm-rule.ts';
import { MINUTE_MS, type Instant } from '../../shared/calendar/instant.ts';
import type { Finding } from './level.ts';

/** How an alarm ended. */
export type EndedBecause =
  /** The values are fine again. */
  | 'ok'
  /** No datapoint in the whole range, so nobody knows. */
  | 'no-data'
  /** Its row is gone. */
  | 'deleted'
  /** It is not looked at any more: nothing was put right. */
  | Muted;

/** What there is to say of one subject. */
export type Saying =
  | { readonly kind: 'alarm'; readonly level: 'warning' | 'critical'; readonly isWorse: boolean }
  /** `isUnread`: the values cannot be read just now, and this is what they were. */
  | { readonly kind: 'reminder'; readonly level: 'warning' | 'critical'; readonly isUnread: boolean }
  | { readonly kind: 'ended'; readonly because: EndedBecause };

/** What people asked for. */
export interface Quiet {
  readonly acknowledgement: Acknowledgement | undefined;
  /** Not over yet. */
  readonly silence: Silence | undefined;
}

export interface Spoken {
  readonly state: SubjectState;
  readonly saying: Saying | undefined;
}

/*
 * What is compared is what was last said, not what was last found: a rule that fired while it was silenced speaks when the
 * silence ends, and one that was over by then says nothing.
 *
 *   said nothing   ── found warning or critical ──▶ said it                 alarm
 *   said warning   ── found critical ─────────────▶ said critical           alarm (worse)
 *   said critical  ── found warning ──────────────▶ said critical           nothing: going back up would say it twice
 *   said either    ── still found, time to repeat ▶ said what is found      reminder; not once acknowledged
 *   said either    ── found ok or no data, or muted ▶ said nothing          ended
 */

/** What to say of a finding, and what is remembered then. */
export function speak(
  before: SubjectState | undefined,
  found: { readonly rule: AlarmRule; readonly finding: Finding; readonly quiet: Quiet; readonly now: Instant },
): Spoken {
  const { rule, finding, quiet, now } = found;
  const state = entered(before, finding, now);
  const { said } = state;
  const { level } = finding;
  if (level === 'ok') return end(state, 'ok', quiet);
  if (level === 'insufficient-data') return end(state, 'no-data', quiet);
  if (quiet.silence !== undefined) return { state, saying: undefined };
  if (said === undefined) {
    const saying = { kind: 'alarm', level, isWorse: false } as const;
    return { state: { ...state, said: { level, firedAt: state.since, at: now } }, saying };
  }
  if (said.level === 'warning' && level === 'critical') {
    return { state: { ...state, said: { ...said, level, at: now } }, saying: { kind: 'alarm', level, isWorse: true } };
  }
  return remind(state, { rule, quiet, now, isUnread: false });
}

/** What to say of a subject that could not be read: its state is kept, and people are reminded of what fires. */
export function speakUnread(
  before: SubjectState | undefined,
  known: { readonly rule: AlarmRule; readonly quiet: Quiet; readonly now: Instant },
): Spoken {
  const { quiet, now } = known;
  if (before === undefined) return { state: { level: 'ok', since: now }, saying: undefined };
  return quiet.silence === undefined
    ? remind(before, { ...known, isUnread: true })
    : { state: before, saying: undefined };
}

function remind(
  state: SubjectState,
  due: { readonly rule: AlarmRule; readonly quiet: Quiet; readonly now: Instant; readonly isUnread: boolean },
): Spoken {
  const { rule, quiet, now, isUnread } = due;
  const { level, said } = state;
  if (said === undefined || !isFiring(level)) return { state, saying: undefined };
  const isAcknowledged = quiet.acknowledgement !== undefined && quiet.acknowledgement.at >= said.firedAt;
  const isDue = rule.repeatMinutes > 0 && now - said.at >= rule.repeatMinutes * MINUTE_MS;
  if (!isDue || isAcknowledged) return { state, saying: undefined };
  return { state: { ...state, said: { ...said, level, at: now } }, saying: { kind: 'reminder', level, isUnread } };
}

/** What to say of a subject that is no longer evaluated; it is forgotten, but for what is said when its silence ends. */
export function fallSilent(
  before: SubjectState,
  because: EndedBecause,
  { quiet, now }: { readonly quiet: Quiet; readonly now: Instant },
): Spoken {
  return end(entered(before, { level: 'insufficient-data', value: undefined }, now), because, quiet);
}

/** A way out that nobody was told the way in of needs no word. */
function end(state: SubjectState, because: EndedBecause, { silence }: Quiet): Spoken {
  if (state.said === undefined || silence !== undefined) return { state, saying: undefined };
  return { state: { ...state, said: undefined }, saying: { kind: 'ended', because } };
}

/** The state with its level; what was said is left as it was. */
function entered(before: SubjectState | undefined, { level, value, noDataSince }: Finding, now: Instant): SubjectState {
  const isSame = before !== undefined && (before.level === level || (isFiring(before.level) && isFiring(level)));
  // Infinity, which Prometheus knows, cannot be stored.
  const isShown = isFiring(level) && value !== undefined && Number.isFinite(value);
  return {
    level,
    since: isSame ? before.since : now,
    value: isShown ? value : undefined,
    // The range moves on, and the end of the data with it out of sight.
    noDataSince: noDataSince === undefined ? undefined : Math.min(noDataSince, before?.noDataSince ?? Infinity),
    said: before?.said,
  };
}

export const isFiring = (level: Level): level is 'warning' | 'critical' => level === 'warning' || level === 'critical';
