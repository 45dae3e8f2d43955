/** Where a target lies, for what the targets of an installation share: notices, warnings, and who speaks for all. */
export interface Place {
  /** As people call it: `us-east-1`, or `222222222222/us-east-1` in another account. */
  readonly name: string;
  /** Curfew's own account and region: its notices and warnings have the ids that they have where there is no other target. */
  readonly isHome: boolean;
  /** Ids of the other targets, for the first one, which speaks for what concerns them all; undefined for the rest. */
  readonly others?: readonly string[];
}

/** An account and region whose instances Curfew starts and stops. */
export interface Target {
  /** By which Memory keeps what it keeps of each: `self/ap-northeast-2`, `222222222222/us-east-1`. It holds no `#`. */
  readonly id: string;
  readonly region: string;
  /** Undefined in Curfew's own account, where a function's own role does. */
  readonly roleArn?: string;
  /** Undefined where Curfew's own account and region are all there is. */
  readonly place?: Place;
}

/** As warnings name the target whose members they were given for: the home one has no name. */
export const warnedTarget = ({ id, place }: Pick<Target, 'id' | 'place'>): string | undefined =>
  place === undefined || place.isHome ? undefined : id;

/** The code of a failure to take on a target's role. AWS answers the same to one that does not trust us and to one that is not there. */
export const ROLE_DENIED = 'AssumeRoleDenied';

/** One entry of the context key `targets`; without a region the one that Curfew is in. */
interface Entry {
  readonly region?: string;
  readonly roleArn?: string;
}

/**
 * The targets that the variable `TARGETS` holds, a JSON list of `{region, roleArn}`. Without it, or with an empty list, Curfew's own
 * account and region. Undefined where it holds something else.
 */
export function readTargets(text: string | undefined, homeRegion: string): readonly [Target, ...Target[]] | undefined {
  const entries = entriesIn(text === undefined || text === '' ? '[]' : text);
  if (entries === undefined) return undefined;
  const [first = {}, ...rest] = entries;
  if (rest.length === 0 && isHome(first, homeRegion)) return [bare(first, homeRegion)];
  const others = rest.map((entry) => bare(entry, homeRegion).id);
  const placed = (entry: Entry, speaks?: Pick<Place, 'others'>): Target => {
    const target = bare(entry, homeRegion);
    const name = target.id.replace(/^self\//, '');
    return { ...target, place: { name, isHome: isHome(entry, homeRegion), ...speaks } };
  };
  return [placed(first, { others }), ...rest.map((entry) => placed(entry))];
}

const isHome = ({ region, roleArn }: Entry, homeRegion: string): boolean =>
  roleArn === undefined && (region ?? homeRegion) === homeRegion;

function bare({ region, roleArn }: Entry, homeRegion: string): Target {
  // arn:aws:iam::222222222222:role/NAME
  const account = roleArn?.split(':')[4] ?? 'self';
  const where = region ?? homeRegion;
  return { id: `${account}/${where}`, region: where, ...(roleArn !== undefined && { roleArn }) };
}

function entriesIn(text: string): readonly Entry[] | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return Array.isArray(parsed) && parsed.every(isEntry) ? parsed : undefined;
  } catch {
    return undefined;
  }
}

function isEntry(value: unknown): value is Entry {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  return Object.entries(value).every(
    ([key, part]) => (key === 'region' || key === 'roleArn') && typeof part === 'string' && part !== '',
  );
}
