import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { edgesBetween } from '../functions/shared/calendar/edges.ts';
import { readRows } from '../functions/shared/rows/read-rows.ts';
import { parseFleetFile } from '../local/fleet-file.ts';
import { runCurfew } from './cli/run-curfew.ts';

const FOLDER = new URL('../examples/', import.meta.url).pathname;
const DAY = Date.parse('2026-12-23T15:00:00Z');
const CONTEXT = { timeZone: 'Asia/Seoul', warnMinutes: 10, now: DAY, holds: new Map() };

const read = (name: string): string => readFileSync(`${FOLDER}${name}`, 'utf8');
const files = readdirSync(FOLDER).filter((name) => name.endsWith('.json'));
const rowFiles = files.filter((name) => !name.startsWith('fleet'));

describe('examples', () => {
  it.each(rowFiles)('%s holds rows without a mistake or a doubt', (name) => {
    const { entries, stray } = readRows({ AlarmRule: [], ...JSON.parse(read(name)) }, CONTEXT);
    expect(entries.length).toBeGreaterThan(0);
    expect([...entries.flatMap(({ problems, advices }) => [...problems, ...advices]), ...stray]).toEqual([]);
  });

  it('fleet.json holds instances of every group, and none without one', () => {
    const { instances, problems } = parseFleetFile(JSON.parse(read('fleet.json')));
    const [entry] = readRows({ AlarmRule: [], ...JSON.parse(read('team.json')) }, CONTEXT).entries;
    expect(problems).toEqual([]);
    const tagged = new Set(instances.map(({ tags }) => tags['ScheduleGroupName']));
    expect(tagged).toEqual(new Set(entry?.groups.map(({ name }) => name)));
  });

  it('team.json is open on the day before the holiday until 01:00, and not on the holiday', () => {
    const [entry] = readRows({ AlarmRule: [], ...JSON.parse(read('team.json')) }, CONTEXT).entries;
    const edges = entry === undefined ? [] : edgesBetween(entry.timetable, DAY, Date.parse('2026-12-26T15:00:00Z'));
    expect(edges.map(({ kind, at }) => `${kind} ${new Date(at).toISOString()}`)).toEqual([
      'start 2026-12-24T00:30:00.000Z',
      'stop 2026-12-24T16:00:00.000Z',
    ]);
  });

  it('every command of their README runs', async () => {
    const commands = [...read('README.md').matchAll(/^npx curfew (.+)$/gm)].map(([, words = '']) => words.split(' '));
    expect(commands.length).toBeGreaterThan(0);
    for (const command of commands) {
      const { exitCode, err } = await runCurfew(command.filter((word) => word !== '--put'));
      expect([exitCode, err], command.join(' ')).toEqual([0, '']);
    }
  });

  it('npm start plays the day with its waves, its overtime and the holiday after it', async () => {
    const { exitCode, out } = await runCurfew(['demo']);
    expect(exitCode).toBe(0);
    const inOrder = [
      ...[
        '09:30:00  ▶ start (weekly)',
        'starting database',
        'database is up after 4 min 20 s',
        'starting middleware',
        'starting api',
        'starting batch',
      ],
      ...[
        '✔ Development is up',
        '22:00:00  • the usual stop moves to 25:00: Release night (mina)',
        'Friday 2026-12-25',
        '00:50:00  ! Development stops at 01:00 KST',
      ],
      ...[
        '01:00:00  ■ stop (exception by mina: Release night)',
        'stopping batch',
        'stopping database',
        '✔ Development is off',
      ],
      ...[
        '09:30:00  • stays off, because today is a holiday of calendar KR: Christmas Day',
        'start Mon 2026-12-28 09:30 KST',
        'Try next',
      ],
    ];
    const places = inOrder.map((text) => out.indexOf(text));
    expect(places.filter((place) => place < 0).length, out).toBe(0);
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });
});
