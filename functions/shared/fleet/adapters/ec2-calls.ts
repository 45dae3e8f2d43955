import { StartInstancesCommand, StopInstancesCommand } from '@aws-sdk/client-ec2';
import type { Deadline, Member, Outcome, StopOptions } from '../member.ts';
import { outcomesOf, type Answer } from './answers.ts';
import { callInChunks } from './chunked-calls.ts';
import type { Ec2Sender } from './ec2.ts';
import { TokenBucket, type Pause } from './token-bucket.ts';

/**
 * Each call takes a token for itself and one for every instance in it; these are an account's defaults in one region.
 * https://docs.aws.amazon.com/ec2/latest/devguide/ec2-api-throttling.html
 */
const START_REQUESTS = { capacity: 5, refillPerSecond: 2 };
const START_INSTANCES = { capacity: 1_000, refillPerSecond: 2 };
const STOP_REQUESTS = { capacity: 50, refillPerSecond: 5 };
const STOP_INSTANCES = { capacity: 1_000, refillPerSecond: 20 };

interface Buckets {
  readonly requests: TokenBucket;
  readonly instances: TokenBucket;
}

/** Starts and stops EC2 instances in chunks, paced to the account's token buckets. */
export class Ec2Calls {
  readonly #ec2: Ec2Sender;
  readonly #start: Buckets;
  readonly #stop: Buckets;

  constructor(ec2: Ec2Sender, pause: Pause) {
    this.#ec2 = ec2;
    this.#start = {
      requests: new TokenBucket(START_REQUESTS, pause),
      instances: new TokenBucket(START_INSTANCES, pause),
    };
    this.#stop = { requests: new TokenBucket(STOP_REQUESTS, pause), instances: new TokenBucket(STOP_INSTANCES, pause) };
  }

  /** A new invocation may hope for full buckets; where they are not, AWS throttles and the rest is postponed. */
  refill(): void {
    for (const { requests, instances } of [this.#start, this.#stop]) {
      requests.refill();
      instances.refill();
    }
  }

  async start(members: readonly Member[], deadline: Deadline): Promise<Outcome[]> {
    const answers = await callInChunks(members, {
      send: async (ids) => {
        await this.#ec2.send(new StartInstancesCommand({ InstanceIds: [...ids] }));
      },
      waitForTurn: (count) => takeTurn(this.#start, count, deadline),
    });
    return outcomesOf(members, answers);
  }

  /**
   * With `hibernate`, members that allow it are hibernated; one that AWS will not hibernate just now (its agent is not
   * ready for some minutes after boot) is stopped plainly, because a schedule's stop matters more than how.
   */
  async stop(members: readonly Member[], deadline: Deadline, { hibernate }: StopOptions): Promise<Outcome[]> {
    const hibernating = hibernate ? members.filter((member) => member.hibernates) : [];
    const hibernated = await this.#stopCalls(hibernating, deadline, true);
    const isHalted = hibernating.some(({ id }) => !hibernated.has(id));
    if (isHalted) return outcomesOf(members, hibernated);

    const plain = members.filter(({ id }) => !hibernated.has(id) || isRefusal(hibernated.get(id)));
    const stopped = await this.#stopCalls(plain, deadline, false);
    const unsent = plain.filter(({ id }) => !stopped.has(id)).map(({ id }) => [id, 'postponed'] as const);
    return outcomesOf(members, new Map([...hibernated, ...stopped, ...unsent]));
  }

  #stopCalls(members: readonly Member[], deadline: Deadline, hibernate: boolean): Promise<Map<string, Answer>> {
    return callInChunks(members, {
      send: async (ids) => {
        await this.#ec2.send(
          new StopInstancesCommand({ InstanceIds: [...ids], ...(hibernate ? { Hibernate: true } : {}) }),
        );
      },
      waitForTurn: (count) => takeTurn(this.#stop, count, deadline),
    });
  }
}

async function takeTurn(buckets: Buckets, count: number, deadline: Deadline): Promise<boolean> {
  return (await buckets.requests.take(1, deadline)) && (await buckets.instances.take(count, deadline));
}

/** Whether a hibernation was refused in a way that a plain stop may not be. */
function isRefusal(answer: Answer | undefined): boolean {
  if (typeof answer !== 'object') return false;
  return answer.reason === 'unsupported' || answer.reason === 'conflict' || answer.reason === 'unexpected';
}
