import { edgesBetween } from '../../../shared/calendar/edges.ts';
import { heldSpan } from '../../../shared/calendar/hold.ts';
import { HOUR_MS, type Instant } from '../../../shared/calendar/instant.ts';
import type { EdgeKind, Hold, Timetable } from '../../../shared/calendar/timetable.ts';
import { comingOf } from './coming.ts';
import type { Span } from './command.ts';
import { outlookOf } from './outlook.ts';
import { refuse, type Decision, type Sight, type Surprise } from './plan.ts';
import { withHold, withoutHold } from './timetable-change.ts';
import { endOfSpan } from './upcoming.ts';

/** A hold without a time that lasts longer than this may last longer than was thought. */
const LONG_MS = 12 * HOUR_MS;

/** Starts or stops everything now, until the span's end or the schedule's next edge; replaces an older hold. */
export function decideForce(sight: Sight, type: EdgeKind, span: Span | undefined): Decision {
  const { entry, now, who } = sight;
  const { timetable } = entry;
  // A hold that a machine with a faster clock wrote is replaced all the same: of two equally old, the later written stays.
  const at = Math.max(now, timetable.hold?.at ?? 0);
  const until = span && endOfSpan(span, at, timetable.zone);
  const hold: Hold = { kind: type, at, ...(until !== undefined && { until }), by: who };
  const after = withHold(timetable, hold);
  const { stop, start } = comingOf(sight, after);
  const turnsAt = type === 'start' ? stop?.at : start?.at;
  return {
    kind: 'plan',
    write: { kind: 'put-hold', hold },
    after,
    day: timetable.zone.localDay(now),
    done: { kind: 'held', hold, turnsAt, whenUp: type === 'start' && stop?.whenUp === true },
    surprises: [...replaced(sight), ...endOf(hold, { after, turnsAt })],
  };
}

function replaced({ entry: { timetable }, now }: Sight): Surprise[] {
  const { hold } = timetable;
  return hold !== undefined && outlookOf(timetable, now).held !== undefined ? [{ kind: 'replaces-hold', hold }] : [];
}

/** What is odd about how the hold ends. */
function endOf(hold: Hold, { after, turnsAt }: { after: Timetable; turnsAt: Instant | undefined }): Surprise[] {
  const until = heldSpan(after)?.until ?? Infinity;
  if (until === Infinity) return [{ kind: 'until-release' }];
  if (hold.until !== undefined) {
    const isEdge = edgesBetween(after, until, until + 1).some(({ kind }) => kind !== hold.kind);
    return isEdge ? [] : [{ kind: 'goes-on', from: until, type: hold.kind }];
  }
  const isLong = turnsAt !== undefined && turnsAt - hold.at > LONG_MS;
  return isLong ? [{ kind: 'until-edge', turnsAt, type: hold.kind }] : [];
}

/** Back to the schedule. */
export function decideRelease({ entry: { timetable }, now }: Sight): Decision {
  if (outlookOf(timetable, now).held === undefined) return refuse({ kind: 'no-hold' });
  return {
    kind: 'plan',
    write: { kind: 'delete-hold' },
    after: withoutHold(timetable),
    day: timetable.zone.localDay(now),
    done: { kind: 'released' },
    surprises: [],
  };
}
