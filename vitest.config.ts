import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

export default defineConfig({
  resolve: { alias: { '#memory': fileURLToPath(new URL('./wasm/memory.ts', import.meta.url)) } },
  test: {
    include: ['test/**/*.test.ts'],
    globalSetup: 'test/support/build-folder.ts',
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Most of the time is spent waiting for processes: one worker for each processor, not one less.
    maxWorkers: '100%',
  },
});
