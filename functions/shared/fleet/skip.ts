import type { SkipBecause } from './member.ts';

export interface Ec2Facts {
  /** Tag `aws:autoscaling:groupName`, which AWS itself sets. */
  readonly autoScalingGroup: string | undefined;
  readonly isSpot: boolean;
  /** Its request allows it, and no Spot Fleet or EC2 Fleet keeps the instance; read only for spot instances. */
  readonly spotMayStop: boolean;
  readonly rootDeviceType: string | undefined;
}

/** Why an EC2 instance is never started or stopped, or undefined. */
export function ec2Skip(facts: Ec2Facts): SkipBecause | undefined {
  // The group's health check would replace a stopped member by a new instance.
  if (facts.autoScalingGroup !== undefined) return 'auto-scaling-group';
  if (facts.isSpot && !facts.spotMayStop) return 'spot';
  // There is nothing the data could survive on; StopInstances refuses.
  if (facts.rootDeviceType === 'instance-store') return 'instance-store';
  return undefined;
}

export interface SpotFacts {
  readonly type: string | undefined;
  readonly state: string | undefined;
  readonly launchGroup: string | undefined;
  readonly availabilityZoneGroup: string | undefined;
}

/**
 * Whether a user may stop and start the instance of this spot request.
 * https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/stop-spot-instances.html
 */
export function spotMayStop(facts: SpotFacts): boolean {
  const isLive = facts.state === 'active' || facts.state === 'open' || facts.state === 'disabled';
  const isGrouped = facts.launchGroup !== undefined || facts.availabilityZoneGroup !== undefined;
  return facts.type === 'persistent' && isLive && !isGrouped;
}

export interface RdsFacts {
  readonly clusterId: string | undefined;
  readonly isReadReplica: boolean;
  readonly hasReadReplicas: boolean;
  readonly engine: string;
  readonly multiAz: boolean;
}

/**
 * Why a DB instance is never started or stopped, or undefined.
 * https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_StopInstance.html
 */
export function rdsSkip(facts: RdsFacts): SkipBecause | undefined {
  // Aurora, Multi-AZ clusters, Neptune and DocumentDB: only the cluster can be stopped.
  if (facts.clusterId !== undefined) return 'cluster-member';
  if (facts.isReadReplica) return 'read-replica';
  if (facts.hasReadReplicas) return 'has-read-replicas';
  if (facts.engine.startsWith('sqlserver-') && facts.multiAz) return 'sql-server-multi-az';
  return undefined;
}
