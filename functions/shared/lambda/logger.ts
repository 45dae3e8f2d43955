type Level = 'info' | 'warn' | 'error';

/** What a log line carries beside its message; errors may stand anywhere in it. */
export type LogFields = Readonly<Record<string, unknown>>;

const log = (level: Level, message: string, fields: LogFields = {}): void => {
  process.stdout.write(`${JSON.stringify({ level, message, ...fields }, withErrors)}\n`);
};

/** One JSON line for each entry, without a time: CloudWatch Logs adds its own. Give it no secret; it hides nothing. */
export const logger = {
  info: (message: string, fields?: LogFields) => log('info', message, fields),
  warn: (message: string, fields?: LogFields) => log('warn', message, fields),
  error: (message: string, fields?: LogFields) => log('error', message, fields),
};

/** An error's name, message, stack, cause and parts are not enumerable, so that JSON would print `{}`. */
const withErrors = (_key: string, value: unknown): unknown => {
  if (!(value instanceof Error)) return value;
  const { name, message, stack, cause } = value;
  return { ...value, name, message, stack, cause, ...(value instanceof AggregateError && { errors: value.errors }) };
};
