import { beforeEach, describe, expect, test } from 'vitest';
import type { InstanceType } from '../../functions/shared/fleet/group.ts';
import type { Fleet, Member } from '../../functions/shared/fleet/member.ts';

/** An account with instances, seen through the fleet under test. Its listings come in pages of 5 (EC2) and 20 (RDS). */
export interface FleetWorld {
  readonly fleet: Fleet;
  /** Makes instances with these tags and brings them into the state; returns their ids. */
  add(
    type: InstanceType,
    instances: { tags: Record<string, string>; state: 'running' | 'stopped'; count?: number },
  ): Promise<string[]>;
  terminate(id: string): Promise<void>;
  /** Lets every state change that is under way come to its end. */
  settle(): Promise<void>;
}

const DEVELOPMENT = { ScheduleName: 'Development', ScheduleGroupName: 'web' };
/** Ids that look right and that nothing has. */
const GONE = { EC2: 'i-0123456789abcdef0', RDS: 'dropped-db' };
const inTime = { hasPassed: () => false };
const tooLate = { hasPassed: () => true };
const plainly = { hibernate: false };

/** What every fleet does, simulated or on the wire. */
export function fleetContract(name: string, makeWorld: () => Promise<FleetWorld>): void {
  describe(`the fleet contract, ${name}`, () => {
    let world: FleetWorld;
    beforeEach(async () => {
      world = await makeWorld();
    });

    describe.each(['EC2', 'RDS'] as const)('%s', (type) => {
      const members = async (): Promise<readonly Member[]> => {
        const view = await world.fleet.list();
        expect(view.unseen).toEqual([]);
        return view.members.filter((member) => member.type === type);
      };
      const phases = async (): Promise<Record<string, string>> =>
        Object.fromEntries((await members()).map(({ id, phase }) => [id, phase]));

      test('lists every tagged instance over more than one page, each once', async () => {
        const ids = await world.add(type, { tags: DEVELOPMENT, state: 'running', count: type === 'EC2' ? 12 : 23 });
        const listed = (await members()).map(({ id }) => id);
        expect(listed.toSorted()).toEqual(ids.toSorted());
      });

      test('reads schedule, group and name from the tags, and blanks around them as nothing', async () => {
        const tags = { ScheduleName: ' Development ', ScheduleGroupName: ' web', Name: 'front' };
        const [id] = await world.add(type, { tags, state: 'running' });
        expect(await members()).toMatchObject([{ id, tagValue: 'Development', groupName: 'web', name: 'front' }]);
      });

      test('lists an instance without a group, and none without a schedule', async () => {
        const [id] = await world.add(type, { tags: { ScheduleName: 'Development' }, state: 'running' });
        await world.add(type, { tags: { Name: 'not ours' }, state: 'running' });
        expect(await members()).toMatchObject([{ id, groupName: undefined, name: '' }]);
      });

      test('tells size and zone', async () => {
        await world.add(type, { tags: DEVELOPMENT, state: 'running' });
        const [member] = await members();
        expect(member?.size).toMatch(type === 'EC2' ? /^m5\.large$/ : /^db\.t3\.medium postgres$/);
        expect(member?.availabilityZone).toMatch(/^[a-z]+-[a-z]+-\d[a-z]$/);
      });

      test('leaves out what is terminated', async () => {
        const [gone = '', kept = ''] = await world.add(type, { tags: DEVELOPMENT, state: 'running', count: 2 });
        await world.terminate(gone);
        expect(Object.keys(await phases())).toEqual([kept]);
      });

      test('starts what is stopped', async () => {
        const [id = ''] = await world.add(type, { tags: DEVELOPMENT, state: 'stopped' });
        expect(await members()).toMatchObject([{ id, phase: 'stopped', stoppable: false, fellBack: undefined }]);
        expect(await world.fleet.start(await members(), inTime)).toEqual([{ id, kind: 'accepted' }]);
        await world.settle();
        expect(await members()).toMatchObject([{ id, phase: 'up', stoppable: true, restartsAt: undefined }]);
      });

      test('stops what is up', async () => {
        const [id = ''] = await world.add(type, { tags: DEVELOPMENT, state: 'running' });
        expect(await world.fleet.stop(await members(), inTime, plainly)).toEqual([{ id, kind: 'accepted' }]);
        await world.settle();
        expect(await members()).toMatchObject([{ id, phase: 'stopped', fellBack: undefined }]);
      });

      test('starts the siblings of an instance that has gone since it was listed', async () => {
        const ids = await world.add(type, { tags: DEVELOPMENT, state: 'stopped', count: 3 });
        const [first, ...others] = await members();
        if (first === undefined) throw new Error('three were added');
        const gone = { ...first, id: GONE[type] };
        const outcomes = await world.fleet.start([first, gone, ...others], inTime);
        expect(outcomes.find(({ id }) => id === gone.id)).toEqual({ id: gone.id, kind: 'look-again' });
        await world.settle();
        expect(await phases()).toEqual(Object.fromEntries(ids.map((id) => [id, 'up'])));
      });

      test('stops the siblings of an instance that has gone since it was listed', async () => {
        const ids = await world.add(type, { tags: DEVELOPMENT, state: 'running', count: 3 });
        const [first, ...others] = await members();
        if (first === undefined) throw new Error('three were added');
        const gone = { ...first, id: GONE[type] };
        const outcomes = await world.fleet.stop([first, gone, ...others], inTime, plainly);
        expect(outcomes.find(({ id }) => id === gone.id)).toEqual({ id: gone.id, kind: 'look-again' });
        await world.settle();
        expect(await phases()).toEqual(Object.fromEntries(ids.map((id) => [id, 'stopped'])));
      });

      test('takes a start of what already runs for no failure', async () => {
        const [id = ''] = await world.add(type, { tags: DEVELOPMENT, state: 'running' });
        const outcomes = await world.fleet.start(await members(), inTime);
        // EC2 accepts it and does nothing; RDS refuses it, and a look shows that all is well.
        expect(outcomes).toEqual([{ id, kind: type === 'EC2' ? 'accepted' : 'look-again' }]);
        expect(await phases()).toEqual({ [id]: 'up' });
      });

      test('sends nothing once the deadline has passed', async () => {
        const [id = ''] = await world.add(type, { tags: DEVELOPMENT, state: 'stopped' });
        expect(await world.fleet.start(await members(), tooLate)).toEqual([{ id, kind: 'postponed' }]);
        await world.settle();
        expect(await phases()).toEqual({ [id]: 'stopped' });
      });
    });

    test('starts and stops instances of both types in one call', async () => {
      await world.add('EC2', { tags: DEVELOPMENT, state: 'stopped', count: 2 });
      await world.add('RDS', { tags: DEVELOPMENT, state: 'stopped', count: 2 });
      const { members } = await world.fleet.list();
      const outcomes = await world.fleet.start(members, inTime);
      expect(outcomes.map(({ id }) => id).toSorted()).toEqual(members.map(({ id }) => id).toSorted());
      expect(outcomes.map(({ kind }) => kind)).toEqual(Array(4).fill('accepted'));
    });

    test('tells which instances passed both status checks, whatever became of the others', async () => {
      const [up = '', gone = ''] = await world.add('EC2', { tags: DEVELOPMENT, state: 'running', count: 2 });
      const [stopped = ''] = await world.add('EC2', { tags: DEVELOPMENT, state: 'stopped' });
      await world.terminate(gone);
      await world.settle();
      expect(await world.fleet.statusOk([up, gone, GONE.EC2, stopped])).toEqual(new Set([up]));
      expect(await world.fleet.statusOk([])).toEqual(new Set());
    });
  });
}
