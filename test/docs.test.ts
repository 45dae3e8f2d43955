import type { Command } from 'commander';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path/posix';
import pc from 'picocolors';
import { describe, expect, it } from 'vitest';
import { buildProgram } from '../cli/program.ts';
import {
  FELL_BACK_AFTER_MS,
  INTENT_LEASE_MS,
  LOOK_AGAIN_MS,
  retryAt,
  WARNING_GRACE_MS,
} from '../functions/scheduler/domain/pauses.ts';
import { DAY_MS, HOUR_MS, MINUTE_MS, MINUTES_PER_DAY, SECOND_MS } from '../functions/shared/calendar/instant.ts';
import { CHUNK_SIZE } from '../functions/shared/fleet/adapters/chunked-calls.ts';
import { readGroupRow } from '../functions/shared/rows/group-row.ts';
import { PERIOD_ATTRIBUTES } from '../functions/shared/rows/period-row.ts';
import { readRows } from '../functions/shared/rows/read-rows.ts';
import type { TableRows } from '../functions/shared/rows/schedule.ts';
import { pathsBelow, read } from './architecture/source-file.ts';
import { fileWith, runCurfew } from './cli/run-curfew.ts';

const ROOT = new URL('..', import.meta.url).pathname;
const FOLDERS = ['.ci', 'bench', 'cli', 'docs', 'examples', 'functions', 'infra', 'local', 'test'];
const DOCUMENTS = [
  ...['README.md', 'ARCHITECTURE.md', 'CONTRIBUTING.md'],
  ...pathsBelow('docs').filter((path) => path.endsWith('.md')),
];

/** Everything in the repository that a document may name. */
const paths = [...FOLDERS, ...readdirSync(ROOT), ...FOLDERS.flatMap(pathsBelow)];

interface Block {
  readonly language: string;
  readonly body: string;
}

const blocksIn = (markdown: string): readonly Block[] =>
  [...markdown.matchAll(/^```(\w*)\n(.*?)^```$/gms)].map(([, language = '', body = '']) => ({ language, body }));

const withoutBlocks = (markdown: string): string => markdown.replaceAll(/^```\w*\n.*?^```$/gms, '');

const inlineCodeIn = (markdown: string): readonly string[] =>
  [...withoutBlocks(markdown).matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code);

/** What a link's `#anchor` may be, as GitHub makes it of headings. */
const anchorsOf = (markdown: string): readonly string[] =>
  [...withoutBlocks(markdown).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
      .replaceAll(/\s/g, '-'),
  );

