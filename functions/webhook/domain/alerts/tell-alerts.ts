import { MINUTE_MS, type Instant } from '../../../shared/calendar/instant.ts';
import type { Notice } from '../../../shared/notice/notice.ts';
import { alertNotice, type AlertTeller } from './alert-notice.ts';
import type { AlertGroup, IncomingAlert } from './alert-group.ts';

/** What a channel was told of a group; Memory kind `alert-group`. */
export interface ToldGroup {
  /** 0: nothing yet. Each write adds one, on condition that nobody else has. */
  readonly version: number;
  /** What fires and was told: by fingerprint, when it began. */
  readonly firing: ReadonlyMap<string, Instant>;
  /** When an alarm or a reminder was last told. */
  readonly saidAt: Instant;
}

/** Senders repeat what still fires as often as they are set to; people are reminded as rarely as of rules of our own. */
const REMINDER_MINUTES = 240;
/** A sender that repeats every four hours is a little early now and then. */
const LEEWAY_MINUTES = 5;

/*
 * What is compared is what was last told:
 *
 *   not told         ── fires ──────────────▶ told      alarm
 *   told             ── fires since another time ▶ told alarm: it was over in between
 *   told             ── still fires ────────▶ told      nothing; a reminder once it is time
 *   told             ── is over ────────────▶ not told  resolved
 *   not told         ── is over ────────────▶ not told  nothing: a way out that nobody was told the way in of
 */

/** What there is to tell of a group that came in, and what was told then; the same object where nothing has changed. */
export function tellAlerts(
  group: AlertGroup,
  told: ToldGroup,
  teller: Omit<AlertTeller, 'version'>,
): { readonly notices: readonly Notice[]; readonly after: ToldGroup } {
  const { now } = teller;
  const firing = group.alerts.filter(({ isFiring }) => isFiring);
  const fresh = firing.filter(({ fingerprint, startsAt }) => told.firing.get(fingerprint) !== startsAt);
  const over = group.alerts.filter(({ isFiring, fingerprint }) => !isFiring && told.firing.has(fingerprint));
  const isDue = now - told.saidAt >= (REMINDER_MINUTES - LEEWAY_MINUTES) * MINUTE_MS;
  const reminded = fresh.length === 0 && isDue ? firing : [];
  const numbered = { ...teller, version: told.version + 1 };
  const notices = [
    ...(fresh.length > 0 ? [alertNotice('alarm', fresh, numbered)] : []),
    ...(reminded.length > 0 ? [alertNotice('alarm-reminder', reminded, numbered)] : []),
    ...(over.length > 0 ? [alertNotice('alarm-resolved', over, numbered)] : []),
  ];
  const isSaid = fresh.length + reminded.length > 0;
  const after = { version: told.version, firing: firingAfter(group, told), saidAt: isSaid ? now : told.saidAt };
  return { notices, after: !isSaid && isSame(told.firing, after.firing) ? told : after };
}

/** A group says all of it that fires, and what it leaves out is not told any more, unless it says that it was cut. */
function firingAfter({ alerts, isCut }: AlertGroup, told: ToldGroup): ReadonlyMap<string, Instant> {
  const after = new Map(isCut ? told.firing : []);
  for (const { fingerprint, isFiring, startsAt } of alerts.toSorted(byFiring)) {
    if (isFiring) after.set(fingerprint, startsAt);
    else after.delete(fingerprint);
  }
  return new Map([...after].slice(-MOST_REMEMBERED));
}

/** What fires last, so that it stays where both are said of one. */
const byFiring = (a: IncomingAlert, b: IncomingAlert): number => Number(a.isFiring) - Number(b.isFiring);

/** A DynamoDB item holds 400 KB. */
const MOST_REMEMBERED = 2_000;

const isSame = (a: ReadonlyMap<string, Instant>, b: ReadonlyMap<string, Instant>): boolean =>
  a.size === b.size && [...a].every(([key, at]) => b.get(key) === at);
