import type { CommandPorts, CommandTarget } from './ports.ts';

/**
 * Stands between a command and what it changes. Lambda freezes once it has answered, and may go on minutes later: a change must not
 * begin after the answer.
 *
 *   open      nothing has been changed yet; may become either of the two
 *   begun     a change has begun: its command is waited for, or half of it would be frozen
 *   closed    the answer says that nothing was changed: every further change is refused
 */
export class ChangeGate {
  #state: 'open' | 'begun' | 'closed' = 'open';

  get hasBegun(): boolean {
    return this.#state === 'begun';
  }

  /** Closes it and returns true, unless a change has begun. */
  close(): boolean {
    if (this.#state === 'open') this.#state = 'closed';
    return this.#state === 'closed';
  }

  /** The ports, with every change through this gate. */
  guard({ rows, exceptions, memory, alarms, notices, targets, ...rest }: CommandPorts): CommandPorts {
    const change = async <T>(begin: () => Promise<T>): Promise<T> => {
      if (this.#state === 'closed') throw new Error('too late for a change: the answer has been given');
      this.#state = 'begun';
      return begin();
    };
    const [first, ...further] = targets;
    return {
      ...rest,
      rows: {
        read: (options) => rows.read(options),
        clearForce: (scheduleName, kind) => change(() => rows.clearForce(scheduleName, kind)),
      },
      exceptions: {
        setException: (order) => change(() => exceptions.setException(order)),
        deleteException: (key) => change(() => exceptions.deleteException(key)),
      },
      memory: {
        runs: (targetId) => memory.runs(targetId),
        holds: () => memory.holds(),
        warnings: () => memory.warnings(),
        putHold: (scheduleName, hold) => change(() => memory.putHold(scheduleName, hold)),
        deleteHold: (scheduleName) => change(() => memory.deleteHold(scheduleName)),
      },
      alarms: guardAlarms(alarms, change),
      notices: { send: (all) => change(() => notices.send(all)) },
      targets: [guardTarget(first, change), ...further.map((target) => guardTarget(target, change))],
    };
  }
}

type Change = <T>(begin: () => Promise<T>) => Promise<T>;

const guardTarget = (target: CommandTarget, change: Change): CommandTarget => ({
  ...target,
  waker: { wake: () => change(() => target.waker.wake()) },
});

const guardAlarms = (alarms: CommandPorts['alarms'], change: Change): CommandPorts['alarms'] => ({
  alarms: () => alarms.alarms(),
  acknowledgements: () => alarms.acknowledgements(),
  silences: () => alarms.silences(),
  putAcknowledgement: (acknowledgement) => change(() => alarms.putAcknowledgement(acknowledgement)),
  putSilence: (silence) => change(() => alarms.putSilence(silence)),
  deleteSilence: (ruleName) => change(() => alarms.deleteSilence(ruleName)),
});
