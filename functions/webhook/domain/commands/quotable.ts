const QUOTED_LENGTH = 60;

/** What somebody typed, short enough to be said back. */
export function quotable(text: string): string {
  const letters = Array.from(text.normalize('NFC').replace(/\s+/g, ' ').trim());
  return letters.length <= QUOTED_LENGTH ? letters.join('') : `${letters.slice(0, QUOTED_LENGTH - 1).join('')}…`;
}
