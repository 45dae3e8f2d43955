/**
 * A text as it was meant: composed letters (NFC), straight quote marks, nothing that cannot be seen, any run of blanks as one and
 * none around it.
 */
export const tidy = (text: string): string =>
  TIDY.test(text)
    ? text
    : text
        .normalize('NFC')
        .replace(/\p{Cf}/gu, '')
        .replace(/[‘’]/g, "'")
        .replace(/[“”]/g, '"')
        .replace(/\s+/g, ' ')
        .trim();

/** Nearly every name is plain ASCII, and every invocation tidies all of them. */
const TIDY = /^[!-~]+(?: [!-~]+)*$/;

/** What two spellings of one name have in common: `tidy`, without regard to case. */
export const fold = (text: string): string => tidy(text).toLowerCase();

export const wordsOf = (text: string): string[] => tidy(text).split(' ').filter(Boolean);
