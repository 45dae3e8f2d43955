#!/usr/bin/env node
// The command always runs the sources: tsx compiles them as they are imported.
import { register } from 'tsx/esm/api';

// Warnings that Node and the AWS SDK have for developers are not for the person at the terminal.
process.removeAllListeners('warning');
// `curfew plan | head` closes the pipe early; that is no failure.
process.stdout.on('error', (error) => process.exit(error.code === 'EPIPE' ? 0 : 1));

register();
const [{ complainOf, main }, { processTerminal }] = await Promise.all([import('./main.ts'), import('./terminal.ts')]);
const terminal = processTerminal();
// What slips past main, such as a rejection that nobody waits for, gets its one line too.
for (const event of ['uncaughtException', 'unhandledRejection'])
  process.on(event, (error) => process.exit(complainOf(error, terminal)));
process.exitCode = await main(process.argv.slice(2), terminal);
