import { readDropLine, type DropLine } from './drop-line.ts';
import { readErrorCode, readSample, type DynoSample } from './dyno-line.ts';
import type { Header } from './header.ts';
import { readRouterLine, type RouterLine } from './router-line.ts';
import type { Cell, Tally } from './tally.ts';

/** Messages that were dropped over a longer time count for the last so many minutes of it. */
const DROP_MINUTES_MAX = 60;
const SIGNIFICANT = 1_000;

/** Adds what the message behind a header says; nothing, where it says nothing that is counted. */
export function countMessage(tally: Tally, header: Header, { body, end }: { body: Buffer; end: number }): void {
  const { speaker, epochMinute, messageStart } = header;
  if (speaker.kind === 'router') return countRequest(tally, epochMinute, readRouterLine(body, messageStart, end));
  if (speaker.kind === 'logplex') return countDrop(tally, epochMinute, readDropLine(body, messageStart, end));
  const sample = speaker.kind === 'dyno' ? readSample(body, messageStart, end) : undefined;
  if (sample !== undefined) return countSample(tally, tally.cell(epochMinute, speaker.process), sample);
  const code = readErrorCode(body, messageStart, end);
  // An app writes under a one-off dyno's name too, but R13 arrives there and nowhere else.
  const isHerokus = speaker.kind === 'dyno' || code === 'R13';
  if (code !== undefined && isHerokus) tally.add(tally.cell(epochMinute, speaker.process), code, 1);
}

function countRequest(tally: Tally, epochMinute: number, { process, status, service, code }: RouterLine): void {
  const cell = tally.cell(epochMinute, process);
  if (code !== undefined) tally.add(cell, code, 1);
  if (!(status > 0)) return;
  tally.add(cell, 'throughput', 1);
  tally.add(cell, 'status-4xx', status >= 400 && status < 500 ? 1 : 0);
  tally.add(cell, 'status-5xx', status >= 500 ? 1 : 0);
  if (service >= 0) tally.add(cell, 'response-time', toThreeDigits(service));
}

/** Nobody knows when in that time they were dropped: each of its minutes has its share, and is incomplete. */
function countDrop(tally: Tally, epochMinute: number, drop: DropLine | undefined): void {
  if (drop === undefined || drop.messages === 0) return;
  const since = drop.sinceEpochMinute <= epochMinute ? drop.sinceEpochMinute : epochMinute;
  const from = Math.max(since, epochMinute - DROP_MINUTES_MAX + 1);
  const share = drop.messages / (epochMinute - from + 1);
  for (let minute = from; minute <= epochMinute; minute++) tally.add(tally.cell(minute, ''), 'dropped', share);
}

function countSample(tally: Tally, cell: Cell, { load, memoryTotal, memoryQuota }: DynoSample): void {
  if (load >= 0) tally.add(cell, 'dyno-load', load);
  if (memoryTotal >= 0) tally.add(cell, 'memory-total', Math.round(memoryTotal));
  // Total is resident, swap and cache together, which is what R14 holds against the quota.
  if (memoryTotal >= 0 && memoryQuota > 0)
    tally.add(cell, 'memory', Math.round((memoryTotal / memoryQuota) * 1_000) / 10);
}

/** Whole milliseconds below a second, then three digits: right to half a percent, and few enough different ones. */
function toThreeDigits(milliseconds: number): number {
  let step = 1;
  while (milliseconds >= step * SIGNIFICANT) step *= 10;
  return Math.round(milliseconds / step) * step;
}
