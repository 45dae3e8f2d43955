import type { Instant } from '../../shared/calendar/instant.ts';
import type { FactValue, Notice } from '../../shared/notice/notice.ts';
import type { Final } from './http-outcome.ts';

/** Where people are told of channels that take nothing. */
const DEFAULT_CHANNEL = 'default';

/** Whether anybody is left to tell: `default` hears of itself where it takes other notices, of all but such a word. */
export const mayTell = (channel: string, { kind }: Notice, { because }: Final): boolean =>
  channel !== DEFAULT_CHANNEL || ((because === 'bug' || because === 'payload') && kind !== 'channel-failed');

/** A notice that its channel will never take. */
export interface Lost {
  readonly channel: string;
  readonly notice: Notice;
  readonly final: Final;
  /** What is wrong with what is stored for the channel. */
  readonly problems: readonly string[];
}

/** The word to `default` about it. Its id makes it one a day, however many notices the channel loses for that reason. */
export function channelFailed({ channel, notice, final, problems }: Lost, now: Instant): Notice {
  const { because, status } = final;
  const facts: Record<string, FactValue | undefined> = { channel, because, status, kind: notice.kind, problems };
  const day = new Date(now).toISOString().slice(0, 'yyyy-mm-dd'.length);
  return {
    id: ['channel-failed', channel, because, status, day].filter((part) => part !== undefined).join('/'),
    at: now,
    severity: 'error',
    kind: 'channel-failed',
    schedule: notice.schedule,
    timeZone: notice.timeZone,
    facts: Object.entries(facts).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value }])),
    actions: [],
    channels: [DEFAULT_CHANNEL],
  };
}
