import { warnedTarget } from '../shared/fleet/target.ts';
import { readRows } from '../shared/rows/read-rows.ts';
import type { Entry } from '../shared/rows/schedule.ts';
import { fold } from '../shared/rows/spelling.ts';
import { withoutEnded } from '../shared/store/ended-holds.ts';
import type { Kept } from './domain/commands/sights.ts';
import type { ChatRequest, CommandPorts, CommandTarget } from './ports.ts';

/** What a channel may see. */
export interface Schedules {
  readonly entries: readonly Entry[];
  readonly kept: readonly [Kept, ...Kept[]];
}

/** Reads every schedule that the channel is not kept from, as the next tick will see it. Throws where DynamoDB does. */
export async function readSchedules(
  { rows, memory, targets: [first, ...further], settings }: CommandPorts,
  { channel, now }: Pick<ChatRequest, 'channel' | 'now'>,
): Promise<Schedules> {
  const { timeZone, warnMinutes } = settings;
  const warnings = memory.warnings();
  const keptOf = async (target: CommandTarget): Promise<Kept> => {
    const [records, given] = await Promise.all([memory.runs(target.id), warnings]);
    return { target, records, warnings: given.filter(({ targetId }) => targetId === warnedTarget(target)) };
  };
  const [tableRows, stored, keptOfFirst, ...keptOfFurther] = await Promise.all([
    rows.read(),
    memory.holds(),
    keptOf(first),
    ...further.map(keptOf),
  ]);
  const kept: Schedules['kept'] = [keptOfFirst, ...keptOfFurther];
  const holds = withoutEnded(
    stored,
    kept.flatMap(({ records }) => records),
  );
  const { entries } = readRows(tableRows, { timeZone, warnMinutes, now, holds });
  const seen = new Set(channel.schedules.map(fold));
  const visible = entries.filter(({ schedule }) => seen.size === 0 || seen.has(fold(schedule.name)));
  const sorted = visible.toSorted((a, b) => BY_NAME.compare(a.schedule.name, b.schedule.name));
  return { entries: sorted.map((entry) => withForceAsHold(entry, now)), kept };
}

/** `team 2` before `team 10`. */
const BY_NAME = new Intl.Collator('en', { numeric: true });

/** ForceStart and ForceStop of the console become a hold at the next tick. */
function withForceAsHold(entry: Entry, now: number): Entry {
  const { force } = entry.schedule;
  if (force === undefined || entry.problems.length > 0) return entry;
  return { ...entry, timetable: { ...entry.timetable, hold: { kind: force, at: now, by: 'console' } } };
}
