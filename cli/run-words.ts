import type { Instant } from '../functions/shared/calendar/instant.ts';
import type { Member } from '../functions/shared/fleet/member.ts';
import type { Schedule } from '../functions/shared/rows/schedule.ts';
import type { Run } from '../functions/shared/store/run-record.ts';
import { plural } from '../functions/webhook/domain/english.ts';
import { localTimeSeenFrom } from '../functions/webhook/domain/local-time.ts';
import { memberLabel } from './member-words.ts';

/** How far the last run has come, in a few words: `starting, 3 of 8 done`, `settled`. */
export function runState(run: Run | undefined): string {
  if (run === undefined) return 'no run yet';
  if (run.settledAt !== undefined) return run.isDropped ? 'taken back' : 'settled';
  return `${run.edge.kind === 'start' ? 'starting' : 'stopping'}, ${run.done} of ${run.members} done`;
}

interface LastRun {
  readonly run: Run | undefined;
  readonly schedule: Schedule;
  /** The schedule's instances as they are now. */
  readonly members: readonly Member[];
}

/** What the last run did, or whom it is waiting for and why: one line for each fact. */
export function runLines({ run, schedule, members }: LastRun, now: Instant): string[] {
  if (run === undefined) return ['no run yet'];
  const time = (at: Instant): string => localTimeSeenFrom(now, at, { timeZone: schedule.timeZone, language: 'en' });
  const begun = `the ${run.edge.kind} begun at ${time(run.begunAt)}`;
  if (run.settledAt !== undefined && run.isDropped)
    return [`${begun} was taken back at ${time(run.settledAt)}: ${run.done} of ${run.members} done`];
  if (run.settledAt !== undefined) return [`${begun} settled at ${time(run.settledAt)}`];
  const wanted = run.edge.kind === 'start' ? 'up' : 'stopped';
  const awaited = members.filter(({ phase, skip }) => phase !== wanted && skip === undefined).map(memberLabel);
  const failing = Object.entries(run.failing).map(
    ([id, { because, attempts, dueAt }]) =>
      `${id} failed ${plural(attempts, 'time')} (${because}); tried again at ${time(dueAt)}`,
  );
  return [
    `${begun} is under way: ${run.done} of ${run.members} done`,
    ...(awaited.length > 0 ? [`waiting for ${awaited.join(', ')}`] : []),
    ...failing,
  ];
}
