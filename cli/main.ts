import { CommanderError } from 'commander';
import { ExternalFailure } from '../functions/shared/failure/external-failure.ts';
import { fileErrorWords } from './file-error.ts';
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
    return complainOf(error, terminal);
  }
}

/** Says in one line what went wrong, and returns the exit code for it; the stack of a bug only on request. */
export function complainOf(error: unknown, terminal: Terminal): number {
  terminal.complain(`curfew: ${oneLine(error)}`);
  if (terminal.env['CURFEW_DEBUG'] && error instanceof Error) terminal.complain(error.stack ?? '');
  return error instanceof Refusal ? error.exitCode : EXIT.failed;
}

/** The same of what keeps standard output from being written. `curfew plan | head` closes the pipe early; that is no failure. */
export function complainOfOutput(error: NodeJS.ErrnoException, terminal: Terminal): number {
  if (error.code === 'EPIPE') return EXIT.done;
  return complainOf(new Refusal(`cannot write: ${fileErrorWords(error)}`, EXIT.failed), terminal);
}

function oneLine(error: unknown): string {
  if (error instanceof Refusal) return error.message;
  if (error instanceof ExternalFailure) return error.message.split('\n')[0] ?? '';
  const message = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return `this is a bug in Curfew: ${message.split('\n')[0]} (CURFEW_DEBUG=1 shows where)`;
}
