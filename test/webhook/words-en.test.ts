import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FactValue, Notice, NoticeKind } from '../../functions/shared/notice/notice.ts';
import { sayNotice } from '../../functions/webhook/domain/say.ts';

const KINDS: Record<NoticeKind, true> = {
  ...{ starting: true, started: true, 'stop-warning': true, stopping: true, stopped: true, 'instance-failed': true },
  ...{ stuck: true, skipped: true, 'row-error': true, 'exception-changed': true, 'hold-changed': true },
  ...{ 'rds-restarted': true, alarm: true, 'alarm-reminder': true, 'alarm-resolved': true, heartbeat: true },
};

// Friday 2026-11-20, 21:50 in Seoul.
const AT = Date.parse('2026-11-20T12:50:00Z');

function notice(kind: NoticeKind, facts: Record<string, FactValue>, actions: Notice['actions'] = []): Notice {
  return {
    ...{ id: 'Development/x', at: AT, severity: 'info', kind, schedule: 'Development', timeZone: 'Asia/Seoul' },
    ...{ facts: Object.entries(facts).map(([name, value]) => ({ name, value })), actions, channels: ['default'] },
  };
}

const say = (kind: NoticeKind, facts: Record<string, FactValue>) => sayNotice(notice(kind, facts), 'en');

describe('English notices', () => {
  it('names the group, the instances and the edge of a start', () => {
    const said = say('starting', {
      ...{ group: 'api', instances: ['api-1 (i-1) : ap-northeast-2a', 'api-2 (i-2) : ap-northeast-2c'] },
      ...{ because: 'edge', cause: 'weekly', edgeAt: '2026-11-20T00:30:00Z' },
    });
    expect(said).toEqual({
      title: 'Development: starting api',
      text: 'Starting 2 instances of api as scheduled for 09:30 KST.',
      lines: ['api-1 (i-1) : ap-northeast-2a', 'api-2 (i-2) : ap-northeast-2c'],
    });
  });

  it.each([
    [
      { because: 'edge', cause: 'exception', by: 'mina', edgeAt: '2026-11-20T13:00:00Z' },
      'as scheduled for 22:00 KST (mina)',
    ],
    [{ because: 'edge', cause: 'hold', by: 'mina' }, 'because mina asked for it'],
    [{ because: 'enforce', cause: 'weekly' }, 'because Enforce undoes what is done by hand'],
  ])('says why it stops: %j', (facts, why) => {
    expect(say('stopping', { group: '', instances: ['i-1'], ...facts }).text).toBe(`Stopping 1 instance ${why}.`);
  });

  it('tells when everything is up, and after how long', () => {
    expect(say('started', { members: 8, tookSeconds: 491 })).toEqual({
      title: 'Development is up',
      text: 'All 8 instances are up after 8 min 11 s.',
      lines: [],
    });
    expect(say('stopped', { members: 1, tookSeconds: 7_500 }).text).toBe(
      'Its one instance is stopped after 2 h 5 min.',
    );
  });

  it('warns of a stop with the command that moves it', () => {
    const facts = { stopAt: '2026-11-20T13:00:00Z', minutesLeft: 10, members: 8 };
    const actions = [
      { label: 'extend-1h', command: 'Development extend 1h' },
      { label: 'stop-now', command: 'Development force_stop' },
    ];
    expect(sayNotice(notice('stop-warning', facts, actions), 'en')).toEqual({
      title: 'Development stops at 22:00 KST',
      text: '8 instances will be stopped in 10 minutes. To keep them up, write: Development extend 1h',
      lines: [],
    });
  });

  it('shows a time of another day with its weekday, and one of another week with its date', () => {
    expect(say('stop-warning', { stopAt: '2026-11-20T17:00:00Z' }).title).toBe('Development stops at Sat 02:00 KST');
    expect(say('hold-changed', { hold: 'stop', by: 'mina', until: '2026-11-30T00:30:00Z' }).text).toBe(
      'mina keeps it off until Mon 2026-11-30 09:30 KST.',
    );
  });

  it('says what keeps whom waiting', () => {
    const facts = {
      group: 'database',
      operation: 'start',
      instances: ['orders-db : a starting'],
      waiting: ['api', 'batch'],
      minutes: 30,
    };
    expect(say('stuck', facts)).toEqual({
      title: 'Development: database is slow to start',
      text: 'Not yet ready after 30 minutes. It keeps api, batch waiting.',
      lines: ['orders-db : a starting'],
    });
  });

  it('explains each instance that is left out', () => {
    const said = say('skipped', { skipped: ['web (i-1)=auto-scaling-group', 'replica=read-replica', 'odd=tomorrow'] });
    expect(said.title).toBe('Development: 3 instances left out');
    expect(said.lines).toEqual([
      'web (i-1) belongs to an Auto Scaling group, which would replace it',
      'replica is a read replica, which RDS does not stop',
      'odd is left out (tomorrow)',
    ]);
  });

  it('names row, attribute, value and what was expected of a bad row, and the edge it cost', () => {
    const problems = ['Schedule Development | StartTime | 25:00 | a time from 00:00 to 23:59'];
    const said = say('row-error', { problems, leftAlone: 'true', edgeAt: '2026-11-20T13:00:00Z', edgeKind: 'stop' });
    expect(said.title).toBe('Development: left alone because of a mistake in its rows');
    expect(said.text).toMatch(/^The stop at 22:00 KST was not carried out\. Nothing is started or stopped/);
    expect(said.lines).toEqual(['Schedule Development, StartTime: got 25:00, expected a time from 00:00 to 23:59']);
  });

  it('does not call a schedule left alone that goes on', () => {
    const said = say('row-error', {
      problems: ['Schedule Development | DaysActiv | mon | DaysActive'],
      leftAlone: 'false',
    });
    expect(said.title).toBe('Development: a row needs a look');
    expect(said.text).toBe('The schedule goes on.');
  });

  it('stands without any fact, for every kind', () => {
    for (const kind of Object.keys(KINDS) as NoticeKind[]) {
      const { title, text, lines } = say(kind, {});
      expect(title, kind).toMatch(/\w/);
      expect([title, text, ...lines].join('\n'), kind).not.toMatch(/undefined|NaN|null|\s[.,;]|\(\)|Invalid|at \./);
    }
  });

  it('survives facts of any name and form', () => {
    const value = fc.oneof(fc.string(), fc.double(), fc.array(fc.string(), { maxLength: 3 }));
    const names = [
      'group',
      'instances',
      'stopAt',
      'edgeAt',
      'minutes',
      'members',
      'because',
      'cause',
      'by',
      'hold',
      'until',
    ];
    const named = fc.constantFrom(
      ...names,
      'code',
      'message',
      'operation',
      'size',
      'zone',
      'skipped',
      'problems',
      'tookSeconds',
    );
    const anyFacts = fc.dictionary(named, value);
    fc.assert(
      fc.property(fc.constantFrom(...(Object.keys(KINDS) as NoticeKind[])), anyFacts, (kind, facts) => {
        const { title, text } = say(kind, facts);
        return !`${title}${text}`.includes('undefined') || JSON.stringify(facts).includes('undefined');
      }),
    );
  });
});
