const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' };

/** Without this, `<!channel>` in a name would ping everybody. */
export const escapeSlack = (text: string): string => text.replaceAll(/[&<>]/g, (mark) => ENTITIES[mark] ?? mark);

/** Slack's text without markup: `*`, `_` and `:name:` stay what they are. The text is escaped already. */
export const plainText = (text: string): object => ({ type: 'plain_text', text, emoji: false });
