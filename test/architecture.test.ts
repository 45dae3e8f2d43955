import { basename } from 'node:path/posix';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import { IMPORT_TABLE, asMarkdown, layerOf, liesIn } from './architecture/import-table.ts';
import { importsOf, pathsBelow, placesOf, read, sourceFiles, type SourceFile } from './architecture/source-file.ts';

const SOURCE_LINES = 250;
const TEST_LINES = 400;
const HANDLER_LINES = 40;
const FUNCTION_LINES = 40;
const PARAMETERS = 3;

const sources = sourceFiles('functions', 'infra', 'local', 'cli');
const tests = sourceFiles('test', 'bench');

const isIn =
  (...places: readonly string[]) =>
  ({ path }: SourceFile) =>
    places.some((place) => liesIn(place, path));
const HANDLERS = [
  'functions/*/handler.ts',
  'functions/webhook/{deliver,receive}.ts',
  'functions/alarms/heroku/{drain,publish}.ts',
];
const PURE = isIn('functions/shared/calendar', 'functions/*/domain/**', 'functions/alarms/heroku/domain');

describe('the import table', () => {
  it('has a place for every source file', () => {
    expect(sources.map(({ path }) => path).filter((path) => layerOf(path) === undefined)).toEqual([]);
  });

  it('has no layer without files', () => {
    const empty = IMPORT_TABLE.filter(({ files }) => !sources.some(({ path }) => liesIn(files, path)));
    expect(empty.map(({ files }) => files)).toEqual([]);
  });

  it.each(IMPORT_TABLE.map(({ files }) => files))('is kept by %s', (files) => {
    const broken = sources.filter(
      ({ path }) => IMPORT_TABLE.find((layer) => liesIn(layer.files, path))?.files === files,
    );
    expect(broken.flatMap(forbiddenImports)).toEqual([]);
  });

  it('is the one that ARCHITECTURE.md prints', () => {
    const tight = (markdown: string) => markdown.replaceAll(/ {2,}/g, ' ').replaceAll(/-{3,}/g, '---');
    expect(tight(read('ARCHITECTURE.md'))).toContain(tight(asMarkdown()));
  });
});

const forbiddenImports = (file: SourceFile): readonly string[] => {
  const layer = layerOf(file.path);
  if (layer === undefined) return [];
  const { paths, packages } = importsOf(file);
  const places = [layer.files, ...layer.imports];
  const fits = (name: string) =>
    layer.packages.some((allowed) =>
      allowed.endsWith('*') ? name.startsWith(allowed.slice(0, -1)) : name === allowed,
    );
  return [
    ...paths.filter((path) => !places.some((place) => liesIn(place, path))),
    ...packages.filter((name) => !fits(name)),
  ].map((imported) => `${file.path} imports ${imported}`);
};

describe('functions', () => {
  it('read the clock in their handlers only, and nothing but the command line does besides', () => {
    const clockless = sources.filter((file) => !isIn(...HANDLERS, 'cli/**')(file));
    expect(clockless.flatMap((file) => placesOf(file, readsClock))).toEqual([]);
  });

  it('read the environment in their handlers only', () => {
    const inner = sources.filter((file) => isIn('functions/**')(file) && !isIn(...HANDLERS)(file));
    expect(inner.flatMap((file) => placesOf(file, readsEnvironment))).toEqual([]);
  });

  it('compute without waiting in the calendar and in their domains', () => {
    expect(sources.filter(PURE).flatMap((file) => placesOf(file, waits))).toEqual([]);
  });

  it('leave nothing to chance in the calendar and in their domains', () => {
    expect(sources.filter(PURE).flatMap((file) => placesOf(file, isChance))).toEqual([]);
  });

  it(`have handlers of at most ${HANDLER_LINES} lines`, () => {
    const handlers = sources.filter(isIn(...HANDLERS));
    expect(handlers).not.toEqual([]);
    expect(longerThan(HANDLER_LINES, handlers)).toEqual([]);
  });
});

const isProperty = (node: ts.Node, ...names: readonly string[]): boolean =>
  ts.isPropertyAccessExpression(node) && names.includes(node.getText());

/** `new Date(instant)` only writes an instant differently. */
const readsClock = (node: ts.Node): boolean =>
  (ts.isNewExpression(node) && node.expression.getText() === 'Date' && (node.arguments ?? []).length === 0) ||
  (ts.isCallExpression(node) && node.expression.getText() === 'Date') ||
  isProperty(node, 'Date.now', 'performance.now', 'process.hrtime', 'DateTime.now', 'DateTime.local', 'DateTime.utc');

