/** What the stack gives the drain. */
export interface DrainEnv {
  readonly BATCH_QUEUE_URL: string;
}

/** The SSM parameter in which the stack says to which address drains post. */
export const DRAIN_URL_PARAMETER = '/curfew/drain-url';

export interface DrainConfig {
  readonly batchQueueUrl: string;
}

/** Reads the environment; throws where it is wrong. */
export const readDrainConfig = (environment: Readonly<Record<string, string | undefined>>): DrainConfig => {
  const batchQueueUrl = environment['BATCH_QUEUE_URL' satisfies keyof DrainEnv] ?? '';
  if (batchQueueUrl === '') throw new Error("The drain's environment is wrong: BATCH_QUEUE_URL is missing.");
  return { batchQueueUrl };
};
