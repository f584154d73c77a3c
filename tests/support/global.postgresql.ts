// Before the tests on PostgreSQL: a server of our own with one migrated database that every test gets a copy of.

import type { TestProject } from 'vitest/node';
import { startScratchPostgresql } from '../../prisma/scratch-postgresql.ts';
import { migrate } from '../../src/db/migrate.ts';

export default async function setup(project: TestProject) {
  const server = await startScratchPostgresql();
  try {
    // Not "postgres": a template may have nobody connected, and CREATE DATABASE needs a place to be said from.
    const template = 'template1';
    await migrate(server.urlOf(template));
    project.provide('testDatabase', { provider: 'postgresql', template, server: server.urlOf('postgres') });
  } catch (error) {
    await server.stop();
    throw error;
  }
  return server.stop;
}
