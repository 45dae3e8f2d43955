/** What an attribute says, as text; a list or a map in JSON, since not every one of them can be made a text. */
export const textOf = (value: unknown): string => (typeof value === 'object' ? JSON.stringify(value) : String(value));
