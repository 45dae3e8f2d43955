import type { SQSBatchResponse, SQSRecord } from 'aws-lambda';
import pMap from 'p-map';
import type { Instant } from '../../shared/calendar/instant.ts';
import { ExternalFailure } from '../../shared/failure/external-failure.ts';
import { unreachable } from '../../shared/failure/unreachable.ts';
import type { logger } from '../../shared/lambda/logger.ts';
import { asDropped, readBatchMessage, type BatchMessage } from './domain/batch-message.ts';
import { fitsOneRequest, gather } from './domain/metric-data.ts';
import type { BatchClaims, Claim, MetricSink } from './ports.ts';

const CLAIMS_AT_ONCE = 25;

export interface PublishPorts {
  readonly claims: BatchClaims;
  readonly metrics: MetricSink;
}

export interface PublishContext {
  readonly now: Instant;
  readonly log: Pick<typeof logger, 'info' | 'error'>;
}

/** A batch as it lies in the queue. */
interface Waiting {
  readonly messageId: string;
  readonly message: BatchMessage;
}

interface Claimed extends Waiting {
  readonly claim: Claim | 'unclaimed';
}

/*
 * PutMetricData counts what comes twice twice, so a batch is claimed before it is published, and published once:
 *
 *   A: claims F ✓ ── puts ✓ ── SQS deletes            Logplex sends F again:  claims F ✗ another request's: repeat
 *   A: claims F ✓ ── puts ✗ throttled ── gives F back ── SQS hands it out again:  claims F ✓ ── puts ✓
 *   A: claims F ✓ ── †  or  puts ? timeout            SQS hands it out again:  claims F ✗ its own request's: lost
 *
 * What is lost may have been counted, or not. It is not put again: its messages count as dropped, which marks its minutes as
 * incomplete. Marking twice does no harm.
 */

/**
 * From a batch of the queue to as few requests of CloudWatch as can be, most often one. Lambda deletes from the queue what is not
 * named as failed.
 */
export async function publishBatches(
  ports: PublishPorts,
  records: readonly SQSRecord[],
  context: PublishContext,
): Promise<SQSBatchResponse> {
  const { waiting, unreadable } = readRecords(records);
  const claimed = await pMap(waiting, (one) => claimOne(ports.claims, one, context), { concurrency: CLAIMS_AT_ONCE });
  const having = (claim: Claimed['claim']): readonly Claimed[] => claimed.filter((one) => one.claim === claim);
  const group = [...having('ours'), ...having('lost')];
  const left = await publish(ports, group, context);
  const failed = [...unreadable, ...having('unclaimed').map(idOf), ...left];
  const counts = { batches: group.length, lost: having('lost').length, repeats: having('repeat').length };
  if (unreadable.length > 0) context.log.error('unreadable', { messages: unreadable });
  context.log.info('published', { ...counts, failed: failed.length });
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}

const idOf = ({ messageId }: Waiting): string => messageId;

function readRecords(records: readonly SQSRecord[]): {
  waiting: readonly Waiting[];
  /** They go to the dead-letter queue in time. */
  unreadable: readonly string[];
} {
  const waiting: Waiting[] = [];
  const unreadable: string[] = [];
  for (const { messageId, body } of records) {
    const message = readBatchMessage(body);
    if (message === undefined) unreadable.push(messageId);
    else waiting.push({ messageId, message });
  }
  return { waiting, unreadable };
}

async function claimOne(claims: BatchClaims, one: Waiting, { now, log }: PublishContext): Promise<Claimed> {
  try {
    return { ...one, claim: await claims.claim(one.message, now) };
  } catch (error) {
    if (!(error instanceof ExternalFailure)) throw error;
    log.error('not claimed', { app: one.message.app, because: error.message });
    return { ...one, claim: 'unclaimed' };
  }
}

/** Puts a group by one request, or by halves where it takes more than one, or where something in it is refused; says what is left. */
async function publish(
  ports: PublishPorts,
  group: readonly Claimed[],
  context: PublishContext,
): Promise<readonly string[]> {
  const data = gather(
    group.map(({ claim, message }) => (claim === 'lost' ? asDropped(message) : message)),
    context.now,
  );
  if (data.length === 0) return [];
  if (!fitsOneRequest(data) && group.length > 1) return publishHalves(ports, group, context);
  const put = await ports.metrics.put(data);
  if (put.kind === 'taken') return [];
  context.log.error('not published', { batches: group.length, put: put.kind, because: put.failure.message });
  switch (put.kind) {
    case 'unknown':
      return group.map(idOf);
    case 'invalid':
      if (group.length > 1) return publishHalves(ports, group, context);
      return release(ports.claims, group, context);
    case 'busy':
      return release(ports.claims, group, context);
    default:
      return unreachable(put);
  }
}

async function publishHalves(
  ports: PublishPorts,
  group: readonly Claimed[],
  context: PublishContext,
): Promise<readonly string[]> {
  const middle = Math.ceil(group.length / 2);
  // One after the other, so that what throttles is not pressed from two sides.
  const first = await publish(ports, group.slice(0, middle), context);
  return [...first, ...(await publish(ports, group.slice(middle), context))];
}

/** A claim that cannot be given back makes its batch a lost one, which is what it is then. */
async function release(
  claims: BatchClaims,
  group: readonly Claimed[],
  { log }: PublishContext,
): Promise<readonly string[]> {
  await pMap(
    group.filter(({ claim }) => claim === 'ours'),
    async ({ message }) => {
      try {
        await claims.release(message);
      } catch (error) {
        if (!(error instanceof ExternalFailure)) throw error;
        log.error('not given back', { app: message.app, because: error.message });
      }
    },
    { concurrency: CLAIMS_AT_ONCE },
  );
  return group.map(idOf);
}
