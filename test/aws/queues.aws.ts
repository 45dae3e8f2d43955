import { randomUUID } from 'node:crypto';
import { CreateQueueCommand, DeleteMessageCommand, ReceiveMessageCommand, type Message } from '@aws-sdk/client-sqs';
import { beforeEach, describe, expect, it } from 'vitest';
import { SqsWakeUps } from '../../functions/scheduler/adapters/sqs-wake-ups.ts';
import { WAKE_UP_BODY } from '../../functions/shared/lambda/scheduler-messages.ts';
import { sqsClient } from '../../functions/shared/notice/adapters/sqs-client.ts';
import { SqsNotices } from '../../functions/shared/notice/adapters/sqs-notices.ts';
import type { NoticeMessage } from '../../functions/shared/notice/notice-message.ts';
import { aNotice } from '../shared/notice/a-notice.ts';

const client = sqsClient();
let queueUrl: string;

const open = async (name: string, attributes: Record<string, string>): Promise<void> => {
  const created = await client.send(new CreateQueueCommand({ QueueName: name, Attributes: attributes }));
  queueUrl = created.QueueUrl ?? '';
};

/** Takes messages until the queue gives none; `seconds` is how long the first one may take to come. */
const receiveAll = async (seconds = 0): Promise<readonly Message[]> => {
  const received: Message[] = [];
  for (let waitSeconds = seconds; ; waitSeconds = 0) {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: queueUrl,
        MaxNumberOfMessages: 10,
        WaitTimeSeconds: waitSeconds,
        MessageSystemAttributeNames: ['All'],
      }),
    );
    if (Messages.length === 0) return received;
    received.push(...Messages);
    // A FIFO queue gives no more of a group until these are gone.
    for (const { ReceiptHandle } of Messages)
      await client.send(new DeleteMessageCommand({ QueueUrl: queueUrl, ReceiptHandle }));
  }
};

const messageOf = ({ Body = '' }: Message): NoticeMessage => JSON.parse(Body) as NoticeMessage;

describe('the notice queue on moto', () => {
  beforeEach(() => open(`notices-${randomUUID()}.fifo`, { FifoQueue: 'true' }));

  it('takes a message for each notice and channel, in order within a channel', async () => {
    const notices = Array.from({ length: 12 }, (_, index) =>
      aNotice({ id: `Development/run-${index}/started`, channels: ['default', '운영 알림'] }),
    );
    await new SqsNotices({ client, queueUrl }).send(notices);
    const messages = (await receiveAll()).map(messageOf);
    for (const channel of ['default', '운영 알림']) {
      const received = messages.filter((message) => message.channel === channel).map((message) => message.notice);
      expect(received).toEqual(notices);
    }
  });

  it('drops a notice that is handed over again', async () => {
    const queue = new SqsNotices({ client, queueUrl });
    await queue.send([aNotice({ id: 'once' })]);
    await queue.send([aNotice({ id: 'once' }), aNotice({ id: 'then' })]);
    expect((await receiveAll()).map((message) => messageOf(message).notice.id)).toEqual(['once', 'then']);
  });

  it('says that the queue is missing', async () => {
    const queue = new SqsNotices({ client, queueUrl: `${queueUrl}-missing.fifo` });
    await expect(queue.send([aNotice()])).rejects.toMatchObject({ name: 'ExternalFailure', reason: 'not-found' });
  });
});

describe('wake-ups on moto', () => {
  beforeEach(() => open(`scheduler-${randomUUID()}`, {}));

  it('come after their delay, and wake the scheduler', async () => {
    await new SqsWakeUps({ client, queueUrl }).send(1);
    expect(await receiveAll()).toEqual([]);
    const [wakeUp] = await receiveAll(5);
    expect(wakeUp?.Body).toBe(WAKE_UP_BODY);
  });
});
