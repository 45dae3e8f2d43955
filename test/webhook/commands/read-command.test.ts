import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dateOfDay, dayOfDate } from '../../../functions/shared/calendar/local-date.ts';
import { readCommand } from '../../../functions/webhook/domain/commands/read-command.ts';

// 2026-11-20 is a Friday.
const TODAY = dayOfDate('2026-11-20') ?? NaN;
const NAMES = ['Development', 'QA', 'qa', 'Dev', 'Dev East', '개발 서버', 'list', 'week'];

const read = (line: string, names: readonly string[] = NAMES) => readCommand(line, { names, todayOf: () => TODAY });

/** The command, its day written as a date. */
function commandOf(line: string): object {
  const reading = read(line);
  if (reading.kind !== 'command') throw new Error(`${line} reads as ${JSON.stringify(reading)}`);
  const { command } = reading;
  return 'day' in command && command.day !== undefined ? { ...command, day: dateOfDay(command.day) } : command;
}

const duration = (minutes: number) => ({ kind: 'duration', minutes });
const time = (minute: number) => ({ kind: 'time', minute });
const set = (day: string, type: string, minute: number | 'none') => ({ kind: 'exception-set', day, type, minute });

describe('a command about a schedule', () => {
  const status = { kind: 'status' };
  const week = { kind: 'week' };
  const today = { kind: 'info', day: '2026-11-20' };
  const exceptions = { kind: 'exception-info', day: undefined };
  const exceptionsOf = (day: string) => ({ kind: 'exception-info', day });
  it.each<[line: string, is: object]>([
    ['', status],
    ['status', status],
    ['s', status],
    ['S', status],
    ['상태', status],
    ['info', today],
    ['i', today],
    ['정보', today],
    ['info 2026-12-24', { kind: 'info', day: '2026-12-24' }],
    ['i 2026-1-5', { kind: 'info', day: '2026-01-05' }],
    ['info tomorrow', { kind: 'info', day: '2026-11-21' }],
    ['정보 내일', { kind: 'info', day: '2026-11-21' }],
    ['정보 모레', { kind: 'info', day: '2026-11-22' }],
    ['info today', today],
    ['정보 오늘', today],
    ['info fri', today],
    ['info Thursday', { kind: 'info', day: '2026-11-26' }],
    ['정보 목', { kind: 'info', day: '2026-11-26' }],
    ['정보 토요일', { kind: 'info', day: '2026-11-21' }],
    ['week', week],
    ['주간', week],
    ['exception', exceptions],
    ['e', exceptions],
    ['예외', exceptions],
    ['exception info', exceptions],
    ['e i', exceptions],
    ['예외 정보', exceptions],
    ['e i 2026-12-24', exceptionsOf('2026-12-24')],
    ['예외 내일', exceptionsOf('2026-11-21')],
    ['exception set 2026-12-24 stop 26:00', set('2026-12-24', 'stop', 1560)],
    ['e s 2026-12-24 stop 47:59', set('2026-12-24', 'stop', 2879)],
    ['exception s today START 9:5', set('2026-11-20', 'start', 545)],
    ['e set fri stop None', set('2026-11-20', 'stop', 'none')],
    ['예외 설정 내일 중지 없음', set('2026-11-21', 'stop', 'none')],
    ['예외 설정 모레 중지 26시', set('2026-11-22', 'stop', 1560)],
    ['예외 설정 월요일 시작 10:00', set('2026-11-23', 'start', 600)],
    ['exception del 2026-12-24 stop', { kind: 'exception-del', day: '2026-12-24', type: 'stop' }],
    ['e d today start', { kind: 'exception-del', day: '2026-11-20', type: 'start' }],
    ['예외 삭제 오늘 시작', { kind: 'exception-del', day: '2026-11-20', type: 'start' }],
    ['extend 2h', { kind: 'extend', span: duration(120) }],
    ['extend 2h30m', { kind: 'extend', span: duration(150) }],
    ['extend 2h 30m', { kind: 'extend', span: duration(150) }],
    ['extend 90m', { kind: 'extend', span: duration(90) }],
    ['extend 168h', { kind: 'extend', span: duration(7 * 24 * 60) }],
    ['연장 2시간', { kind: 'extend', span: duration(120) }],
    ['연장 2시간 30분', { kind: 'extend', span: duration(150) }],
    ['연장 30분', { kind: 'extend', span: duration(30) }],
    ['extend 23:00', { kind: 'extend', span: time(1380) }],
    ['연장 23시', { kind: 'extend', span: time(1380) }],
    ['연장 23시 반', { kind: 'extend', span: time(1410) }],
    ['연장 23시 5분', { kind: 'extend', span: time(1385) }],
    ['연장 26:00', { kind: 'extend', span: time(1560) }],
    ['force_start', { kind: 'force', type: 'start', span: undefined }],
    ['FORCE_START 2h', { kind: 'force', type: 'start', span: duration(120) }],
    ['시작', { kind: 'force', type: 'start', span: undefined }],
    ['시작 2시간', { kind: 'force', type: 'start', span: duration(120) }],
    ['force_stop', { kind: 'force', type: 'stop', span: undefined }],
    ['중지 9:30', { kind: 'force', type: 'stop', span: time(570) }],
    ['release', { kind: 'release' }],
    ['해제', { kind: 'release' }],
  ])('reads %s', (words, is) => {
    expect(commandOf(`Development ${words}`)).toEqual(is);
    expect(commandOf(`  DEVELOPMENT \t ${words.replaceAll(' ', '\u3000')}  `)).toEqual(is);
    expect(commandOf(`Development ${words}`.normalize('NFD'))).toEqual(is);
  });
});

