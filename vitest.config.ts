import { defineConfig } from 'vitest/config';

const everywhere = '{packages,agent,api,workflows,web,stack,tests,bench}/**';
const neverTests = ['**/node_modules/**', '**/build/**', '**/.svelte-kit/**', '**/.greenroom/**'];

export default defineConfig({
  test: {
    // Two cores are shared by five servers and the tests.
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          include: [`${everywhere}/*.test.ts`],
          exclude: [...neverTests, '**/*.integration.test.ts', '**/*.firefox.test.ts', 'tests/spoken/**'],
          testTimeout: 20_000,
        },
      },
      {
        test: {
          name: 'integration',
          // Otherwise the media library prints its debug lines.
          env: { NODE_ENV: 'production' },
          include: [`${everywhere}/*.integration.test.ts`],
          exclude: [...neverTests, 'tests/spoken/**'],
          globalSetup: ['tests/servers.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          // Several of them measure delays: a neighbour on the other core would be measured too.
          fileParallelism: false,
          maxWorkers: 1,
          sequence: { groupOrder: 1 },
        },
      },
      {
        test: {
          // Where no Firefox can be had, `npm test` says so and leaves these out: stack/commands/test.ts.
          name: 'firefox',
          env: { NODE_ENV: 'production' },
          include: [`${everywhere}/*.firefox.test.ts`],
          exclude: neverTests,
          globalSetup: ['tests/servers.ts'],
          // It is slow in company.
          maxConcurrency: 3,
          testTimeout: 120_000,
          // Its first start fetches the browser.
          hookTimeout: 5 * 60_000,
          fileParallelism: false,
          maxWorkers: 1,
          sequence: { groupOrder: 2 },
        },
      },
      {
        test: {
          name: 'spoken',
          // Otherwise the media library prints its debug lines.
          env: { NODE_ENV: 'production' },
          include: ['tests/spoken/*.test.ts'],
          exclude: neverTests,
          // A spoken interview takes as long as speaking does, and needs the machine for itself.
          testTimeout: 15 * 60_000,
          hookTimeout: 10 * 60_000,
          fileParallelism: false,
          maxWorkers: 1,
          sequence: { groupOrder: 3 },
        },
      },
    ],
  },
});
