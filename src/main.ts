// Starts the shop: configuration, database, adapters, listening, the worker; and ends it cleanly.
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setFlagsFromString } from 'node:v8';
import { ensureOwner, setupLink } from './accounts/actions.staff.ts';
import { createApp } from './app.ts';
import { sweepTemp } from './artwork/actions.ts';
import { MEMORY_IS_LIMITED } from './artwork/decoder.pool.ts';
import { compose, type Deps } from './compose.ts';
import { BadConfiguration, type Config, readConfig } from './config.ts';
import { AlreadyRunning, acquireLock, type Lock } from './db/lock.ts';
import { MigrationTrouble, migrate } from './db/migrate.ts';
import { type Database, isReachable, openDatabase } from './db/open.ts';
import { dutiesOfEveryProcess, dutiesOfWorker } from './duties.ts';
import { openLog } from './lib/log.ts';
import { earlier, HOUR, SECOND } from './lib/time.ts';
import { takeBackLetters } from './mail/actions.ts';
import { noticesSettled } from './payments/actions.notice.ts';
import { takeBackPrintFiles } from './production/actions.make.ts';
import { seedDemoShop } from './seed.ts';
import { takeBackParcels } from './shipping/actions.tasks.ts';
import { openMetrics } from './web/health.ts';
import { startWorker, type Worker } from './worker.ts';

const PATIENCE_AT_END = 9 * SECOND;

// left to itself, V8 lets the heap of a busy shop grow to three times what it needs before it tidies up
setFlagsFromString('--heap-growing-percent=40');

async function start(): Promise<void> {
  const config = readConfig();
  const log = openLog(config.logLevel);
  const lock = config.databaseUrl.startsWith('file:') ? acquireLock(config.databaseUrl) : null;
  await migrate(config.databaseUrl);
  const database = await openDatabase(config.databaseUrl);
  if (config.seed === 'demo') await seedDemoShop(database.db, new Date());

  let address = config.baseUrl ?? `http://127.0.0.1:${config.port}`;
  const { deps, close } = await compose(config, database.db, log, () => address);
  if (lock) {
    await sweepTemp(deps);
    await takeBackLetters(deps);
    await takeBackPrintFiles(deps);
    await takeBackParcels(deps);
  } else {
    // other processes may be at work here
    await sweepTemp(deps, earlier(deps.clock(), HOUR));
  }
  if (config.owner) await ensureOwner(deps, config.owner);

  const metrics = openMetrics();
  let worker: Worker | null = null;
  const missing = async () => [
    ...((await isReachable(deps.db)) ? [] : ['database']),
    ...(worker?.isAlive() ? [] : ['worker']),
  ];
  const server = await listen(createServer(createApp(deps, { metrics, missing })), config);
  address = ownAddress(server);
  const duties = [...dutiesOfEveryProcess(deps), ...(config.worker ? dutiesOfWorker(deps) : [])];
  worker = startWorker({ log, clock: deps.clock, pace: config.workerPace }, duties);
  await greet(deps, config);
  const endStreams = () => deps.streams.end();
  endOnSignal({
    server,
    endStreams,
    worker: () => worker,
    close,
    database,
    lock,
    stopMetrics: metrics.close,
  });
}

function listen(server: Server, config: Config): Promise<Server> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(config.port, config.host, () => resolve(server));
  });
}

/** Where this process can be reached from this machine, whatever BASE_URL says. */
function ownAddress(server: Server): string {
  const { address, port, family } = server.address() as AddressInfo; // listening on TCP
  const host = address === '0.0.0.0' || address === '::' ? '127.0.0.1' : address;
  return `http://${family === 'IPv6' && host !== '127.0.0.1' ? `[${host}]` : host}:${port}`;
}

async function greet(deps: Deps, config: Config): Promise<void> {
  const base = deps.baseUrl();
  const link = await setupLink(deps);
  const signIn = config.owner ? `sign in as ${config.owner.email}` : 'sign in at /login';
  const lines = [
    '',
    `  Kisscut is open    ${base}`,
    `  Back office        ${base}/admin`,
    `  First sign-in      ${link ? `choose your password at ${base}${link}` : signIn}`,
    ...(config.payments.kind === 'sandbox' ? ['  Payments           sandbox, no real money'] : []),
    ...(config.shipping.kind === 'sandbox' ? ['  Parcels            sandbox, no real labels'] : []),
    ...(MEMORY_IS_LIMITED ? [] : ['  Artwork            decoder memory is not limited on this machine']),
    '',
  ];
  process.stdout.write(`${lines.join('\n')}\n`);
}

interface Running {
  server: Server;
  /** Pages that are kept open would keep the server open. */
  endStreams: () => void;
  worker: () => Worker | null;
  close: () => Promise<void>;
  database: Database;
  lock: Lock | null;
  stopMetrics: () => void;
}

function endOnSignal(running: Running): void {
  let ending = false;
  const end = () => {
    if (ending) return;
    ending = true;
    // whatever hangs must not keep the machine from restarting
    setTimeout(() => process.exit(0), PATIENCE_AT_END).unref();
    finish(running).then(
      () => process.exit(0),
      (error: unknown) => {
        console.error(error);
        process.exit(1);
      },
    );
  };
  process.on('SIGTERM', end);
  process.on('SIGINT', end);
}

async function finish(running: Running): Promise<void> {
  const { server, endStreams, worker, close, database, lock, stopMetrics } = running;
  const closed = new Promise<void>((resolve) => server.close(() => resolve()));
  endStreams();
  server.closeIdleConnections();
  await Promise.all([closed, worker()?.stop()]);
  stopMetrics();
  await noticesSettled(database.db);
  await close();
  await database.close();
  lock?.release();
}

const CANNOT_LISTEN: Record<string, string> = {
  'listen EADDRINUSE': 'Another program already listens on this address; set PORT to a free one.',
  'listen EACCES': 'Only the administrator may listen on this port; set PORT to one above 1023.',
  'listen EADDRNOTAVAIL': 'This machine does not have this address; set HOST to one it has.',
  'getaddrinfo ENOTFOUND': 'Nobody knows this address; set HOST to one this machine has.',
  'getaddrinfo EAI_AGAIN': 'Nobody knows this address; set HOST to one this machine has.',
};

function explain(error: unknown): string {
  if (error instanceof BadConfiguration)
    return error.problems.map((problem) => `Configuration: ${problem}`).join('\n');
  if (error instanceof AlreadyRunning || error instanceof MigrationTrouble) return error.message;
  if (error instanceof Error && 'syscall' in error && 'code' in error) {
    const why = CANNOT_LISTEN[`${error.syscall} ${error.code}`];
    if (why) return why;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}

start().catch((error: unknown) => {
  console.error(explain(error));
  process.exit(1);
});