describe.each(DOCUMENTS)('%s', (path) => {
  const markdown = read(path);

  it('links to files and headings that exist', () => {
    const targets = [...withoutBlocks(markdown).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
    const broken = targets.filter((target) => !/^https?:/.test(target) && !leadsSomewhere(path, target));
    expect(broken).toEqual([]);
  });

  it('names files and folders that exist', () => {
    const files =
      /(?<![\w/.@-])(?:[\w.-]+\/)*[\w-][\w.-]*\.(?:ts|mjs|sh|md)\b|(?<![\w/.@-])(?:[\w-]+\/)+[\w.-]+\.json\b/g;
    const folders = inlineCodeIn(markdown).filter((code) => /^(?:[\w.-]+\/)+$/.test(code));
    const named = [...markdown.matchAll(files)].map(([file]) => file);
    expect([...named, ...folders.map((folder) => folder.slice(0, -1))].filter((name) => !isThere(name))).toEqual([]);
  });

  it('names commands that exist, with options that they have', () => {
    expect(commandsIn(markdown).flatMap((command) => objectionTo(command) ?? [])).toEqual([]);
  });
});

function leadsSomewhere(from: string, target: string): boolean {
  const [file = '', anchor] = target.split('#');
  const path = file === '' ? from : join(from, '..', file);
  if (!existsSync(join(ROOT, path))) return false;
  return anchor === undefined || anchorsOf(read(path)).includes(anchor);
}

/** Whole, or as the end of a path: `domain/turn.ts` is enough. */
const isThere = (name: string): boolean => paths.some((path) => path === name || path.endsWith(`/${name}`));

/** The npm, npx and bash commands of a document, in prose and in blocks, one by one. */
const commandsIn = (markdown: string): readonly string[] => {
  const lines = blocksIn(markdown).flatMap(({ body }) => body.split('\n'));
  return [...inlineCodeIn(markdown), ...lines]
    .flatMap((line) =>
      line
        .replace(/^\$ /, '')
        .replace(/\s+#.*$/, '')
        .split('&&'),
    )
    .map((command) => command.trim())
    .filter((command) => /^(npm|npx|bash) [a-z.]/.test(command));
};

const wordsOf = (command: string): readonly string[] =>
  (command.match(/"[^"]*"|\S+/g) ?? []).map((word) => word.replaceAll('"', ''));

function objectionTo(command: string): string | undefined {
  const [program, ...words] = wordsOf(command);
  const [first = '', second = ''] = words;
  if (program === 'bash') return isThere(first) ? undefined : `there is no ${first}`;
  if (program === 'npm') return ['ci', 'start', 'test'].includes(first) ? undefined : objectionToScript(first, second);
  if (first === 'curfew') return objectionToCurfew(words.slice(1));
  return existsSync(join(ROOT, 'node_modules/.bin', first)) ? undefined : `no package brings ${first}`;
}

const { scripts, engines } = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;

const objectionToScript = (run: string, script: string): string | undefined =>
  run === 'run' && scripts?.[script] !== undefined ? undefined : `there is no npm ${run} ${script}`;

const curfew = buildProgram(
  { print: () => {}, complain: () => {}, env: {}, now: () => 0, paint: pc.createColors(false) },
  () => {},
);

function objectionToCurfew(words: readonly string[]): string | undefined {
  if (words[0] === 'COMMAND') return undefined;
  let command: Command = curfew;
  for (const word of words) command = command.commands.find((child) => child.name() === word) ?? command;
  if (command === curfew) return `curfew has no command ${words.join(' ')}`;
  const known = ['--help', ...[...command.options, ...curfew.options].map(({ long }) => long)];
  const unknown = words.filter((word) => word.startsWith('--') && !known.includes(word));
  return unknown.length > 0 ? `curfew ${command.name()} has no ${unknown.join(', ')}` : undefined;
}

it('README.md lists every command of the command line', () => {
  const listed = [...read('README.md').matchAll(/^\| `npx curfew (\w+)/gm)].map(([, name]) => name);
  expect(listed.sort()).toEqual(curfew.commands.map((command) => command.name()).sort());
});

it('ARCHITECTURE.md says of every kind of item what Memory holds it for', () => {
  const adapters = pathsBelow('functions').filter((path) => path.includes('/adapters/'));
  const kept = adapters.flatMap((path) => [...read(path).matchAll(/Kind: '([a-z-]+)'/g)].map(([, kind]) => kind));
  const [, section = ''] = /^## What Memory holds$(.*?)^## /ms.exec(read('ARCHITECTURE.md')) ?? [];
  const told = [...section.matchAll(/`([a-z-]+)`/g)].map(([, kind]) => kind);
  expect(told.sort()).toEqual([...new Set(kept)].sort());
});

type Shown = readonly [document: string, command: string, example: { rows: string; printed: readonly string[] }];

describe('examples in the documents', () => {
  /** Every `$ npx curfew …` of a console block, with what follows it; `rows.json` is the JSON block before. */
  const shown = DOCUMENTS.flatMap((document) => {
    let rows = '';
    return blocksIn(read(document)).flatMap(({ language, body }) => {
      if (language.startsWith('json')) rows = body;
      if (language !== 'console') return [];
      return body
        .split(/^\$ npx curfew /m)
        .slice(1)
        .map((part): Shown => {
          const [command = '', ...printed] = part.trimEnd().split('\n');
          return [document, command, { rows, printed }];
        });
    });
  });

  it.each(shown)('%s: curfew %s prints what stands there', async (_, command, { rows, printed }) => {
    const file = await fileWith(rows);
    const { out, err } = await runCurfew(wordsOf(command).map((word) => (word === 'rows.json' ? file : word)));
    const lines = out.trimEnd().split('\n');
    // An ellipsis at the end stands for the rest.
    expect(printed.at(-1) === '…' ? [...lines.slice(0, printed.length - 1), '…'] : lines).toEqual(printed);
    expect(err).toBe('');
  });

  it('npm start prints the lines that README.md shows of it, in their order', async () => {
    const excerpt =
      blocksIn(read('README.md'))
        .find(({ language }) => language === 'text')
        ?.body.trimEnd() ?? '';
    const lines = excerpt.split('\n').filter((line) => line !== '');
    const { out } = await runCurfew(['demo']);
    expect(lines.length).toBeGreaterThan(10);
    expect(out.split('\n').filter((line) => lines.includes(line))).toEqual(lines);
  });

  it('the rows in README.md are read without a problem or a doubt, and are those of examples/team.json', () => {
    const commented = blocksIn(read('README.md')).find(({ language }) => language === 'jsonc')?.body ?? '';
    const rows: TableRows = { AlarmRule: [], ...JSON.parse(commented.replaceAll(/\s\/\/.*$/gm, '')) };
    const context = { timeZone: 'UTC', warnMinutes: 5, now: Date.parse('2026-11-20T00:00:00Z'), holds: new Map() };
    const { entries, stray } = readRows(rows, context);
    expect(entries.map(({ schedule }) => schedule.name)).toEqual(['Development']);
    expect([...entries.flatMap(({ problems, advices }) => [...problems, ...advices]), ...stray]).toEqual([]);
    const team = JSON.parse(read('examples/team.json')) as TableRows;
    expect(rows).toMatchObject({ Schedule: team.Schedule, ScheduleServerGroup: team.ScheduleServerGroup });
    expect(team.ScheduleException).toEqual(expect.arrayContaining([...rows.ScheduleException]));
  });
});

describe('docs/rows.md', () => {
  const attributesIn = (parser: string): readonly string[] => {
    const list = /^const ATTRIBUTES = (.*?);$/ms.exec(read(`functions/shared/rows/${parser}`))?.[1] ?? '';
    return [...list.matchAll(/'([A-Z]\w+)'/g)].map(([, name = '']) => name);
  };

  it.each(['schedule-row.ts', 'group-row.ts', 'exception-row.ts'])(
    'documents every attribute that %s reads',
    (parser) => {
      const attributes = attributesIn(parser);
      expect(attributes.length).toBeGreaterThan(5);
      const markdown = read('docs/rows.md');
      expect([...attributes, ...PERIOD_ATTRIBUTES].filter((name) => !markdown.includes(`\`${name}\``))).toEqual([]);
    },
  );
});

