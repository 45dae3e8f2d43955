import type { Instant } from '../shared/calendar/instant.ts';
import type { NoticeQueue } from '../shared/notice/notice.ts';
import { digest, type AlertGroup } from './domain/alerts/alert-group.ts';
import { tellAlerts } from './domain/alerts/tell-alerts.ts';
import type { AlertGroupStore } from './ports.ts';

export interface TakeAlertsPorts {
  readonly alertGroups: AlertGroupStore;
  readonly notices: NoticeQueue;
}

/*
 * Told first, remembered then, because the sender repeats what was not answered with 200:
 *
 *   Alertmanager:  posts ───────────────────────── no answer ── posts again
 *   the receiver:   reads version 7 ── queues ── dies           reads version 7 ── queues under the same ids ── writes 8
 *
 * Of two requests about one group at the same time the second to write gets a conflict, is answered with 503, and comes again.
 */

/** Tells a channel what is new in a group of alerts; returns how many notices that took. Throws where the outside does not work. */
export async function takeAlerts(
  { alertGroups, notices }: TakeAlertsPorts,
  { channel, group }: { readonly channel: string; readonly group: AlertGroup },
  { timeZone, now }: { readonly timeZone: string; readonly now: Instant },
): Promise<number> {
  const id = `${channel}#${digest(group.key)}`;
  const told = await alertGroups.told(id);
  const { notices: owed, after } = tellAlerts(group, told, { channel, groupKey: group.key, timeZone, now });
  if (owed.length > 0) await notices.send(owed);
  if (after !== told) await alertGroups.saveTold(id, after, now);
  return owed.length;
}
