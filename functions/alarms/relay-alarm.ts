import { alarmEventNotice, type AlarmEvent } from './domain/alarm-event.ts';
import type { AlarmPorts } from './ports.ts';

/** Tells the chat that an alarm of CloudWatch's own fires, or is over; safe late and doubled. */
export async function relayAlarm(
  { notices, settings }: Pick<AlarmPorts, 'notices' | 'settings'>,
  event: AlarmEvent,
): Promise<{ readonly told: number }> {
  const notice = alarmEventNotice(event, settings.timeZone);
  if (notice === undefined) return { told: 0 };
  await notices.send([notice]);
  return { told: 1 };
}
