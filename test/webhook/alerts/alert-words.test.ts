import { describe, expect, it } from 'vitest';
import { readAlertGroup } from '../../../functions/webhook/domain/alerts/alert-group.ts';
import { tellAlerts } from '../../../functions/webhook/domain/alerts/tell-alerts.ts';
import { sayNotice } from '../../../functions/webhook/domain/say.ts';
import { NOW } from '../receiver.ts';
import { alert, group } from './sent-alerts.ts';

const noticeOf = (alerts: readonly unknown[], more: object = {}) => {
  const read = readAlertGroup(JSON.stringify(group(alerts, more)));
  if (read === undefined) throw new Error('not read');
  const told = { version: 0, firing: new Map<string, number>(), saidAt: 0 };
  const teller = { channel: 'team', groupKey: read.key, timeZone: 'Asia/Seoul', now: NOW };
  const [notice] = tellAlerts(read, told, teller).notices;
  if (notice === undefined) throw new Error('nothing told');
  return notice;
};
const said = (alerts: readonly unknown[], more: object = {}) => sayNotice(noticeOf(alerts, more), 'en');

describe('the words of alerts', () => {
  it.each([
    ['critical', 'error', 'Critical: InstanceDown'],
    ['page', 'error', 'Critical: InstanceDown'],
    ['WARNING', 'warning', 'Warning: InstanceDown'],
    ['info', 'info', 'Info: InstanceDown'],
    [undefined, 'warning', 'Warning: InstanceDown'],
  ])('of severity %s are %s', (severity, is, title) => {
    const labels = { alertname: 'InstanceDown', ...(severity !== undefined && { severity }) };
    const notice = noticeOf([alert('web-1', { labels })]);
    expect([notice.severity, sayNotice(notice, 'en').title]).toEqual([is, title]);
  });

  it('are as grave as the worst of the group', () => {
    const labels = { alertname: 'InstanceDown', instance: 'a', severity: 'info' };
    expect(noticeOf([alert('a', { labels }), alert('b')]).severity).toBe('error');
  });

  it('put at each what only it says', () => {
    const full = (instance: string, hours: number) =>
      alert(instance, { annotations: { summary: `Full in ${hours} h` }, labels: { alertname: 'Disk', instance } });
    expect(said([full('db-1', 3), full('db-2', 5)])).toMatchObject({
      title: 'Warning: Disk',
      text: 'It began at 21:40 KST.',
      lines: ['db-1: Full in 3 h', 'db-2: Full in 5 h'],
    });
  });

  it('name the labels that tell alerts apart where there is no instance', () => {
    const pod = (name: string) => alert(name, { labels: { alertname: 'Crash', namespace: 'shop', pod: name } });
    expect(said([pod('api-1'), pod('api-2')]).lines).toEqual(['pod=api-1', 'pod=api-2']);
    expect(said([pod('api-1')]).lines).toEqual(['namespace=shop, pod=api-1']);
  });

  it('name every alert of a group that is made by something else', () => {
    const named = (alertname: string) =>
      alert('web-1', { labels: { alertname, instance: 'web-1' }, fingerprint: alertname });
    expect(said([named('Slow'), named('Full'), named('Down'), named('Hot')])).toMatchObject({
      title: 'Warning: Down, Full, Hot …',
      lines: ['Slow: web-1', 'Full: web-1', 'Down: web-1', 'Hot: web-1'],
    });
  });

  it('say how many are left out of a long list', () => {
    const { lines, leftOut } = said(Array.from({ length: 60 }, (_, index) => alert(`web-${index}`)));
    expect([lines.length, leftOut]).toEqual([51, 10]);
  });

  it('are on one line each, and not endless', () => {
    const annotations = { summary: `a\nb\u0000${'c'.repeat(5_000)}`, description: 'd\n'.repeat(5_000) };
    const { text, lines } = said([alert(`web-1\n${'x'.repeat(900)}`, { annotations })]);
    expect(text.length).toBeLessThan(1_700);
    expect([text, ...lines].join('')).not.toMatch(/[\n\u0000]/);
    expect(lines[0]?.length).toBeLessThanOrEqual(300);
  });
});

describe('what Grafana sends', () => {
  const sent = {
    ...{ orgId: 1, title: '[FIRING:1] High memory', state: 'alerting', message: '**Firing**', version: '1' },
    groupKey: '{}/{}:{alertname="High memory"}',
  };
  const high = {
    ...{ status: 'firing', labels: { alertname: 'High memory', grafana_folder: 'Shop', zone: 'a' } },
    annotations: { description: 'The system has high memory usage', runbook_url: 'https://example.com/1234' },
    ...{
      startsAt: '2026-11-20T21:40:03.157076+09:00',
      endsAt: '0001-01-01T00:00:00Z',
      fingerprint: 'c6eadffa33fcdf37',
    },
    values: { B: 44.2, C: 1 },
    silenceURL: 'https://play.grafana.org/alerting/silence/new?token=secret',
  };

  it('is read as what Alertmanager sends', () => {
    expect(said([high], sent)).toEqual({
      title: 'Warning: High memory',
      text: 'The system has high memory usage. It began at 21:40 KST.',
      heading: '1 instance',
      lines: ['grafana_folder=Shop, zone=a'],
    });
  });
});

describe('an alert that is odd', () => {
  it('is left out, and the others are told', () => {
    const odd = [
      {},
      null,
      'x',
      alert('a', { status: 'maybe' }),
      alert('b', { startsAt: 'yesterday' }),
      { ...alert('c'), labels: 1 },
    ];
    expect(said([...odd, alert('web-1')]).lines).toEqual(['web-1']);
  });

  it('without a fingerprint is known by its labels', () => {
    const nameless = { ...alert('web-1'), fingerprint: undefined };
    expect(noticeOf([nameless]).id).toBe(noticeOf([{ ...nameless, annotations: {} }]).id);
    expect(noticeOf([nameless]).id).not.toBe(noticeOf([{ ...alert('web-2'), fingerprint: undefined }]).id);
  });
});
