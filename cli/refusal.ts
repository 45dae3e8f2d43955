/** Exit codes of every command; `--help` says them. */
export const EXIT = { done: 0, failed: 1, wrongUsage: 2 } as const;

/** What stops a command, in one line for the person at the terminal; no stack trace goes with it. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly exitCode: number;

  constructor(message: string, exitCode: number = EXIT.wrongUsage) {
    super(message);
    this.exitCode = exitCode;
  }
}
