import { fileURLToPath } from 'node:url';
import { Command, Option } from 'commander';
import { edgesBetween } from '../../functions/shared/calendar/edges.ts';
import { MINUTE_MS, SECOND_MS } from '../../functions/shared/calendar/instant.ts';
import type { Instant } from '../../functions/shared/calendar/instant.ts';
import { weekdayOf } from '../../functions/shared/calendar/local-date.ts';
import type { Entry } from '../../functions/shared/rows/schedule.ts';
import { duration } from '../../functions/webhook/domain/english.ts';
import type { Language } from '../../functions/webhook/domain/say.ts';
import { localDateTime } from '../../functions/webhook/domain/local-time.ts';
import { format } from '../format-time.ts';
import type { ChatService } from '../../local/chat-view.ts';
import type { FleetInstance } from '../../local/fleet-file.ts';
import type { SimulationEvent, SimulationSummary } from '../../local/simulate.ts';
import { standardInput } from '../ask-line.ts';
import { demoChat } from '../demo-chat.ts';
import { readFleetFile } from '../fleet-file.ts';
import { noticeCards } from '../notice-cards.ts';
import { readRowsFile } from '../rows-file.ts';
import { readSource } from '../schedules.ts';
import { settingsOf } from '../settings.ts';
import { standAt } from '../stand.ts';
import type { Terminal } from '../terminal.ts';
import { edgeMoments, EventTeller } from '../timeline.ts';
import type { Moment, Span } from '../timeline.ts';
import { parseWhen } from '../when.ts';

const FOLDER = fileURLToPath(new URL('../../examples/', import.meta.url));
const TRY_NEXT = [
  'npm start -- --chat',
  'npx curfew plan --rows examples/team.json --from 2026-12-24 --to 2026-12-31',
  'npx curfew explain Development --rows examples/team.json --at 2026-12-25T10:00',
  'npx curfew simulate --rows examples/team.json --fleet examples/fleet.json --from 2026-12-24 --to 2026-12-26 --tick-minutes 5',
];
const DAYS_PER_WEEK = 7;
/** Rarer than a stack's own minute, so that the day is over in seconds: between ticks all goes by events, as it does there. */
const TICK_MINUTES = 5;
const CARD_INDENT = ' '.repeat(14);
const [FROM, TO] = ['2026-12-24T09:00', '2026-12-25T10:00'];

export function demoCommand(terminal: Terminal): Command {
  return new Command('demo')
    .summary('a working day of examples/, without an AWS account')
    .description(
      'Plays a working day of examples/ on a simulated fleet, with overtime that night and a holiday the next day.',
    )
    .addOption(new Option('--language <language>', 'of what is told in chat').choices(['en', 'ko']).default('en'))
    .addOption(
      new Option('--chat [service]', 'a prompt in a channel of that day instead: jandi or slack')
        .choices(['jandi', 'slack'])
        .preset('jandi'),
    )
    .addHelpText('after', '\nExample:\n  npm start -- --chat --language ko')
    .action((options: DemoOptions) => demo(options, terminal));
}

interface DemoOptions {
  readonly language: Language;
  readonly chat?: ChatService;
}

async function demo({ language, chat }: DemoOptions, terminal: Terminal): Promise<void> {
  const settings = settingsOf({}, {});
  const rows = await readRowsFile(`${FOLDER}team.json`);
  const fleet = await readFleetFile(`${FOLDER}fleet.json`);
  if (chat !== undefined)
    return demoChat({ rows, fleet, settings, service: chat, language }, terminal, standardInput());
  const span = { from: parseWhen('from', FROM, settings.zone), to: parseWhen('to', TO, settings.zone) };
  const [entry] = readSource({ rows, holds: new Map() }, settings, span.from).entries;
  if (entry === undefined) return;
  const { print, paint } = terminal;
  const groups = entry.groups.map(({ name }) => name).join(' → ');
  print(paint.bold('Curfew plays a working day of examples/ on a simulated fleet; no AWS account is touched.'));
  print(paint.dim(`${entry.schedule.name}: ${fleet.length} instances, ${groups}, ${settings.zone.name}`));
  const storyteller = tellInOrder(
    entry,
    { fleet, span },
    linePrinter({ timeZone: entry.schedule.timeZone, language }, terminal),
  );
  const { simulate } = await import('../../local/simulate.ts');
  const { zone, warnMinutes } = settings;
  const { summary } = await simulate({
    ...{
      rows,
      fleet,
      ...span,
      tickMinutes: TICK_MINUTES,
      events: true,
      alarms: true,
      timeZone: zone.name,
      warnMinutes,
    },
    onEvent: storyteller.onEvent,
  });
  storyteller.end();
  printBalance({ entry, span, summary }, terminal);
}

