import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import dynalite from 'dynalite';
import { vi } from 'vitest';

/** A tagged EC2 instance, as little of it as a listing needs. */
interface FakeInstance {
  readonly id: string;
  readonly name: string;
  readonly group: string;
  state: 'running' | 'stopped';
  /** Where it is; AWS_REGION where not given. */
  readonly region?: string;
}

export interface FakeAws {
  readonly instances: FakeInstance[];
  /** Every EC2 action that starts or stops, `StartInstances i-1`. */
  readonly actions: string[];
  close(): void;
}

/** DynamoDB (dynalite), and as much of EC2 and RDS as the command line touches, on a loopback port that the AWS environment names. */
export async function fakeAws(): Promise<FakeAws> {
  const instances: FakeInstance[] = [];
  const actions: string[] = [];
  const dynamoDb = dynalite({ createTableMs: 0 });
  const server = createServer((request, response) => {
    const isQuery = request.headers['content-type']?.startsWith('application/x-www-form-urlencoded');
    if (!isQuery) dynamoDb.emit('request', request, response);
    else void answerQuery(request, response, { instances, actions });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  vi.stubEnv('AWS_ENDPOINT_URL', `http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  vi.stubEnv('AWS_REGION', HOME);
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'fake');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'fake');
  vi.stubEnv('AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED', 'true');
  return {
    ...{ instances, actions },
    close: () => {
      vi.unstubAllEnvs();
      server.closeAllConnections();
      server.close();
    },
  };
}

async function answerQuery(
  request: IncomingMessage,
  response: ServerResponse,
  { instances, actions }: Pick<FakeAws, 'instances' | 'actions'>,
): Promise<void> {
  let body = '';
  for await (const chunk of request) body += String(chunk);
  const form = new URLSearchParams(body);
  const action = form.get('Action') ?? '';
  const named = instances.filter(({ id }) => [...form.values()].includes(id));
  if (action.endsWith('Instances') && !action.startsWith('Describe')) {
    actions.push([action, ...named.map(({ id }) => id)].join(' '));
    for (const instance of named) instance.state = action === 'StartInstances' ? 'running' : 'stopped';
  }
  response.setHeader('content-type', 'text/xml');
  // A request is signed for its region: Credential=KEY/20261120/us-east-1/ec2/aws4_request.
  const [, region] = /Credential=[^/]+\/\d+\/([^/]+)\//.exec(request.headers.authorization ?? '') ?? [];
  if (action === 'AssumeRole') response.statusCode = 403;
  response.end(
    answerOf(
      action,
      instances.filter((instance) => (instance.region ?? HOME) === region),
    ),
  );
}

const HOME = 'ap-northeast-2';

/** No role lets anybody in. */
const DENIED =
  '<ErrorResponse><Error><Code>AccessDenied</Code><Message>not allowed: sts:AssumeRole</Message></Error></ErrorResponse>';

function answerOf(action: string, instances: readonly FakeInstance[]): string {
  if (action === 'AssumeRole') return DENIED;
  if (action === 'DescribeDBInstances')
    return '<DescribeDBInstancesResponse><DescribeDBInstancesResult><DBInstances/></DescribeDBInstancesResult></DescribeDBInstancesResponse>';
  const items = action === 'DescribeInstances' ? instances.map(instanceXml).join('') : '';
  return `<${action}Response><reservationSet><item><instancesSet>${items}</instancesSet></item></reservationSet></${action}Response>`;
}

function instanceXml({ id, name, group, state }: FakeInstance): string {
  const tags = Object.entries({ ScheduleName: 'Development', ScheduleGroupName: group, Name: name });
  const tagXml = tags.map(([key, value]) => `<item><key>${key}</key><value>${value}</value></item>`).join('');
  return (
    `<item><instanceId>${id}</instanceId><instanceType>m5.large</instanceType><rootDeviceType>ebs</rootDeviceType>` +
    `<instanceState><name>${state}</name></instanceState><placement><availabilityZone>ap-northeast-2a</availabilityZone></placement>` +
    `<tagSet>${tagXml}</tagSet></item>`
  );
}
