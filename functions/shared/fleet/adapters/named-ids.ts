import type { ExternalFailure } from '../../failure/external-failure.ts';

/**
 * Those of `ids` that stand in the error's message as words of their own, as in `The instance IDs 'i-0a, i-0b' do not
 * exist` or `…on resource: arn:aws:ec2:eu-west-1:111122223333:instance/i-0a`.
 */
export function namedIds(failure: ExternalFailure, ids: readonly string[]): ReadonlySet<string> {
  // The cause's message is whole; the failure's own may be shortened.
  const message = failure.cause instanceof Error ? failure.cause.message : failure.message;
  const words = new Set(message.split(/[^\w-]+/));
  return new Set(ids.filter((id) => words.has(id)));
}
