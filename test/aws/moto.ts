const endpoint = process.env['AWS_ENDPOINT_URL'];
const region = process.env['AWS_REGION'];

interface Request {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | URLSearchParams | Uint8Array<ArrayBuffer>;
}

/** Sends a request to a service of which the tests need too little for a client. Throws where moto does not do it. */
export async function ask(service: string, { path = '/', headers = {}, ...request }: Request): Promise<string> {
  // Moto knows by the signature's scope which service is meant, and checks no signature.
  const Authorization = `AWS4-HMAC-SHA256 Credential=testing/20260101/${region}/${service}/aws4_request, SignedHeaders=host, Signature=0`;
  const answer = await fetch(motoUrl() + path, { ...request, headers: { ...headers, Authorization } });
  const text = await answer.text();
  if (!answer.ok) throw new Error(`moto's ${service} answers HTTP ${answer.status}: ${text}`);
  return text;
}

/** Empties every service of the moto server that `test/aws/run.sh` started. */
export async function resetMoto(): Promise<void> {
  await ask('moto', { method: 'POST', path: '/moto-api/reset' });
}

/** Without a slash at its end. */
export function motoUrl(): string {
  if (endpoint === undefined) throw new Error('AWS_ENDPOINT_URL is not set: run these tests by `npm run test:aws`');
  return endpoint;
}

export interface BusEvent {
  readonly source: string;
  readonly detailType: string;
  readonly detail: Readonly<Record<string, unknown>>;
  /** Epoch seconds. */
  readonly at: number;
}

/** Puts an event on the account's bus, as EC2 and RDS do. */
export async function publish({ source, detailType, detail, at }: BusEvent): Promise<void> {
  const entry = { Source: source, DetailType: detailType, Detail: JSON.stringify(detail), Time: at };
  const headers = { 'X-Amz-Target': 'AWSEvents.PutEvents', 'Content-Type': 'application/x-amz-json-1.1' };
  await ask('events', { method: 'POST', headers, body: JSON.stringify({ Entries: [entry] }) });
}
