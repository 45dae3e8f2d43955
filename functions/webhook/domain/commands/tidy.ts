/** A line as it was meant: composed letters (NFC), any run of blanks as one, none around it. */
export const tidy = (text: string): string => text.normalize('NFC').replace(/\s+/g, ' ').trim();

/** What two spellings of one name have in common: `tidy`, without regard to case. */
export const fold = (text: string): string => tidy(text).toLowerCase();

export const wordsOf = (text: string): string[] => tidy(text).split(' ').filter(Boolean);

const QUOTED_LENGTH = 60;

/** What somebody typed, short enough to be said back. */
export function quotable(text: string): string {
  const letters = Array.from(tidy(text));
  return letters.length <= QUOTED_LENGTH ? letters.join('') : `${letters.slice(0, QUOTED_LENGTH - 1).join('')}…`;
}
