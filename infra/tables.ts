import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, type ITable } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import { tableEntries, type TableName } from '../functions/shared/store/tables.ts';

export interface TablesProps {
  /** Those that are there already, with the keys that TABLES says; they are used, and stay as they are. */
  readonly existing: readonly TableName[];
}

/** The five tables, called as people know them; they outlive the stack. */
export class Tables extends Construct {
  readonly #byName = new Map<TableName, ITable>();

  constructor(scope: Construct, id: string, { existing }: TablesProps) {
    super(scope, id);
    for (const [name, shape] of tableEntries()) {
      const table = existing.includes(name)
        ? Table.fromTableName(this, name, name)
        : new Table(this, name, {
            tableName: name,
            partitionKey: { name: shape.partitionKey, type: AttributeType.STRING },
            sortKey: shape.sortKey === undefined ? undefined : { name: shape.sortKey, type: AttributeType.STRING },
            timeToLiveAttribute: shape.ttlAttribute,
            billingMode: BillingMode.PAY_PER_REQUEST,
            pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
            // Against a slip in the console; against the end of the stack, the policy.
            deletionProtection: true,
            removalPolicy: RemovalPolicy.RETAIN,
          });
      this.#byName.set(name, table);
    }
  }

  get(name: TableName): ITable {
    const table = this.#byName.get(name);
    if (table === undefined) throw new Error(`There is no table ${name}.`);
    return table;
  }
}
