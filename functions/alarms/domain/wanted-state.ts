import { decide, type Decision } from '../../shared/calendar/edges.ts';
import type { Instant } from '../../shared/calendar/instant.ts';
import type { Edge, EdgeKind } from '../../shared/calendar/timetable.ts';
import type { Entry } from '../../shared/rows/schedule.ts';
import type { Run } from '../../shared/store/run-record.ts';

/** A schedule and the last run begun of it. */
export interface Scheduled {
  readonly entry: Entry;
  readonly run: Run | undefined;
}

/** What the members of a TagValue should be. */
export interface Wanted {
  readonly kind: EdgeKind;
  /** The schedule that said so last. */
  readonly scheduleName: string;
  /** False: a schedule is at work on them, or about to be. */
  readonly isCarriedOut: boolean;
}

interface Ruled extends Scheduled {
  readonly latest: Edge;
  /** False: what people do until the next edge is theirs. */
  readonly hasOpinion: boolean;
}

/** What is wanted of the members that `sharing` schedules act on; undefined where nobody says, or two say different things. */
export function wantedOf(sharing: readonly Scheduled[], now: Instant): Wanted | undefined {
  const ruled = sharing.flatMap((scheduled) => ruledBy(scheduled, decide(scheduled.entry.timetable, now)));
  const speakers = ruled.filter(({ hasOpinion }) => hasOpinion);
  const speaker = speakers.toSorted((a, b) => (a.run?.begunAt ?? 0) - (b.run?.begunAt ?? 0)).at(-1);
  if (speaker === undefined) return undefined;
  const { kind, at } = speaker.latest;
  const isContested = ruled.some(({ latest, hasOpinion }) => latest.kind !== kind && (hasOpinion || latest.at >= at));
  if (isContested) return undefined;
  return { kind, scheduleName: speaker.entry.schedule.name, isCarriedOut: ruled.every(isCarriedOut) };
}

/** A schedule that was switched off, or never had an edge, rules nothing. */
const ruledBy = (scheduled: Scheduled, { latest, next }: Decision): readonly Ruled[] =>
  latest === undefined ? [] : [{ ...scheduled, latest, hasOpinion: hasOpinion(latest, next) }];

/**
 * A schedule that next does the same again has none: one with stops only expects people to start by hand in between, one with
 * starts only that they stop. What a person ordered is meant.
 */
const hasOpinion = (latest: Edge, next: Edge | undefined): boolean =>
  latest.cause.kind === 'hold' || next?.kind !== latest.kind;

const isCarriedOut = ({ run, latest }: Ruled): boolean => run?.settledAt !== undefined && run.edge.kind === latest.kind;
