const BEGIN = '<!-- npm run cost -- --write -->';
const END = '<!-- end of npm run cost -->';

/** The tables that stand in a document between the markers. */
export const tablesIn = (markdown: string): string => between(markdown).inside.trim();

/** The document with these tables in place of its own. */
export function withTables(markdown: string, tables: string): string {
  const { before, after } = between(markdown);
  return `${before}\n\n${tables}\n\n${after}`;
}

function between(markdown: string): { before: string; inside: string; after: string } {
  const from = markdown.indexOf(BEGIN);
  const to = markdown.indexOf(END);
  if (from < 0 || to < from) throw new Error(`The document has no ${BEGIN} … ${END}.`);
  return {
    before: markdown.slice(0, from + BEGIN.length),
    inside: markdown.slice(from + BEGIN.length, to),
    after: markdown.slice(to),
  };
}
