import type { Instant } from '../../shared/calendar/instant.ts';
import type { Outcome } from '../../shared/fleet/member.ts';
import { ownNames, type Failing, type Run } from '../../shared/store/run-record.ts';
import type { Driven } from './drive.ts';
import { Marks } from './marks.ts';
import { LOOK_AGAIN, LOOK_AGAIN_MS, retryAt } from './pauses.ts';
import type { RunEvent } from './run-event.ts';

/** The run with the results of its calls in place of the intent, and the failures that are news. What was not sent is as if untried. */
export function merge(
  driven: Driven,
  outcomes: ReadonlyMap<string, Outcome>,
  now: Instant,
): { run: Run; events: RunEvent[] } {
  const marks = Marks.decode(driven.run.marks);
  const failing = ownNames(driven.run.failing);
  const groups = ownNames(driven.run.groups);
  const events: RunEvent[] = [];
  let isPostponed = false;
  for (const { group, member } of driven.calls) {
    const outcome = outcomes.get(member.id);
    const before = failing[member.id];
    isPostponed ||= outcome?.kind === 'postponed';
    if (outcome === undefined || outcome.kind === 'postponed') continue;
    const attempts = (before?.attempts ?? 0) + 1;
    groups[group] = { ...groups[group], lastCallAt: now };
    switch (outcome.kind) {
      case 'accepted':
        marks.call(member.id);
        // Failed before: should it fall back again, the pauses go on growing. Reaching the state forgets them.
        if (before) failing[member.id] = { ...before, attempts, dueAt: retryAt(now, attempts, before.because) };
        break;
      case 'look-again':
        failing[member.id] = { attempts, dueAt: retryAt(now, attempts, LOOK_AGAIN), because: LOOK_AGAIN };
        break;
      case 'failed': {
        const because = outcome.failure.code || outcome.failure.reason;
        const failed: Failing = { attempts, dueAt: retryAt(now, attempts, because), because };
        failing[member.id] = failed;
        if (before?.because !== because)
          events.push({ kind: 'failed', group, member, failing: failed, message: outcome.failure.message });
      }
    }
  }
  const { intent: _intent, ...run } = driven.run;
  const nextLookAt = driven.isCut && !isPostponed ? now : now + LOOK_AGAIN_MS;
  return { run: { ...run, groups, marks: marks.encode(), failing, nextLookAt }, events };
}
