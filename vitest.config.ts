import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['test/**/*.test.ts'],
    // Needs a moto server: `npm run test:aws` starts one and names these files itself.
    exclude: ['test/aws/**', 'node_modules/**'],
    testTimeout: 30_000,
    // The worlds take as long as all the rest; by default one core of two stands idle.
    maxWorkers: '100%',
  },
});
