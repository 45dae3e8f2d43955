import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { FactValue, NoticeKind } from '../../functions/shared/notice/notice.ts';
import { sayNotice } from '../../functions/webhook/domain/say.ts';
import { KINDS, notice, WARNING_ACTIONS } from './sample-notices.ts';

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
      heading: 'Starting',
      lines: ['api-1 (i-1) : ap-northeast-2a', 'api-2 (i-2) : ap-northeast-2c'],
    });
  });

  it.each([
    [
      { because: 'edge', cause: 'exception', by: 'mina', edgeAt: '2026-11-20T13:00:00Z', note: 'Release night' },
      'as mina set it for 22:00 KST (Release night)',
    ],
    [{ because: 'edge', cause: 'exception', edgeAt: '2026-11-20T13:00:00Z' }, 'as an exception set it for 22:00 KST'],
    [{ because: 'edge', cause: 'hold', by: 'mina' }, 'because mina asked for it'],
    [{ because: 'enforce', cause: 'weekly' }, 'because Enforce undoes what is done by hand'],
  ])('says why it stops: %j', (facts, why) => {
    expect(say('stopping', { group: '', instances: ['i-1'], ...facts }).text).toBe(`Stopping 1 instance ${why}.`);
  });

  it.each([
    [{ cause: 'exception', by: 'mina', note: 'Release night' }, 'mina changed the stop (Release night)'],
    [{ cause: 'exception' }, 'an exception changed the stop'],
    [{ cause: 'hold', by: 'mina' }, 'mina asked for it'],
    [{ cause: 'lifted', by: 'mina' }, 'the stop ordered by mina was lifted'],
    [{ cause: 'changed' }, 'the schedule changed'],
  ])('says why what was stopped comes back: %j', (facts, why) => {
    const said = say('starting', { group: '', instances: ['i-1'], because: 'return', ...facts });
    expect(said.text).toBe(`Starting 1 instance because ${why}.`);
  });

  it.each([
    [{ cause: 'exception', by: 'mina', note: 'Release night' }, 'mina set this stop (Release night).'],
    [{ cause: 'exception' }, 'An exception set this stop.'],
    [{ cause: 'hold', by: 'mina' }, 'mina asked for this stop.'],
  ])('says whose stop it warns of: %j', (facts, whose) => {
    const said = say('stop-warning', { minutesLeft: 10, members: 8, ...facts });
    expect(said.text).toBe(`8 instances will be stopped in 10 minutes. ${whose}`);
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
    expect(sayNotice(notice('stop-warning', facts, WARNING_ACTIONS), 'en')).toEqual({
      title: 'Development stops at 22:00 KST',
      text: '8 instances will be stopped in 10 minutes. To keep them up, write: Development extend 1h',
      fields: [
        { name: 'Stops at', value: '22:00 KST' },
        { name: 'Time left', value: '10 min' },
        { name: 'Instances', value: '8' },
      ],
      lines: [],
    });
  });

  it('shows a time of another day with its weekday, and one of another week with its date', () => {
    expect(say('stop-warning', { stopAt: '2026-11-20T17:00:00Z' }).title).toBe('Development stops at Sat 02:00 KST');
    const goesOn = { hold: 'start', by: 'mina', until: '2026-11-20T12:55:00Z', goesOn: 'true' };
    expect(say('hold-changed', goesOn).text).toMatch(
      / until 21:55 KST\. After that the schedule itself keeps it on\.$/,
    );
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
      heading: 'Not yet ready',
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

  it('says of an alarm rule with a bad row that it watches nothing', () => {
    const said = say('row-error', {
      ...{ rule: 'latency', leftAlone: 'true' },
      problems: ['AlarmRule latency | Critical | much | a number'],
    });
    expect(said.title).toBe('The alarm rule latency is left out because of a mistake in its row');
    expect(said.text).toBe('It watches nothing until this is put right; other rules are not affected.');
    expect(said.lines).toEqual(['AlarmRule latency, Critical: got much, expected a number']);
  });

  it('does not call a schedule left alone that goes on', () => {
    const said = say('row-error', {
      problems: ['Schedule Development | DaysActiv | mon | DaysActive'],
      leftAlone: 'false',
    });
    expect(said.title).toBe('Development: a row needs a look');
    expect(said.text).toBe('The schedule goes on.');
  });

  it('says who made an exception, which, and what comes of it', () => {
    const facts = { date: '2026-11-20', type: 'stop', value: '26:00', by: 'mina' };
    expect(say('exception-changed', { ...facts, edges: ['stop 2026-11-20T17:00:00Z', 'as usual'] })).toMatchObject({
      title: 'Development: exception for Fri 2026-11-20 set',
      text: 'mina set the stop to 26:00.',
      lines: ['stop at Sat 02:00 KST', 'as usual'],
    });
    expect(say('exception-changed', { ...facts, value: 'None' }).text).toBe('mina dropped the stop.');
    expect(say('exception-changed', { ...facts, value: '' }).text).toBe('mina removed the exception of its stop.');
  });

  it('stands without any fact, for every kind', () => {
    for (const kind of KINDS) {
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
      fc.property(fc.constantFrom(...KINDS), anyFacts, (kind, facts) => {
        const { title, text } = say(kind, facts);
        return !`${title}${text}`.includes('undefined') || JSON.stringify(facts).includes('undefined');
      }),
    );
  });
});
