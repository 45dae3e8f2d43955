import { METRIC_UNITS } from '../../functions/shared/lambda/metric-names.ts';
import { templateWith } from '../../infra/template.ts';

/** What the stack has that costs something by being there. */
export interface StackParts {
  readonly schedulerGb: number;
  readonly delivererGb: number;
  /** Queues that Lambda polls. */
  readonly polled: { readonly standard: number; readonly fifo: number };
  /** Functions beside the scheduler that a rate rule invokes, with the minutes between. */
  readonly otherRates: readonly { readonly everyMinutes: number; readonly gb: number }[];
  readonly alarms: number;
  readonly dashboards: number;
  /** Every metric of Curfew's own, as if each were reported in every hour. */
  readonly metrics: number;
}

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

/** Counts the resources of the synthesised template. */
export function readStack(): StackParts {
  const { Resources } = templateWith({}).toJSON() as { Resources: Readonly<Record<string, Resource>> };
  const ofType = (type: string): [string, Resource][] =>
    Object.entries(Resources).filter(([, resource]) => resource.Type === type);
  const gbOf = (id: string): number => Number(Resources[id]?.Properties['MemorySize'] ?? 128) / 1_024;
  const functionCalled = (name: string): string =>
    ofType('AWS::Lambda::Function').find(([id]) => id.startsWith(name))?.[0] ?? '';
  const polled = ofType('AWS::Lambda::EventSourceMapping').map(([, { Properties }]) =>
    idIn(Properties['EventSourceArn']),
  );
  const rates = ofType('AWS::Events::Rule').flatMap(([, { Properties }]) => {
    const [, every] = /^rate\((\d+) minutes?\)$/.exec(String(Properties['ScheduleExpression'])) ?? [];
    const [target] = (Properties['Targets'] ?? []) as { Arn?: unknown }[];
    return every === undefined ? [] : [{ everyMinutes: Number(every), target: idIn(target?.Arn) }];
  });
  const isFifo = (id: string): boolean => Resources[id]?.Properties['FifoQueue'] === true;
  return {
    schedulerGb: gbOf(functionCalled('Scheduler')),
    delivererGb: gbOf(functionCalled('Deliver')),
    polled: { standard: polled.filter((id) => !isFifo(id)).length, fifo: polled.filter(isFifo).length },
    otherRates: rates
      .filter(({ target }) => !target.startsWith('Scheduler'))
      .map(({ everyMinutes, target }) => ({ everyMinutes, gb: gbOf(target) })),
    alarms: ofType('AWS::CloudWatch::Alarm').length,
    dashboards: ofType('AWS::CloudWatch::Dashboard').length,
    metrics: Object.keys(METRIC_UNITS).length,
  };
}

/** The resource that an ARN of the template refers to. */
const idIn = (arn: unknown): string =>
  ((arn as { 'Fn::GetAtt'?: string[] } | undefined)?.['Fn::GetAtt'] ?? [])[0] ?? '';
