import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pc from 'picocolors';
import { main } from '../../cli/main.ts';

export interface Ran {
  readonly exitCode: number;
  readonly out: string;
  readonly err: string;
}

export interface RunOptions {
  readonly now?: string;
  readonly env?: Record<string, string>;
  readonly colour?: boolean;
}

/** Runs the command line in this process, at 2026-11-20T00:00:00Z unless told otherwise. */
export async function runCurfew(argv: readonly string[], options: RunOptions = {}): Promise<Ran> {
  const { now = '2026-11-20T00:00:00Z', env = {}, colour = false } = options;
  const [out, err]: string[][] = [[], []];
  const exitCode = await main(argv, {
    print: (text) => out?.push(text),
    complain: (text) => err?.push(text),
    env,
    now: () => Date.parse(now),
    paint: pc.createColors(colour),
  });
  return { exitCode, out: out?.join('\n') ?? '', err: err?.join('\n') ?? '' };
}

/** Writes a file of its own folder and gives its path: text as it is, all else as JSON. */
export async function fileWith(content: unknown, name = 'rows.json'): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'curfew-')), name);
  await writeFile(path, typeof content === 'string' ? content : JSON.stringify(content));
  return path;
}

/** Rows of one schedule, weekdays 09:30 to 22:00 in Seoul, with what `more` changes. */
export const weekdays = (more: Record<string, unknown> = {}): Record<string, unknown> => ({
  ...{
    ScheduleName: 'Development',
    TimeZone: 'Asia/Seoul',
    DaysActive: 'weekdays',
    StartTime: '09:30',
    StopTime: '22:00',
  },
  ...more,
});
