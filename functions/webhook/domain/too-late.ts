import type { Post } from './post.ts';
import type { Language, Said } from './say.ts';

const WORDS: Readonly<Record<Language, Said>> = {
  en: {
    title: 'That took too long',
    text: 'AWS was slow to answer, so I gave up. Nothing was changed. Please ask again in a moment.',
    lines: [],
  },
  ko: {
    title: '시간이 너무 오래 걸렸어요',
    text: 'AWS의 응답이 늦어 기다리지 못했어요. 바뀐 것은 없으니 잠시 뒤에 다시 말씀해 주세요.',
    lines: [],
  },
};

/** What is answered where the work was not done in time and nothing has been changed. */
export const tooLate = (language: Language): Post => ({ said: WORDS[language], severity: 'warning', actions: [] });
