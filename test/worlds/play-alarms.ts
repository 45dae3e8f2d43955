import { DynamoAlarms } from '../../functions/shared/store/adapters/dynamodb-alarms.ts';
import { AlarmChecker } from './alarm-checker.ts';
import { Cloud } from './cloud.ts';
import { planAlarms } from './plan-alarms.ts';
import type { Played } from './play-world.ts';

/** Lives one world of alarms, checked at every step. */
export async function playAlarms(seed: number): Promise<Played> {
  const plan = planAlarms(seed);
  const checker = new AlarmChecker(plan);
  const cloud = new Cloud(plan, checker);
  await cloud.live();
  checker.end({ bugs: cloud.bugs, isQueueEmpty: cloud.notices.isEmpty });
  checker.endAlarms(await levelsIn(cloud));
  const { calls, notices } = checker;
  const { invocations, faults, happened } = cloud;
  const days = (plan.to - plan.from) / DAY_MS;
  return {
    seed,
    checker,
    counts: { days, invocations, calls, notices, faults: faults.counts, happened: happened.counts },
  };
}

const DAY_MS = 86_400_000;

async function levelsIn({ tables }: Cloud): Promise<ReadonlyMap<string, string>> {
  const store = new DynamoAlarms({ client: tables.asClient(), tableName: 'Memory', onUnreadable: () => {} });
  return new Map((await store.alarms()).map(({ ruleName, subjects }) => [ruleName, subjects['']?.level ?? 'ok']));
}
