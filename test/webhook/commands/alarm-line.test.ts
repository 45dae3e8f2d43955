import { describe, expect, it } from 'vitest';
import { readAlarmLine } from '../../../functions/webhook/domain/commands/alarm-line.ts';
import { readCommand } from '../../../functions/webhook/domain/commands/read-command.ts';

const SCHEDULES = ['Development', 'silence', '개발 서버'];
const RULES = ['cpu', 'cpu high', 'CPU', '지연 시간', 'should-be-off:개발 서버', 'run-stuck:Development'];

const read = (line: string, rules: readonly string[] = RULES): object => {
  const reading = readCommand(line, { names: SCHEDULES, todayOf: () => 0 });
  return reading.kind === 'alarms' ? readAlarmLine(reading.line, rules) : reading;
};

const minutes = (count: number) => ({ kind: 'duration', minutes: count });
const ack = (rule: string) => ({ kind: 'ack', rule });
const unsilence = (rule: string) => ({ kind: 'unsilence', rule });
const silence = (rule: string, span: object, reason?: string) => ({ kind: 'silence', rule, span, reason });
const mistake = (verb: string, rule: string | undefined, because: string, got = '') => ({
  ...{ kind: 'mistake', verb, rule, because, got },
});

describe('a line about alarms', () => {
  it.each<[line: string, is: object]>([
    ['alarms', { kind: 'list' }],
    ['ALARMS', { kind: 'list' }],
    ['알람', { kind: 'list' }],
    ['알람 목록', { kind: 'list' }],
    ['ack cpu', ack('cpu')],
    ['ack CPU', ack('CPU')],
    ['ack Cpu High', ack('cpu high')],
    ['acknowledge "cpu high"', ack('cpu high')],
    ['확인 지연 시간', ack('지연 시간')],
    ['확인 “지연 시간”', ack('지연 시간')],
    ['ack should-be-off:개발 서버', ack('should-be-off:개발 서버')],
    ['ack run-stuck:development', ack('run-stuck:Development')],
    ['silence cpu 2h', silence('cpu', minutes(120))],
    ['mute cpu 2h30m', silence('cpu', minutes(150))],
    ['silence cpu 2h 30m', silence('cpu', minutes(150))],
    ['silence cpu 7d', silence('cpu', minutes(10_080))],
    ['silence cpu 23:00', silence('cpu', { kind: 'time', minute: 1_380 })],
    ['silence cpu 26:00 night work', silence('cpu', { kind: 'time', minute: 1_560 }, 'night work')],
    ['silence cpu 2h deploying  v2', silence('cpu', minutes(120), 'deploying v2')],
    ['silence "cpu high" 2h', silence('cpu high', minutes(120))],
    ['silence "cpu" 2h', silence('cpu', minutes(120))],
    ['무음 지연 시간 2시간 30분 배포 중', silence('지연 시간', minutes(150), '배포 중')],
    ['무음 cpu 2시간 동안', silence('cpu', minutes(120))],
    ['알림 끄기 cpu 18:00까지 배포', silence('cpu', { kind: 'time', minute: 1_080 }, '배포')],
    ['알림끄기 cpu 30분', silence('cpu', minutes(30))],
    ['silence * 1h', silence('*', minutes(60))],
    ['silence all 1h', silence('*', minutes(60))],
    ['무음 전체 1시간', silence('*', minutes(60))],
    ['unsilence cpu', unsilence('cpu')],
    ['unmute all', unsilence('*')],
    ['무음해제 cpu', unsilence('cpu')],
    ['무음 해제 지연 시간', unsilence('지연 시간')],
    ['알림 켜기 cpu', unsilence('cpu')],
    ['cpu 확인', ack('cpu')],
    ['지연 시간 무음 2시간', silence('지연 시간', minutes(120))],
    ['"cpu high" 무음 해제', unsilence('cpu high')],
  ])('%s', (line, is) => expect(read(line)).toEqual(is));

  it('means the rule that is called all, where there is one', () => {
    expect(read('silence all 1h', ['all'])).toEqual(silence('all', minutes(60)));
  });

  it('is one of a schedule called so where a verb of schedules follows', () => {
    expect(read('silence status')).toMatchObject({ kind: 'command', schedule: 'silence' });
    expect(read('silence cpu 2h')).toMatchObject({ kind: 'silence', rule: 'cpu' });
  });
});

describe('a wrong line about alarms', () => {
  it.each<[line: string, is: object]>([
    ['alarms cpu', mistake('alarms', undefined, 'too-much', 'cpu')],
    ['ack', mistake('ack', undefined, 'missing')],
    ['무음', mistake('silence', undefined, 'missing')],
    ['silence cpu', mistake('silence', 'cpu', 'missing')],
    ['silence cpu deploying', mistake('silence', 'cpu', 'no-span', 'deploying')],
    ['silence cpu 0h', mistake('silence', 'cpu', 'no-span', '0h')],
    ['silence cpu 8d', mistake('silence', 'cpu', 'too-long', '8d')],
    ['silence all', mistake('silence', '*', 'missing')],
    ['ack cpu now', mistake('ack', 'cpu', 'too-much', 'now')],
    ['unsilence cpu 2h', mistake('unsilence', 'cpu', 'too-much', '2h')],
    ['ack cpv', { kind: 'unknown-rule', typed: 'cpv', near: ['cpu', 'CPU'] }],
    ['silence cpu-hihg 2h', { kind: 'unknown-rule', typed: 'cpu-hihg', near: ['cpu high'] }],
    ['silence disk full 2h 배포', { kind: 'unknown-rule', typed: 'disk full', near: [] }],
    ['ack all', { kind: 'unknown-rule', typed: 'all', near: [] }],
    ['메모리 무음 2시간', { kind: 'unknown-rule', typed: '메모리', near: [] }],
  ])('%s', (line, is) => expect(read(line)).toEqual(is));

  it('is about a schedule where its verb comes first', () => {
    expect(read('Developmnt 상태 확인')).toMatchObject({ kind: 'unknown-name', typed: 'Developmnt' });
  });

  it('is hinted at where the verb has a slip', () => {
    expect(read('silense')).toMatchObject({ kind: 'unknown-name', near: expect.arrayContaining(['silence']) });
  });
});
