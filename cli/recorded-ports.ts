import type { Fleet, Member, Outcome } from '../functions/shared/fleet/member.ts';
import type { Notice } from '../functions/shared/notice/notice.ts';
import type { SchedulerPorts } from '../functions/scheduler/ports.ts';

export interface RecordedCall {
  readonly op: 'start' | 'stop';
  readonly members: readonly Member[];
  readonly outcomes: readonly Outcome[];
}

/** What a tick did to the world through its ports, in order; filled while it runs. */
export interface Recording {
  readonly calls: RecordedCall[];
  readonly notices: Notice[];
}

/** The ports with everything that goes through to the fleet and the notice queue written down. */
export function recorded(ports: SchedulerPorts, recording: Recording): SchedulerPorts {
  return {
    ...ports,
    fleet: async () => recordedFleet(await ports.fleet(), recording),
    notices: {
      send: async (notices) => {
        await ports.notices.send(notices);
        recording.notices.push(...notices);
      },
    },
  };
}

/** The ports with their reading left and their doing taken away: every write and every call seems to succeed. */
export function withoutDoing({ rows, memory, fleet, settings }: SchedulerPorts): SchedulerPorts {
  const done = async (): Promise<void> => undefined;
  return {
    settings,
    rows: { read: (options) => rows.read(options), put: done, delete: done, clearForce: async () => true },
    memory: {
      runs: (targetId) => memory.runs(targetId),
      holds: () => memory.holds(),
      warnings: () => memory.warnings(),
      look: (targetId) => memory.look(targetId),
      saveRun: async (record) => ({ ...record, version: record.version + 1 }),
      takeHold: async () => true,
      claimWakeUp: async () => false,
      ...{ deleteRun: done, putHold: done, deleteHold: done, recordWarning: done, recordLook: done },
    },
    fleet: async () => {
      const real = await fleet();
      const accepted = async (members: readonly Member[]) =>
        members.map(({ id }) => ({ id, kind: 'accepted' as const }));
      return { list: () => real.list(), statusOk: (ids) => real.statusOk(ids), start: accepted, stop: accepted };
    },
    notices: { send: done },
    wakeUps: { send: done },
  };
}

function recordedFleet(fleet: Fleet, { calls }: Recording): Fleet {
  return {
    list: () => fleet.list(),
    statusOk: (ids) => fleet.statusOk(ids),
    start: async (members, deadline) => {
      const outcomes = await fleet.start(members, deadline);
      calls.push({ op: 'start', members, outcomes });
      return outcomes;
    },
    stop: async (members, deadline, options) => {
      const outcomes = await fleet.stop(members, deadline, options);
      calls.push({ op: 'stop', members, outcomes });
      return outcomes;
    },
  };
}
