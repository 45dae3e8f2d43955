import type { Problem } from '../../shared/rows/problem.ts';
import { expectedWords } from './words/ko/expected-words.ts';

/** `서버 8대`; `서버` where the number is not known. */
export function servers(count: number | undefined): string {
  return count === undefined ? '서버' : `서버 ${count}대`;
}

/** `45초`, `6분 10초`, `2시간 5분`. */
export function duration(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole}초`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return whole % 60 === 0 ? `${minutes}분` : `${minutes}분 ${whole % 60}초`;
  return minutes % 60 === 0 ? `${minutes / 60}시간` : `${Math.floor(minutes / 60)}시간 ${minutes % 60}분`;
}

/** Who did something, as its subject: `mina 님이`; the AWS console is a place, not a person. */
export function subject(by: string): string {
  if (by === 'console') return '콘솔에서';
  return by === '' ? '누군가' : `${by} 님이`;
}

/** `시작`, `중지`; as it came where it is neither. */
export function actWord(kind: string): string {
  return kind === 'start' ? '시작' : kind === 'stop' ? '중지' : kind;
}

/** `Schedule Development, StartTime: 입력값 25:00 → 올바른 값 시각(예: 09:30) 또는 None`; what is empty is left out. */
export function problemWords({ row, attribute, got, expected }: Problem): string {
  const where = [row, attribute].filter(Boolean).join(', ');
  const what = [got && `입력값 ${got === 'nothing' ? '없음' : got}`, expected && `올바른 값 ${expectedWords(expected)}`]
    .filter(Boolean)
    .join(' → ');
  return [where, what].filter(Boolean).join(': ');
}
