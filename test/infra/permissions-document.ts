import { read } from '../architecture/source-file.ts';

/** The rights under a heading of docs/permissions.md, as `dynamodb:PutItem on table Memory`, sorted; throws where a reason is missing. */
export const toldRights = (heading: string): readonly string[] =>
  rowsUnder(heading)
    .flatMap(({ rights }) => rights)
    .sort();

/** By right, the commands of the command line that its rows name, sorted. */
export const toldCommands = (heading: string): ReadonlyMap<string, readonly string[]> => {
  const commands = new Map<string, readonly string[]>();
  for (const { rights, why } of rowsUnder(heading)) {
    const named = [...why.matchAll(/`([a-z]+)/g)].map(([, name = '']) => name);
    for (const right of rights) commands.set(right, [...new Set([...(commands.get(right) ?? []), ...named])].sort());
  }
  return commands;
};

interface Row {
  readonly rights: readonly string[];
  readonly why: string;
}

const rowsUnder = (heading: string): readonly Row[] => {
  const section = read('docs/permissions.md')
    .split(/^## /m)
    .find((part) => part.startsWith(`${heading}\n`));
  const rows = [...(section ?? '').matchAll(/^\| (`\w+:\w+`.*?) +\| (.+?) +\| *(.*?) *\|$/gm)];
  return rows.map(([row, rights = '', on = '', why = '']) => {
    if (!why.includes(' ')) throw new Error(`No reason is given in ${row}`);
    const actions = [...rights.matchAll(/`(\w+:\w+)`/g)].map(([, action]) => action);
    return { rights: on.split(', ').flatMap((resource) => actions.map((action) => `${action} on ${resource}`)), why };
  });
};