/** Weaves what is known ahead, the edges, into what happens, while it happens. */
function tellInOrder(
  entry: Entry,
  { fleet, span }: { fleet: readonly FleetInstance[]; span: Span },
  line: (moment: Moment) => void,
): { onEvent: (event: SimulationEvent) => void; end: () => void } {
  const ahead = edgeMoments(entry, span);
  const teller = new EventTeller(fleet, entry);
  const tellUntil = (at: Instant): void => {
    for (let [next] = ahead; next !== undefined && next.at <= at; [next] = ahead) {
      line(next);
      ahead.shift();
    }
  };
  return {
    onEvent: (event) => {
      tellUntil(Date.parse(event.at));
      for (const moment of teller.tell(event)) line(moment);
    },
    end: () => tellUntil(span.to),
  };
}

/** Prints moments in order, each day under its date; what was told, as chat shows it. */
function linePrinter(
  { timeZone, language }: { timeZone: string; language: Language },
  { print, paint }: Terminal,
): (moment: Moment) => void {
  const looks: Readonly<Record<Moment['kind'], (text: string) => string>> = {
    start: (text) => paint.bold(`▶ ${text}`),
    stop: (text) => paint.bold(`■ ${text}`),
    kept: (text) => paint.magenta(`• ${text}`),
    wave: (text) => paint.dim(`  ${text}`),
    ok: (text) => paint.green(`✔ ${text}`),
    warning: (text) => paint.yellow(`! ${text}`),
    error: (text) => paint.red(`✖ ${text}`),
  };
  let date = '';
  return ({ at, kind, text, notice }) => {
    const onDate = format(at, timeZone, 'cccc yyyy-MM-dd');
    if (onDate !== date) print(`\n${paint.bold(onDate)}`);
    date = onDate;
    print(`  ${paint.cyan(format(at, timeZone, 'HH:mm:ss'))}  ${looks[kind](text)}`);
    if (notice === undefined) return;
    // Slack has something to press where there is something to do.
    const services = notice.actions.length > 0 ? (['jandi', 'slack'] as const) : (['jandi'] as const);
    for (const line of noticeCards(notice, { services, language, paint })) print(`${CARD_INDENT}${line}`);
  };
}

interface Played {
  readonly entry: Entry;
  readonly span: Span;
  readonly summary: SimulationSummary;
}

/** What the day came to, and what to try next. */
function printBalance({ entry, span, summary }: Played, { print, paint }: Terminal): void {
  const { timetable, schedule } = entry;
  const day = timetable.zone.localDay(span.from);
  const monday = day - weekdayOf(day);
  const week = { from: timetable.zone.instantOf(monday, 0), to: timetable.zone.instantOf(monday + DAYS_PER_WEEK, 0) };
  const onShare = runningMs(entry, week) / (week.to - week.from);
  const { latest, change } = standAt(timetable, span.to);
  const made = Object.entries(summary.calls).map(([op, times]) => `${times} ${op}`);
  print(
    `\n${paint.bold('This week')}  ${Math.round((1 - onShare) * 100)}% of the hours are off, and cost nothing but the disks`,
  );
  if (latest !== undefined && change !== undefined)
    print(
      `${paint.bold('Next')}       ${change.kind} ${localDateTime(change.at, schedule.timeZone)}, after ${duration((change.at - latest.at) / SECOND_MS)}`,
    );
  print(
    `${paint.bold('Calls')}      ${made.join(', ')} in ${(span.to - span.from) / (TICK_MINUTES * MINUTE_MS)} ticks; an idle tick makes none`,
  );
  print(`\n${paint.bold('Try next')}`);
  for (const command of TRY_NEXT) print(`  ${command}`);
}

/** How long a schedule wants its instances to run within a span. */
function runningMs({ timetable }: Entry, { from, to }: Span): number {
  let runningSince: Instant | undefined = standAt(timetable, from).desired === 'running' ? from : undefined;
  let total = 0;
  for (const { kind, at } of edgesBetween(timetable, from, to)) {
    if (kind === 'start') runningSince ??= at;
    else {
      total += runningSince === undefined ? 0 : at - runningSince;
      runningSince = undefined;
    }
  }
  return runningSince === undefined ? total : total + to - runningSince;
}
