import { ALARM_MUTANTS } from './alarm-mutants.ts';
import { CALENDAR_MUTANTS } from './calendar-mutants.ts';
import { mutant, noticedBy, type Mutant } from './mutant.ts';

const SCHEDULER = 'functions/scheduler';
const DOMAIN = `${SCHEDULER}/domain`;
const FLEET = 'functions/shared/fleet';
const STORE = 'functions/shared/store/adapters';
const CALENDAR = 'functions/shared/calendar';
const WEBHOOK = 'functions/webhook';

/** What a careless hand might do to the promises; each has to be caught by some world. */
export const MUTANTS: readonly Mutant[] = [
  mutant('a start waits for no group', `${DOMAIN}/direction.ts`, '(group) => group.dependsOn', '() => []'),
  mutant('a stop waits for no group', `${DOMAIN}/direction.ts`, '(group) => group.dependents', '() => []'),
  mutant(
    'status checks are not waited for',
    `${DOMAIN}/drive.ts`,
    "group.readyWhen === 'running' || statusOk.has(member.id)",
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
    'hasCalled(run) || isOrdered(run.edge, context)',
    'hasCalled(run) || run.begunAt > 0',
  ),
  mutant(
    'a warning counts from the stop, not from when it was given',
    `${DOMAIN}/warning.ts`,
    'callsFrom: heeded(warning, context)',
    'callsFrom: run.edge.at',
  ),
  mutant(
    'a warning counts for any stop',
    `${DOMAIN}/warning.ts`,
    'stopAt === edge.at && warnedAt > after',
    'stopAt > 0 && warnedAt > after',
  ),
  noticedBy(
    'test/scheduler/domain/warning.test.ts',
    mutant(
      'a warning counts for ever',
      `${DOMAIN}/warning.ts`,
      'heeded(warning, context) + WARNING_GRACE_MS + context.tickMs',
      'heeded(warning, context) + WARNING_GRACE_MS * context.tickMs',
    ),
  ),
  {
    name: 'a warning counts before it is queued',
    test: 'test/scheduler/domain/warning.test.ts',
    patches: [
      {
        file: `${DOMAIN}/warning.ts`,
        text: 'if (isOwed(context.record, run.edge)) return { callsFrom: now + warnMs, warn: false };',
        instead: '',
      },
      {
        file: `${SCHEDULER}/hand-over.ts`,
        text: 'await notices.send(records.flatMap(({ owed }) => owed));',
        instead: `const early = warnedTarget({ id: settings.targetId, place: settings.place });
    for (const one of records.flatMap(warningsIn)) await memory.recordWarning({ ...one, targetId: early, warnedAt: now });
    await notices.send(records.flatMap(({ owed }) => owed));`,
      },
    ],
  },
  noticedBy(
    'test/scenarios/interleaved.test.ts',
    mutant(
      'records are written without a condition',
      `${STORE}/memory-table.ts`,
      'this.put({ ...item, Version: version + 1 }, atVersion(version))',
      'this.put({ ...item, Version: version + 1 })',
    ),
  ),
  noticedBy(
    'test/scenarios/interleaved.test.ts',
    mutant(
      'a conflict does not end the turn',
      `${SCHEDULER}/carry-out.ts`,
      "failure.reason === 'conflict') conflicts += 1;",
      "failure.reason === 'conflict') return [worked];",
    ),
  ),
  mutant(
    'notices are cleared before they are queued',
    `${SCHEDULER}/hand-over.ts`,
    `  const queued = await queue(ports, owing, now);
  const cleared = ready.map((one) => (queued.done.has(one) ? { ...one, record: { ...one.record, owed: [] } } : one));
  const saved = await saveAll(ports, cleared);`,
    `  const cleared = ready.map((one) => (owing.includes(one) ? { ...one, record: { ...one.record, owed: [] } } : one));
  const saved = await saveAll(ports, cleared);
  const queued = await queue(ports, owing, now);`,
  ),
  mutant(
    'notices are not owed with the intent',
    `${DOMAIN}/turn.ts`,
    'record = owe({ ...record, run: driven.run }, [',
    'owe({ ...record, run: driven.run }, [',
  ),
  noticedBy(
    'test/scenarios/promises.test.ts',
    mutant(
      'what somebody changed during a run is undone',
      `${DOMAIN}/drive.ts`,
      'this.#marks.isReached(member.id) && !this.#situation.enforce',
      'member.id === this.#marks.encode() && !this.#situation.enforce',
    ),
  ),
  {
    name: 'every schedule is enforced',
    patches: [
      {
        file: `${DOMAIN}/turn.ts`,
        text: 'return entry.schedule.enforce || restartIsDue(record, turn);',
        instead: 'return true;',
      },
      {
        file: `${DOMAIN}/turn.ts`,
        text: 'if (!entry.schedule.enforce || isAsDesired(roster, run.edge)) return record;',
        instead: 'if (isAsDesired(roster, run.edge)) return record;',
      },
    ],
  },
  noticedBy(
    'test/scenarios/promises.test.ts',
    mutant(
      'moving a start restarts what somebody stopped',
      `${DOMAIN}/due.ts`,
      'if (latest.at > run.edge.at) return latest;',
      'if (latest.at !== run.edge.at) return latest;',
    ),
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
    'const notEnded = await',
    'if (entries.some(({ problems }) => problems.length > 0)) return { turns: [], orphans: [], failures: [] };\n  const notEnded = await',
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
    `${CALENDAR}/hold.ts`,
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
    `${WEBHOOK}/post-once.ts`,
    '(key) => ports.claims.confirm(key, now())',
    '(key) => ports.claims.release(key, lease.until)',
  ),
  mutant(
    'a failed post is given up',
    `${WEBHOOK}/domain/http-outcome.ts`,
    ": { kind: 'again', because: 'no-answer' };",
    ": { kind: 'delivered' };",
  ),
  mutant(
    'a group is complete with its first member',
    `${DOMAIN}/drive.ts`,
    'inState === workable.length &&',
    '(inState > 0 || workable.length === 0) &&',
  ),
  mutant(
    'an empty group holds up those that wait for it',
    `${DOMAIN}/drive.ts`,
    'inState === workable.length &&',
    'inState === workable.length && workable.length > 0 &&',
  ),
  mutant(
    'an edge of the other kind waits for one that is later',
    `${DOMAIN}/due.ts`,
    'latest === undefined || run.edge.kind !== latest.kind',
    'latest === undefined',
  ),
  noticedBy(
    'test/scenarios/warnings.test.ts',
    mutant('a stop that lay idle for hours needs no new warning', `${DOMAIN}/turn.ts`, 'wasInterrupted(turn) || ', ''),
  ),
  noticedBy(
    'test/scenarios/orders.test.ts',
    mutant(
      'a stop counts as ordered after its hold has ended',
      `${DOMAIN}/warning.ts`,
      'held.edge.at === edge.at && now < held.until',
      'held.edge.at === edge.at && now > 0',
    ),
  ),
  noticedBy(
    'test/scenarios/warnings.test.ts',
    mutant(
      'a stop that was moved away and comes back needs no new warning',
      `${DOMAIN}/announced.ts`,
      'announcedStops.filter((at) => !isStop(at))',
      'announcedStops.filter((at) => isStop(at) && at === now + 1)',
    ),
  ),
  noticedBy(
    'test/scenarios/warnings.test.ts',
    mutant(
      'a stop that was taken back and comes again needs no new warning',
      `${DOMAIN}/begin-run.ts`,
      '...(warnedAfter !== undefined && { warnedAfter }),',
      '',
    ),
  ),
  ...[
    mutant(
      'what an order to stop began goes on without a warning when it is taken back',
      `${DOMAIN}/due.ts`,
      'return isReleased(run, timetable) && !isDone(run, latest) ? latest : undefined;',
      'return undefined;',
    ),
    mutant(
      'a stop under way goes on though it is taken back',
      `${DOMAIN}/due.ts`,
      'if (isDone(run, latest)) return { ...record',
      'if (latest.at < 0) return { ...record',
    ),
    mutant(
      'a stop that is taken back stops whom the one before had stopped already',
      `${DOMAIN}/due.ts`,
      'return run.unfinished !== undefined && latest.at',
      'return run.unfinished !== undefined && latest.at + now',
    ),
  ].map((mutated) => noticedBy('test/scenarios/taken-back.test.ts', mutated)),
  ...[
    mutant(
      'who comes up while a stop is under way is stopped without a warning',
      `${DOMAIN}/turn.ts`,
      ' || newcomersOf(turn.record.run, roster).joining.length > 0',
      '',
    ),
    mutant(
      'who comes up hours after an empty group’s turn is stopped',
      `${DOMAIN}/drive.ts`,
      "else if (this.#run.edge.kind === 'stop') this.#groups",
      'else if (this.#run.begunAt < 0) this.#groups',
    ),
  ].map((mutated) => noticedBy('test/scenarios/newcomers.test.ts', mutated)),
  mutant(
    'a warning names a time that is too early',
    `${DOMAIN}/tell-run.ts`,
    'const facts = { stopAt: iso(stopAt), minutesLeft,',
    'const facts = { stopAt: iso(stopAt - 20 * MINUTE_MS), minutesLeft,',
  ),
  mutant(
    'failures are not told',
    `${DOMAIN}/tell-run.ts`,
    'return [...others, ...alikeFailures(events).map((alike) => tellFailed(teller, run, alike))];',
    'return [...others, ...alikeFailures(events).slice(events.length).map((alike) => tellFailed(teller, run, alike))];',
  ),
  mutant(
    'that all are started, or stopped, is not told',
    `${DOMAIN}/tell-run.ts`,
    "return event.hasCalled && run.because !== 'rds-restart' ? [tellSettled(teller, run)] : [];",
    "return event.hasCalled && run.because === 'rds-restart' ? [tellSettled(teller, run)] : [];",
  ),
  noticedBy(
    'test/scenarios/promises.test.ts',
    mutant(
      'what keeps others waiting is not told',
      `${DOMAIN}/tell-run.ts`,
      'return [tellStuck(teller, run, event)];',
      'return [tellStuck(teller, run, event)].slice(1);',
    ),
  ),
  mutant(
    'a run waits before its first call',
    `${DOMAIN}/drive.ts`,
    `    const { now, callsFrom } = this.#situation;
    if (now < callsFrom) {`,
    `    const { now } = this.#situation;
    const callsFrom = Math.max(this.#situation.callsFrom, this.#run.begunAt + 20 * MINUTE_MS);
    if (now < callsFrom) {`,
  ),
  noticedBy(
    'test/scenarios/rds-restarts.test.ts',
    mutant(
      'what RDS starts is not stopped again while a stop is open',
      `${DOMAIN}/turn.ts`,
      'if (isOpen(record)) return reopen(checked, restarted);',
      'if (isOpen(record)) return checked;',
    ),
  ),
  noticedBy(
    'test/scenarios/sizes.test.ts',
    mutant(
      'a schedule owes more at once than an item holds',
      `${DOMAIN}/drive.ts`,
      'if (this.#room <= 0) return this.#cut();',
      '',
    ),
  ),
  mutant(
    'holds that cannot be read count as none',
    `${SCHEDULER}/read-turns.ts`,
    'memory.holds(),',
    'memory.holds().catch((): ReadonlyMap<string, Hold> => new Map()),',
  ),
  mutant(
    'only the first page of a table is read',
    `${STORE}/requests.ts`,
    'startKey = LastEvaluatedKey;',
    'startKey = LastEvaluatedKey && undefined;',
  ),
  mutant(
    'wrong rows are not told of',
    `${DOMAIN}/tell-once.ts`,
    'if (!speaksForAll(turn)) return record;',
    'if (turn) return record;',
  ),
  mutant(
    'notices that the queue refused count as queued',
    `${SCHEDULER}/hand-over.ts`,
    '.catch((failure: Error) => failures.push(failure))',
    '.catch(() => done.add(one))',
  ),
  mutant(
    'a claim keeps nobody from posting',
    `${WEBHOOK}/adapters/dynamo-claims.ts`,
    "'attribute_not_exists(deliveredAt) AND (attribute_not_exists(#until) OR #until <= :now)'",
    "'attribute_not_exists(#until) OR NOT #until = :now'",
  ),
  mutant(
    'the claim of who died never ends',
    `${WEBHOOK}/adapters/dynamo-claims.ts`,
    'OR #until <= :now)',
    'OR (#until <= :now AND #until > :now))',
  ),
  mutant(
    'messages that were not posted are deleted',
    `${WEBHOOK}/deliver-notices.ts`,
    'left.map(({ messageId }) => ({ itemIdentifier: messageId }))',
    'left.flatMap(() => [])',
  ),
  ...CALENDAR_MUTANTS,
  ...ALARM_MUTANTS,
];
