import { MINUTE_MS, type Instant } from '../../../shared/calendar/instant.ts';
import { countMessage } from './count-message.ts';
import { eachFrame } from './frames.ts';
import { readHeader } from './header.ts';
import { isPublishable, type Series } from './series.ts';
import { Tally } from './tally.ts';

/** What a batch of Logplex comes to. */
export interface Batch {
  readonly series: readonly Series[];
  /** Frames, of whatever speaker. */
  readonly messages: number;
  /** Messages of interest whose time CloudWatch would refuse. */
  readonly refused: number;
}

const LINE_FEED = 0x0a;

/** Parses and counts a body of `application/logplex-1`; undefined where it is not made of whole frames. */
export function readBatch(body: Buffer, now: Instant): Batch | undefined {
  const tally = new Tally();
  let messages = 0;
  let refused = 0;
  let uncounted = 0;
  const isWhole = eachFrame(body, (start, end) => {
    messages++;
    const header = readHeader(body, start, end);
    if (header === undefined) return;
    if (!isPublishable(header.epochMinute * MINUTE_MS, now)) refused++;
    else if (tally.isFull) uncounted++;
    else countMessage(tally, header, { body, end: body[end - 1] === LINE_FEED ? end - 1 : end });
  });
  if (!isWhole) return undefined;
  if (uncounted > 0) tally.add(tally.cell(Math.floor(now / MINUTE_MS), ''), 'dropped', uncounted);
  return { series: tally.series(), messages, refused };
}
