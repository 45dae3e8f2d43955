declare module 'dynalite' {
  import type { Server } from 'node:http';

  /** DynamoDB over LevelDB, in memory without a `path`; `createTableMs` is how long a new table is CREATING. */
  export default function dynalite(options: { readonly createTableMs: number }): Server;
}
