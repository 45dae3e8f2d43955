import type { InstanceType } from '../functions/shared/fleet/group.ts';
import { isMap } from '../functions/shared/rows/attributes.ts';
import type { Problem } from '../functions/shared/rows/problem.ts';

/** The states an instance may begin in, in EC2's words and in RDS's. */
const STATES = ['stopped', 'running', 'available', 'pending', 'starting', 'stopping'] as const;

/** One instance of the simulated fleet: an element of the `--fleet FILE` list. */
export interface FleetInstance {
  readonly id: string;
  readonly type: InstanceType;
  readonly tags: Readonly<Record<string, string>>;
  readonly state: (typeof STATES)[number];
  /** From the start call until it runs. */
  readonly bootSeconds: number;
  /** From the stop call until it is stopped. */
  readonly stopSeconds: number;
  /** From running until both EC2 status checks pass; 0 where left out. */
  readonly statusSeconds?: number;
  /** `m5.large`, `db.t3.medium`. */
  readonly size?: string;
  readonly zone?: string;
  /** RDS engine, `postgres` where left out. */
  readonly engine?: string;
  readonly multiAz?: boolean;
  readonly clusterId?: string;
  /** Id of the RDS instance that this one replicates. */
  readonly readReplicaOf?: string;
  readonly spot?: 'one-time' | 'persistent';
  readonly autoScalingGroup?: string;
  readonly instanceStore?: boolean;
  readonly hibernation?: boolean;
  /** When its CPU is busy, as its CloudWatch says; else it idles. */
  readonly busy?: readonly { readonly from: string; readonly to: string; readonly percent: number }[];
}

const DEFAULT_SECONDS = {
  EC2: { bootSeconds: 30, stopSeconds: 30 },
  RDS: { bootSeconds: 300, stopSeconds: 120 },
} as const;

const NUMBERS = ['bootSeconds', 'stopSeconds', 'statusSeconds'] as const;
const TEXTS = ['size', 'zone', 'engine', 'clusterId', 'readReplicaOf', 'autoScalingGroup'] as const;
const FLAGS = ['multiAz', 'instanceStore', 'hibernation'] as const;

export interface FleetFile {
  readonly instances: readonly FleetInstance[];
  readonly problems: readonly Problem[];
}

/** Reads the parsed JSON of a fleet file; an element with problems is left out and every problem of it is told. */
export function parseFleetFile(json: unknown): FleetFile {
  if (!Array.isArray(json)) {
    const expected = 'a list of instances: [{"id": "i-1", "type": "EC2", "tags": {"ScheduleName": "Development"}, …}]';
    return { instances: [], problems: [{ row: 'fleet file', attribute: '', got: shown(json), expected }] };
  }
  const instances = new Map<string, FleetInstance>();
  const problems: Problem[] = [];
  for (const [index, element] of (json as unknown[]).entries()) {
    const parsed = parseInstance(element, index);
    const instance = parsed.instance;
    problems.push(...parsed.problems);
    if (instance === undefined) continue;
    if (instances.has(instance.id)) {
      const expected = 'an id that no other instance of the file has';
      problems.push({ row: `fleet #${index + 1}`, attribute: 'id', got: shown(instance.id), expected });
    } else {
      instances.set(instance.id, instance);
    }
  }
  return { instances: [...instances.values()], problems };
}

interface ParsedInstance {
  readonly instance?: FleetInstance;
  readonly problems: readonly Problem[];
}

function parseInstance(element: unknown, index: number): ParsedInstance {
  const fields = isMap(element) ? element : {};
  const id = fields['id'];
  const row = typeof id === 'string' && id !== '' ? `fleet ${id}` : `fleet #${index + 1}`;
  const problems: Problem[] = [];
  const problem = (attribute: string, expected: string): void => {
    problems.push({ row, attribute, got: shown(attribute === '' ? element : fields[attribute]), expected });
  };

  if (!isMap(element)) {
    problem('', 'an object such as {"id": "i-1", "type": "EC2", "tags": {"ScheduleName": "Development"}}');
    return { problems };
  }
  if (typeof id !== 'string' || id === '') problem('id', 'an instance id, such as "i-0a1b2c" or "orders-db"');
  const type = parseType(fields['type']);
  if (type === undefined) problem('type', '"EC2" or "RDS"');
  const tags = parseTags(fields['tags']);
  if (tags === undefined) problem('tags', 'an object, {"ScheduleName": "Development", "ScheduleGroupName": "db"}');
  const state = parseState(fields['state']);
  if (state === undefined) problem('state', `one of ${STATES.join(', ')}`);
  const extras = parseExtras(fields, problem);

  if (problems.length > 0 || typeof id !== 'string' || !type || !tags || !state) return { problems };
  return { instance: { id, type, tags, state, ...DEFAULT_SECONDS[type], ...extras }, problems };
}

function parseExtras(
  fields: Readonly<Record<string, unknown>>,
  problem: (attribute: string, expected: string) => void,
): Partial<FleetInstance> {
  const extras: Record<string, unknown> = {};
  const take = (name: string, isRight: (value: unknown) => boolean, expected: string): void => {
    const value = fields[name];
    if (value === undefined || value === null) return;
    if (isRight(value)) extras[name] = value;
    else problem(name, expected);
  };
  for (const name of NUMBERS) take(name, isSeconds, 'a number of seconds, 0 or more, such as 90');
  for (const name of TEXTS) take(name, (value) => typeof value === 'string', 'a text in quotes');
  for (const name of FLAGS) take(name, (value) => typeof value === 'boolean', 'true or false');
  take('busy', isBusy, '[{"from": "2026-12-24T14:00:00+09:00", "to": "2026-12-24T14:30:00+09:00", "percent": 97}]');
  take('spot', (value) => value === 'one-time' || value === 'persistent', '"one-time" or "persistent"');
  return extras;
}

const isBusy = (value: unknown): boolean =>
  Array.isArray(value) &&
  value.every(
    (load: unknown) =>
      isMap(load) &&
      [load['from'], load['to']].every((at) => typeof at === 'string' && !Number.isNaN(Date.parse(at))) &&
      typeof load['percent'] === 'number',
  );

const isSeconds = (value: unknown): boolean => typeof value === 'number' && Number.isFinite(value) && value >= 0;

function parseType(value: unknown): InstanceType | undefined {
  const type = typeof value === 'string' ? value.trim().toUpperCase() : '';
  return type === 'EC2' || type === 'RDS' ? type : undefined;
}

function parseState(value: unknown): FleetInstance['state'] | undefined {
  if (value === undefined || value === null) return 'stopped';
  const word = typeof value === 'string' ? value.trim().toLowerCase() : '';
  return STATES.find((state) => state === word);
}

/** Tags as an object, or as the AWS CLI prints them: `[{"Key": …, "Value": …}]`. */
function parseTags(value: unknown): Record<string, string> | undefined {
  if (value === undefined || value === null) return {};
  const entries = Array.isArray(value)
    ? (value as unknown[]).map(tagEntry)
    : isMap(value)
      ? Object.entries(value)
      : [undefined];
  const tags: Record<string, string> = {};
  for (const entry of entries) {
    const [key, text] = entry ?? [];
    if (typeof key !== 'string' || (typeof text !== 'string' && typeof text !== 'number')) return undefined;
    tags[key] = String(text);
  }
  return tags;
}

const tagEntry = (tag: unknown): [unknown, unknown] | undefined =>
  isMap(tag) ? [tag['Key'], tag['Value'] ?? ''] : undefined;

function shown(value: unknown): string {
  const text = value === undefined ? 'nothing' : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}
