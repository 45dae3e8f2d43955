import { Command } from 'commander';

/** `curfew help channel set`, `curfew channel help set`; commander's own shows the help of everything for a name that it does not know, without a word. */
export function helpCommand(): Command {
  return new Command('help')
    .summary('what a command does and takes')
    .description('Prints the help of a command, as --help after it does.')
    .argument('[command...]')
    .addHelpText('after', '\nExample:\n  curfew help exceptions set')
    .action(async (names: string[], _, self: Command) => {
      let asked = self.parent ?? self;
      for (const name of names) {
        // What has no commands of its own would carry out what follows its name.
        if (asked.commands.length === 0) break;
        const found = asked.commands.find((command) => command.name() === name);
        // Refuses it as it refuses a command that is typed without help.
        if (found === undefined) await asked.parseAsync([name], { from: 'user' });
        else asked = found;
      }
      asked.help();
    });
}
