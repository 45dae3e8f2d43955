import type { Instant } from '../../shared/calendar/instant.ts';
import type { Edge, Hold } from '../../shared/calendar/timetable.ts';
import type { Member } from '../../shared/fleet/member.ts';
import type { Notice } from '../../shared/notice/notice.ts';
import { listed } from '../../shared/notice/listed.ts';
import { problemLine } from '../../shared/rows/problem-line.ts';
import type { Problem } from '../../shared/rows/problem.ts';
import { describe, iso, localMinute, notice, sharedBy, type Teller } from './teller.ts';

/** What is wrong with the rows; with an edge: that it was not carried out because of them. */
export function tellProblems(teller: Teller, fingerprint: string, missed: Edge | undefined): Notice {
  const { problems, advices } = teller.entry;
  const isLeftAlone = problems.length > 0;
  return notice(sharedBy(teller), {
    id: `row-error/${fingerprint}/${missed ? localMinute(teller, missed.at) : iso(teller.now)}`,
    kind: 'row-error',
    severity: isLeftAlone ? 'error' : 'warning',
    facts: {
      ...listed('problems', [...problems, ...advices].map(problemLine)),
      leftAlone: String(isLeftAlone),
      edgeAt: missed && iso(missed.at),
      edgeKind: missed?.kind,
    },
  });
}

/** Members that carry the tag but are never started or stopped, and why. */
export function tellSkipped(teller: Teller, fingerprint: string, skipped: readonly Member[]): Notice {
  const facts = listed(
    'skipped',
    skipped.map((member) => `${describe(member)}=${member.skip ?? ''}`),
  );
  return notice(teller, { id: `skipped/${fingerprint}`, kind: 'skipped', severity: 'info', facts });
}

/** Tags on instances that do not do what their author meant. */
export function tellMisplaced(teller: Teller, fingerprint: string, misplaced: readonly Problem[]): Notice {
  const facts = { ...listed('problems', misplaced.map(problemLine)), leftAlone: 'false' };
  return notice(teller, { id: `row-error/${fingerprint}`, kind: 'row-error', severity: 'warning', facts });
}

/** That the console's ForceStart or ForceStop was taken over as a hold. */
export function tellHold(teller: Teller, hold: Hold, until: Instant | undefined): Notice {
  const facts = { hold: hold.kind, by: hold.by, until: until === undefined ? '' : iso(until) };
  return notice(sharedBy(teller), {
    id: `hold-changed/${iso(hold.at)}`,
    kind: 'hold-changed',
    severity: 'info',
    facts,
  });
}
