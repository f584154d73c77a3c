// Four kinds of tests, told apart by the end of the file name; `npm test` runs them all.
//   *.test.ts          pure: no database
//   *.data.test.ts     run twice: on SQLite and on PostgreSQL
//   *.browser.test.ts  a real browser on the built shop

import { defineConfig } from 'vitest/config';

const data = { include: ['tests/**/*.data.test.ts'], testTimeout: 20_000, hookTimeout: 30_000 };

export default defineConfig({
  test: {
    pool: 'forks',
    reporters: ['default'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/**/*.data.test.ts', 'tests/**/*.browser.test.ts'],
          testTimeout: 20_000,
        },
      },
      { test: { ...data, name: 'sqlite', globalSetup: 'tests/support/global.sqlite.ts' } },
      { test: { ...data, name: 'postgresql', globalSetup: 'tests/support/global.postgresql.ts' } },
      {
        test: {
          name: 'browser',
          include: ['tests/**/*.browser.test.ts'],
          globalSetup: 'tests/support/global.sqlite.ts',
          testTimeout: 120_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
