/** `AURORA` (clusters) and `ASG` (Auto Scaling groups) join here when they are built. */
export type InstanceType = 'EC2' | 'RDS';

/** ReadyTimeoutMinutes where a row says none. */
export const READY_TIMEOUT_MINUTES: Readonly<Record<InstanceType, number>> = { EC2: 15, RDS: 30 };

/** A row of the ScheduleServerGroup table, parsed. */
export interface Group {
  readonly name: string;
  readonly type: InstanceType;
  /** Names of groups of the same schedule that must be ready before this one starts. */
  readonly dependsOn: readonly string[];
  /** `status-ok`: both EC2 status checks passed. */
  readonly readyWhen: 'running' | 'status-ok';
  /** Minutes after everything it waits for is done at which a notice says what keeps whom waiting. */
  readonly readyTimeoutMinutes: number;
}
