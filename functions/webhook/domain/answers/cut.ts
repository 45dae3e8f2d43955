import { moreWords } from '../more-words.ts';
import type { Language, Said } from '../say.ts';

/** As many lines as people read, the last of which counts those left out. */
export function cut(lines: readonly string[], most: number, language: Language): Pick<Said, 'lines' | 'leftOut'> {
  if (lines.length <= most) return { lines };
  const leftOut = lines.length - most;
  return { lines: [...lines.slice(0, most), moreWords(leftOut, language)], leftOut };
}
