import { read } from '../architecture/source-file.ts';

/** The rights under a heading of docs/permissions.md, as `dynamodb:PutItem on table Memory`, sorted; throws where a reason is missing. */
export const toldRights = (heading: string): readonly string[] => {
  const section = read('docs/permissions.md')
    .split(/^## /m)
    .find((part) => part.startsWith(`${heading}\n`));
  const rows = [...(section ?? '').matchAll(/^\| (`\w+:\w+`.*?) +\| (.+?) +\| *(.*?) *\|$/gm)];
  return rows
    .flatMap(([row, rights = '', on = '', why = '']) => {
      if (!why.includes(' ')) throw new Error(`No reason is given in ${row}`);
      const actions = [...rights.matchAll(/`(\w+:\w+)`/g)].map(([, action]) => action);
      return on.split(', ').flatMap((resource) => actions.map((action) => `${action} on ${resource}`));
    })
    .sort();
};
