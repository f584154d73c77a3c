// Runs decoder children: at most two, each with little memory and little time, replaced whenever one has had trouble.
import { type ChildProcess, fork } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Socket } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Log } from '../lib/log.ts';
import { OutsideFailure } from '../lib/refusal.ts';
import { MINUTE, SECOND } from '../lib/time.ts';
import type { Answer, Decoder, DecodeTrouble, Order } from './decoder.ts';
import { type OwnTime, ownTimeOf, spentMs } from './own-time.proc.ts';
import { NO_TOOLS, type Tools, toolsAsEnvironment } from './tools.ts';

export interface PoolOptions {
  log: Log;
  children?: number;
  /** For one job, while it has a processor. What takes longer is killed; see `PATIENCE`. */
  deadlineMs?: number;
  /** For a print file, which nobody waits for on a page. */
  printDeadlineMs?: number;
  idleMs?: number;
  memoryBytes?: number;
  tools?: Tools;
  /** Tests pretend that a machine is busy. */
  ownTime?: (pid: number | undefined) => OwnTime;
  /** The program of a child; tests bring their own. */
  program?: string;
}

interface Job {
  order: Order;
  answer: (answer: Answer) => void;
  fail: (error: Error) => void;
}

interface Child {
  program: ChildProcess;
  /** Loaded and listening. */
  ready: boolean;
  job: Job | null;
  /** Runs out at its deadline while it works, at its end while it idles. */
  timer: NodeJS.Timeout | undefined;
  jobsDone: number;
  late: boolean;
  lastWords: string;
}

const BOOT_MS = 15 * SECOND;
/** In deadlines: nobody waits longer, on a machine that others keep busy, and on one that is far too busy. */
const PATIENCE = 1.35;
const MOST_PATIENCE = 3;
/** A child that had less than this of the time could do nothing for being late. */
const FAIR_SHARE = 0.4;
/** A look at the clock costs something, too. */
const LEAST_WAIT_MS = 50;
/** Memory creeps; a fresh child costs a fifth of a second. */
const JOBS_PER_CHILD = 100;
/** More than a hundred full jobs need. Ends a child whose parent was killed while it worked. */
const CPU_SECONDS = 900;
/** A print file holds its original and more. */
const MOST_WRITTEN_BYTES = 1_000_000_000;
const LIMITER = ['/usr/bin/prlimit', '/bin/prlimit'].find((place) => existsSync(place)) ?? null;

/** Where prlimit is missing (not Linux), time and pixels are still limited, memory is not. */
export const MEMORY_IS_LIMITED = LIMITER !== null;

