import type { Member } from '../../shared/fleet/member.ts';
import { LISTED } from '../../shared/notice/listed.ts';
import type { Notice } from '../../shared/notice/notice.ts';
import type { Failing } from '../../shared/store/run-record.ts';

/** What happened in a run, for notices to tell. */
export type RunEvent =
  | { readonly kind: 'called'; readonly group: string; readonly members: readonly Member[]; readonly nth: number }
  | {
      readonly kind: 'failed';
      readonly group: string;
      readonly member: Member;
      readonly failing: Failing;
      readonly message: string;
    }
  | {
      readonly kind: 'stuck';
      readonly group: string;
      readonly members: readonly Member[];
      readonly waiting: readonly string[];
      readonly minutes: number;
    }
  | { readonly kind: 'settled'; readonly hasCalled: boolean };

/**
 * Lines of text that a schedule may owe at once, some 100 bytes each: with its members' marks they fit a DynamoDB item (400 KB),
 * in which the run itself is remembered.
 */
const LINES_OWED = 600;

/** What a notice takes beside its list: its names, its facts. */
const HEAD_LINES = 5;

/** Lines of the notices about what happened to one group, and about calls that may all fail. */
export const linesOf = (events: readonly RunEvent[], calls: number): number =>
  events.reduce((lines, event) => lines + linesOfEvent(event), calls > 0 ? HEAD_LINES + Math.min(calls, LISTED) : 0);

function linesOfEvent(event: RunEvent): number {
  const members = 'members' in event ? event.members.length : 1;
  return HEAD_LINES + Math.min(members, LISTED) + (event.kind === 'stuck' ? event.waiting.length : 0);
}

/** Lines that are left beside what is owed already. */
export const roomBeside = (owed: readonly Notice[]): number =>
  owed.reduce((room, { facts }) => {
    const listed = facts.reduce((lines, { value }) => lines + (Array.isArray(value) ? value.length : 0), 0);
    return room - HEAD_LINES - listed;
  }, LINES_OWED);
