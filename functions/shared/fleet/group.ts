/** `AURORA` (clusters) and `ASG` (Auto Scaling groups) join here when they are built. */
export type InstanceType = 'EC2' | 'RDS';

/** A row of the ScheduleServerGroup table, parsed. */
export interface Group {
  readonly name: string;
  readonly type: InstanceType;
  /** Names of groups of the same schedule that must be ready before this one starts. */
  readonly dependsOn: readonly string[];
  /** `status-ok`: both EC2 status checks passed. */
  readonly readyWhen: 'running' | 'status-ok';
  /** Minutes after the group's first call at which a notice says what keeps whom waiting. */
  readonly readyTimeoutMinutes: number;
}
