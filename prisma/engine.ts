// Prisma's own schema engine, in its WebAssembly build: it works out migrations in this process, nothing is downloaded.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import type { MigrationFile, MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg';
import type { Provider } from './schema.ts';
import { scratchAdapter } from './scratch-adapter.ts';

export const MIGRATIONS = fileURLToPath(new URL('migrations', import.meta.url));

const NO_FILTERS = { externalTables: [], externalEnums: [] };

/** The SQL that leads from what `migrations` make to what `schema` says; the engine tries them on a scratch database. */
export async function nextScript(
  provider: Provider,
  migrations: MigrationList,
  schema: string,
  url: string,
): Promise<string> {
  const engine = await startEngine(scratchAdapter(provider, url), schema);
  const { stdout } = await engine.diff({
    from: { tag: 'migrations', ...migrations },
    to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: schema }] },
    script: true,
    exitCode: null,
    filters: NO_FILTERS,
  });
  return stdout ?? '';
}

/** The migrations of one database, but for `without`, which is about to be written anew. */
export function migrationList(provider: Provider, without?: string): MigrationList {
  const baseDir = join(MIGRATIONS, provider);
  return {
    baseDir,
    lockfile: { path: 'migration_lock.toml', content: `provider = "${provider}"\n` },
    shadowDbInitScript: '',
    migrationDirectories: migrationNames(provider)
      .filter((name) => name !== without)
      .map((name) => ({ path: name, migrationFile: migrationFile(join(baseDir, name)) })),
  };
}

export function migrationNames(provider: Provider): string[] {
  const home = join(MIGRATIONS, provider);
  if (!existsSync(home)) return [];
  return readdirSync(home)
    .filter((entry) => !entry.includes('.'))
    .sort();
}

function migrationFile(folder: string): MigrationFile {
  const value = readFileSync(join(folder, 'migration.sql'), 'utf8');
  return { path: 'migration.sql', content: { tag: 'ok', value } };
}

async function startEngine(
  adapter: SqlMigrationAwareDriverAdapterFactory,
  schema: string,
): Promise<SchemaEngine> {
  engines ??= load();
  const { SchemaEngine } = await engines;
  const datamodels: [string, string][] = [['schema.prisma', schema]];
  return SchemaEngine.new({ datamodels }, () => {}, bindMigrationAwareSqlAdapterFactory(adapter));
}

type Bindings = typeof import('@prisma/schema-engine-wasm/schema_engine_bg');
// Once per process: the bindings know only the instance loaded last.
let engines: Promise<Bindings> | undefined;

async function load(): Promise<Bindings> {
  const bindings = await import('@prisma/schema-engine-wasm/schema_engine_bg');
  const wasm = createRequire(import.meta.url)
    .resolve('@prisma/schema-engine-wasm/schema_engine_bg')
    .replace(/\.js$/, '.wasm');
  const { instance } = await WebAssembly.instantiate(readFileSync(wasm), {
    './schema_engine_bg.js': bindings,
  });
  bindings.__wbg_set_wasm(instance.exports);
  instance.exports.__wbindgen_start();
  return bindings;
}

/** Node has it, its types do not. */
declare const WebAssembly: {
  instantiate(
    code: Uint8Array,
    imports: object,
  ): Promise<{ instance: { exports: { __wbindgen_start(): void } } }>;
};
