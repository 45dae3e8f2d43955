import type { NamedChannel } from '../../functions/webhook/domain/channel.ts';

/** A channel of which the test names only what it is about. */
export const aChannel = (changes: Partial<NamedChannel> = {}): NamedChannel => ({
  name: 'default',
  kind: 'slack',
  url: 'https://hooks.slack.com/services/T0001/B0001/a1b2c3d4e5f60718293a4b5c6d7e8f90',
  language: 'en',
  tokens: [],
  schedules: [],
  people: [],
  ...changes,
});
