import type { Notice } from '../../../functions/shared/notice/notice.ts';

/** A notice of which the test names only what it is about. */
export const aNotice = (changes: Partial<Notice> = {}): Notice => ({
  id: 'Development/run-1/started',
  at: Date.parse('2026-11-20T00:02:00Z'),
  severity: 'ok',
  kind: 'started',
  schedule: 'Development',
  timeZone: 'Asia/Seoul',
  facts: [{ name: 'members', value: 3 }],
  actions: [],
  channels: ['default'],
  ...changes,
});
