import { defineConfig } from 'vitest/config';

/** Tests over the wire; `test/aws/run.sh` starts the server they need. */
export default defineConfig({
  test: {
    root: new URL('../..', import.meta.url).pathname,
    include: ['test/aws/**/*.aws.ts'],
    globalSetup: ['test/aws/synthesise.ts'],
    // One server holds the state of all of them.
    fileParallelism: false,
    testTimeout: 60_000,
    // Moto's threads check a condition and write in two steps, so that once in a while two of five claims at once are granted.
    retry: 2,
  },
});
