/** One rule of Curfew broken: texts of its source, and what stands there instead. */
export interface Mutant {
  readonly name: string;
  readonly patches: readonly Patch[];
}

interface Patch {
  readonly file: string;
  readonly text: string;
  readonly instead: string;
}

const SCHEDULER = 'functions/scheduler';
const DOMAIN = `${SCHEDULER}/domain`;
const FLEET = 'functions/shared/fleet';

const mutant = (name: string, file: string, text: string, instead: string): Mutant => ({
  name,
  patches: [{ file, text, instead }],
});

/** What a careless hand might do to the promises; each has to be caught by some world. */
export const MUTANTS: readonly Mutant[] = [
  mutant('a start waits for no group', `${DOMAIN}/direction.ts`, '(group) => group.dependsOn', '() => []'),
  mutant('a stop waits for no group', `${DOMAIN}/direction.ts`, '(group) => group.dependents', '() => []'),
  mutant(
    'status checks are not waited for',
    `${DOMAIN}/drive.ts`,
    "group.readyWhen === 'running' || this.#marks.isReached(member.id) || statusOk.has(member.id)",
    "group.readyWhen !== undefined || statusOk.has('')",
  ),
  mutant(
    'a type that cannot be listed counts as empty',
    `${FLEET}/adapters/fleet.ts`,
    'unseen: [{ type, failure: externalFailure(error) }]',
    'unseen: error === type ? [{ type, failure: externalFailure(error) }] : []',
  ),
  mutant(
    'no stop needs a warning',
    `${DOMAIN}/warning.ts`,
    'return schedule.warnMinutes > 0 && !isOrdered;',
    'return false && isOrdered;',
  ),
  mutant(
    'a warning counts from the stop, not from when it was given',
    `${DOMAIN}/warning.ts`,
    'callsFrom: warning.warnedAt + warnMs',
    'callsFrom: run.edge.at',
  ),
  mutant(
    'a warning counts for any stop',
    `${DOMAIN}/warning.ts`,
    'stopAt === edge.at && warnedAt > after',
    'stopAt > 0 && warnedAt > after',
  ),
  mutant(
    'a warning counts for ever',
    `${DOMAIN}/warning.ts`,
    'warnedAt + entry.schedule.warnMinutes * MINUTE_MS + WARNING_GRACE_MS + tickMs',
    'warnedAt + entry.schedule.warnMinutes * MINUTE_MS + WARNING_GRACE_MS * tickMs',
  ),
  mutant(
    'a warning is noted before it is queued',
    `${SCHEDULER}/hand-over.ts`,
    `    await notices.send(records.flatMap(({ owed }) => owed));
    const targetId = warnedTarget(settings);`,
    `    const targetId = warnedTarget(settings);
    for (const warning of records.flatMap(warningsIn)) await memory.recordWarning({ ...warning, targetId, warnedAt: now });
    await notices.send(records.flatMap(({ owed }) => owed));`,
  ),
  mutant(
    'records are written without a condition',
    'functions/shared/store/adapters/dynamodb-memory.ts',
    'Item: item, ...atVersion(record.version) }',
    'Item: item }',
  ),
  mutant(
    'a conflict does not end the turn',
    `${SCHEDULER}/carry-out.ts`,
    "failure.reason === 'conflict') conflicts += 1;",
    "failure.reason === 'conflict') return [worked];",
  ),
  mutant(
    'notices are cleared before they are queued',
    `${SCHEDULER}/hand-over.ts`,
    `const saved = await saveAll(ports, cleared);`,
    `const saved = await saveAll(ports, cleared);
  queued.failures.push(...(await queue(ports, owing, now)).failures);`,
  ),
  mutant(
    'notices are not owed with the intent',
    `${DOMAIN}/turn.ts`,
    'record = owe({ ...record, run: driven.run }, [',
    'owe({ ...record, run: driven.run }, [',
  ),
  mutant(
    'what somebody changed during a run is undone',
    `${DOMAIN}/drive.ts`,
    'this.#situation.enforce || !this.#marks.isReached(member.id)',
    'this.#situation.enforce || member.id !== this.#marks.encode()',
  ),
  {
    name: 'every schedule is enforced',
    patches: [
      {
        file: `${DOMAIN}/turn.ts`,
        text: 'return entry.schedule.enforce || restartIsDue(record, now);',
        instead: 'return true;',
      },
      {
        file: `${DOMAIN}/turn.ts`,
        text: 'if (entry.schedule.enforce && !isAsDesired(roster, run.edge))',
        instead: 'if (!isAsDesired(roster, run.edge))',
      },
    ],
  },
  mutant(
    'moving a start restarts what somebody stopped',
    `${DOMAIN}/due.ts`,
    'latest.at > last.at',
    'latest.at !== last.at',
  ),
  mutant(
    'a failed call is not tried again',
    `${DOMAIN}/pauses.ts`,
    'minutes * MINUTE_MS);',
    'minutes * MINUTE_MS * 10_000);',
  ),
  mutant(
    'a fallen instance is not started again',
    `${DOMAIN}/drive.ts`,
    'if (judgedAt > now) return this.#lookAt(judgedAt);',
    'if (judgedAt !== now) return this.#lookAt(now + STUCK_LOOK_MS);',
  ),
  mutant(
    'one bad row holds up every schedule',
    `${SCHEDULER}/read-turns.ts`,
    'const turns = trigger.kind ===',
    'if (entries.some(({ problems }) => problems.length > 0)) return { turns: [], orphans: [], failures: [] };\n  const turns = trigger.kind ===',
  ),
  {
    name: 'a schedule with a bad row is worked all the same',
    patches: [
      {
        file: `${DOMAIN}/turn.ts`,
        text: 'if (entry.problems.length > 0 || isBeingCalled(turn)) return false;',
        instead: 'if (isBeingCalled(turn)) return false;',
      },
      {
        file: `${DOMAIN}/turn.ts`,
        text: 'if (turn.entry.problems.length > 0) return { record, driven: undefined };',
        instead: '',
      },
    ],
  },
  mutant(
    'one refused instance fails its whole chunk',
    `${FLEET}/adapters/chunked-calls.ts`,
    'if (piece.length === 1 || saysNothingOfMembers) {',
    'if (piece.length > 0 || saysNothingOfMembers) {',
  ),
  mutant(
    'what cannot be stopped is not skipped',
    `${FLEET}/skip.ts`,
    "return 'auto-scaling-group';",
    'return undefined;',
  ),
  mutant(
    'a hold never ends',
    'functions/shared/calendar/hold.ts',
    'return { edge, until: hold.until, returning:',
    'return { edge, until: Infinity, returning: isNeeded ? undefined :',
  ),
  mutant(
    'the flag of a force is never cleared',
    `${SCHEDULER}/take-over.ts`,
    'if (!turn.takenOver) continue;',
    'if (turn) continue;',
  ),
  mutant(
    'a post is never confirmed',
    'functions/webhook/post-once.ts',
    '(key) => ports.claims.confirm(key, now())',
    '(key) => ports.claims.release(key, lease.until)',
  ),
  mutant(
    'a failed post is given up',
    'functions/webhook/domain/http-outcome.ts',
    ": { kind: 'again', because: 'no-answer' };",
    ": { kind: 'delivered' };",
  ),
];
