import { edgesBetween } from '../../shared/calendar/edges.ts';
import { heldSpan } from '../../shared/calendar/hold.ts';
import { MINUTE_MS, type Instant } from '../../shared/calendar/instant.ts';
import type { Edge } from '../../shared/calendar/timetable.ts';
import type { Entry } from '../../shared/rows/schedule.ts';
import type { Run, RunRecord, WarningRecord } from '../../shared/store/run-record.ts';
import { hasCalled } from './begin-run.ts';
import { WARNING_GRACE_MS } from './pauses.ts';

/** Whether stop calls may be made: from `callsFrom` on, which has passed, is ahead, or begins with a warning still to give. */
export interface Clearance {
  readonly callsFrom: Instant;
  /** The warning that has to be given now if anybody is up. */
  readonly warn: boolean;
}

const CLEAR: Clearance = { callsFrom: 0, warn: false };

export interface WarningContext {
  readonly entry: Entry;
  readonly record: RunRecord;
  /** Warnings of this schedule. */
  readonly warnings: readonly WarningRecord[];
  readonly now: Instant;
  /** Milliseconds between two ticks. */
  readonly tickMs: number;
}

/**
 * Whether the open run may call. A start may. So may a stop that a person ordered, that repeats an earlier one (Enforce, RDS
 * restart), or that has already called. Any other stop needs a warning that was handed over WarnMinutes ago, whose time has come, and
 * not longer ago than half an hour and a tick.
 */
export function clearanceOf(run: Run, context: WarningContext): Clearance {
  const { entry, now } = context;
  if (run.edge.kind === 'start' || run.because !== 'edge' || hasCalled(run) || isOrdered(run.edge, context))
    return CLEAR;
  const warnMs = entry.schedule.warnMinutes * MINUTE_MS;
  const goneUntil = context.record.goneStops?.includes(run.edge.at) ? run.edge.at - 1 : 0;
  const warning = warningFor(run.edge, context, Math.max(run.warnedAfter ?? 0, goneUntil));
  // Warnings are off, but what one said before is kept.
  if (warnMs === 0) return { callsFrom: warning?.toldFor ?? 0, warn: false };
  if (isOwed(context.record, run.edge)) return { callsFrom: now + warnMs, warn: false };
  if (warning === undefined || now > countsUntil(warning, context)) return { callsFrom: now + warnMs, warn: true };
  return { callsFrom: heeded(warning, context), warn: false };
}

/**
 * The stop edge ahead that has to be announced in this tick: WarnMinutes before it, or earlier if the next tick would be too
 * late; not one that has been announced already.
 */
export function warningDue(context: WarningContext): Edge | undefined {
  const { entry, now, tickMs } = context;
  const warnMs = entry.schedule.warnMinutes * MINUTE_MS;
  const { run } = context.record;
  // What is being stopped already needs no word of a later stop, unless it is only kept open by a few that cannot be stopped.
  const isOpenStop = run?.edge.kind === 'stop' && run.settledAt === undefined;
  const isStopping = isOpenStop && now < run.begunAt + warnMs + WARNING_GRACE_MS;
  if (warnMs === 0 || isStopping) return undefined;
  const isAnnounced = (edge: Edge): boolean => {
    const warning = warningFor(edge, context);
    return warning !== undefined && edge.at <= countsUntil(warning, context);
  };
  return edgesBetween(entry.timetable, now + 1, now + warnMs + tickMs).find(
    (edge) => edge.kind === 'stop' && !isOrdered(edge, context) && !isOwed(context.record, edge) && !isAnnounced(edge),
  );
}

/** When whoever was warned has had WarnMinutes, and what the warning said has come. */
const heeded = ({ warnedAt, toldFor = 0 }: WarningRecord, { entry }: WarningContext): Instant =>
  Math.max(warnedAt + entry.schedule.warnMinutes * MINUTE_MS, toldFor);

const countsUntil = (warning: WarningRecord, context: WarningContext): Instant =>
  heeded(warning, context) + WARNING_GRACE_MS + context.tickMs;

/** An order is one for as long as its hold lasts: what it stopped may have been started since, and who uses it knows of no order. */
function isOrdered(edge: Edge, { entry: { timetable }, now }: WarningContext): boolean {
  const held = heldSpan(timetable);
  return held?.edge.kind === 'stop' && held.edge.at === edge.at && now < held.until;
}

function isOwed(record: RunRecord, edge: Edge): boolean {
  const edgeAt = new Date(edge.at).toISOString();
  return record.owed.some(
    ({ kind, facts }) =>
      kind === 'stop-warning' && facts.some(({ name, value }) => name === 'edgeAt' && value === edgeAt),
  );
}

const warningFor = (edge: Edge, { warnings }: WarningContext, after: Instant = 0): WarningRecord | undefined =>
  warnings.find(({ stopAt, warnedAt }) => stopAt === edge.at && warnedAt > after);
