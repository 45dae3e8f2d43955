import type { Instant } from '../../../shared/calendar/instant.ts';
import { unreachable } from '../../../shared/failure/unreachable.ts';
import type { Order } from './command.ts';
import { decideDelete, decideSet } from './exception-orders.ts';
import { decideExtend, stopAhead } from './extend.ts';
import { decideForce, decideRelease } from './hold-orders.ts';
import { outlookOf } from './outlook.ts';
import { refuse, type Decision, type Refusal, type Sight } from './plan.ts';

/** What an order comes to. `shownFor`: the stop that the button stood under, which must still be the one ahead. */
export function decideOrder(sight: Sight, order: Order, shownFor: Instant | undefined): Decision {
  const moved = shownFor === undefined ? undefined : movedSince(sight, shownFor);
  if (moved !== undefined) return refuse(moved);
  switch (order.kind) {
    case 'exception-set':
      return decideSet(sight, order);
    case 'exception-del':
      return decideDelete(sight, order);
    case 'extend':
      return decideExtend(sight, order.span);
    case 'force':
      return decideForce(sight, order.type, order.span);
    case 'release':
      return decideRelease(sight);
    default:
      return unreachable(order);
  }
}

function movedSince(sight: Sight, shownFor: Instant): Refusal | undefined {
  const ahead = stopAhead(sight);
  if (ahead?.stop.at === shownFor) return undefined;
  return { kind: 'moved', by: whoMoved(sight, shownFor), from: shownFor, to: ahead?.stop };
}

/** The author of the hold in force, or of the exception on the operating day of the stop that was; nobody where a row went. */
function whoMoved(sight: Sight, shownFor: Instant): string | undefined {
  const { timetable } = sight.entry;
  if (outlookOf(timetable, sight.now).held !== undefined) return timetable.hold?.by;
  const stop = stopAhead(sight)?.stop;
  if (stop?.cause.kind === 'exception') return stop.cause.by;
  const date = timetable.zone.localDay(shownFor);
  return timetable.exceptions.get(date)?.stop?.by ?? timetable.exceptions.get(date - 1)?.stop?.by;
}
