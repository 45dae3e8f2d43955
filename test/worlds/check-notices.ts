import { fact, seenAfterMs, warnMinutes, type CallSeen, type Seen, type Surroundings, type Violation } from './seen.ts';

/** Clocks of hosts differ, and a notice is made at the beginning of its invocation. */
const TOLERANCE_MS = 40_000;
const MINUTE_MS = 60_000;

const TOLD_BY = { start: /^starting$/, stop: /^(stopping|rds-restarted)$/ } as const;

/** What a channel was told. */
export interface Posts {
  /** Notices in posts that the chat took. */
  posted: number;
  /** Of those, how many somebody may have posted again, because a process did not live to write down that it had. */
  mayRepeat: number;
  /** Dead letters, by id. */
  readonly buried: Set<string>;
  /** Notices that the queue took, by id. */
  readonly queued: Set<string>;
}

/** Each notice reaches its channel, or the dead-letter queue, once; twice only where that cannot be helped. */
export function checkPosts(channel: string, { posted, mayRepeat, buried, queued }: Posts, at: number): Violation[] {
  const arrived = posted + buried.size;
  if (arrived < queued.size)
    return [{ promise: 5, at, what: `${channel} was told ${arrived} of ${queued.size} notices` }];
  if (arrived > queued.size + mayRepeat)
    return [
      {
        promise: 5,
        at,
        what: `${channel} was told ${arrived} notices of ${queued.size}; ${mayRepeat} repeats are excused`,
      },
    ];
  return [];
}

/** Every change that Curfew made to an instance is told, with the instance. */
export function checkTold({ calls, notices }: Seen): Violation[] {
  return calls
    .filter((call) => call.changes && !isTold(call, { calls, notices }))
    .map(({ at, kind, machine }) => ({ promise: 5, at, what: `nobody was told of the ${kind} of ${machine.spec.id}` }));
}

function isTold({ at, kind, machine }: CallSeen, { calls, notices }: Pick<Seen, 'calls' | 'notices'>): boolean {
  const isOpposite = (call: CallSeen): boolean =>
    call.at < at && call.machine === machine && call.kind !== kind && call.changes;
  const from = calls.findLast(isOpposite)?.at ?? -Infinity;
  return notices.some(({ notice }) => {
    if (!TOLD_BY[kind].test(notice.kind) || notice.at < from - TOLERANCE_MS || notice.at > at + TOLERANCE_MS)
      return false;
    const instances = fact(notice, 'instances');
    return Array.isArray(instances) && instances.some((line) => String(line).split(' ')[0] === machine.spec.id);
  });
}

/** Rows that cannot be understood are told of, unless they were put right before anybody must have seen them. */
export function checkRowErrors({ plan, calm }: Surroundings, { episodes, notices, rows }: Seen): Violation[] {
  const mustSeeMs = seenAfterMs(plan);
  const violations: Violation[] = [];
  let from = -Infinity;
  for (const episode of episodes.all) {
    const end = Math.min(episodes.endOf(episode), plan.to);
    const isSeen = calm.hasStretch(episode.from, end, mustSeeMs);
    const isWrong = episode.kind === 'wrong' && rows.in(episode.from, end).every(({ row }) => row !== undefined);
    if (isWrong && isSeen) {
      const isTold = notices.some(({ at, notice }) => fact(notice, 'leftAlone') === 'true' && at >= from && at <= end);
      if (!isTold) violations.push({ promise: 7, at: end, what: 'nobody was told that the rows are wrong' });
    }
    if (episode.kind !== 'wrong' && isSeen) from = episode.from;
  }
  return violations;
}

/** A warning names a time that leaves WarnMinutes, and is not before the stop's own. */
export function checkWarnings(world: Surroundings, { notices, rows }: Seen): Violation[] {
  return notices
    .filter(({ notice }) => notice.kind === 'stop-warning')
    .flatMap(({ notice }): Violation[] => {
      const [stopAt = NaN, edgeAt = NaN] = ['stopAt', 'edgeAt'].map((name) => Date.parse(String(fact(notice, name))));
      const warnMs =
        Math.min(
          ...rows.in(notice.at - TOLERANCE_MS, notice.at + TOLERANCE_MS).map((view) => warnMinutes(world, view)),
        ) * MINUTE_MS;
      const isInTime = !Number.isFinite(warnMs) || stopAt >= notice.at + warnMs;
      if (stopAt >= edgeAt && isInTime) return [];
      return [
        { promise: 3, at: notice.at, what: `a warning names ${new Date(stopAt).toISOString()}, which is too early` },
      ];
    });
}
