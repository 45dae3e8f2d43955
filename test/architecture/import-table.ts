interface Layer {
  /** Files directly in this folder, or one file; a `*` stands for one name and means the same name in `imports`. */
  readonly files: string;
  readonly holds: string;
  /** Folders or files it may import from besides itself; `/**` takes in all that is below, `{a,b}` is a or b. */
  readonly imports: readonly string[];
  readonly packages: readonly string[];
}

/** Who may import what. A file belongs to the first layer that fits it; what is not listed is not allowed. */
export const IMPORT_TABLE: readonly Layer[] = [
  {
    files: 'functions/shared/calendar',
    holds: 'days to edges; pure',
    imports: [],
    packages: [],
  },
  {
    files: 'functions/shared/failure',
    holds: 'the one error the outside throws',
    imports: [],
    packages: [],
  },
  {
    files: 'functions/shared/fleet',
    holds: 'groups, members, what can be stopped',
    imports: ['functions/shared/{calendar,failure}'],
    packages: [],
  },
  {
    files: 'functions/shared/alarm',
    holds: 'alarm rules, and what is remembered of them',
    imports: ['functions/shared/{calendar,notice}'],
    packages: [],
  },
  {
    files: 'functions/shared/rows',
    holds: 'rows to schedules, alarm rules and problems',
    imports: ['functions/shared/{alarm,calendar,failure,fleet}'],
    packages: [],
  },
  {
    files: 'functions/shared/notice',
    holds: 'what is told',
    imports: ['functions/shared/calendar'],
    packages: [],
  },
  {
    files: 'functions/shared/store',
    holds: 'tables, and the forms of what they hold',
    imports: ['functions/shared/{alarm,calendar,notice,rows}'],
    packages: ['uuid'],
  },
  {
    files: 'functions/shared/lambda',
    holds: 'what every Lambda needs',
    imports: [],
    packages: [],
  },
  {
    files: 'functions/shared/secret',
    holds: 'how secrets are compared',
    imports: [],
    packages: ['node:crypto'],
  },
  {
    files: 'functions/shared/*/adapters',
    holds: 'shared ports on AWS',
    imports: ['functions/shared/*', 'functions/shared/{alarm,calendar,failure,rows}'],
    packages: ['@aws-sdk/*', 'node:*'],
  },
  {
    files: 'functions/*/domain/**',
    holds: 'what a function computes; no clock, no environment, no async',
    imports: ['functions/*/ports.ts', 'functions/shared/{alarm,calendar,failure,fleet,notice,rows,secret,store}'],
    packages: ['node:crypto'],
  },
  {
    files: 'functions/*/adapters',
    holds: "a function's own ports on AWS",
    imports: ['functions/*', 'functions/*/domain/**', 'functions/shared/**'],
    packages: ['@aws-sdk/*', 'node:*', 'p-map'],
  },
  {
    files: 'functions/*/handler.ts',
    holds: 'wiring, and the only clock',
    imports: ['functions/*/**', 'functions/shared/**'],
    packages: ['aws-lambda'],
  },
  {
    files: 'functions/webhook/{deliver,receive}.ts',
    holds: 'the same for its two handlers',
    imports: ['functions/webhook/**', 'functions/shared/**'],
    packages: ['aws-lambda'],
  },
  {
    files: 'functions/alarms/heroku/domain',
    holds: "what Logplex's batches say; as pure as the others",
    imports: ['functions/shared/{alarm,calendar,store}'],
    packages: [],
  },
  {
    files: 'functions/alarms/heroku/adapters',
    holds: "the drain's ports on AWS",
    imports: ['functions/alarms/heroku', 'functions/alarms/heroku/domain', 'functions/shared/**'],
    packages: ['@aws-sdk/*'],
  },
  {
    files: 'functions/alarms/heroku/{drain,publish}.ts',
    holds: 'wiring and the only clock, of the drain and the publisher behind it',
    imports: ['functions/alarms/heroku/**', 'functions/shared/**'],
    packages: ['aws-lambda'],
  },
  {
    files: 'functions/alarms/heroku',
    holds: 'their use cases, their ports and their environments',
    imports: ['functions/alarms/heroku/domain', 'functions/shared/{calendar,failure,lambda,secret}'],
    packages: ['aws-lambda', 'p-map'],
  },
  {
    files: 'functions/*',
    holds: 'the use case, its ports and its environment',
    imports: [
      'functions/*/domain/**',
      'functions/shared/{alarm,calendar,failure,fleet,lambda,notice,rows,secret,store}',
    ],
    packages: ['aws-lambda', 'p-map'],
  },
  {
    files: 'infra',
    holds: 'the stack; shares names with functions, and how a near one is found',
    imports: [
      'functions/*/env.ts',
      'functions/webhook/deliver-env.ts',
      'functions/webhook/receive-env.ts',
      'functions/alarms/heroku/drain-env.ts',
      'functions/alarms/heroku/publish-env.ts',
      'functions/shared/alarm/heroku-metrics.ts',
      'functions/shared/rows/nearest.ts',
      'functions/shared/store/tables.ts',
      'functions/shared/lambda/metric-names.ts',
    ],
    packages: ['aws-cdk-lib', 'cdk-nag', 'constructs', 'esbuild', 'node:*'],
  },
  {
    files: 'local',
    holds: 'the embedded world',
    imports: ['functions/**'],
    packages: ['@aws-sdk/*', 'aws-lambda', 'dynalite', 'node:*'],
  },
  {
    files: 'cli/**',
    holds: 'the `curfew` command',
    imports: ['functions/**', 'local'],
    packages: ['@hyunbinseo/holidays-kr', 'commander', 'date-holidays', 'luxon', 'node:*', 'picocolors', 'tsx'],
  },
];

/** The layer of a file, with its `*` filled in; undefined where no layer fits. */
export const layerOf = (path: string): Layer | undefined => {
  for (const layer of IMPORT_TABLE) {
    const name = starOf(layer.files, path);
    if (name === undefined) continue;
    if (name === '') return layer;
    return { ...layer, files: fill(layer.files, name), imports: layer.imports.map((place) => fill(place, name)) };
  }
  return undefined;
};

/** Whether `path` lies in `place`: a file, a folder (without those below), or `folder/**` (with them). */
export const liesIn = (place: string, path: string): boolean => starOf(place, path) !== undefined;

/** The table as ARCHITECTURE.md prints it. */
export const asMarkdown = (): string => {
  const code = (names: readonly string[]) => names.map((name) => `\`${name}\``).join(', ') || '–';
  const rows = IMPORT_TABLE.map(
    ({ files, holds, imports, packages }) => `| \`${files}\` | ${holds} | ${code(imports)} | ${code(packages)} |`,
  );
  return [
    '| files | what they hold | may import, besides themselves | packages |',
    '| --- | --- | --- | --- |',
    ...rows,
  ].join('\n');
};

/** What `*` stands for in a place that a path lies in (empty where the place has none); undefined where it does not. */
const starOf = (place: string, path: string): string | undefined => {
  const below = place.endsWith('/**');
  const stem = (below ? place.slice(0, -'/**'.length) : place)
    .replaceAll('.', '\\.')
    .replace('*', '([^/]+)')
    .replace(/\{(.+)\}/, (_braces, names: string) => `(?:${names.replaceAll(',', '|')})`);
  const end = below ? '/.+' : place.endsWith('.ts') ? '' : '/[^/]+';
  const match = new RegExp(`^${stem}${end}$`).exec(path);
  return match === null ? undefined : (match[1] ?? '');
};

const fill = (place: string, name: string): string => place.replace(/\/\*(?=\/|$)/, `/${name}`);
