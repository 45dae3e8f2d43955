import { afterEach, describe, expect, it } from 'vitest';
import type { Notice } from '../../functions/shared/notice/notice.ts';
import { aNotice } from '../shared/notice/a-notice.ts';
import { aChannel } from './a-channel.ts';
import { chatServer, type ChatAnswer, type ChatServer } from './chat-server.ts';
import { postOffice, type PostOffice } from './post-office.ts';

const servers: ChatServer[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** An office whose channel `default` first gives these answers. */
async function officeWith(...answers: readonly ChatAnswer[]): Promise<PostOffice> {
  const server = await chatServer('jandi');
  servers.push(server);
  server.answer(...answers);
  return postOffice([aChannel({ kind: 'jandi', url: server.url })]);
}

const started = (schedule: string, changes: Partial<Notice> = {}): Notice =>
  aNotice({ id: `${schedule}/run-1/started`, schedule, ...changes });

/** The sum of a metric over all lines that report it, with the function's name. */
const sumOf = (office: PostOffice, name: 'NoticesDelivered' | 'NoticesGivenUp'): number => {
  const lines = office.logged.map((line) => JSON.parse(line) as Record<string, unknown>);
  const reporting = lines.filter((line) => JSON.stringify(line['_aws'] ?? {}).includes(`"Name":"${name}"`));
  for (const line of reporting) expect(line).toMatchObject({ FunctionName: 'deliver' });
  return reporting.reduce((sum, line) => sum + Number(line[name]), 0);
};

describe('notices are counted', () => {
  it('as delivered once each, though one was queued twice and they went out as one post', async () => {
    const office = await officeWith();
    await office.queue.send([started('S1'), started('S2')]);
    office.queue.putBody(JSON.stringify({ channel: 'default', notice: started('S1') }), {
      group: 'default',
      once: 'again',
    });
    await office.run();
    expect([sumOf(office, 'NoticesDelivered'), sumOf(office, 'NoticesGivenUp')]).toEqual([2, 0]);
  });

  it('as delivered when the service takes them, not when it asks to wait', async () => {
    const office = await officeWith({ status: 503, headers: { 'retry-after': '1' } });
    await office.queue.send([started('S1')]);
    await office.run();
    expect([sumOf(office, 'NoticesDelivered'), sumOf(office, 'NoticesGivenUp')]).toEqual([1, 0]);
  });

  it('as given up when they go to the dead letters, readable or not', async () => {
    const office = await officeWith({ status: 404 });
    await office.queue.send([started('S1'), started('S2')]);
    office.queue.putBody('{', { group: 'default', once: 'unreadable' });
    await office.run();
    expect(office.queue.dead).toHaveLength(3);
    expect([sumOf(office, 'NoticesDelivered'), sumOf(office, 'NoticesGivenUp')]).toEqual([0, 3]);
  });
});
