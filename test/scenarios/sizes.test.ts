import { describe, expect, it } from 'vitest';
import { embeddedDynamoDb } from '../../local/embedded-dynamodb.ts';
import type { FleetInstance } from '../../local/fleet-file.ts';
import { development, ec2, group, Scenario } from './scenario.ts';

const manyIn = (groups: number, each: number): FleetInstance[] =>
  Array.from({ length: groups * each }, (_, nth) => {
    const name = `development-order-service-worker-${nth}`;
    const instance = ec2(`i-0a7d3f2b48e${String(nth).padStart(6, '0')}`, { group: `g${nth % groups}` });
    return { ...instance, tags: { ...instance.tags, Name: name } };
  });

/** On a DynamoDB that takes no item of more than 400 KB. */
const begin = async (groups: number, each: number): Promise<Scenario> =>
  Scenario.begin({
    rows: {
      Schedule: [development()],
      ScheduleServerGroup: Array.from({ length: groups }, (_, nth) => group(`g${nth}`)),
    },
    fleet: manyIn(groups, each),
    from: '2026-11-20 09:29',
    dynamoDb: await embeddedDynamoDb(),
  });

describe('a schedule whose notices would fill more than an item', () => {
  it('starts all the same, in steps', async () => {
    const play = await begin(200, 20);
    await play.at('2026-11-20 09:45');
    expect(play.notices('starting')).toHaveLength(200);
    expect(play.notices('started')).toHaveLength(1);
  });

  it('tells of all that AWS refuses', async () => {
    const play = await begin(45, 50);
    play.world.fleet.failNext({ op: 'StartInstances', code: 'UnauthorizedOperation', times: 'always' });
    await play.at('2026-11-20 09:40');
    expect(play.notices('instance-failed')).toHaveLength(45);
  });
});
