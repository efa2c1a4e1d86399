import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{packages,agent,api,workflows,stack,tests}/**/*.test.ts'],
    testTimeout: 20_000,
  },
});
