import { readdirSync, readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Plugin } from 'esbuild';
import { lean } from './lean-schemas.ts';

/** `const _In = "Instance";`, and what a structure is: `[3, n0, _In, 0, [_II, …], [0, …]]`, and how many members are required. */
const CONSTANT = /^const (\w+) = "([^"\\]*)";$/gm;
const STRUCTURE =
  /^(?<head>export var \w+\$ = \[3, n\d+, \w+,\n {4}.+,\n {4})\[(?<names>.*)\],\n {4}\[(?<shapes>[^]*?)\](?:, (?<required>\d+))?\n\];$/gm;

/**
 * Leaves out of the structures of a schema module the members that are not among `words`: what no source file names is
 * neither sent nor read. An instance of EC2 has 60 members, of which we read twelve; the others are most of that client.
 */
export function withNamedMembers(source: string, words: ReadonlySet<string>): string {
  const texts = new Map([...source.matchAll(CONSTANT)].map(([, name = '', text = '']) => [name, text]));
  return source.replaceAll(STRUCTURE, (_, head: string, names: string, shapes: string, required = '0') => {
    const shapeList = partsOf(shapes);
    const members = partsOf(names).map((name, index) => ({
      name,
      shape: shapeList[index],
      isRequired: index < +required,
    }));
    const kept = members.filter(({ name }) => words.has(texts.get(name) ?? name));
    const requiredCount = kept.filter(({ isRequired }) => isRequired).length;
    return `${head}[${kept.map(({ name }) => name).join()}],\n    [${kept.map(({ shape }) => shape).join()}], ${requiredCount}\n];`;
  });
}

/** What stands between the commas of a list, those within its parts aside. */
function partsOf(list: string): string[] {
  const parts: string[] = [];
  let [depth, begin] = [0, 0];
  for (const [at, letter] of [...list, ','].entries()) {
    if ('([{'.includes(letter)) depth += 1;
    else if (')]}'.includes(letter)) depth -= 1;
    else if (letter === ',' && depth === 0) {
      parts.push(list.slice(begin, at).trim());
      begin = at + 1;
    }
  }
  return parts.filter((part) => part !== '');
}

/** Every word of the sources, comments and texts too. */
function wordsOfFunctions(): ReadonlySet<string> {
  const directory = resolve(import.meta.dirname, '../functions');
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  return new Set(files.flatMap((file) => readFileSync(resolve(directory, file), 'utf8').match(/\w+/g) ?? []));
}

/** For EC2 and RDS alone: our own files are all that reads their answers, while helpers of the SDK read those of the others. */
export const namedMembers: Plugin = {
  name: 'named-members',
  setup({ onLoad }) {
    const words = wordsOfFunctions();
    onLoad({ filter: /[\\/]client-(ec2|rds)[\\/]dist-es[\\/]schemas[\\/]schemas_\d+\.js$/ }, ({ path }) => ({
      contents: lean(withNamedMembers(readFileSync(path, 'utf8'), words)),
      loader: 'js',
    }));
  },
};
