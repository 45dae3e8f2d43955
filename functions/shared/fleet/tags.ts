/** The tags by which people put an instance into a schedule's group. */
export const SCHEDULE_TAG = 'ScheduleName';
const GROUP_TAG = 'ScheduleGroupName';

/** One tag as EC2 and RDS describe it. */
export interface Tag {
  readonly Key?: string;
  readonly Value?: string;
}

/** What the tags say of a member; blanks around a value are a slip of the hand and do not count, nor how its letters are composed. */
export interface Tagging {
  /** Undefined: the instance carries no ScheduleName tag and is none of ours. */
  readonly tagValue: string | undefined;
  readonly groupName: string | undefined;
  readonly name: string;
  readonly autoScalingGroup: string | undefined;
  /** Launched by a Spot Fleet or an EC2 Fleet. */
  readonly inFleet: boolean;
}

export function taggingOf(tags: readonly Tag[] | undefined): Tagging {
  const values = new Map((tags ?? []).map(({ Key, Value }) => [Key ?? '', (Value ?? '').trim().normalize('NFC')]));
  return {
    tagValue: values.get(SCHEDULE_TAG),
    groupName: values.get(GROUP_TAG) || undefined,
    name: values.get('Name') ?? '',
    // AWS itself sets the aws: tags; people cannot.
    autoScalingGroup: values.get('aws:autoscaling:groupName'),
    inFleet: values.has('aws:ec2:fleet-id') || values.has('aws:ec2spot:fleet-request-id'),
  };
}
