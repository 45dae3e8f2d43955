/** What a line to the bot begins with, after its slash: JANDI's keyword, or the name of Slack's command. */
export type Keyword = string;

export const KEYWORD_RULE = 'one word of letters and digits, such as curfew, as the chat service knows it';

/** With or without its slash; undefined for what is no word. */
export function readKeyword(text: string): Keyword | undefined {
  const word = text.normalize('NFC').trim().replace(/^\//, '');
  return /^[\p{L}\p{N}_-]{1,50}$/u.test(word) ? word : undefined;
}

/** A line as it is typed: `/서버 Development status`. */
export const typed = (line: string, keyword: Keyword | undefined): string =>
  keyword === undefined ? line : `/${keyword} ${line}`;
