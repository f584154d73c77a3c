// For whoever watches the shop: is it alive, is it ready, how is it doing.
import { timingSafeEqual } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { type Request, Router } from 'express';
import { collectDefaultMetrics, Gauge, Histogram, Registry } from 'prom-client';
import { fingerprint } from '../lib/ids.ts';
import { NotFound } from '../lib/refusal.ts';
import { MINUTE } from '../lib/time.ts';

export interface HealthDeps {
  /** Names what is missing; empty when the shop can work. */
  missing: () => Promise<string[]>;
  metricsToken: string | undefined;
}

export interface Metrics {
  registry: Registry;
  observeAnswer: (seconds: number, status: number) => void;
  close: () => void;
}

export function openMetrics(): Metrics {
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  const answers = new Histogram({
    name: 'http_request_duration_seconds',
    help: 'Time from request to answer',
    labelNames: ['status'],
    buckets: [0.005, 0.02, 0.05, 0.1, 0.3, 1, 3],
    registers: [registry],
  });
  const delay = monitorEventLoopDelay({ resolution: 10 });
  delay.enable();
  let lastMinute = 0;
  const turn = setInterval(() => {
    lastMinute = delay.percentile(99) / 1e6;
    delay.reset();
  }, MINUTE);
  turn.unref();
  new Gauge({
    name: 'event_loop_delay_p99_ms',
    help: 'How late the event loop was, 99th percentile of the last minute, in ms',
    registers: [registry],
    collect() {
      this.set(Math.max(lastMinute, delay.count > 0 ? delay.percentile(99) / 1e6 : 0));
    },
  });
  return {
    registry,
    observeAnswer: (seconds, status) => answers.observe({ status: `${Math.floor(status / 100)}xx` }, seconds),
    close: () => {
      clearInterval(turn);
      delay.disable();
    },
  };
}

export function healthRoutes(deps: HealthDeps, metrics: Metrics): Router {
  const router = Router();
  router.get('/healthz', (_req, res) => {
    res.json({ alive: true });
  });
  router.get('/readyz', async (_req, res) => {
    const missing = await deps.missing();
    res.status(missing.length === 0 ? 200 : 503).json({ ready: missing.length === 0, missing });
  });
  router.get('/metrics', async (req, res) => {
    if (!mayReadMetrics(req, deps.metricsToken)) throw new NotFound();
    res.type(metrics.registry.contentType).send(await metrics.registry.metrics());
  });
  return router;
}

/** With a token, only with it; without one, only from this machine. */
function mayReadMetrics(req: Request, token: string | undefined): boolean {
  const given = req.headers.authorization?.replace(/^Bearer /, '');
  if (token !== undefined && given !== undefined) {
    return timingSafeEqual(Buffer.from(fingerprint(given)), Buffer.from(fingerprint(token)));
  }
  return isLoopback(req.ip) && req.headers['x-forwarded-for'] === undefined;
}

function isLoopback(ip: string | undefined): boolean {
  return ip === '::1' || ip?.replace('::ffff:', '').startsWith('127.') === true;
}
