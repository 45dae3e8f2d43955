import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { ExternalFailure } from '../shared/failure/external-failure.ts';
import { embedded } from '../shared/lambda/embedded-metrics.ts';
import { deliverToChannel } from './deliver-channel.ts';
import type { DeliverContext } from './deliver-context.ts';
import { readMessage } from './domain/read-message.ts';
import type { DeliverPorts, QueueMessage, WaitingNotice } from './ports.ts';

/**
 * From a batch of the notice queue to posts and back. Lambda deletes what is not named as failed. Channels have their turns
 * side by side, and each has it before anything is thrown; within a channel, all that follows a failure is a failure too,
 * so that the queue keeps their order.
 */
export async function deliverNotices(
  ports: DeliverPorts,
  event: SQSEvent,
  context: DeliverContext,
): Promise<SQSBatchResponse> {
  const { waiting, unreadable } = readBatch(event);
  const turns = await Promise.allSettled([
    ...waiting.map(async (ofChannel) => {
      const left = await deliverToChannel(ports, ofChannel, context);
      return left.map(({ message }) => message);
    }),
    bury(ports, unreadable, context),
  ]);
  const faults = turns.flatMap((turn) => (turn.status === 'rejected' ? [turn.reason as unknown] : []));
  // Lambda hands out the whole batch again; claims keep what was delivered from being posted twice.
  if (faults.length > 0) throw new AggregateError(faults, 'the delivery failed in part');
  const left = turns.flatMap((turn) => (turn.status === 'fulfilled' ? turn.value : []));
  return { batchItemFailures: left.map(({ messageId }) => ({ itemIdentifier: messageId })) };
}

/** The notices of a batch by channel, and the messages that nobody can read. */
function readBatch({ Records: records }: SQSEvent): {
  waiting: readonly (readonly WaitingNotice[])[];
  unreadable: readonly QueueMessage[];
} {
  const byChannel = new Map<string, WaitingNotice[]>();
  const unreadable: QueueMessage[] = [];
  for (const message of records.map(queueMessageOf)) {
    const read = readMessage(message.body);
    if (read === undefined) unreadable.push(message);
    else byChannel.set(read.channel, [...(byChannel.get(read.channel) ?? []), { message, ...read }]);
  }
  return { waiting: [...byChannel.values()], unreadable };
}

const queueMessageOf = ({ messageId, receiptHandle, body, attributes }: SQSRecord): QueueMessage => ({
  ...{ messageId, receiptHandle, body },
  groupId: attributes.MessageGroupId ?? '',
  deduplicationId: attributes.MessageDeduplicationId ?? messageId,
  sentAt: Number(attributes.SentTimestamp),
  receives: Number(attributes.ApproximateReceiveCount),
});

/** What nobody can read now will not be readable later. */
async function bury(
  { returns }: DeliverPorts,
  unreadable: readonly QueueMessage[],
  { clock, functionName, log }: DeliverContext,
): Promise<readonly QueueMessage[]> {
  if (unreadable.length === 0) return [];
  const messageIds = unreadable.map(({ messageId }) => messageId);
  try {
    await returns.bury(unreadable);
    const metrics = embedded({ NoticesGivenUp: unreadable.length }, { functionName, at: clock.now() });
    log.error('unreadable', { messageIds, ...metrics });
    return [];
  } catch (error) {
    if (!(error instanceof ExternalFailure)) throw error;
    log.error('not buried', { messageIds, error });
    return unreadable;
  }
}
