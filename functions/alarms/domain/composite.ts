import type { Level, Muted } from '../../shared/alarm/alarm-record.ts';
import type { Source } from '../../shared/alarm/alarm-rule.ts';
import type { Outcome } from './rule-turn.ts';
import { isFiring } from './speak.ts';

/** What composites see of a rule that was evaluated before them. */
export type Standing =
  | { readonly kind: 'known'; readonly worst: 'warning' | 'critical' | undefined }
  /** Nobody knows whether it would fire. */
  | { readonly kind: 'unknown'; readonly because: Muted | 'failed' | 'no-data' };

/**
 * What the outcomes of a rule's subjects come to; of several instances, one that fires is enough, and so is one that is fine. `absent`:
 * why there is none.
 */
export function standingOf(outcomes: readonly Outcome[], absent: Muted | 'failed'): Standing {
  const levels = outcomes.flatMap((outcome) => (outcome.kind === 'found' ? [outcome.finding.level] : []));
  const worst = levels.includes('critical') ? 'critical' : levels.find(isFiring);
  if (worst !== undefined) return { kind: 'known', worst };
  if (outcomes.some(({ kind }) => kind === 'failed')) return { kind: 'unknown', because: 'failed' };
  if (levels.includes('ok')) return { kind: 'known', worst: undefined };
  if (levels.length > 0) return { kind: 'unknown', because: 'no-data' };
  const muted = outcomes.find((outcome) => outcome.kind === 'not-evaluated')?.because ?? absent;
  return muted === 'ok' ? { kind: 'known', worst: undefined } : { kind: 'unknown', because: muted };
}

/**
 * What a composite finds: as bad as the worst rule that it holds for, and a warning where only `not` holds. A term of which nobody knows
 * may leave the whole unknown: then it ends as that term did, and keeps its level while the term's values cannot be read.
 */
export function judgeComposite(
  { of, terms }: Extract<Source, { kind: 'composite' }>,
  standings: ReadonlyMap<string, Standing>,
  before: Level,
): Outcome {
  const seen = terms.map(({ ruleName, negated }) => ({ negated, standing: standings.get(ruleName) ?? NOT_JUDGED }));
  const known = seen.flatMap(({ negated, standing }) =>
    standing.kind === 'known' ? [{ holds: negated === (standing.worst === undefined), negated, ...standing }] : [],
  );
  // One that holds decides `any`, one that does not decides `all`; only where none does the unknown ones matter.
  const isDecided = known.some(({ holds }) => holds === (of === 'any'));
  const unknown = seen.flatMap(({ standing }) => (standing.kind === 'unknown' ? [standing.because] : []));
  if (!isDecided && unknown.length > 0) return unknownBecause(unknown, before);
  if (isDecided !== (of === 'any')) return { kind: 'found', finding: { level: 'ok', value: undefined } };
  const isCritical = known.some(({ negated, worst }) => !negated && worst === 'critical');
  return { kind: 'found', finding: { level: isCritical ? 'critical' : 'warning', value: undefined } };
}

/** Its own turn met a bug. */
const NOT_JUDGED: Standing = { kind: 'unknown', because: 'failed' };

function unknownBecause(unknown: readonly (Muted | 'failed' | 'no-data')[], before: Level): Outcome {
  const muted = unknown.find((because): because is Muted => because !== 'failed' && because !== 'no-data');
  if (muted !== undefined) return { kind: 'not-evaluated', because: muted };
  const level = unknown.includes('failed') ? before : 'insufficient-data';
  return { kind: 'found', finding: { level, value: undefined } };
}
