import { beforeEach, expect, it, vi } from 'vitest';
import type { Notice } from '../../functions/shared/notice/notice.ts';
import type { DeliverPorts } from '../../functions/webhook/ports.ts';
import { aNotice } from '../shared/notice/a-notice.ts';
import { aChannel } from './a-channel.ts';
import { postOffice } from './post-office.ts';

const SECRET_URL = 'https://chat.example/dev/secret-path';

// A version of Curfew that has no words for anything about Odd, and none at all about Odder.
vi.mock(import('../../functions/webhook/domain/say.ts'), async (original) => {
  const whole = await original();
  return {
    ...whole,
    sayNotice: (notice, language) => {
      const isWord = notice.kind === 'channel-failed';
      if (notice.schedule === 'Odder' || (notice.schedule === 'Odd' && !isWord))
        throw new TypeError(`no words for ${notice.schedule} at ${SECRET_URL}`);
      return whole.sayNotice(notice, language);
    },
  };
});

const posted: string[] = [];
const http: DeliverPorts['http'] = {
  post: async ({ url, body }) => {
    posted.push(`${new URL(url).pathname.split('/')[1] ?? ''}: ${body}`);
    return { status: 200, headers: {}, body: 'ok' };
  },
};
const CHANNELS = [
  aChannel({ name: 'dev', url: SECRET_URL }),
  aChannel({ name: 'default', url: 'https://chat.example/default' }),
];

const started = (schedule: string, channels: readonly string[], kind: Notice['kind'] = 'started'): Notice =>
  aNotice({ id: `${schedule}/${kind}`, schedule, channels, kind });

beforeEach(() => void posted.splice(0));

it('gives up a notice that it has no words for, and delivers those of the same post and after it', async () => {
  const office = await postOffice(CHANNELS, (ports) => ({ ...ports, http }));
  await office.queue.send(['S1', 'Odd', 'S2'].map((schedule) => started(schedule, ['dev'])));
  await office.queue.send([started('Odd', ['dev'], 'stopped'), started('S1', ['dev'], 'stopped')]);
  await office.run();
  const inDev = posted.filter((post) => post.startsWith('dev'));
  expect(new Set(inDev.join('\n').match(/\bS\d\b/g))).toEqual(new Set(['S1', 'S2']));
  expect(inDev.join('\n')).not.toContain('Odd');
  expect(office.queue.dead.map(({ deduplicationId }) => deduplicationId)).toEqual([
    'Odd/started#dev',
    'Odd/stopped#dev',
  ]);
});

it('says so once in default, counts it and logs where, without a secret', async () => {
  const office = await postOffice(CHANNELS, (ports) => ({ ...ports, http }));
  await office.queue.send([started('Odd', ['dev']), started('Odd', ['dev'], 'stopped')]);
  await office.run();
  const words = posted.filter((post) => post.startsWith('default'));
  expect(words).toHaveLength(1);
  expect(words[0]).toContain('a fault of Curfew');
  const log = office.logged.join('\n');
  expect(log).toMatch(/"message":"no words".*TypeError: no words for Odd at ….*say/);
  expect(log).toMatch(/"message":"given up".*"because":"bug".*"NoticesGivenUp":1/);
  expect(log).not.toContain('secret-path');
});

it('tells default of its own, and ends where even that word fails', async () => {
  const office = await postOffice(CHANNELS, (ports) => ({ ...ports, http }));
  await office.queue.send([started('Odd', ['default']), started('Odder', ['dev'])]);
  await office.run();
  expect(posted).toEqual([expect.stringContaining('a notice of Odd was not delivered')]);
  expect(office.queue.dead).toHaveLength(3);
});
