/** Pairs of particles: first the one after a final consonant. */
export type Josa = '을/를' | '이/가' | '은/는' | '과/와' | '으로/로' | '이에요/예요';

/** How a word ends to the ear: on a vowel, on a consonant, or on ㄹ, after which 로 is said as after a vowel. */
type Ending = 'vowel' | 'consonant' | 'rieul';

/** A word with the particle that fits its sound: `서버를`, `일정을`, `web-1을`, `Development가`, `API로`. */
export function withJosa(word: string, josa: Josa): string {
  const [afterConsonant = '', afterVowel = ''] = josa.split('/');
  const ending = endingOf(word);
  const isVowel = ending === 'vowel' || (ending === 'rieul' && josa === '으로/로');
  return `${word}${isVowel ? afterVowel : afterConsonant}`;
}

/** What stands in brackets at the end, and punctuation, is not read: `web-1 (i-0abc)` ends on 일. */
const UNREAD_END = /(?:\s*\([^()]*\)|[^\p{L}\p{N}%])+$/u;

function endingOf(word: string): Ending {
  const read = (word.replace(UNREAD_END, '') || word).normalize('NFC');
  const last = read.at(-1) ?? '';
  if (/[가-힣]/.test(last)) return endingOfSyllable(last);
  if (/[0-9]/.test(last)) return DIGITS[Number(last)] ?? 'vowel';
  return endingOfLatin(/[A-Za-z]+$/.exec(read)?.[0] ?? '');
}

/** Syllables stand in blocks of 28, by final consonant: none first, ㄹ the eighth after it. */
function endingOfSyllable(syllable: string): Ending {
  const final = ((syllable.codePointAt(0) ?? 0) - '가'.charCodeAt(0)) % 28;
  return final === 0 ? 'vowel' : final === 8 ? 'rieul' : 'consonant';
}

/** 영(십, 백, 천) 일 이 삼 사 오 육 칠 팔 구. */
const DIGITS: readonly Ending[] = [
  'consonant',
  'rieul',
  'vowel',
  'consonant',
  'vowel',
  'vowel',
  'consonant',
  'rieul',
  'rieul',
  'vowel',
];

/** Capitals, and letters without a vowel, are spelled (`API`, `db`); all else is read as a Korean reads English. */
function endingOfLatin(letters: string): Ending {
  const isSpelled = letters === letters.toUpperCase() || !/[aeiouy]/i.test(letters);
  const word = letters.toLowerCase();
  // Of the names of letters only 엘, 엠, 엔 and 알 end on a consonant.
  if (isSpelled) return /[lr]$/.test(word) ? 'rieul' : /[mn]$/.test(word) ? 'consonant' : 'vowel';
  if (/l$|le$/.test(word)) return 'rieul';
  // 팀, 메인, 타임, 온라인, 스테이징; 스택, 웹, 봇, 그룹, 백업, but 테스트 and 위크.
  if (/[mn]$|[aeiou][mn]e$|ng$/.test(word)) return 'consonant';
  return /ck$|(?:^|[^aeiou])[aeiou][bckpt]$|oup$|ook$/.test(word) ? 'consonant' : 'vowel';
}
