/** The source of Curfew's own messages in the scheduler's queue, where EventBridge's carry `aws.ec2` or `aws.rds`. */
export const OWN_SOURCE = 'curfew';

/** Asks for a look at the runs that are open; the scheduler's own alarm clock. */
export const WAKE_UP_BODY = JSON.stringify({ source: OWN_SOURCE, 'detail-type': 'Wake-Up' });

/** Asks for a whole tick: somebody changed a row or a hold. */
export const TICK_BODY = JSON.stringify({ source: OWN_SOURCE, 'detail-type': 'Tick' });
