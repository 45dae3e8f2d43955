import type { logger } from '../shared/lambda/logger.ts';
import { alarmChangeNotice, readAlarmChange } from './domain/alarm-event.ts';
import type { AlarmPorts } from './ports.ts';

/** Tells the chat that an alarm of CloudWatch's own fires, or is over; safe late and doubled. What nobody can read is logged, and not tried again. */
export async function relayAlarm(
  { notices, settings }: Pick<AlarmPorts, 'notices' | 'settings'>,
  event: unknown,
  log: Pick<typeof logger, 'error'>,
): Promise<{ readonly told: number }> {
  const change = readAlarmChange(event);
  if (change === undefined) log.error('unreadable', { event });
  const notice = change && alarmChangeNotice(change, settings.timeZone);
  if (notice === undefined) return { told: 0 };
  await notices.send([notice]);
  return { told: 1 };
}