describe('a command about no schedule', () => {
  it.each([
    ['help', 'help'],
    ['HELP', 'help'],
    ['도움말', 'help'],
    ['', 'help'],
    ['목록', 'list'],
  ])('reads %s', (line, kind) => expect(read(line)).toEqual({ kind }));
});

describe('the schedule that is meant', () => {
  it.each([
    ['the longest name that exists', 'dev east status', 'Dev East'],
    ['the shorter one where the longer is not there', 'dev week', 'Dev'],
    ['the one that is spelt exactly so', 'qa s', 'qa'],
    ['the one that is spelt exactly so', 'QA s', 'QA'],
    ['one with a blank, however many', '개발   서버 상태', '개발 서버'],
    ['one in quotes', '"dev" s', 'Dev'],
    ['one in curly quotes', '“개발 서버” 상태', '개발 서버'],
    ['one called like a command where a verb of schedules follows', 'list status', 'list'],
    ['one called like a command in quotes', '"list"', 'list'],
    ['one called like a verb', 'week week', 'week'],
  ])('is %s: %s', (_, line, schedule) => expect(read(line)).toMatchObject({ kind: 'command', schedule }));

  it.each([
    ['a name with an apostrophe, in quotes', `"O'Brien" s`, "O'Brien"],
    ['a name with an apostrophe, without', "o'brien status", "O'Brien"],
    ['a name with an apostrophe, in such marks', "'O'Brien' extend 1h", "O'Brien"],
    ['a name with the apostrophe of a phone', 'O’Brien s', "O'Brien"],
    ['a name with a sign that nobody sees', 'Dev\u200b s', 'Dev'],
    ['a name with quote marks', `'Ops "A"' s`, 'Ops "A"'],
    ['a name in marks that a phone has mixed', '“Ops "A"" s', 'Ops "A"'],
    ['the name before a command, not the longer one', 'Dev extend 1h', 'Dev'],
    ['the name before a command with many words', 'Dev exception set today stop None', 'Dev'],
    ['the longer name where a command follows it', 'Dev extend extend 1h', 'Dev extend'],
    ['the longer name by itself', 'Dev extend', 'Dev extend'],
    ['the shorter name in quotes, whatever follows', '"Dev" extend', 'Dev'],
  ])('is %s: %s', (_, line, schedule) => {
    const names = ['Dev', 'Dev extend', 'Dev exception', "O'Brien", 'Ops "A"'];
    const reading = read(line, names);
    expect('schedule' in reading ? reading.schedule : undefined).toBe(schedule);
  });

  it('is asked back once where a command is called like it', () =>
    expect(read('hlep', ['help'])).toMatchObject({ near: ['help'] }));

  it('is none where only a command is called so', () => expect(read('list')).toEqual({ kind: 'list' }));

  it.each([
    ['Developmnt', 'Developmnt', ['Development']],
    ['developement extend 1h', 'developement', ['Development']],
    ['develop s', 'develop', ['Development']],
    ['"Dev Eats" status', 'Dev Eats', ['Dev', 'Dev East']],
    ['Dev Esat extend 1h', 'Dev Esat', ['Dev', 'Dev East']],
    ['dev ea', 'dev ea', ['Dev', 'Dev East']],
    ['hlep', 'hlep', ['help']],
    ['Production status', 'Production', []],
    ['x', 'x', []],
    ['Dev Eats s', 'Dev Eats', ['Dev', 'Dev East']],
  ])('is asked back for %s', (line, typed, near) => expect(read(line)).toEqual({ kind: 'unknown-name', typed, near }));
});

