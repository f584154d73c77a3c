// Writes the two database clients, SQLite's and PostgreSQL's, from the one schema.

import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { PROVIDERS, type Provider, schemaFor } from './schema.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const generated = join(root, 'src/db/generated');

for (const provider of PROVIDERS) await generate(provider);

async function generate(provider: Provider): Promise<void> {
  const output = join(generated, provider);
  const schema = schemaFor(provider).replace('"../src/db/generated/sqlite"', `"./${provider}"`);
  const stamp = join(output, '.stamp');
  const fingerprint = createHash('sha256').update(schema).update(prismaVersion()).digest('hex');
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === fingerprint) return;

  const schemaFile = join(generated, `${provider}.prisma`);
  rmSync(output, { recursive: true, force: true });
  mkdirSync(generated, { recursive: true });
  writeFileSync(schemaFile, schema);
  await runPrisma('generate', '--schema', schemaFile);
  writeFileSync(stamp, fingerprint);
}

async function runPrisma(...args: string[]): Promise<void> {
  const cli = join(root, 'node_modules/prisma/build/index.js');
  await promisify(execFile)(process.execPath, [cli, ...args], {
    cwd: root,
    env: {
      ...process.env,
      // Generating needs no schema engine, but Prisma fetches one over the network unless it is told
      // that one is there. Any existing path will do.
      PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
      PRISMA_HIDE_UPDATE_MESSAGE: '1',
      CHECKPOINT_DISABLE: '1',
    },
  });
}

function prismaVersion(): string {
  const manifest: { version: string } = JSON.parse(
    readFileSync(join(root, 'node_modules/prisma/package.json'), 'utf8'),
  );
  return manifest.version;
}
