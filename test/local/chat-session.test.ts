import pc from 'picocolors';
import { describe, expect, it, onTestFinished } from 'vitest';
import { ChatSession, type ChatOptions } from '../../local/chat-session.ts';
import { messageLines } from '../../local/chat-view.ts';
import { development, ec2, group, rowsOf, seoul } from '../scenarios/scenario.ts';

const PAINT = pc.createColors(false);
const clock = new Intl.DateTimeFormat('en-GB', { timeZone: 'Asia/Seoul', timeStyle: 'short' });

/** Somebody in Seoul on Friday evening, with one server running; `read` is what the channel shows from then on. */
async function evening(given: Partial<ChatOptions> = {}): Promise<{ chat: ChatSession; read: () => string[] }> {
  const seen: string[] = [];
  const { service = 'jandi' } = given;
  const chat = await ChatSession.open({
    rows: rowsOf({ Schedule: [development()], ScheduleServerGroup: [group('web')] }),
    fleet: [ec2('i-1', { group: 'web', state: 'running' })],
    from: seoul('2026-11-20 21:45'),
    ...{ tickMinutes: 5, events: true, timeZone: 'Asia/Seoul', warnMinutes: 10 },
    ...{ service, language: 'en', who: 'mina' },
    onMessage: ({ at, json }) => seen.push(`${clock.format(at)} ${messageLines(service, json, PAINT).join('\n')}`),
    ...given,
  });
  onTestFinished(() => chat.close());
  return { chat, read: () => seen.splice(0) };
}

describe('somebody in a channel of the embedded world', () => {
  it('is warned before the stop, moves it by a line, and sees it come when it was moved to', async () => {
    const { chat, read } = await evening();
    expect(await chat.hear('')).toBe('time-passed');
    expect(read()).toEqual([expect.stringMatching(/^21:50 Development stops at 22:00 KST\n/)]);
    expect(await chat.hear('Development extend 30m')).toBe('answered');
    expect(read()).toEqual([expect.stringMatching(/^21:50 Development: stays up until 22:30 KST\n/)]);
    await chat.hear('22:15');
    expect(read()).toEqual([]);
    await chat.hear('+20m');
    expect(read()).toEqual([
      expect.stringMatching(/^22:20 Development stops at 22:30 KST\n/),
      expect.stringMatching(/^22:30 Development: stopping web\n/),
      expect.stringMatching(/^22:30 Development is off\n/),
    ]);
  });

  it('sees at once what was ordered, because a command wakes the scheduler', async () => {
    const { chat, read } = await evening({ from: seoul('2026-11-20 19:00') });
    await chat.hear('/서버 Development 중지');
    expect(read()).toEqual([
      expect.stringMatching(/^19:00 Development: .*off/),
      expect.stringMatching(/^19:00 Development: stopping web\n/),
    ]);
  });

  it('reads Korean in a Korean channel', async () => {
    const { chat, read } = await evening({ language: 'ko' });
    await chat.hear('');
    await chat.hear('Development 연장 1시간');
    expect(read()).toEqual([expect.stringContaining('22:00 KST에 중지해요'), expect.stringContaining('23:00 KST')]);
  });

  it('presses the buttons of Slack, and those of a stop that was moved change nothing', async () => {
    const { chat, read } = await evening({ service: 'slack' });
    await chat.hear('');
    expect(read()).toEqual([expect.stringContaining('[ Extend 1 h ]')]);
    // Somebody is faster.
    await chat.hear('Development exception set 2026-11-20 stop 23:30');
    expect(read()).toHaveLength(1);
    await chat.hear('1');
    const [answer] = read();
    expect(answer).toContain('mina');
    expect(answer).not.toContain('until 23:00');
  });

  it('is told of nothing where there is nothing to tell', async () => {
    const { chat, read } = await evening({ rows: rowsOf({}), tickMinutes: 60 });
    expect(await chat.hear('')).toBe('nothing-told');
    expect(read()).toEqual([]);
    expect(chat.now).toBeGreaterThanOrEqual(seoul('2026-11-23 21:45'));
  });
});
