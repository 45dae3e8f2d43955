import type { Language } from '../functions/webhook/domain/say.ts';
import { localDateTime } from '../functions/webhook/domain/local-time.ts';
import type { ChatService } from '../local/chat-view.ts';
import { messageLines } from '../local/chat-view.ts';
import type { FleetInstance } from '../local/fleet-file.ts';
import type { TableRows } from '../functions/shared/rows/schedule.ts';
import type { LineAsker } from './ask-line.ts';
import type { Settings } from './settings.ts';
import type { Terminal } from './terminal.ts';
import { parseWhen } from './when.ts';
import { textOf } from './text-of.ts';

/** A quarter of an hour before the stop, with everything running: the first warning is near. */
const FROM = '2026-12-23T21:45';
const WHO = 'mina';
/** As in the day that `npm start` plays: between ticks all goes by events and by the commands' own wake-ups. */
const TICK_MINUTES = 5;
const QUIT = new Set(['quit', 'exit', 'q']);

export interface ChatDemo {
  readonly rows: TableRows;
  readonly fleet: readonly FleetInstance[];
  readonly settings: Settings;
  readonly service: ChatService;
  readonly language: Language;
}

/** A prompt in a channel of the simulated world, until `quit` or the end of the input. */
export async function demoChat(demo: ChatDemo, { print, paint }: Terminal, asker: LineAsker): Promise<void> {
  const { rows, fleet, settings, service, language } = demo;
  const { ChatSession } = await import('../local/chat-session.ts');
  const timeZone = settings.zone.name;
  for (const line of introduction(demo)) print(line);
  const session = await ChatSession.open({
    ...{
      rows,
      service,
      language,
      timeZone,
      warnMinutes: settings.warnMinutes,
      tickMinutes: TICK_MINUTES,
      events: true,
    },
    fleet: fleet.map((instance) => ({ ...instance, state: instance.type === 'RDS' ? 'available' : 'running' })),
    from: parseWhen('from', FROM, settings.zone),
    who: WHO,
    onMessage: ({ at, json }) => {
      print(`\n${paint.dim(`${localDateTime(at, timeZone)}  Curfew`)}`);
      for (const line of messageLines(service, json, paint)) print(line);
    },
  });
  try {
    for (;;) {
      print('');
      const line = await asker.ask(`${paint.cyan(localDateTime(session.now, timeZone))} > `);
      if (line === undefined || QUIT.has(line.trim().toLowerCase())) return;
      if ((await session.hear(line)) === 'nothing-told') print('Nothing was told for three days.');
    }
  } finally {
    asker.close();
    await session.close();
  }
}

function introduction({ rows, service, fleet }: ChatDemo): string[] {
  const names = rows.Schedule.map(({ ScheduleName }) => textOf(ScheduleName)).join(', ');
  return [
    `You are ${WHO} in a channel of ${service === 'jandi' ? 'JANDI' : 'Slack'}. ${fleet.length} simulated instances of ${names} are running; no AWS account is touched.`,
    'Enter lets time pass until something is told; +30m or 22:00 until then; quit ends.',
    ...(service === 'slack' ? ['1, 2 and 3 press the buttons shown last.'] : []),
    'Every other line is for the bot: help',
  ];
}
