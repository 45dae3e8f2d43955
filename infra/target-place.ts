import { Stack } from 'aws-cdk-lib';
import { RegionInfo } from 'aws-cdk-lib/region-info';
import type { Construct } from 'constructs';

/** One entry of the context key `targets`: another region, or another account by a role of it. */
export interface TargetEntry {
  readonly region: string;
  /** Undefined in Curfew's own account. */
  readonly roleArn?: string;
}

/** The account of a target; undefined where it is Curfew's own. */
export const accountOf = ({ roleArn }: TargetEntry): string | undefined => roleArn?.split(':')[4];

/** `aws`, `aws-cn`: regions of one partition know nothing of another's; undefined for a region that aws-cdk-lib does not know. */
export const partitionOf = (region: string): string | undefined =>
  RegionInfo.regions.find(({ name }) => name === region)?.partition;

/** `us-east-1`, `222222222222/us-east-1`: a target as notices call it. */
export const nameOf = (entry: TargetEntry): string => [accountOf(entry), entry.region].filter(Boolean).join('/');

/** The account and region that Curfew itself is deployed in, as far as they are known. */
export interface Home {
  readonly account?: string;
  readonly region?: string;
}

/**
 * Why this is no target beside Curfew's own; undefined where it is one. Two schedulers would warn for and stop the same instances,
 * and neither roles nor events cross from one partition to another.
 */
export const objectionTo = (entry: TargetEntry, home: Home): string | undefined => {
  const partition = home.region === undefined ? undefined : partitionOf(home.region);
  if (partition !== undefined && partition !== partitionOf(entry.region))
    return `The target ${nameOf(entry)} in targets is of another partition than Curfew's own region ${home.region}; expected a region of ${partition}.`;
  const account = accountOf(entry);
  if (account !== undefined && account === home.account)
    return `The target ${nameOf(entry)} is in Curfew's own account: leave out its roleArn.`;
  return account === undefined && entry.region === home.region
    ? `The target ${nameOf(entry)} is where Curfew itself is deployed: leave it out.`
    : undefined;
};

/** `UsEast1`, `222222222222UsEast1`: a target in the names of constructs. */
export const idOf = (entry: TargetEntry): string =>
  [accountOf(entry) ?? '', ...entry.region.split('-').map((part) => part.charAt(0).toUpperCase() + part.slice(1))].join(
    '',
  );

/** The role beside a target's own that only looks; the receiver takes it on. */
export const viewerArn = (roleArn: string): string => `${roleArn}-viewer`;

/** The variable TARGETS: the home target, then these. */
const asVariable = (entries: readonly TargetEntry[]): string => JSON.stringify([{}, ...entries]);

/** Which of an installation's targets a scheduler works. */
export interface Work {
  /** The variable TARGETS of those that work them. */
  readonly targets: string;
  /** The same for those that look. */
  readonly views: string;
  readonly place: number;
  /** Undefined at home. */
  readonly entry: TargetEntry | undefined;
}

/** The work of each scheduler; a single one that works where it is has nothing to be told. */
export function worksOf(entries: readonly TargetEntry[]): readonly [Work | undefined, ...Work[]] {
  if (entries.length === 0) return [undefined];
  const views = entries.map(({ region, roleArn }) => ({ region, roleArn: roleArn && viewerArn(roleArn) }));
  const all = { targets: asVariable(entries), views: asVariable(views) };
  return [{ ...all, place: 0, entry: undefined }, ...entries.map((entry, nth) => ({ ...all, place: nth + 1, entry }))];
}

/** Whose events a scheduler takes: forwarded ones bear the account and the region that they come from. */
export function eventsOf(scope: Construct, work: Work | undefined): { account?: string[]; region?: string[] } {
  if (work === undefined) return {};
  const { account, region } = Stack.of(scope);
  const { entry } = work;
  return { account: [(entry && accountOf(entry)) ?? account], region: [entry?.region ?? region] };
}
