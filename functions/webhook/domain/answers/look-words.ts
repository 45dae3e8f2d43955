import type { DayStatus } from '../../../shared/calendar/explain-day.ts';
import type { Instant } from '../../../shared/calendar/instant.ts';
import type { Desired, Edge, EdgeKind, Hold } from '../../../shared/calendar/timetable.ts';
import type { Member } from '../../../shared/fleet/member.ts';
import type { Failing, Run } from '../../../shared/store/run-record.ts';
import type { FleetStatus, GroupStatus, ListedSchedule } from './answer.ts';
import type { Speech } from './speech.ts';

/** How many of some members are up. */
export interface Count {
  readonly up: number;
  readonly all: number;
}

/** What is said of how things stand, in one language. */
export interface LookWords {
  readonly statusTitle: (count: Count | undefined, desired: Desired, speech: Speech) => string;
  /** What should be, and since when. */
  readonly desired: (desired: Desired, latest: Edge | undefined, speech: Speech) => string;
  readonly noInstances: (tagValue: string) => string;
  readonly group: (group: GroupStatus, count: Count) => string;
  readonly member: (member: Member) => string;
  readonly unseen: (unseen: FleetStatus['unseen'][number]) => string;
  readonly run: (run: Run, speech: Speech) => string;
  readonly failing: (ids: readonly string[], failing: Failing, speech: Speech) => string;
  readonly waitingGroup: (group: string, dependsOn: readonly string[]) => string;
  readonly awaited: (members: readonly string[]) => string;
  readonly warningUntil: (at: Instant, speech: Speech) => string;
  readonly hold: (hold: Hold, until: Instant, speech: Speech) => string;
  readonly leftAlone: string;
  /** A sentence, and why a status is as it is. */
  readonly switchedOff: string;
  readonly leftAsItIs: string;
  readonly infoTitle: (day: number, speech: Speech) => string;
  readonly dayStatus: (status: DayStatus, calendar: string | undefined) => string;
  readonly weekTitle: (speech: Speech) => string;
  /** Names the zone of the week's times. */
  readonly weekText: (speech: Speech) => string;
  /** `start 09:30`, after its date. */
  readonly weekEdge: (edge: Edge, speech: Speech) => string;
  readonly nothing: string;
  readonly holiday: (name: string) => string;
  /** Why a day has no start, or no stop. */
  readonly leftOut: (kind: EdgeKind) => string;
  /** A row, beside what comes of it. */
  readonly exception: (end: string) => string;
  readonly exceptionsTitle: (day: number, speech: Speech) => string;
  readonly noExceptions: string;
  readonly coming: string;
  readonly listTitle: (count: number) => string;
  readonly listText: string;
  readonly listed: (listed: ListedSchedule, speech: Speech) => string;
}
