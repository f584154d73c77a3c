// npm run db:migration -- <name> [--replace]: writes what changed in schema.prisma as the next migration of both databases.

import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import type { MigrationList } from '@prisma/schema-engine-wasm/schema_engine_bg';
import { withChecks } from './checks.ts';
import { nextScript } from './engine.ts';
import { PROVIDERS, type Provider, schemaFor } from './schema.ts';
import { startScratchPostgresql } from './scratch-postgresql.ts';

const folder = join(dirname(fileURLToPath(import.meta.url)), 'migrations');

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { replace: { type: 'boolean' } },
});
const [name] = positionals;
if (!name || !/^[a-z][a-z0-9_]*$/.test(name)) {
  console.error('Say what changes, in small letters: npm run db:migration -- add_proofs');
  process.exit(1);
}
// --replace rewrites a migration that no database outside this machine has seen yet.
const title = (values.replace && existing(name)) || `${timestamp(new Date())}_${name}`;

const postgresql = await startScratchPostgresql();
try {
  const urls = { sqlite: 'file::memory:', postgresql: postgresql.urlOf('postgres') };
  for (const provider of PROVIDERS) await write(provider, urls[provider]);
} finally {
  await postgresql.stop();
}

async function write(provider: Provider, url: string): Promise<void> {
  const script = withChecks(await nextScript(provider, migrationList(provider), schemaFor(provider), url));
  const home = join(folder, provider, title);
  rmSync(home, { recursive: true, force: true });
  if (script.includes('empty migration')) return console.log(`${provider}: nothing changed`);
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'migration.sql'), script);
  writeFileSync(join(folder, provider, 'migration_lock.toml'), `provider = "${provider}"\n`);
  console.log(`${provider}: prisma/migrations/${provider}/${title}/migration.sql`);
}

/** Everything before the migration that is being written. */
function migrationList(provider: Provider): MigrationList {
  const baseDir = join(folder, provider);
  return {
    baseDir,
    lockfile: { path: 'migration_lock.toml', content: `provider = "${provider}"\n` },
    shadowDbInitScript: '',
    migrationDirectories: namesIn(provider)
      .filter((past) => past !== title)
      .map((path) => ({
        path,
        migrationFile: {
          path: 'migration.sql',
          content: { tag: 'ok', value: readFileSync(join(baseDir, path, 'migration.sql'), 'utf8') },
        },
      })),
  };
}

function existing(wanted: string): string | undefined {
  return namesIn('sqlite').find((past) => past.endsWith(`_${wanted}`));
}

function namesIn(provider: Provider): string[] {
  const home = join(folder, provider);
  if (!existsSync(home)) return [];
  return readdirSync(home)
    .filter((entry) => !entry.includes('.'))
    .sort();
}

function timestamp(at: Date): string {
  return at.toISOString().replace(/\D/g, '').slice(0, 14);
}