describe('a wrong command gets the usage line that fits', () => {
  it.each<[line: string, usage: string, because: string, got: string]>([
    ['frobnicate', 'verbs', 'unknown-verb', 'frobnicate'],
    ['status now', 'status', 'too-much', 'now'],
    ['week 3', 'week', 'too-much', '3'],
    ['info 2026-13-40', 'info', 'no-date', '2026-13-40'],
    ['info 2026-02-29', 'info', 'no-date', '2026-02-29'],
    ['info fri sat', 'info', 'too-much', 'sat'],
    ['exception frob', 'exception', 'unknown-verb', 'frob'],
    ['e i someday', 'exception-info', 'no-date', 'someday'],
    ['e s', 'exception-set', 'missing', ''],
    ['e s 2026-11-20', 'exception-set', 'missing', ''],
    ['e s someday stop 22:00', 'exception-set', 'no-date', 'someday'],
    ['e s fri halt 22:00', 'exception-set', 'no-type', 'halt'],
    ['e s fri stop', 'exception-set', 'missing', ''],
    ['e s fri stop late', 'exception-set', 'no-time', 'late'],
    ['e s fri stop 48:00', 'exception-set', 'no-time', '48:00'],
    ['e s fri start 24:00', 'exception-set', 'late-start', '24:00'],
    ['e s fri stop 22:00 please', 'exception-set', 'too-much', 'please'],
    ['e d fri', 'exception-del', 'missing', ''],
    ['e d fri stop 22:00', 'exception-del', 'too-much', '22:00'],
    ['extend', 'extend', 'missing', ''],
    ['extend later', 'extend', 'no-span', 'later'],
    ['extend 0m', 'extend', 'no-span', '0m'],
    ['extend none', 'extend', 'no-span', 'none'],
    ['extend 2', 'extend', 'no-span', '2'],
    ['extend 169h', 'extend', 'too-long', '169h'],
    ['force_start soon', 'force_start', 'no-span', 'soon'],
    ['중지 8일', 'force_stop', 'too-long', '8일'],
    ['release all', 'release', 'too-much', 'all'],
  ])('%s', (words, usage, because, got) => {
    expect(read(`Development ${words}`)).toMatchObject({
      kind: 'mistake',
      schedule: 'Development',
      mistake: { usage, because, got },
    });
  });

  it.each([
    ['Development extnd 1h', 'extend', 'extend'],
    ['Dev stop', 'force_stop', 'force_stop'],
    ['Dev force-stop', 'force_stop', 'force_stop'],
    ['Dev wek', 'week', 'week'],
    ['Dev 종료', '중지', 'force_stop'],
    ['Dev 강제시작 2시간', '시작', 'force_start'],
    ['Dev 취소', '해제', 'release'],
  ])('and the verb that was probably meant, with its usage: %s', (line, near, usage) =>
    expect(read(line, ['Development', 'Dev', 'Dev week', 'Dev stopped'])).toMatchObject({ mistake: { near, usage } }),
  );
});

describe('whatever is typed', () => {
  const pieces = fc.constantFrom(
    ...[
      'Development',
      '개발 서버',
      'list',
      '"',
      '“',
      'extend',
      'e',
      's',
      'd',
      '연장',
      'force_stop',
      'today',
      '2026-11-20',
    ],
    ...[
      'stop',
      '중지',
      '26:00',
      'None',
      '없음',
      '2h',
      '99999m',
      '-',
      '\u0000',
      '\ud800',
      'ﬀ',
      'İ',
      '💥',
      '1e9',
      '__proto__',
    ],
  );
  const line = fc.oneof(
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.array(pieces, { maxLength: 12 }).map((words) => words.join(' ')),
  );

  it('is read as something, and said back short', () => {
    fc.assert(
      fc.property(line, fc.array(fc.string({ unit: 'binary' }), { maxLength: 5 }), (text, names) => {
        const reading = read(text, [...NAMES, ...names]);
        const quoted =
          reading.kind === 'mistake' ? reading.mistake.got : reading.kind === 'unknown-name' ? reading.typed : '';
        expect(Array.from(quoted).length).toBeLessThanOrEqual(60);
      }),
      { numRuns: 2_000 },
    );
  });
});
