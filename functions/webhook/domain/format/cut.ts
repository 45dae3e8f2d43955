import { moreWords } from '../more-words.ts';
import type { Language, Said } from '../say.ts';

/** Makes a text mean itself where a service would read markup in it. */
export type Escape = (text: string) => string;

/** How much of a list may be shown. */
export interface ListRoom {
  /** Of the lines with their ends, escaped. */
  readonly characters: number;
  readonly lines: number;
  readonly language: Language;
}

const ELLIPSIS = '…';
const LINE_CHARACTERS = 300;
/** `+1,000,000 more`, and more than that. */
const MORE_CHARACTERS = 40;

/** Escaped, and not longer than `most` characters (UTF-16 units, as no service counts more); cut between two characters. */
export function cut(text: string, most: number, escape: Escape): string {
  // What is beyond cannot be shown; texts may be long.
  const clean = cleaned(text.trimStart().slice(0, most + 1)).trimEnd();
  const whole = escape(clean);
  if (whole.length <= most && text.trim().length <= most) return whole;
  const characters = [...clean];
  const upTo = (count: number): string => escape(characters.slice(0, count).join('').trimEnd() + ELLIPSIS);
  // What escaping adds differs from text to text, so the longest beginning that fits is searched for.
  let [fits, tooLong] = [0, characters.length + 1];
  while (tooLong - fits > 1) {
    const middle = Math.floor((fits + tooLong) / 2);
    if (upTo(middle).length <= most) fits = middle;
    else tooLong = middle;
  }
  return upTo(fits);
}

/** The same on one line. */
export function cutLine(text: string, most: number, escape: Escape): string {
  return cut(text.replaceAll(/\s*[\r\n\u2028\u2029]\s*/g, ' '), most, escape);
}

/** As many lines as there is room for, escaped; where some are left out, the last says how many in all. */
export function cutLines({ lines, leftOut = 0 }: Said, room: ListRoom, escape: Escape): string[] {
  const most = Math.min(LINE_CHARACTERS, room.characters);
  const shown = lines.slice(0, room.lines).map((line) => cutLine(line, most, escape));
  if (shown.length === lines.length && shown.join('\n').length <= room.characters) return shown;
  const items = leftOut > 0 ? lines.length - 1 : lines.length;
  const kept: string[] = [];
  let left = room.characters - MORE_CHARACTERS;
  for (const line of shown.slice(0, Math.min(items, room.lines - 1))) {
    left -= line.length + 1;
    if (left < 0) break;
    kept.push(line);
  }
  return [...kept, escape(moreWords(items - kept.length + leftOut, room.language))];
}

/** No control characters but line ends, and no halves of characters: some services refuse them, none shows them. */
function cleaned(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/[^\P{Cc}\n]/gu, ' ')
    .replaceAll(/\p{Cs}/gu, '\ufffd');
}
