import { CfnParameter, LegacyStackSynthesizer, Stack } from 'aws-cdk-lib';
import { EventBus as Bus, Rule } from 'aws-cdk-lib/aws-events';
import { EventBus } from 'aws-cdk-lib/aws-events-targets';
import { ArnPrincipal, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Construct } from 'constructs';
import type { Context } from './context.ts';
import { fleetRights, keyRights, listFleet } from './rights.ts';
import { STATE_CHANGES } from './state-changes.ts';
import { accountOf, viewerArn, type TargetEntry } from './target-place.ts';

export interface TargetStackProps {
  readonly context: Context;
  readonly entry: TargetEntry;
}

/** Parameters of the stack, as the output `TargetNext…` of the home stack fills them in. */
export const TARGET_PARAMETERS = { bus: 'EventBus', scheduler: 'SchedulerRole', receive: 'ReceiveRole' } as const;

/**
 * What another region or account needs for Curfew to work there: rules that forward its state changes to the home bus and, in
 * another account, the roles that the home functions take on.
 */
export class TargetStack extends Stack {
  constructor(scope: Construct, id: string, { context, entry }: TargetStackProps) {
    const { region } = entry;
    super(scope, id, {
      env: { region, account: accountOf(entry) },
      description: 'Curfew: what lets it start and stop the EC2 and RDS instances of this account and region',
      // Deployed by the caller's own rights: it has no code, which is what `cdk bootstrap` makes room for.
      synthesizer: new LegacyStackSynthesizer(),
    });
    this.#forward();
    if (entry.roleArn !== undefined) this.#makeRoles(entry.roleArn, context);
  }

  #forward(): void {
    const bus = this.#parameter(TARGET_PARAMETERS.bus, "ARN of the event bus of Curfew's own account and region");
    const home = Bus.fromEventBusArn(this, 'Home', bus);
    const role = new Role(this, 'ForwardRole', { assumedBy: new ServicePrincipal('events.amazonaws.com') });
    role.addToPolicy(new PolicyStatement({ actions: ['events:PutEvents'], resources: [bus] }));
    for (const { id, eventPattern } of STATE_CHANGES) {
      // Of this account and region alone: what is forwarded here from elsewhere is not ours to pass on.
      const here = { account: [this.account], region: [this.region] };
      new Rule(this, id, {
        description: 'Forwards state changes to Curfew',
        eventPattern: { ...eventPattern, ...here },
        targets: [new EventBus(home, { role })],
      });
    }
  }

  /** One that works and one that looks; each trusts exactly the function that takes it on. */
  #makeRoles(roleArn: string, context: Context): void {
    const scheduler = this.#parameter(TARGET_PARAMETERS.scheduler, "ARN of the role of this target's scheduler");
    const receiver = this.#parameter(TARGET_PARAMETERS.receive, 'ARN of the role of the receiver');
    const worker = this.#role('Role', { arn: roleArn, trusts: scheduler });
    for (const statement of [...fleetRights(this), ...keyRights(context, this.region)]) worker.addToPolicy(statement);
    const viewer = this.#role('Viewer', { arn: viewerArn(roleArn), trusts: receiver });
    for (const statement of listFleet(this)) viewer.addToPolicy(statement);
  }

  #role(id: string, { arn, trusts }: Readonly<Record<'arn' | 'trusts', string>>): Role {
    return new Role(this, id, {
      roleName: arn.slice(arn.lastIndexOf('/') + 1),
      path: arn.replace(/^[^/]*/, '').replace(/[^/]*$/, ''),
      assumedBy: new ArnPrincipal(trusts),
    });
  }

  #parameter(name: string, description: string): string {
    return new CfnParameter(this, name, { type: 'String', description, allowedPattern: 'arn:.+' }).valueAsString;
  }
}