const readsEnvironment = (node: ts.Node): boolean => isProperty(node, 'process.env', 'process.argv', 'process.cwd');

const waits = (node: ts.Node): boolean =>
  node.kind === ts.SyntaxKind.AsyncKeyword || ts.isAwaitExpression(node) || isTimer(node);

const isTimer = (node: ts.Node): boolean =>
  ts.isCallExpression(node) && ['setTimeout', 'setInterval', 'setImmediate'].includes(node.expression.getText());

const isChance = (node: ts.Node): boolean =>
  isProperty(node, 'Math.random') || isNamed(node, 'randomUUID', 'randomBytes');

const isNamed = (node: ts.Node, ...names: readonly string[]): boolean =>
  ts.isIdentifier(node) && names.includes(node.text);

describe('files', () => {
  it(`are at most ${SOURCE_LINES} lines, tests at most ${TEST_LINES}`, () => {
    expect([...longerThan(SOURCE_LINES, sources), ...longerThan(TEST_LINES, tests)]).toEqual([]);
  });

  it(`have functions of at most ${FUNCTION_LINES} lines and ${PARAMETERS} parameters`, () => {
    expect(sources.flatMap((file) => placesOf(file, isUnwieldy))).toEqual([]);
  });

  it('and folders are named by what they hold', () => {
    const vague = /^(utils?|helpers?|common|types|managers?|misc|stuff|lib|core|base|index)(\.[a-z.]+)?$/i;
    const folders = ['functions', 'infra', 'local', 'cli', 'test', 'bench'];
    expect(folders.flatMap(pathsBelow).filter((path) => vague.test(basename(path)))).toEqual([]);
  });

  it('lie in folders named by their content, never loose in functions/shared', () => {
    expect(sources.filter(isIn('functions', 'functions/shared')).map(({ path }) => path)).toEqual([]);
  });

  it('are called in lower case with hyphens', () => {
    const odd = [...sources, ...tests].filter(
      ({ path }) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)+$/.test(basename(path)),
    );
    expect(odd.map(({ path }) => path)).toEqual([]);
  });

  it('say where they import from, and hand on nothing of others (no barrels)', () => {
    const handsOn = (node: ts.Node) => ts.isExportDeclaration(node) && node.moduleSpecifier !== undefined;
    expect(sources.flatMap((file) => placesOf(file, handsOn))).toEqual([]);
  });
});

const longerThan = (lines: number, files: readonly SourceFile[]): readonly string[] =>
  files.filter((file) => file.lineCount > lines).map(({ path, lineCount }) => `${path} has ${lineCount} lines`);

const isUnwieldy = (node: ts.Node): boolean => {
  if (!ts.isFunctionLike(node) || !('body' in node) || node.body === undefined) return false;
  const file = node.getSourceFile();
  const lineOf = (position: number) => file.getLineAndCharacterOfPosition(position).line;
  const lines = lineOf(node.getEnd()) - lineOf(node.getStart()) + 1;
  // What a callback is given is the caller's choice.
  const isCallback = ts.isCallExpression(node.parent);
  return lines > FUNCTION_LINES || (!isCallback && node.parameters.length > PARAMETERS);
};

describe('dependencies', () => {
  const { dependencies, devDependencies } = JSON.parse(read('package.json')) as Record<string, Record<string, string>>;
  const packages = Object.entries({ ...dependencies, ...devDependencies });

  it('are pinned to one version each', () => {
    expect(packages.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });

  it.each(packages.map(([name]) => name))('%s is named in CONTRIBUTING.md with its reason', (name) => {
    // A row of a table, or an item of a list: the name, then why in a few words.
    const line = read('CONTRIBUTING.md')
      .split('\n')
      .find((text) => /^\s*[|*-]/.test(text) && text.includes(`\`${name}\``));
    expect(line?.replaceAll(/`[^`]*`/g, '').match(/[\w'-]+/g)?.length ?? 0).toBeGreaterThanOrEqual(3);
  });

  it('that people run are not left to development', () => {
    const run = sources.filter(isIn('functions/**', 'local', 'cli/**')).flatMap((file) => importsOf(file).packages);
    const missing = run.filter((name) => !name.startsWith('node:') && dependencies?.[name] === undefined);
    // Lambda's event types exist at compile time only.
    expect([...new Set(missing)]).toEqual(['aws-lambda']);
  });
});
