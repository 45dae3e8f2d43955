import { shown } from '../../functions/shared/rows/attributes.ts';
import type { Item } from '../../functions/shared/rows/schedule.ts';
import type { Finding } from './finding.ts';
import { isSet } from './isa-period.ts';
import { textOf } from '../text-of.ts';

/** What Instance Scheduler's own settings did, and what takes their place. */
const SETTINGS: Readonly<Record<string, readonly [before: string, now: string]>> = {
  scheduled_services: ['the services that it worked', 'EC2 and RDS instances that carry the tag, and no other service'],
  schedule_clusters: ['Aurora clusters were started and stopped', 'left alone'],
  create_rds_snapshot: ['a snapshot was made before RDS was stopped', 'none is made'],
  regions: ['the regions that it worked', 'its own; others by the context key targets'],
  cross_account_roles: ['the accounts that it worked', 'its own; others by the context key targets'],
  remote_account_ids: ['the accounts that it worked', 'its own; others by the context key targets'],
  organization_id: ['accounts of this organisation could join', 'its own; others by the context key targets'],
  schedule_lambda_account: ['its own account was left alone', 'what carries the tag there is worked'],
  started_tags: ['tags that it put on what it started', 'no tag is changed'],
  stopped_tags: ['tags that it put on what it stopped', 'no tag is changed'],
  enable_ssm_maintenance_windows: ['instances were started for SSM maintenance windows', 'they are not'],
  use_metrics: ['metrics of its own in CloudWatch', "Curfew's own, and a dashboard"],
  trace: ['a log with more detail', 'not carried over'],
};

/** Carried over, or the names of its own parts. */
const CARRIED = ['type', 'name', 'tagname', 'default_timezone', 'namespace', 'aws_partition', 'scheduler_role_name'];

/** A line for each setting of the configuration table that Curfew has no row for. */
export const settingFindings = (config: Item): readonly Finding[] =>
  Object.entries(config).flatMap(([attribute, value]): Finding[] => {
    // The one that does something where it is false.
    const acts = attribute === 'schedule_lambda_account' ? !isSet(value) : isSet(value);
    if (CARRIED.includes(attribute) || !acts) return [];
    const [before, now] = (Object.hasOwn(SETTINGS, attribute) && SETTINGS[attribute]) || ['', 'not carried over'];
    return [{ effect: 'lost', row: `config ${textOf(config['name'])}`, attribute, got: shown(value), before, now }];
  });
