import type { Command } from 'commander';

/** Adds the options that every import has, and says below its help what they come to. */
export function withImportOptions(command: Command, example: string): Command {
  return command
    .option('--check', 'only say what is different; nothing is written')
    .option(
      '--out <file>',
      'write the rows into a file, for put and --rows, instead of the tables; - is standard output',
    )
    .option('--disabled', 'write every schedule with Enabled false')
    .option('--replace', 'write over rows of the tables that have the same key and say something else')
    .option('--json', '[{effect, row, attribute, got, before, now}], effect kept, changes, lost or error')
    .addHelpText(
      'after',
      '\nkept: written otherwise, to go on doing the same; changes: does something else here; lost: not carried over;\n' +
        'error: Curfew leaves the schedule alone. Exits with 1 if anything is lost or an error; with --check also if\n' +
        `anything changes.\n\nExample:\n  ${example}`,
    );
}
