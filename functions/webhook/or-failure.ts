import { ExternalFailure } from '../shared/failure/external-failure.ts';
import type { Answer } from './domain/answers/answer.ts';

/** What the outside refused, as a value; a bug is thrown on. */
export async function orFailure<T>(ask: () => Promise<T>): Promise<T | ExternalFailure> {
  try {
    return await ask();
  } catch (failure) {
    if (failure instanceof ExternalFailure) return failure;
    throw failure;
  }
}

export const failed = (what: 'read' | 'write', { code, reason }: ExternalFailure): Answer => ({
  kind: 'failed',
  what,
  message: code || reason,
});
