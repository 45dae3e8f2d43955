import { Command } from 'commander';
import { readJandiExport } from '../import/jandi-export.ts';
import { importJandi, type OriginalRows } from '../import/jandi.ts';
import { writeImport, type ImportOptions } from '../import/write-import.ts';
import { Refusal } from '../refusal.ts';
import { settingsOf } from '../settings.ts';
import type { Terminal } from '../terminal.ts';
import { withAccount } from '../with-account.ts';
import { withImportOptions } from './import-options.ts';

interface JandiOptions extends ImportOptions {
  readonly scheduleTable: string;
  readonly groupTable: string;
  readonly exceptionTable: string;
}

export function importJandiCommand(terminal: Terminal, exit: (code: number) => void): Command {
  const command = new Command('jandi')
    .summary('the original JANDI scheduler')
    .description(
      "Reads the original's three tables, or an export of them, and writes the rows into Curfew's. " +
        "--time-zone is the zone that the original's code set.",
    )
    .option(
      '--file <file...>',
      'read files instead: what aws dynamodb scan prints of each table, or {"Schedule": [...], …}',
    )
    .option('--schedule-table <name>', "the original's table of schedules", 'Schedule')
    .option('--group-table <name>', "the original's table of groups", 'ScheduleServerGroup')
    .option('--exception-table <name>', "the original's table of exceptions", 'ScheduleException')
    .action(async (_, self: Command) => exit(await importFromJandi(self.optsWithGlobals(), terminal)));
  return withImportOptions(
    command,
    'curfew import jandi --file Schedule.json ScheduleServerGroup.json ScheduleException.json --check',
  );
}

async function importFromJandi(options: JandiOptions, terminal: Terminal): Promise<number> {
  const { zone } = settingsOf(options, terminal.env);
  const { rows, missing } =
    options.file === undefined
      ? { rows: await readTables(options, terminal), missing: [] }
      : await readJandiExport(options.file);
  const imported = importJandi(rows, { timeZone: zone.name, today: zone.localDay(terminal.now()) });
  return writeImport({ ...imported, findings: [...missing, ...imported.findings] }, options, terminal);
}

async function readTables(options: JandiOptions, terminal: Terminal): Promise<OriginalRows> {
  const names = {
    Schedule: options.scheduleTable,
    ScheduleServerGroup: options.groupTable,
    ScheduleException: options.exceptionTable,
  };
  return withAccount(terminal, async ({ tableNames, rowsOf }) => {
    const shared = Object.values(names).filter((name) => Object.values(tableNames).includes(name));
    if (shared.length > 0 && !options.check && options.out === undefined)
      throw new Refusal(
        `${shared.join(', ')} would be read and written: these are the original's tables, whose keys are others. ` +
          'Write a file with --out, and put it once Curfew has tables of its own',
      );
    return rowsOf(names).read();
  });
}
