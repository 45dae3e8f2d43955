import { ExternalFailure } from '../../failure/external-failure.ts';
import type { Member, Outcome } from '../member.ts';

/** What AWS said of one member, before it is told as an outcome. */
export type Answer = 'accepted' | 'postponed' | ExternalFailure;

/** One outcome per member, in the members' order; a member without an answer was not sent. */
export function outcomesOf(members: readonly Member[], answers: ReadonlyMap<string, Answer>): Outcome[] {
  return members.map(({ id }) => outcomeOf(id, answers.get(id) ?? 'postponed'));
}

function outcomeOf(id: string, answer: Answer): Outcome {
  if (!(answer instanceof ExternalFailure)) return { id, kind: answer };
  switch (answer.reason) {
    case 'not-found':
    case 'conflict':
      return { id, kind: 'look-again' };
    case 'throttled':
      return { id, kind: 'postponed' };
    default:
      return { id, kind: 'failed', failure: answer };
  }
}
