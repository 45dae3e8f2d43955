import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync } from 'node:fs';
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** An answer, or how the server fails to give one. */
export type ChatAnswer =
  | { readonly status: number; readonly headers?: Readonly<Record<string, string>>; readonly body?: string }
  | 'hangs'
  /** Answers 200 at once, and its body one byte at a time for ever. */
  | 'drips'
  /** Sends a body without end. */
  | 'floods'
  | 'hangs-up';

export interface ReceivedPost {
  readonly path: string;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
}

export interface ChatServer {
  /** Of one webhook; its last part is a secret. */
  readonly url: string;
  readonly port: number;
  readonly received: readonly ReceivedPost[];
  /** What the next posts get, in turn; after that, what the service answers when all is well. */
  answer(...answers: ChatAnswer[]): void;
  close(): void;
}

export const SECRET = 'a1b2c3d4e5f60718293a4b5c6d7e8f90';

/** Chat services as far as facts/chat.md tells: paths, what they take, and what they say. */
const SERVICES = {
  jandi: {
    path: `/connect-api/webhook/10101010/${SECRET}`,
    takes: ({ headers, body }: ReceivedPost) =>
      headers.accept === 'application/vnd.tosslab.jandi-v2+json' && typeof JSON.parse(body).body === 'string',
    well: { status: 200, body: '{}' },
  },
  slack: {
    path: `/services/T0001/B0001/${SECRET}`,
    takes: ({ body }: ReceivedPost) => typeof JSON.parse(body).text === 'string',
    well: { status: 200, body: 'ok' },
  },
} as const;

export type ChatService = keyof typeof SERVICES;

export interface ChatServerOptions {
  /** PEM; without it the server speaks plain http. */
  readonly tls?: { readonly key: string; readonly cert: string };
}

/** A server on loopback that behaves like JANDI or Slack: a body that is not the service's gets its 400. */
export async function chatServer(service: ChatService, { tls }: ChatServerOptions = {}): Promise<ChatServer> {
  const { path, takes, well } = SERVICES[service];
  const received: ReceivedPost[] = [];
  const answers: ChatAnswer[] = [];
  const listener = (request: IncomingMessage, response: ServerResponse): void => {
    void bodyOf(request).then((body) => {
      const post = { path: request.url ?? '', headers: request.headers, body };
      received.push(post);
      const isTaken = request.method === 'POST' && post.path === path && takes(post);
      give(answers.shift() ?? (isTaken ? well : { status: 400, body: 'invalid_payload' }), response);
    });
  };
  const server = tls === undefined ? http.createServer(listener) : https.createServer({ ...tls }, listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `${tls === undefined ? 'http' : 'https'}://127.0.0.1:${port}${path}`,
    ...{ port, received },
    answer: (...more) => void answers.push(...more),
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  return body;
}

function give(answer: ChatAnswer, response: ServerResponse): void {
  if (answer === 'hangs') return;
  if (answer === 'hangs-up') return void response.destroy();
  if (answer === 'drips' || answer === 'floods') {
    const [piece, everyMs] = answer === 'drips' ? ['o', 5] : ['x'.repeat(65_536), 1];
    response.writeHead(200);
    const timer = setInterval(() => response.write(piece), everyMs);
    response.on('close', () => clearInterval(timer));
    return;
  }
  response.writeHead(answer.status, answer.headers);
  response.end(answer.body);
}

/** A certificate of a name, signed by itself, made for this run. */
export function selfSigned(hostname: string): { key: string; cert: string } {
  const folder = mkdtempSync(join(tmpdir(), 'curfew-tls-'));
  const [keyFile, certFile] = [join(folder, 'key.pem'), join(folder, 'cert.pem')];
  const subject = ['-subj', `/CN=${hostname}`, '-addext', `subjectAltName=DNS:${hostname}`];
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-keyout', keyFile];
  execFileSync('openssl', ['req', '-x509', ...key, '-days', '2', ...subject, '-out', certFile], { stdio: 'pipe' });
  return { key: readFileSync(keyFile, 'utf8'), cert: readFileSync(certFile, 'utf8') };
}
