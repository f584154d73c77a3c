// npm run db:migration -- <name> [--replace]: writes what changed in schema.prisma as the next migration of both databases.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { withChecks } from './checks.ts';
import { MIGRATIONS, migrationList, migrationNames, nextScript } from './engine.ts';
import { PROVIDERS, type Provider, schemaFor } from './schema.ts';
import { startScratchPostgresql } from './scratch-postgresql.ts';

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
  const script = withChecks(
    await nextScript(provider, migrationList(provider, title), schemaFor(provider), url),
  );
  const home = join(MIGRATIONS, provider, title);
  rmSync(home, { recursive: true, force: true });
  if (script.includes('empty migration')) return console.log(`${provider}: nothing changed`);
  mkdirSync(home, { recursive: true });
  writeFileSync(join(home, 'migration.sql'), script);
  writeFileSync(join(MIGRATIONS, provider, 'migration_lock.toml'), `provider = "${provider}"\n`);
  console.log(`${provider}: prisma/migrations/${provider}/${title}/migration.sql`);
}

function existing(wanted: string): string | undefined {
  return migrationNames('sqlite').find((past) => past.endsWith(`_${wanted}`));
}

function timestamp(at: Date): string {
  return at.toISOString().replace(/\D/g, '').slice(0, 14);
}
