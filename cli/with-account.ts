import type { Account } from './account.ts';
import type { Terminal } from './terminal.ts';

/** Runs `use` with the tables of the AWS environment. Their SDK is imported only now: most commands do without. */
export async function withAccount<T>(terminal: Terminal, use: (account: Account) => Promise<T>): Promise<T> {
  const { useAccount } = await import('./account.ts');
  return useAccount(terminal, use);
}
