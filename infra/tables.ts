import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { tableEntries, type TableName } from '../functions/shared/store/tables.ts';

/** The five tables, called as people know them; they outlive the stack. */
export class Tables extends Construct {
  readonly #byName = new Map<TableName, Table>();

  constructor(scope: Construct, id: string) {
    super(scope, id);
    for (const [name, shape] of tableEntries()) {
      const table = new Table(this, name, {
        tableName: name,
        partitionKey: { name: shape.partitionKey, type: AttributeType.STRING },
        sortKey: shape.sortKey === undefined ? undefined : { name: shape.sortKey, type: AttributeType.STRING },
        timeToLiveAttribute: shape.ttlAttribute,
        billingMode: BillingMode.PAY_PER_REQUEST,
        pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
        removalPolicy: RemovalPolicy.RETAIN,
      });
      this.#byName.set(name, table);
    }
  }

  get(name: TableName): Table {
    const table = this.#byName.get(name);
    if (table === undefined) throw new Error(`There is no table ${name}.`);
    return table;
  }
}
