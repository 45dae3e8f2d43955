/** What the stack gives the publisher. */
export interface PublishEnv {
  readonly MEMORY_TABLE: string;
}

export interface PublishConfig {
  readonly memoryTable: string;
}

/** Reads the environment; throws where it is wrong. */
export const readPublishConfig = (environment: Readonly<Record<string, string | undefined>>): PublishConfig => {
  const memoryTable = environment['MEMORY_TABLE' satisfies keyof PublishEnv] ?? '';
  if (memoryTable === '') throw new Error("The publisher's environment is wrong: MEMORY_TABLE is missing.");
  return { memoryTable };
};
