import { SECOND_MS } from '../../shared/calendar/instant.ts';
import type { EdgeKind } from '../../shared/calendar/timetable.ts';
import type { Run, RunRecord } from '../../shared/store/run-record.ts';
import { nextLook, type Turn } from './turn.ts';

/** A turn, and the record that is stored once it is over. */
export interface TurnEnded {
  readonly turn: Turn;
  readonly record: RunRecord;
}

/** What all schedules of a target come to, as the last look at each left it: an idle tick looks at no instance. */
export interface Standing {
  /** Members that their schedules want up. */
  readonly desired: number;
  readonly up: number;
  /** Members that are off while their schedule wants them off: over time, the hours saved. */
  readonly off: number;
  readonly runsOpen: number;
}

/** What became of runs in one invocation. A run that is dropped for another never settles. */
export interface Progress {
  readonly begun: number;
  /** How long each run that has settled took. */
  readonly settledSeconds: readonly number[];
}

interface LastRun {
  readonly run: Run;
  readonly wanted: EdgeKind;
}

/**
 * Counts by the runs. Not counted are schedules that are left alone (a bad row), that have no edge, and that have had no run yet.
 * What somebody starts or stops by hand after a run has settled is not seen before the next.
 */
export function standingOf(ended: readonly TurnEnded[]): Standing {
  const standing = { desired: 0, up: 0, off: 0 };
  for (const { run, wanted } of lastRuns(ended)) {
    const members = run.members + (run.others ?? 0);
    const up = run.edge.kind === 'start' ? run.done : run.members - run.done;
    standing.up += up;
    if (wanted === 'start') standing.desired += members;
    else standing.off += members - up;
  }
  return { ...standing, runsOpen: ended.filter(({ turn, record }) => nextLook(turn, record) !== undefined).length };
}

/** One run for each tag: of schedules that share one, the run begun last says how their members are. */
function lastRuns(ended: readonly TurnEnded[]): Iterable<LastRun> {
  const byTag = new Map<string, LastRun>();
  for (const { turn, record } of ended) {
    const { entry, decision } = turn;
    const { run } = record;
    if (run === undefined || decision.latest === undefined || entry.problems.length > 0) continue;
    const known = byTag.get(entry.schedule.tagValue);
    if (known === undefined || known.run.begunAt < run.begunAt)
      byTag.set(entry.schedule.tagValue, { run, wanted: decision.latest.kind });
  }
  return byTag.values();
}

/** Compares records as they were read with what was stored of them. */
export function progressOf(stored: readonly TurnEnded[]): Progress {
  const hasBegun = ({ turn, record }: TurnEnded): boolean => record.number > turn.stored.number;
  const settledSeconds = stored.flatMap((ended) => {
    const { run } = ended.record;
    const wasSettled = !hasBegun(ended) && ended.turn.stored.run?.settledAt !== undefined;
    return run?.settledAt === undefined || wasSettled ? [] : [Math.round((run.settledAt - run.begunAt) / SECOND_MS)];
  });
  return { begun: stored.filter(hasBegun).length, settledSeconds };
}