describe('numbers in the documents', () => {
  const UNITS: Readonly<Record<string, number>> = { SECOND_MS, MINUTE_MS, HOUR_MS, DAY_MS, MINUTES_PER_DAY };

  /** A constant that its file keeps to itself: a number, or a product of numbers and units. */
  const constantIn = (path: string, name: string): number => {
    const product = new RegExp(`^(?:export )?const ${name} = ([\\w *]+);$`, 'm').exec(read(path))?.[1] ?? name;
    const factors = product.split('*').map((factor) => factor.trim().replaceAll(/(?<=\d)_/g, ''));
    return factors.reduce((value, factor) => value * (UNITS[factor] ?? Number(factor)), 1);
  };

  const secondsIn = (path: string, name: string): number => constantIn(path, name) / SECOND_MS;
  const timeoutOf = (InstanceType: string): number | undefined =>
    readGroupRow('', { GroupName: 'a', InstanceType }).group?.readyTimeoutMinutes;
  const cdk = (JSON.parse(read('cdk.json')) as { context: Record<string, string | number> }).context;

  const leaseSeconds = INTENT_LEASE_MS / SECOND_MS;
  const callSeconds = secondsIn('functions/scheduler/handler.ts', 'CALLS_UNTIL_MS');
  const graceMinutes = WARNING_GRACE_MS / MINUTE_MS;
  const pauses = [1, 2, 3, 4, 5].map((attempts) => retryAt(0, attempts, '') / MINUTE_MS);
  const reachDays = /REACHES_MS = \[.* (\d+) \* DAY_MS\]/.exec(read('functions/shared/calendar/own-edges.ts'))?.[1];
  const markBytes = constantIn('functions/scheduler/domain/marks.ts', 'FINGERPRINT_BYTES');
  const forgetDays = constantIn('functions/scheduler/tick.ts', 'FORGET_AFTER_MS') / DAY_MS;
  const keptDays = constantIn('functions/shared/store/exceptions.ts', 'KEPT_DAYS');
  const comingDays = constantIn('functions/shared/rows/calendars.ts', 'COMING_DAYS');
  const rdsCalls = constantIn('functions/shared/fleet/adapters/rds.ts', 'CONCURRENCY');
  const wakeUpSeconds = secondsIn('functions/scheduler/tick.ts', 'WAKE_UP_MS');

  const claims: readonly (readonly [document: string, says: string])[] = [
    ['README.md', `Node ${engines?.['node']?.replace('>=', '')} or newer`],
    ['ARCHITECTURE.md', `After ${callSeconds} s no call goes out any more`],
    ['ARCHITECTURE.md', `EC2 in chunks of ${CHUNK_SIZE} `],
    ['ARCHITECTURE.md', `RDS with ${rdsCalls} calls under way`],
    ['ARCHITECTURE.md', `${wakeUpSeconds} s later, or sooner`],
    ['ARCHITECTURE.md', `look again every ${LOOK_AGAIN_MS / SECOND_MS} s`],
    ['ARCHITECTURE.md', `after its lease of ${leaseSeconds} s`],
    ['ARCHITECTURE.md', `back in its old state ${FELL_BACK_AFTER_MS / SECOND_MS} s later`],
    ['ARCHITECTURE.md', `(after ${pauses.slice(0, -1).join(', ')}, then every ${pauses.at(-1)} minutes)`],
    ['ARCHITECTURE.md', `for ${graceMinutes} minutes beyond what it announced`],
    ['ARCHITECTURE.md', `is kept for ${forgetDays} days`],
    ['ARCHITECTURE.md', `in batches of ${constantIn('local/simulated-scheduler.ts', 'SQS_BATCH')}, `],
    ['ARCHITECTURE.md', `delivered again after ${secondsIn('local/simulated-scheduler.ts', 'REDELIVERY_MS')} s`],
    ['docs/adr/0001-edges-are-computed.md', `looks back ${reachDays} days`],
    ['docs/adr/0002-intent-before-calls.md', `a lease of ${leaseSeconds} s`],
    ['docs/adr/0002-intent-before-calls.md', `within ${callSeconds} s of reading the rows`],
    ['docs/adr/0003-warnings-are-records.md', `counts for ${graceMinutes} minutes beyond`],
    ['docs/adr/0004-marks-are-fingerprints.md', `${markBytes * 8} bits of the SHA-256`],
    ['docs/adr/0004-marks-are-fingerprints.md', `its id, ${(markBytes * 4) / 3} characters`],
    ['docs/rows.md', `${timeoutOf('EC2')} for EC2, ${timeoutOf('RDS')} for RDS`],
    ['docs/rows.md', `0 to ${MINUTES_PER_DAY} minutes of notice`],
    ['docs/rows.md', `\`warnMinutes\` in cdk.json (${cdk['warnMinutes']})`],
    ['docs/rows.md', `\`timeZone\` in cdk.json (${cdk['timeZone']})`],
    ['docs/rows.md', `looks back ${reachDays} days`],
    ['docs/rows.md', `less than ${comingDays} days ahead`],
    ['docs/rows.md', `set ${keptDays} days after the date`],
  ];

  it.each(claims)('%s says "%s", as the code does', (document, says) => {
    expect(read(document).replaceAll(/\s+/g, ' ')).toContain(says);
  });
});
