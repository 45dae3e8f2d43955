import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from './instant.ts';
import type { Instant, LocalDay } from './instant.ts';

/** A stretch of time with one offset. */
interface Segment {
  /** -Infinity for the first segment of a block. */
  readonly from: Instant;
  /** Exclusive; Infinity for the last segment of a block. */
  readonly to: Instant;
  readonly offsetMs: number;
}

/** The first instant of an offset. */
interface Change {
  readonly at: Instant;
  readonly offsetMs: number;
}

/** Segments are found when first asked for, block by block: about a year, which takes less than a millisecond. */
const BLOCK_MS = 384 * DAY_MS;
/** A block knows the changes around its ends too: wall time, read as if it were UTC, is never further from it than this. */
const BLOCK_MARGIN_MS = 3 * DAY_MS;
/** Two changes of one zone are never closer than this (the closest are a month apart, around Ramadan in Morocco). */
const SAMPLE_MS = 6 * DAY_MS;
/** JavaScript's dates end here, on both sides of 1970: beyond them there is no wall. */
const LAST_MS = 8_640_000_000_000_000;
/** `GMT` at the end of what Intl writes, or `GMT+09:00`; with seconds for some zones before 1972. */
const OFFSET = /GMT(?:([+-])(\d\d):(\d\d)(?::(\d\d))?)?$/;

/**
 * A time zone: wall time to instants and back, in nanoseconds. Asking Intl for an offset takes microseconds, so each
 * zone's changes of offset are found once, by sampling and bisection, and kept.
 */
export class Zone {
  readonly name: string;
  readonly #clock: Intl.DateTimeFormat;
  readonly #blocks = new Map<number, readonly Segment[]>();
  #lastIndex = Number.NaN;
  #lastBlock: readonly Segment[] = [];

  /** Throws a RangeError for a name that Intl does not know. */
  constructor(name: string) {
    this.name = name;
    this.#clock = new Intl.DateTimeFormat('en-US', { timeZone: name, timeZoneName: 'longOffset' });
  }

  /** Minutes east of UTC; not whole for some zones before 1972. */
  offsetMinutesAt(instant: Instant): number {
    return this.#offsetMsAt(instant) / MINUTE_MS;
  }

  /**
   * The instant at which the wall shows `minute` (of `day`; 1440 and more run into the following days). A time in a gap
   * means the first instant after the gap, a time that occurs twice the first of the two; so later wall times are
   * never earlier instants.
   */
  instantOf(day: LocalDay, minute: number): Instant {
    const wallMs = day * DAY_MS + minute * MINUTE_MS;
    for (const { from, to, offsetMs } of this.#blockAround(wallMs)) {
      const at = wallMs - offsetMs;
      // Before the segment's start though not within the one before it: a gap.
      if (at < to) return at < from ? from : at;
    }
    return Number.NaN;
  }

  /** The date on the wall. */
  localDay(instant: Instant): LocalDay {
    return Math.floor((instant + this.#offsetMsAt(instant)) / DAY_MS);
  }

  /** Minutes since midnight on the wall, 0 to 1439. */
  localMinute(instant: Instant): number {
    const wallMs = instant + this.#offsetMsAt(instant);
    return Math.floor((wallMs - Math.floor(wallMs / DAY_MS) * DAY_MS) / MINUTE_MS);
  }

  #offsetMsAt(instant: Instant): number {
    for (const { to, offsetMs } of this.#blockAround(instant)) if (instant < to) return offsetMs;
    return Number.NaN;
  }

  #blockAround(instant: Instant): readonly Segment[] {
    if (!(Math.abs(instant) <= LAST_MS)) return [];
    const index = Math.floor(instant / BLOCK_MS);
    if (index === this.#lastIndex) return this.#lastBlock;
    let block = this.#blocks.get(index);
    if (block === undefined) {
      block = this.#findSegments(index * BLOCK_MS - BLOCK_MARGIN_MS, (index + 1) * BLOCK_MS + BLOCK_MARGIN_MS);
      this.#blocks.set(index, block);
    }
    this.#lastIndex = index;
    this.#lastBlock = block;
    return block;
  }

  #findSegments(from: Instant, to: Instant): readonly Segment[] {
    const changes: Change[] = [{ at: -Infinity, offsetMs: this.#askOffsetMs(from) }];
    for (let at = from; at < to; at += SAMPLE_MS) {
      const next = { at: at + SAMPLE_MS, offsetMs: this.#askOffsetMs(at + SAMPLE_MS) };
      this.#findChanges({ at, offsetMs: changes.at(-1)?.offsetMs ?? next.offsetMs }, next, changes);
    }
    return changes.map(({ at, offsetMs }, index) => ({ from: at, to: changes[index + 1]?.at ?? Infinity, offsetMs }));
  }

  /** Adds the changes in (before, after] to `changes`, each at the first instant of its offset, by bisection to the second. */
  #findChanges(before: Change, after: Change, changes: Change[]): void {
    // Of a block that reaches beyond the dates, the rest is NaN, which is no change either.
    if (Object.is(before.offsetMs, after.offsetMs)) return;
    if (after.at - before.at <= SECOND_MS) {
      changes.push(after);
      return;
    }
    const at = before.at + Math.floor((after.at - before.at) / 2 / SECOND_MS) * SECOND_MS;
    const middle = { at, offsetMs: this.#askOffsetMs(at) };
    this.#findChanges(before, middle, changes);
    this.#findChanges(middle, after, changes);
  }

  #askOffsetMs(instant: Instant): number {
    if (Math.abs(instant) > LAST_MS) return Number.NaN;
    const written = this.#clock.format(instant);
    const match = OFFSET.exec(written);
    if (match === null) throw new Error(`Intl writes the offset of ${this.name} in a way of its own: ${written}`);
    const [, sign, hours = 0, minutes = 0, seconds = 0] = match;
    const offsetMs = Number(hours) * HOUR_MS + Number(minutes) * MINUTE_MS + Number(seconds) * SECOND_MS;
    return sign === '-' ? -offsetMs : offsetMs;
  }
}

const zones = new Map<string, Zone | undefined>();

/**
 * The zone of an IANA name with a region (`Asia/Seoul`, `Etc/GMT+9`) or of `UTC`; undefined for all else, also for
 * `EST` and `Japan`, which Intl would take: they look like abbreviations, and people mean something else by them.
 */
export function zoneNamed(name: string): Zone | undefined {
  if (!zones.has(name)) zones.set(name, name === 'UTC' || name.includes('/') ? zoneOf(name) : undefined);
  return zones.get(name);
}

function zoneOf(name: string): Zone | undefined {
  try {
    return new Zone(name);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}
