// Before the tests on SQLite: one migrated file that every test gets a copy of.

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { migrate } from '../../src/db/migrate.ts';

export default async function setup(project: TestProject) {
  const folder = await mkdtemp(join(tmpdir(), 'kisscut-template-'));
  const template = join(folder, 'template.db');
  await migrate(`file:${template}`);
  project.provide('testDatabase', { provider: 'sqlite', template });
  return () => rm(folder, { recursive: true, force: true });
}
