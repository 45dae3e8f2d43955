#!/usr/bin/env node
// The command always runs the sources: tsx compiles them as they are imported.
import { register } from 'tsx/esm/api';

// Warnings that Node and the AWS SDK have for developers are not for the person at the terminal.
process.removeAllListeners('warning');
// Nobody listens any more: no failure of the command, whose exit code still counts.
process.stderr.on('error', () => {});

register();
const [{ complainOf, complainOfOutput, main }, { processTerminal }] = await Promise.all([
  import('./main.ts'),
  import('./terminal.ts'),
]);
const terminal = processTerminal();
process.stdout.on('error', (error) => process.exit(complainOfOutput(error, terminal)));
// What slips past main, such as a rejection that nobody waits for, gets its one line too.
for (const event of ['uncaughtException', 'unhandledRejection'])
  process.on(event, (error) => process.exit(complainOf(error, terminal)));
process.exitCode = await main(process.argv.slice(2), terminal);
