import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const PAGE = 10;

type Input = Readonly<Record<string, string | undefined>>;

export interface FakeSsm {
  readonly endpoint: string;
  /** Values by their whole names. */
  readonly values: Map<string, string>;
  /** Writes a parameter of the type String, which needs no decryption. */
  write(name: string, value: string): void;
  close(): void;
}

/** As much of SSM as the channels use, on loopback. */
export async function fakeSsm(): Promise<FakeSsm> {
  const values = new Map<string, string>();
  const plain = new Set<string>();
  const server = createServer((request, response) => {
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      const action = String(request.headers['x-amz-target']).replace('AmazonSSM.', '');
      const answer = answerTo(action, JSON.parse(body) as Input, { values, plain });
      response.statusCode = answer === undefined ? 400 : 200;
      response.setHeader('content-type', 'application/x-amz-json-1.1');
      response.end(JSON.stringify(answer ?? { __type: 'ParameterNotFound' }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const write = (name: string, value: string) => {
    values.set(name, value);
    plain.add(name);
  };
  const close = () => {
    server.closeAllConnections();
    server.close();
  };
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, values, write, close };
}

/** Undefined: there is no such parameter. */
function answerTo(
  action: string,
  input: Input,
  { values, plain }: { values: Map<string, string>; plain: Set<string> },
): object | undefined {
  const { Name = '', Value = '', Path = '', NextToken = '0' } = input;
  const valueOf = (name: string) => (input['WithDecryption'] || plain.has(name) ? values.get(name) : 'encrypted');
  switch (action) {
    case 'PutParameter':
      values.set(Name, Value);
      if (input['Type'] === 'String') plain.add(Name);
      return {};
    case 'GetParameter':
      return values.has(Name) ? { Parameter: { Value: valueOf(Name) } } : undefined;
    case 'DeleteParameter':
      return values.delete(Name) ? {} : undefined;
    case 'GetParametersByPath': {
      const names = [...values.keys()].filter((name) => name.startsWith(Path));
      const to = Number(NextToken) + PAGE;
      return {
        Parameters: names.slice(Number(NextToken), to).map((name) => ({ Name: name, Value: valueOf(name) })),
        ...(to < names.length && { NextToken: String(to) }),
      };
    }
    default:
      throw new Error(`SSM can do more than that: ${action}`);
  }
}