export function startDecoder(options: PoolOptions): Decoder {
  const { log, children: most = 2, idleMs = 5 * MINUTE } = options;
  const { deadlineMs = 7 * SECOND, printDeadlineMs = MINUTE, ownTime = ownTimeOf } = options;
  const children = new Set<Child>();
  const waiting: Job[] = [];
  let allDone: (() => void) | null = null;

  function ask(order: Order): Promise<Answer> {
    return new Promise((answer, fail) => {
      waiting.push({ order, answer, fail });
      serve();
    });
  }

  function serve(): void {
    while (waiting.length > 0) {
      const child = freeChild();
      if (!child) return;
      child.job = waiting.shift() ?? null;
      child.program.channel?.ref(); // somebody waits for it now
      if (child.ready) begin(child);
    }
    if (!isBusy()) allDone?.();
  }

  function isBusy(): boolean {
    return waiting.length > 0 || [...children].some((child) => child.job !== null);
  }

  function freeChild(): Child | null {
    const idle = [...children].find((child) => child.job === null);
    return idle ?? (children.size < most ? start() : null);
  }

  function start(): Child {
    const program = spawnChild(options);
    const child: Child = {
      program,
      ready: false,
      job: null,
      timer: undefined,
      jobsDone: 0,
      late: false,
      lastWords: '',
    };
    children.add(child);
    child.timer = setTimeout(() => program.kill('SIGKILL'), BOOT_MS).unref();
    program.on('message', (answer: Answer) => (answer.done === 'boot' ? greet(child) : take(child, answer)));
    program.on('exit', (code, signal) => bury(child, `${signal ?? code}`));
    program.on('error', (error) => bury(child, error.message));
    program.stderr?.on('data', (text) => {
      child.lastWords = `${child.lastWords}${text}`.slice(-2000);
    });
    return child;
  }

  function greet(child: Child): void {
    child.ready = true;
    clearTimeout(child.timer);
    if (child.job) begin(child);
    else rest(child);
  }

  function begin(child: Child): void {
    clearTimeout(child.timer);
    const isPrint = child.job?.order.task === 'print';
    watch(child, isPrint ? printDeadlineMs : deadlineMs);
    if (child.job) child.program.send(child.job.order, (error) => error && child.program.kill('SIGKILL'));
  }

  /** Ends it when its own time is up; what other programs took of it does not count. */
  function watch(child: Child, mostMs: number): void {
    const { pid } = child.program;
    const [startedAt, before] = [performance.now(), ownTime(pid)];
    function look(): void {
      const wallMs = performance.now() - startedAt;
      const spent = spentMs(wallMs, before, ownTime(pid));
      const patience = spent < FAIR_SHARE * wallMs ? MOST_PATIENCE : PATIENCE;
      const leftMs = Math.min(mostMs - spent, patience * mostMs - wallMs);
      if (leftMs > 1) {
        child.timer = setTimeout(look, Math.max(LEAST_WAIT_MS, leftMs));
        return;
      }
      child.late = true;
      child.program.kill('SIGKILL');
    }
    child.timer = setTimeout(look, mostMs);
  }

  function take(child: Child, answer: Answer): void {
    const { job } = child;
    clearTimeout(child.timer);
    child.job = null;
    child.jobsDone += 1;
    if (isSpent(answer) || child.jobsDone >= JOBS_PER_CHILD) dismiss(child);
    else rest(child);
    job?.answer(answer);
    serve();
  }

  function rest(child: Child): void {
    child.program.channel?.unref();
    child.timer = setTimeout(() => dismiss(child), idleMs).unref();
  }

  function dismiss(child: Child): void {
    clearTimeout(child.timer);
    children.delete(child);
    child.program.kill('SIGKILL');
  }

  function bury(child: Child, how: string): void {
    clearTimeout(child.timer);
    const { job, ready, lastWords } = child;
    child.job = null;
    if (!children.delete(child)) return;
    if (!ready) {
      log.error({ how, lastWords }, 'decoder child did not start');
      job?.fail(new OutsideFailure('decoder', 'did not start', { permanent: false }));
    } else if (job) {
      const why: DecodeTrouble = child.late ? 'too_slow' : 'too_heavy';
      log.warn({ how, why, lastWords }, 'decoder child ended over a file');
      job.answer({ done: 'refused', why });
    }
    serve();
  }

  return {
    warm() {
      if (children.size === 0) start();
    },

    async decode(job) {
      const answer = await ask({ task: 'decode', ...job });
      if (answer.done === 'decode') return { kind: 'decoded', facts: answer.facts };
      return { kind: 'refused', why: answer.done === 'refused' ? answer.why : 'damaged' };
    },

    async shrink(job) {
      return (await ask({ task: 'shrink', ...job })).done === 'shrink';
    },

    async outline(job) {
      const answer = await ask({ task: 'outline', ...job });
      if (answer.done === 'outline') return { kind: 'outlined', cut: answer.cut };
      return { kind: 'refused', why: answer.done === 'refused' ? answer.why : 'damaged' };
    },

    async print(order) {
      const answer = await ask({ task: 'print', ...order });
      if (answer.done === 'print') return { kind: 'printed', printed: answer.printed };
      return { kind: 'refused', why: answer.done === 'refused' ? answer.why : 'damaged' };
    },

    async close() {
      if (isBusy()) {
        await new Promise<void>((resolve) => {
          allDone = resolve;
        });
      }
      for (const child of children) dismiss(child);
    },
  };
}

/** A child that ran out of something is not trusted with the next customer's file. */
function isSpent(answer: Answer): boolean {
  return answer.spent === true || (answer.done === 'refused' && answer.why !== 'damaged');
}

/** The child knows nothing of our environment, secrets included, and keeps nobody from leaving. */
function spawnChild(options: PoolOptions): ChildProcess {
  const { memoryBytes = 1_000_000_000, tools = NO_TOOLS, program = ownProgram() } = options;
  const node = ['--max-old-space-size=400', ...(program.endsWith('.ts') ? ['--import', 'tsx'] : [])];
  const limits = [
    `--data=${memoryBytes}`,
    `--cpu=${CPU_SECONDS}`,
    `--fsize=${MOST_WRITTEN_BYTES}`,
    '--core=0',
    '--nofile=256',
  ];
  const child = fork(program, [], {
    cwd: import.meta.dirname,
    env: { UV_THREADPOOL_SIZE: '2', MALLOC_ARENA_MAX: '2', ...toolsAsEnvironment(tools) },
    stdio: ['ignore', 'ignore', 'pipe', 'ipc'],
    execPath: LIMITER ?? process.execPath,
    execArgv: LIMITER ? [...limits, '--', process.execPath, ...node] : node,
  });
  child.unref();
  child.channel?.unref();
  (child.stderr as Socket | null)?.unref(); // a pipe is a socket, which the type does not say
  return child;
}

/** Built it is JavaScript; in tests and development TypeScript, like this file. */
function ownProgram(): string {
  const ending = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return fileURLToPath(new URL(`./decoder.child.${ending}`, import.meta.url));
}
