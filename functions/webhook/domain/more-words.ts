import type { Language } from './say.ts';

/** The line that ends a list of which so many are left out: `+7 more`. */
export function moreWords(count: number, language: Language): string {
  return language === 'ko' ? `외 ${count}개` : `+${count} more`;
}
