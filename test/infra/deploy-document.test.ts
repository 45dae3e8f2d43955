import { describe, expect, it } from 'vitest';
import { tableEntries } from '../../functions/shared/store/tables.ts';
import { CONTEXT_KEYS } from '../../infra/context.ts';
import { read } from '../architecture/source-file.ts';
import { synth } from './synth.ts';

const document = read('docs/deploy.md');
const { context } = JSON.parse(read('cdk.json')) as { context: Readonly<Record<string, unknown>> };
const codeIn = (cell: string): string => /`(.*)`/.exec(cell)?.[1] ?? '';

/** The rows of the table under a heading, cell by cell. */
const rowsUnder = (heading: string): readonly (readonly string[])[] => {
  const section = document.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  const lines = section.split('\n').filter((line) => line.startsWith('| `'));
  return lines.map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
};

describe('docs/deploy.md', () => {
  const keys = rowsUnder('Every context key');

  it('has every context key, and no other', () => {
    expect(keys.map(([key = '']) => codeIn(key))).toEqual(Object.keys(CONTEXT_KEYS));
  });

  it.each(Object.entries(CONTEXT_KEYS))('says of %s what cdk.json has, and an example that is taken', (name, key) => {
    const [, standard = '', example = ''] = keys.find(([cell = '']) => codeIn(cell) === name) ?? [];
    expect(JSON.parse(codeIn(standard))).toEqual(context[name]);
    const other: unknown = JSON.parse(codeIn(example));
    expect(other).not.toEqual(context[name]);
    expect(key.parse(other)).toEqual(other);
  });

  it('says which tables there are, with their keys', () => {
    const told = rowsUnder('Over tables that are there already').map((cells) => cells.map(codeIn));
    const shapes = tableEntries().map(([name, { partitionKey, sortKey = '', ttlAttribute = '' }]) => [
      ...[name, partitionKey, sortKey, ttlAttribute],
    ]);
    expect(told).toEqual(shapes);
    expect(document).toContain(`for table in ${shapes.map(([name]) => name).join(' ')}; do`);
  });

  it('says of each parameter whether it goes with the stack or how to delete it', () => {
    const parameters = Object.values(synth().findResources('AWS::SSM::Parameter')).map(({ Properties }) =>
      String((Properties as { Name: string }).Name),
    );
    const removing = /^## Removing\n(.*?)^## /ms.exec(document)?.[1] ?? '';
    expect([...removing.matchAll(/parameter `(.+?)`/g)].map(([, name]) => name)).toEqual(parameters);
    for (const kind of ['channel', 'drain']) {
      expect(removing).toContain(`\`/curfew/${kind}s/\``);
      expect(removing).toContain(`npx curfew ${kind} delete`);
    }
  });
});
