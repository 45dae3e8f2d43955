import type { Cause } from '../functions/shared/calendar/timetable.ts';

/** Why an edge is where it is, in a few words: `weekly`, `exception by mina: Release night`. */
export function causeWords(cause: Cause): string {
  switch (cause.kind) {
    case 'weekly':
      return 'weekly';
    case 'exception':
      return `exception${cause.by ? ` by ${cause.by}` : ''}${cause.note ? `: ${cause.note}` : ''}`;
    case 'hold':
      return `hold by ${cause.by}`;
  }
}
