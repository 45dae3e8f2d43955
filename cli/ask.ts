import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { EXIT, Refusal } from './refusal.ts';

/** Asks for one line: a secret, which must not stay on the screen or in a shell's history. */
export type Ask = (prompt: string) => Promise<string>;

/** Asks the person at the terminal, without showing what is typed; where input is no terminal, reads its next line. */
export function askHidden(): Ask {
  let piped: AsyncIterator<string> | undefined;
  return async (prompt) => {
    if (process.stdin.isTTY) return typed(prompt);
    piped ??= createInterface({ input: process.stdin })[Symbol.asyncIterator]();
    const line = await piped.next();
    if (line.done === true) throw new Refusal(`${prompt}: standard input has no further line`);
    return line.value.trim();
  };
}

async function typed(prompt: string): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: nowhere, terminal: true });
  const interrupted = new Promise<never>((_resolve, reject) =>
    lines.once('close', () => reject(new Refusal('nothing was changed', EXIT.failed))),
  );
  process.stderr.write(`${prompt} (not shown): `);
  try {
    return (await Promise.race([lines.question(''), interrupted])).trim();
  } finally {
    lines.close();
    process.stderr.write('\n');
  }
}
