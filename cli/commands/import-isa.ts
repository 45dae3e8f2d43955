import { Command } from 'commander';
import { readIsaFiles } from '../import/isa-file.ts';
import { importIsa, ISA_TIME_ZONE } from '../import/isa.ts';
import { writeImport, type ImportOptions } from '../import/write-import.ts';
import { settingsOf } from '../settings.ts';
import type { Terminal } from '../terminal.ts';
import { withImportOptions } from './import-options.ts';

export function importIsaCommand(terminal: Terminal, exit: (code: number) => void): Command {
  const command = new Command('isa')
    .summary('AWS Instance Scheduler')
    .description(
      'Turns the schedules and periods of Instance Scheduler on AWS into rows. ' +
        `--time-zone is for schedules that name none (else the default in its table, or ${ISA_TIME_ZONE}).`,
    )
    .argument(
      '<file...>',
      'what aws dynamodb scan prints of its configuration table, or scheduler-cli describe-… prints',
    )
    .action(async (files: string[], _, self: Command) =>
      exit(await importFromIsa(files, self.optsWithGlobals(), terminal)),
    );
  return withImportOptions(command, 'curfew import isa ConfigTable.json --check');
}

async function importFromIsa(files: readonly string[], options: ImportOptions, terminal: Terminal): Promise<number> {
  // Refuses a zone that is none.
  settingsOf(options, terminal.env);
  const config = await readIsaFiles(files);
  const imported = importIsa(config, options.timeZone);
  const exitCode = await writeImport(imported, { ...options, file: files }, terminal);
  if (!options.json && options.out !== '-') for (const line of taggingLines(config.tagName)) terminal.print(line);
  return exitCode;
}

/** How instances come to belong to the schedule here; at most 20 resources a call. */
const taggingLines = (tag: string): readonly string[] => [
  '',
  `Instances belong to a schedule by the tag ScheduleName, not ${tag}. For each schedule, with its name for NAME:`,
  `  aws resourcegroupstaggingapi get-resources --tag-filters "Key=${tag},Values=NAME" --output text \\`,
  `    --resource-type-filters ec2:instance rds:db --query "ResourceTagMappingList[].ResourceARN" | tr '\\t' '\\n' |`,
  '    xargs -n 20 aws resourcegroupstaggingapi tag-resources --tags "ScheduleName=NAME" --resource-arn-list',
];
