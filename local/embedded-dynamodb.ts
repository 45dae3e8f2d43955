import { EventEmitter } from 'node:events';
import type { Server } from 'node:http';
import type { DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import dynalite from 'dynalite';
import { createMissingTables, documentClient } from '../functions/shared/store/adapters/client.ts';
import { tableNames } from '../functions/shared/store/tables.ts';

/** dynalite asks for a signature's form and never checks it. */
const SIGNATURE = {
  authorization: 'AWS4-HMAC-SHA256 Credential=embedded, SignedHeaders=host, Signature=embedded',
  'x-amz-date': '19700101T000000Z',
};

export interface EmbeddedDynamoDb {
  readonly documentClient: DynamoDBDocumentClient;
  close(): Promise<void>;
}

/** What the SDK hands to the end of its middleware. */
interface SdkRequest {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: Uint8Array;
}

/** DynamoDB in this process (dynalite), in memory, with Curfew's tables. It opens no port. */
export const embeddedDynamoDb = async (): Promise<EmbeddedDynamoDb> => {
  // That the SDK will ask for a newer Node one day is nothing to somebody who tries Curfew out.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';
  const client = documentClient({
    region: 'embedded',
    endpoint: 'http://embedded',
    credentials: { accessKeyId: 'embedded', secretAccessKey: 'embedded' },
    requestHandler: inProcess(dynalite({ createTableMs: 0 })),
    signer: { sign: async (request) => request },
  });
  await createMissingTables(client, tableNames({}));
  return { documentClient: client, close: async () => client.destroy() };
};

/**
 * Hands requests to a server's own listener without a socket: a third off each request, which a simulated day of some
 * ten thousand requests feels. Request and response are only as much of Node's as dynalite touches.
 */
const inProcess = (server: Server): NonNullable<DynamoDBClientConfig['requestHandler']> => ({
  handle: ({ method, path, headers, body }: SdkRequest) =>
    new Promise((resolve) => {
      const request = Object.assign(new EventEmitter(), {
        method,
        url: path,
        headers: { ...lowerCased(headers), ...SIGNATURE },
      });
      const answered: Record<string, string> = {};
      const response = {
        statusCode: 200,
        setHeader: (name: string, value: unknown) => {
          answered[name.toLowerCase()] = String(value);
        },
        end: (text: string) => {
          const { statusCode } = response;
          resolve({ response: { statusCode, headers: answered, body: Buffer.from(text) } });
        },
      };
      server.emit('request', request, response);
      request.emit('data', Buffer.concat(body === undefined ? [] : [body]));
      request.emit('end');
    }),
  updateHttpClientConfig: () => undefined,
  httpHandlerConfigs: () => ({}),
});

const lowerCased = (headers: SdkRequest['headers']): Record<string, string> =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
