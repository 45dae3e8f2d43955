/*
 * npm run soak                                     a year of 200 schedules
 * npm run soak -- --schedules N --days N           fewer, or a shorter time
 */
import { argumentsOf, wholeNumber } from './arguments.ts';
import { soak, type Grown } from './soak.ts';

const values = argumentsOf({
  schedules: { type: 'string', default: '200' },
  days: { type: 'string', default: '365' },
});
const schedules = wholeNumber('schedules', values.schedules);
const days = wholeNumber('days', values.days);

const say = (line: string): void => void process.stdout.write(`${line}\n`);
const n = (count: number): string => Math.round(count).toLocaleString('en');

const begun = performance.now();
say('| day | items in Memory | KB | heap, MB |\n| ---: | ---: | ---: | ---: |');
const month = ({ day, items, bytes }: Grown): void =>
  say(`| ${day} | ${n(items)} | ${n(bytes / 1_024)} | ${n(process.memoryUsage().heapUsed / 1_048_576)} |`);
const { wrong, delays, ...sum } = await soak({ schedules, days }, month);
say(
  `${n(schedules)} schedules, ${n(days)} days, in ${n((performance.now() - begun) / 1_000)} s: ${n(sum.invocations)} invocations, ` +
    `${n(sum.edges)} edges held against the rows, ${n(sum.calls)} starts and stops, ${n(sum.restartsByRds)} restarts by RDS undone, ` +
    `${n(sum.notices)} notices queued and ${n(sum.posted)} posted. An edge was followed by all after ` +
    `${(delays[Math.floor(delays.length / 2)] ?? 0).toFixed(1)} min (median), ${(delays.at(-1) ?? 0).toFixed(1)} min at most.`,
);
for (const one of wrong) say(one);
say(wrong.length === 0 ? 'Nothing was wrong.' : `${wrong.length} things were wrong.`);
if (wrong.length > 0) process.exitCode = 1;
