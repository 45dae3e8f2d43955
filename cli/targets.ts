import type { FleetView } from '../functions/shared/fleet/member.ts';
import { readTargets, type Target } from '../functions/shared/fleet/target.ts';
import type { RunRecord } from '../functions/shared/store/run-record.ts';
import { readQueueUrls } from '../functions/webhook/receive-env.ts';
import type { Account } from './account.ts';
import { listMembers } from './list-members.ts';
import { Refusal } from './refusal.ts';
import type { Terminal } from './terminal.ts';

/** An account and region whose instances are meant, and the queue that wakes its scheduler, where the environment names one. */
export interface AccountTarget extends Target {
  readonly queueUrl: string | undefined;
}

/** The targets of the environment, by the variables that the stack gives its functions; without them, where the command runs. */
export function targetsIn(env: Terminal['env'], region: string): readonly [AccountTarget, ...AccountTarget[]] {
  const { TARGETS, TICK_QUEUE_URLS, SCHEDULER_QUEUE_URL } = env;
  const targets = readTargets(TARGETS, region);
  if (targets === undefined)
    throw new Refusal(
      `TARGETS is ${TARGETS}; type a JSON list such as [{}, {"region": "us-east-1"}], {} being this region`,
    );
  const urls = TICK_QUEUE_URLS ? readQueueUrls(TICK_QUEUE_URLS) : [];
  if (urls === undefined) throw new Refusal(`TICK_QUEUE_URLS is ${TICK_QUEUE_URLS}; type a JSON list of URLs`);
  const [first, ...further] = targets;
  return [
    { ...first, queueUrl: urls[0] ?? (SCHEDULER_QUEUE_URL || undefined) },
    ...further.map((target, nth) => ({ ...target, queueUrl: urls[nth + 1] })),
  ];
}

/** One target as it is now. */
export interface SeenTarget extends FleetView {
  /** Undefined where there is no other. */
  readonly name: string | undefined;
  readonly records: readonly RunRecord[];
}

/** Every target with its runs and its members; what could not be listed is said on standard error. */
export const seeTargets = ({ memory, targets }: Account, terminal: Terminal): Promise<readonly SeenTarget[]> =>
  Promise.all(
    targets.map(async (target) => {
      const [records, view] = await Promise.all([memory.runs(target.id), listMembers(target, terminal)]);
      return { name: target.place?.name, records, ...view };
    }),
  );

/** A schedule's part of each target that has any of its members, or may have; of the first, where none has. */
export function partsOf(tagValue: string, seen: readonly SeenTarget[]): readonly SeenTarget[] {
  const parts = seen.map((target) => ({
    ...target,
    members: target.members.filter((member) => member.tagValue === tagValue),
  }));
  const some = parts.filter(({ members, unseen }) => members.length > 0 || unseen.length > 0);
  return some.length > 0 ? some : parts.slice(0, 1);
}
