import { readFile, writeFile } from 'node:fs/promises';

import { withTables } from './cost/document.ts';
import { costTables } from './cost/tables.ts';

const DOCUMENT = new URL('../docs/cost.md', import.meta.url);

// `npm run cost` prints the tables; `npm run cost -- --write` puts them into docs/cost.md.
const tables = await costTables();
console.log(tables);
if (process.argv.includes('--write')) await writeFile(DOCUMENT, withTables(await readFile(DOCUMENT, 'utf8'), tables));
