import type { Instant } from '../../../shared/calendar/instant.ts';
import { dateOfDay } from '../../../shared/calendar/local-date.ts';
import { formatTimeOfDay } from '../../../shared/calendar/time-of-day.ts';
import { unreachable } from '../../../shared/failure/unreachable.ts';
import type { FactValue, Notice } from '../../../shared/notice/notice.ts';
import { heldSpan } from '../../../shared/calendar/hold.ts';
import { comingOf, inOrder, keptUntil } from './coming.ts';
import type { Plan, Sight } from './plan.ts';

/**
 * Tells the schedule's other channels what was changed; undefined where there are none. The id names what was changed and the
 * instant of the command, so that a command that is carried out twice is told once.
 */
export function changeNotice(sight: Sight, plan: Plan, cameFrom: string): Notice | undefined {
  const { entry, now } = sight;
  const { schedule } = entry;
  const channels = schedule.channels.filter((channel) => channel !== cameFrom);
  if (channels.length === 0) return undefined;
  const { kind, what, facts } = tellingOf(sight, plan);
  return {
    id: `${schedule.name}/${kind}/${what}${iso(now)}`,
    at: now,
    severity: 'info',
    kind,
    schedule: schedule.name,
    timeZone: schedule.timeZone,
    facts: Object.entries({ by: sight.who, ...facts }).map(([name, value]) => ({ name, value })),
    actions: [],
    channels,
  };
}

interface Telling {
  readonly kind: 'exception-changed' | 'hold-changed';
  readonly what: string;
  readonly facts: Readonly<Record<string, FactValue>>;
}

function tellingOf(sight: Sight, { write, after, surprises }: Plan): Telling {
  switch (write.kind) {
    case 'set-exception':
    case 'delete-exception': {
      const { day, type } = write.kind === 'set-exception' ? write.order : write.key;
      const value = write.kind === 'set-exception' ? formatTimeOfDay(write.order.minute) : '';
      // Rows in error are left alone: nothing comes of them.
      const coming = sight.entry.problems.length > 0 ? [] : inOrder(comingOf(sight, after));
      const edges = coming.map(({ kind, at }) => `${kind} ${iso(at)}`);
      const date = dateOfDay(day);
      return { kind: 'exception-changed', what: `${date}/${type}/`, facts: { date, type, value, edges } };
    }
    case 'put-hold': {
      const held = heldSpan(after);
      const until = held === undefined ? Infinity : keptUntil(write.hold, held, comingOf(sight, after));
      // The schedule's own state comes after it, and is the same: nothing ends at `until`.
      const goesOn = surprises.some(({ kind }) => kind === 'goes-on');
      const end = { until: until === Infinity ? '' : iso(until), ...(goesOn && { goesOn: 'true' }) };
      const facts = { hold: write.hold.kind, ...end };
      return { kind: 'hold-changed', what: '', facts };
    }
    case 'delete-hold':
      return { kind: 'hold-changed', what: '', facts: { hold: '', until: '' } };
    default:
      return unreachable(write);
  }
}

const iso = (instant: Instant): string => new Date(instant).toISOString();
