import { createInterface } from 'node:readline';

/** Asks at the terminal, line by line. */
export interface LineAsker {
  /** Undefined where there is no further line. */
  ask(prompt: string): Promise<string | undefined>;
  close(): void;
}

/** Lines of standard input; one that comes through a pipe is repeated after its prompt, so that the output reads the same. */
export function standardInput(): LineAsker {
  const { stdin, stdout } = process;
  const isTerminal = stdin.isTTY && stdout.isTTY;
  const reader = createInterface({ input: stdin, ...(isTerminal && { output: stdout }) });
  reader.on('SIGINT', () => reader.close());
  const lines = reader[Symbol.asyncIterator]();
  return {
    ask: async (prompt) => {
      if (isTerminal) {
        reader.setPrompt(prompt);
        reader.prompt();
      } else stdout.write(prompt);
      const { done, value } = await lines.next();
      if (done || !isTerminal) stdout.write(`${value ?? ''}\n`);
      return done ? undefined : value;
    },
    close: () => reader.close(),
  };
}
