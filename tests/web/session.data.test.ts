// What a visitor did is kept before the answer says so.
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import express from 'express';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Db } from '../../src/db/open.ts';
import { rememberVisitor, withVisitor } from '../../src/web/session.ts';
import { openWorld, type World } from '../support/world.ts';

let world: World;

beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

/** A database that takes its time to keep a session. */
const slow = (db: Db) =>
  db.$extends({
    query: {
      session: {
        async create({ args, query }) {
          await pause(150);
          return query(args);
        },
      },
    },
  }) as unknown as Db;

it.each(['application/json', 'text/html', '*/*'])(
  'sends nobody on before the session is there, also who accepts %s',
  async (accept) => {
    const app = express();
    app.use(withVisitor({ db: slow(world.db), clock: world.clock, secrets: ['s'], secure: false }));
    app.post('/', (req, res) => {
      rememberVisitor(req);
      res.redirect(303, '/cart');
    });
    const server = app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    try {
      const answer = await fetch(`http://127.0.0.1:${port}/`, {
        method: 'POST',
        headers: { accept },
        redirect: 'manual',
      });
      expect(await world.db.session.count()).toBe(1);
      expect(answer.status).toBe(303);
      expect(answer.headers.get('location')).toBe('/cart');
      expect(answer.headers.get('set-cookie')).toContain('kc_session=');
      expect(await answer.text()).toBe('');
    } finally {
      server.close();
    }
  },
);
