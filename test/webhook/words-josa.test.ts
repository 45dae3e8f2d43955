import { describe, expect, it } from 'vitest';
import { withJosa, type Josa } from '../../functions/webhook/domain/josa.ts';

describe('a Korean particle fits the sound before it', () => {
  it.each<[string, Josa, string]>([
    ['서버', '을/를', '서버를'],
    ['일정', '을/를', '일정을'],
    ['서울', '으로/로', '서울로'],
    ['내일', '이/가', '내일이'],
    ['부산', '으로/로', '부산으로'],
    ['개발팀', '과/와', '개발팀과'],
    ['26:00', '으로/로', '26:00으로'],
    ['02:01', '으로/로', '02:01로'],
    ['93', '이에요/예요', '93이에요'],
    ['85.2', '이에요/예요', '85.2예요'],
    ['97%', '이에요/예요', '97%예요'],
    ['api-7', '이/가', 'api-7이'],
    ['api-1 (i-0abc)', '을/를', 'api-1 (i-0abc)을'],
    ['“web”', '은/는', '“web”은'],
    ['API', '이/가', 'API가'],
    ['SQL', '으로/로', 'SQL로'],
    ['IAM', '이/가', 'IAM이'],
    ['db', '을/를', 'db를'],
    ['Development', '이/가', 'Development가'],
    ['staging', '이/가', 'staging이'],
    ['main', '을/를', 'main을'],
    ['team', '은/는', 'team은'],
    ['online', '이/가', 'online이'],
    ['schedule', '을/를', 'schedule을'],
    ['console', '으로/로', 'console로'],
    ['backup', '이/가', 'backup이'],
    ['web', '이/가', 'web이'],
    ['batch', '이/가', 'batch가'],
    ['test', '을/를', 'test를'],
    ['network', '이/가', 'network가'],
    ['stack', '을/를', 'stack을'],
    ['m5.large', '이/가', 'm5.large가'],
    ['m5.metal', '이/가', 'm5.metal이'],
    ['db.t3.medium postgres', '이/가', 'db.t3.medium postgres가'],
    ['', '을/를', '를'],
    ['🚀', '을/를', '🚀를'],
  ])('%s with %s', (word, josa, whole) => {
    expect(withJosa(word, josa)).toBe(whole);
  });

  it('also where the letters are stored in parts', () => {
    expect(withJosa('일정'.normalize('NFD'), '을/를').normalize('NFC')).toBe('일정을');
  });
});
