/** The parts that are there as one sentence; nothing where none is. Capitals are the caller's: names keep theirs. */
export function sentence(...parts: readonly (string | false)[]): string {
  const words = parts.filter(Boolean).join(' ');
  return words && `${words}.`;
}

/** The sentences that are there, one after another. */
export function joined(...sentences: readonly (string | false)[]): string {
  return sentences.filter(Boolean).join(' ');
}
