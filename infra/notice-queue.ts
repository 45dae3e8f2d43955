import { Duration } from 'aws-cdk-lib';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';

const DEAD_LETTERS_KEPT_DAYS = 14;
/**
 * Longer than an invocation of the deliverer, so that a channel's next notices wait until it is over; not six times as long, as
 * AWS advises, because after a crash they wait the rest of it. A notice that comes twice is dropped by its claim.
 */
const HIDDEN_SECONDS = 90;
/**
 * The most that SQS takes. The deliverer gives up by itself, after hours, and tells `default`; SQS tells nobody, so it comes last. A
 * chat service that asks to be tried again every second has used them up in a quarter of an hour, so fewer would not do.
 */
const RECEIVES_BEFORE_DEAD = 1_000;

/** Notices on their way to the deliverer: first in, first out within each channel. */
export class NoticeQueue extends Construct {
  readonly queue: Queue;
  /** What no channel takes. */
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.deadLetters = new Queue(this, 'DeadLetters', {
      fifo: true,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      retentionPeriod: Duration.days(DEAD_LETTERS_KEPT_DAYS),
    });
    this.queue = new Queue(this, 'Queue', {
      fifo: true,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      visibilityTimeout: Duration.seconds(HIDDEN_SECONDS),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: RECEIVES_BEFORE_DEAD },
    });
  }
}
