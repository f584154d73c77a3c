// Which tests run where is said by the end of their file's name; `npm test` runs them all.
//   *.test.ts             pure, no database
//   *.data.test.ts        twice: on SQLite and on PostgreSQL
//   *.sqlite.test.ts      what only SQLite has, likewise *.postgresql.test.ts
//   *.browser.test.ts     a real browser on the built shop

import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

const withDatabase = ['sqlite', 'postgresql'].map((provider) => ({
  test: {
    name: provider,
    include: [`tests/**/*.{data,${provider}}.test.ts`],
    globalSetup: `tests/support/global.${provider}.ts`,
    testTimeout: 20_000,
    hookTimeout: 30_000,
  },
}));

export default defineConfig({
  test: {
    pool: 'forks',
    // half of the tests wait for a disk or a child, so two cores are kept busy by three
    maxWorkers: availableParallelism() + 1,
    // .ci/run counts what ran
    reporters: ['default', ...(process.env.VITEST_JSON ? ['json'] : [])],
    outputFile: { json: process.env.VITEST_JSON ?? '' },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          exclude: ['tests/**/*.{data,sqlite,postgresql,browser}.test.ts'],
          testTimeout: 20_000,
        },
      },
      ...withDatabase,
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
