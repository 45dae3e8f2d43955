import type { Instant } from '../../../shared/calendar/instant.ts';
import { unreachable } from '../../../shared/failure/unreachable.ts';
import type { Order } from './command.ts';
import { decideDelete, decideSet } from './exception-orders.ts';
import { decideExtend } from './extend.ts';
import { decideForce, decideRelease } from './hold-orders.ts';
import { lateButton } from './late-button.ts';
import { refuse, type Decision, type Sight } from './plan.ts';

/** What an order comes to. `shownFor`: the stop that the button stood under, which must still be the one ahead. */
export function decideOrder(sight: Sight, order: Order, shownFor: Instant | undefined): Decision {
  const late = shownFor === undefined ? undefined : lateButton(sight, order, shownFor);
  if (late !== undefined) return refuse(late);
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
