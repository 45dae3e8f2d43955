import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { DeleteMessageCommand, ReceiveMessageCommand, type Message } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import { sqsClient } from '../../functions/shared/notice/adapters/sqs-client.ts';
import type { DeployedFunction } from './deployed-stack.ts';

const RUNTIME = join(import.meta.dirname, 'lambda-runtime.mjs');
/** Of this process's environment, what Lambda itself gives every function, and where moto is. */
const OF_LAMBDA = ['AWS_REGION', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_ENDPOINT_URL'];

export interface ProcessOptions {
  /** A module that is loaded before the runtime. */
  readonly preload?: string;
  /** Besides what the stack sets. */
  readonly variables?: Readonly<Record<string, string>>;
}

interface Answer {
  readonly result?: unknown;
  readonly error?: string;
}

/** A function of the stack in a process of its own: the code that would be uploaded, with the environment it would have. */
export class LambdaProcess {
  readonly #lambda: DeployedFunction;
  readonly #child: ChildProcess;
  readonly #sqs = sqsClient();
  #output = '';

  private constructor(lambda: DeployedFunction, child: ChildProcess) {
    this.#lambda = lambda;
    this.#child = child;
    for (const stream of [child.stdout, child.stderr]) stream?.on('data', (text) => (this.#output += String(text)));
  }

  static async start(lambda: DeployedFunction, { preload, variables }: ProcessOptions = {}): Promise<LambdaProcess> {
    const given = Object.fromEntries(OF_LAMBDA.map((key) => [key, process.env[key]]));
    const own = { AWS_LAMBDA_FUNCTION_NAME: lambda.functionName, AWS_SESSION_TOKEN: 'testing' };
    const child = fork(RUNTIME, [join(lambda.codeDirectory, 'index.mjs'), lambda.functionName], {
      env: { ...lambda.variables, ...given, ...own, ...variables },
      execArgv: preload === undefined ? [] : ['--import', preload],
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    });
    const started = new LambdaProcess(lambda, child);
    await started.#message();
    return started;
  }

  /** What it wrote to its log so far. */
  get output(): string {
    return this.#output;
  }

  /** Hands an event over; rejects where the handler does. */
  async invoke<Result>(event: unknown): Promise<Result> {
    this.#child.send({ event, timeoutMs: this.#lambda.timeoutMs });
    const { result, error } = (await this.#message()) as Answer;
    if (error !== undefined) throw new Error(error);
    return result as Result;
  }

  /** The next batch of the queue that feeds the function; empty where there is none. */
  async receive(): Promise<SQSEvent> {
    const all = { MaxNumberOfMessages: 10, MessageSystemAttributeNames: ['All' as const] };
    const { Messages = [] } = await this.#sqs.send(new ReceiveMessageCommand({ QueueUrl: this.#queueUrl, ...all }));
    return batchOf(Messages);
  }

  /** Does what Lambda does with one batch; returns how many of its messages stay in the queue. */
  async poll(): Promise<number> {
    const batch = await this.receive();
    if (batch.Records.length === 0) return 0;
    const { batchItemFailures = [] } = await this.invoke<Partial<SQSBatchResponse>>(batch);
    const kept = new Set(batchItemFailures.map(({ itemIdentifier }) => itemIdentifier));
    for (const { messageId, receiptHandle: ReceiptHandle } of batch.Records)
      if (!kept.has(messageId))
        await this.#sqs.send(new DeleteMessageCommand({ QueueUrl: this.#queueUrl, ReceiptHandle }));
    return kept.size;
  }

  get #queueUrl(): string {
    const [url] = this.#lambda.fedBy;
    if (url === undefined) throw new Error(`No queue feeds ${this.#lambda.functionName}.`);
    return url;
  }

  stop(): void {
    this.#child.kill();
  }

  /** The next message of the runtime; rejects with the log of a process that dies instead. */
  async #message(): Promise<unknown> {
    const ended = new AbortController();
    const { signal } = ended;
    const died = once(this.#child, 'exit', { signal }).then(() => {
      throw new Error(`The function's process ended:\n${this.#output}`);
    });
    try {
      const [message] = (await Promise.race([once(this.#child, 'message', { signal }), died])) as unknown[];
      return message;
    } finally {
      died.catch(() => {});
      ended.abort();
    }
  }
}

const batchOf = (messages: readonly Message[]): SQSEvent => ({
  Records: messages.map(
    ({ MessageId: messageId, ReceiptHandle: receiptHandle, Body: body, Attributes: attributes }) =>
      ({ messageId, receiptHandle, body, attributes, eventSource: 'aws:sqs' }) as SQSRecord,
  ),
});
