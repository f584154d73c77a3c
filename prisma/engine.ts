// Prisma's own schema engine, in its WebAssembly build: it works out migrations in this process, nothing is downloaded.

import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { PrismaBetterSqlite3 } from '@prisma/adapter-better-sqlite3';
import { PrismaPg } from '@prisma/adapter-pg';
import {
  bindMigrationAwareSqlAdapterFactory,
  type SqlDriverAdapter,
  type SqlMigrationAwareDriverAdapterFactory,
} from '@prisma/driver-adapter-utils';
import type { MigrationList, SchemaEngine } from '@prisma/schema-engine-wasm/schema_engine_bg';
import pg from 'pg';
import type { Provider } from './schema.ts';

const NO_FILTERS = { externalTables: [], externalEnums: [] };

/** The SQL that leads from what `migrations` make to what `schema` says; the engine tries them on a scratch database. */
export async function nextScript(
  provider: Provider,
  migrations: MigrationList,
  schema: string,
  url: string,
): Promise<string> {
  const engine = await startEngine(adapterFor(provider, url), schema);
  const { stdout } = await engine.diff({
    from: { tag: 'migrations', ...migrations },
    to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: schema }] },
    script: true,
    exitCode: null,
    filters: NO_FILTERS,
  });
  return stdout ?? '';
}

function adapterFor(provider: Provider, url: string): SqlMigrationAwareDriverAdapterFactory {
  if (provider === 'sqlite') return new PrismaBetterSqlite3({ url });
  const { adapterName } = new PrismaPg(url);
  return {
    provider: 'postgres',
    adapterName,
    connect: () => connect(url),
    connectToShadowDb: () => connect(url),
  };
}

/** The official adapter cannot read PostgreSQL's "char", and cuts scripts at every semicolon. */
async function connect(url: string): Promise<SqlDriverAdapter> {
  const pool = new pg.Pool({ connectionString: url });
  const query = pool.query.bind(pool);
  pool.query = (async (what: string) => {
    const result = await query(what);
    for (const field of result.fields) if (field.dataTypeID === CHAR) field.dataTypeID = TEXT;
    return result;
  }) as typeof pool.query;
  const adapter = await new PrismaPg(pool, { disposeExternalPool: true }).connect();
  adapter.executeScript = async (script) => void (await query(script));
  return adapter;
}

const CHAR = 18;
const TEXT = 25;

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
