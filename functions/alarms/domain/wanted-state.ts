import { decide, type Decision } from '../../shared/calendar/edges.ts';
import type { Instant } from '../../shared/calendar/instant.ts';
import type { EdgeKind } from '../../shared/calendar/timetable.ts';
import type { Entry } from '../../shared/rows/schedule.ts';
import type { Run } from '../../shared/store/run-record.ts';

/** A schedule and the last run begun of it. */
export interface Scheduled {
  readonly entry: Entry;
  readonly run: Run | undefined;
}

/** What the members of a TagValue should be: where the last edge left them. */
export interface Wanted {
  readonly kind: EdgeKind;
  /** The schedule that said so last. */
  readonly scheduleName: string;
}

/**
 * What is wanted of the members that `sharing` schedules act on; undefined where nobody wants anything of them, where two want
 * different things, and while one of them is at work or about to be.
 */
export function wantedOf(sharing: readonly Scheduled[], now: Instant): Wanted | undefined {
  const decided = sharing.map((scheduled) => ({ ...scheduled, decision: decide(scheduled.entry.timetable, now) }));
  if (decided.some(isAtWork)) return undefined;
  const speakers = decided.filter(({ decision }) => hasOpinion(decision));
  const last = speakers.toSorted((a, b) => (a.run?.begunAt ?? 0) - (b.run?.begunAt ?? 0)).at(-1);
  const kind = last?.decision.latest?.kind;
  if (last === undefined || kind === undefined) return undefined;
  if (speakers.some(({ decision }) => decision.latest?.kind !== kind)) return undefined;
  return { kind, scheduleName: last.entry.schedule.name };
}

/** An edge that is not carried out yet; a schedule without one leaves its members alone. */
const isAtWork = ({ decision: { latest }, run }: Scheduled & { decision: Decision }): boolean =>
  latest !== undefined && (run?.settledAt === undefined || run.edge.kind !== latest.kind);

/**
 * A schedule that next does the same again has none: one with stops only expects people to start by hand in between, one with
 * starts only that they stop. What a person ordered is meant.
 */
const hasOpinion = ({ latest, next }: Decision): boolean =>
  latest !== undefined && (latest.cause.kind === 'hold' || next?.kind !== latest.kind);
