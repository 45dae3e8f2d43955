import { externalFailure } from '../../failure/aws-failure.ts';
import type { ExternalFailure } from '../../failure/external-failure.ts';
import type { Member } from '../member.ts';
import type { Answer } from './answers.ts';
import { namedIds } from './named-ids.ts';

/** A call that AWS carries out for all of its ids or for none. */
export interface ChunkCall {
  /** Throws whatever the SDK throws. */
  send(ids: readonly string[]): Promise<void>;
  /** Waits until AWS can be expected to take a call of so many ids; false: too late, send nothing more. */
  waitForTurn(count: number): Promise<boolean>;
}

export const CHUNK_SIZE = 50;

/**
 * Calls that one chunk may cost. Finding one culprit among 50 that the error does not name takes 13; what is still
 * undecided when they are spent fails with the last refusal and is tried again by the next call for it.
 */
export const CALLS_PER_CHUNK = 24;

type ChunkResult = 'decided' | 'denied-throughout' | 'halted';

/**
 * Calls for every member, a chunk at a time and one after another, so that what AWS refuses holds up nobody else:
 * - ids that the error names get that failure, and the call is repeated without them;
 * - an error that names none (no capacity, denied) is narrowed down by halving;
 * - throttling, or the end of the time, ends it all: what is left has no answer, because more calls would make it worse;
 * - a timeout or an outage fails the chunk: it says nothing of any member.
 *
 * A chunk that was denied throughout is most likely a missing permission, so each of the following chunks gets a single
 * call until one is accepted: N instances without permission cost about N / 50 calls and not 2N.
 */
export async function callInChunks(members: readonly Member[], call: ChunkCall): Promise<Map<string, Answer>> {
  const answers = new Map<string, Answer>();
  const inOrder = [...members].sort(byKind);
  let allowance = CALLS_PER_CHUNK;
  for (let start = 0; start < inOrder.length; start += CHUNK_SIZE) {
    const chunk = inOrder.slice(start, start + CHUNK_SIZE);
    const result = await callChunk(chunk, { call, answers, allowance });
    if (result === 'halted') break;
    allowance = result === 'denied-throughout' ? 1 : CALLS_PER_CHUNK;
  }
  return answers;
}

interface ChunkWork {
  readonly call: ChunkCall;
  readonly answers: Map<string, Answer>;
  readonly allowance: number;
}

/** Works through the pieces of a chunk, the large ones first. */
async function callChunk(chunk: readonly Member[], work: ChunkWork): Promise<ChunkResult> {
  const { call, answers, allowance } = work;
  const pieces: (readonly Member[])[] = [chunk];
  let lastFailure: ExternalFailure | undefined;
  let calls = 0;
  for (let piece = pieces.shift(); piece !== undefined; piece = pieces.shift()) {
    if (lastFailure !== undefined && calls >= allowance) {
      answerAll(answers, piece, lastFailure);
      continue;
    }
    if (!(await call.waitForTurn(piece.length))) return 'halted';
    calls += 1;
    const failure = await trySend(call, piece);
    if (failure === undefined) {
      answerAll(answers, piece, 'accepted');
      continue;
    }
    if (failure.reason === 'throttled') return 'halted';
    lastFailure = failure;
    pieces.push(...settle(answers, piece, failure));
  }
  return chunk.every(({ id }) => isDenied(answers.get(id))) ? 'denied-throughout' : 'decided';
}

async function trySend(call: ChunkCall, piece: readonly Member[]): Promise<ExternalFailure | undefined> {
  try {
    await call.send(piece.map(({ id }) => id));
    return undefined;
  } catch (error) {
    return externalFailure(error);
  }
}

/** Answers those of a refused piece whose fault it is, as far as that can be known; returns what should be called again. */
function settle(
  answers: Map<string, Answer>,
  piece: readonly Member[],
  failure: ExternalFailure,
): (readonly Member[])[] {
  const ids = piece.map(({ id }) => id);
  const named = namedIds(failure, ids);
  if (named.size > 0) {
    const rest = piece.filter(({ id }) => !named.has(id));
    for (const id of named) answers.set(id, failure);
    return rest.length > 0 ? [rest] : [];
  }
  const saysNothingOfMembers = failure.reason === 'timeout' || failure.reason === 'unavailable';
  if (piece.length === 1 || saysNothingOfMembers) {
    answerAll(answers, piece, failure);
    return [];
  }
  const middle = cutOf(piece);
  return [piece.slice(0, middle), piece.slice(middle)];
}

/** Where to halve: between two kinds if the piece holds several, because AWS lacks capacity of one kind, not of instances. */
function cutOf(piece: readonly Member[]): number {
  const middle = piece.length >> 1;
  let best: number | undefined;
  for (let index = 1; index < piece.length; index += 1) {
    if (kindOf(piece[index - 1]) === kindOf(piece[index])) continue;
    if (best === undefined || Math.abs(index - middle) < Math.abs(best - middle)) best = index;
  }
  return best ?? middle;
}

const kindOf = (member: Member | undefined): string =>
  member === undefined ? '' : `${member.availabilityZone} ${member.size}`;

const byKind = (a: Member, b: Member): number => {
  const [kindA, kindB] = [kindOf(a), kindOf(b)];
  return kindA < kindB ? -1 : kindA > kindB ? 1 : 0;
};

const isDenied = (answer: Answer | undefined): boolean => typeof answer === 'object' && answer.reason === 'denied';

function answerAll(answers: Map<string, Answer>, members: readonly Member[], answer: Answer): void {
  for (const { id } of members) answers.set(id, answer);
}
