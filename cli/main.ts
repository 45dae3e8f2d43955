import { CommanderError } from 'commander';
import { ExternalFailure } from '../functions/shared/failure/external-failure.ts';
import { buildProgram } from './program.ts';
import { EXIT, Refusal } from './refusal.ts';
import type { Terminal } from './terminal.ts';

/** Runs one command line (without `node` and the script) and returns its exit code; never throws. */
export async function main(argv: readonly string[], terminal: Terminal): Promise<number> {
  let exitCode: number = EXIT.done;
  const program = buildProgram(terminal, (code) => (exitCode = code));
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return exitCode;
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.done : EXIT.wrongUsage;
    terminal.complain(`curfew: ${oneLine(error)}`);
    if (terminal.env['CURFEW_TRACE'] && error instanceof Error) terminal.complain(error.stack ?? '');
    return error instanceof Refusal ? error.exitCode : EXIT.failed;
  }
}

function oneLine(error: unknown): string {
  if (error instanceof Refusal) return error.message;
  if (error instanceof ExternalFailure) return `${error.message}${error.code && ` (${error.code})`}`;
  const message = error instanceof Error ? error.message : String(error);
  return `a fault of its own: ${message.split('\n')[0]} (CURFEW_TRACE=1 shows where)`;
}
