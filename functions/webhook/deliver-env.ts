/** What the stack gives the deliverer. */
export interface DeliverEnv {
  readonly MEMORY_TABLE: string;
  readonly NOTICE_QUEUE_URL: string;
  readonly NOTICE_DEAD_LETTER_QUEUE_URL: string;
}

export interface DeliverConfig {
  readonly memoryTable: string;
  readonly noticeQueueUrl: string;
  readonly deadLetterQueueUrl: string;
}

/** Reads the environment; throws once, with every variable that is missing. */
export const readDeliverConfig = (environment: Readonly<Record<string, string | undefined>>): DeliverConfig => {
  const missing: string[] = [];
  const text = (name: keyof DeliverEnv): string => {
    const value = environment[name] ?? '';
    if (value === '') missing.push(`${name} is missing`);
    return value;
  };
  const config = {
    memoryTable: text('MEMORY_TABLE'),
    noticeQueueUrl: text('NOTICE_QUEUE_URL'),
    deadLetterQueueUrl: text('NOTICE_DEAD_LETTER_QUEUE_URL'),
  };
  if (missing.length > 0) throw new Error(`The deliverer's environment is wrong: ${missing.join('; ')}.`);
  return config;
};
