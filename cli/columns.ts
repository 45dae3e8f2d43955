import { stripVTControlCharacters } from 'node:util';

/** Rows in aligned columns without borders; colours and wide letters keep them straight. Linear in the number of cells. */
export function columns(rows: readonly (readonly string[])[]): string {
  const lines = rows.map((row) => row.map(onOneLine));
  const widths: number[] = [];
  for (const cells of lines)
    for (const [index, cell] of cells.entries()) widths[index] = Math.max(widths[index] ?? 0, widthOf(cell));
  const pad = (cell: string, index: number): string => cell + ' '.repeat((widths[index] ?? 0) - widthOf(cell));
  return lines.map((cells) => cells.map(pad).join('  ').trimEnd()).join('\n');
}

/** The text on one line, cut with `…` where it is longer than `width` columns. */
export function cut(text: string, width: number): string {
  const whole = onOneLine(text);
  if (widthOf(whole) <= width) return whole;
  let kept = '';
  let left = width - 1;
  for (const letter of whole) {
    left -= widthOf(letter);
    if (left < 0) break;
    kept += letter;
  }
  return `${kept.trimEnd()}…`;
}

const onOneLine = (text: string): string => text.replace(/\s*[\r\n\t]+\s*/g, ' ');

const NARROW = /^[\x20-\x7E]*$/;
const WITHOUT_WIDTH = /[\p{Mn}\p{Me}\p{Cf}]/u;
/** East Asian letters (Unicode's wide and full-width), and what is drawn as a picture. */
const WIDE =
  /[\u1100-\u115F\u2E80-\u303E\u3041-\uA4CF\uA960-\uA97C\uAC00-\uD7A3\uF900-\uFAFF\uFE30-\uFE6F\uFF01-\uFF60\uFFE0-\uFFE6\u{20000}-\u{3FFFD}]|\p{Emoji_Presentation}/u;

/** Columns that a text takes on a terminal. */
function widthOf(text: string): number {
  if (NARROW.test(text)) return text.length;
  let width = 0;
  for (const letter of stripVTControlCharacters(text).normalize('NFC'))
    width += WIDE.test(letter) ? 2 : WITHOUT_WIDTH.test(letter) ? 0 : 1;
  return width;
}
