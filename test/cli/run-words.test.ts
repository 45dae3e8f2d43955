import { describe, expect, it } from 'vitest';
import { runLines, runState } from '../../cli/run-words.ts';
import type { Member, Phase } from '../../functions/shared/fleet/member.ts';
import type { Schedule } from '../../functions/shared/rows/schedule.ts';
import type { Run } from '../../functions/shared/store/run-record.ts';

const at = (iso: string): number => Date.parse(iso);
const NOW = at('2026-11-20T00:35:00Z');

const run = (more: Partial<Run> = {}): Run => ({
  edge: { kind: 'start', at: at('2026-11-20T00:30:00Z'), cause: { kind: 'weekly' } },
  ...{
    because: 'edge',
    begunAt: at('2026-11-20T00:30:00Z'),
    groups: {},
    marks: '',
    failing: {},
    nextLookAt: NOW,
    done: 3,
    members: 5,
  },
  ...more,
});

const member = (id: string, phase: Phase, more: Partial<Member> = {}): Member => ({
  ...{
    id,
    type: 'EC2',
    name: '',
    size: 'm5.large',
    availabilityZone: '',
    tagValue: 'Development',
    groupName: 'web',
    phase,
  },
  ...{ status: phase, stoppable: true, hibernates: false, skip: undefined, fellBack: undefined, restartsAt: undefined },
  ...more,
});

const schedule = { name: 'Development', timeZone: 'Asia/Seoul' } as Schedule;

describe('the last run in words', () => {
  it('names those it is waiting for and those that fail, and leaves out who is skipped', () => {
    const failing = {
      'i-2': { attempts: 3, dueAt: at('2026-11-20T00:39:00Z'), because: 'InsufficientInstanceCapacity' },
    };
    const members = [
      member('i-1', 'up'),
      member('i-2', 'stopped'),
      member('i-3', 'starting', { name: 'web' }),
      member('i-4', 'stopped', { skip: 'spot' }),
    ];
    expect(runLines({ run: run({ failing }), schedule, members }, NOW)).toEqual([
      'the start begun at 09:30 KST is under way: 3 of 5 done',
      'waiting for i-2, web (i-3)',
      'i-2 failed 3 times (InsufficientInstanceCapacity); tried again at 09:39 KST',
    ]);
    expect(runState(run())).toBe('starting, 3 of 5 done');
  });

  it('is waiting in a stop for whoever is not stopped', () => {
    const stop = run({ edge: { kind: 'stop', at: NOW, cause: { kind: 'weekly' } } });
    const members = [member('i-1', 'stopped'), member('i-2', 'stopping')];
    expect(runLines({ run: stop, schedule, members }, NOW)[1]).toBe('waiting for i-2');
    expect(runState(stop)).toBe('stopping, 3 of 5 done');
  });

  it('says when it settled', () => {
    const settled = run({ settledAt: at('2026-11-20T00:34:00Z') });
    expect(runLines({ run: settled, schedule, members: [member('i-1', 'stopped')] }, NOW)).toEqual([
      'the start begun at 09:30 KST settled at 09:34 KST',
    ]);
    expect(runState(settled)).toBe('settled');
  });

  it('says when it was taken back', () => {
    const dropped = run({ settledAt: at('2026-11-20T00:34:00Z'), isDropped: true });
    expect(runLines({ run: dropped, schedule, members: [] }, NOW)).toEqual([
      'the start begun at 09:30 KST was taken back at 09:34 KST: 3 of 5 done',
    ]);
    expect(runState(dropped)).toBe('taken back');
  });

  it('says that there has been none', () => {
    expect(runLines({ run: undefined, schedule, members: [] }, NOW)).toEqual(['no run yet']);
    expect(runState(undefined)).toBe('no run yet');
  });
});
