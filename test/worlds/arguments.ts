import { parseArgs, type ParseArgsConfig } from 'node:util';

type Options = NonNullable<ParseArgsConfig['options']>;

/** What was typed for these options; ends the process with one line where it makes no sense. */
export function argumentsOf<T extends Options>(options: T) {
  try {
    return parseArgs({ options }).values;
  } catch (error) {
    return refuse(error instanceof Error ? error.message : String(error));
  }
}

/** A number from 1 on. */
export function wholeNumber(option: string, typed: string): number {
  const number = Number(typed);
  return Number.isSafeInteger(number) && number > 0
    ? number
    : refuse(`--${option} ${typed}: type a whole number from 1 on`);
}

function refuse(because: string): never {
  process.stderr.write(`${because}; docs/proof.md shows how it is called\n`);
  return process.exit(2);
}
