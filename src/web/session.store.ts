// Sessions as rows: one query brings the session, who it belongs to and how full the cart is.
import session from 'express-session';
import type { Db } from '../db/open.ts';
import { fingerprint } from '../lib/ids.ts';
import { type Clock, DAY } from '../lib/time.ts';
import type { StaffRole, Visitor } from './visitor.ts';

export interface Flash {
  kind: 'good' | 'bad';
  text: string;
}

declare module 'express-session' {
  interface SessionData {
    visitorId?: string;
    customerId?: string;
    staffId?: string;
    flash?: Flash[];
    /** As read from the row; never written back. */
    loaded?: { visitor: Visitor; cartCount: number; expiresAt: number };
  }
}

interface SessionRow {
  data: string;
  visitorId: string;
  expiresAt: string | Date;
  customerId: string | null;
  customerEmail: string | null;
  customerName: string | null;
  verifiedAt: string | Date | null;
  staffId: string | null;
  staffEmail: string | null;
  staffName: string | null;
  staffRole: string | null;
  cartCount: number | bigint;
}

export class DatabaseSessions extends session.Store {
  readonly #db: Db;
  readonly #clock: Clock;

  constructor(deps: { db: Db; clock: Clock }) {
    super();
    this.#db = deps.db;
    this.#clock = deps.clock;
  }

  override get(sid: string, done: (error: unknown, found?: session.SessionData | null) => void): void {
    sessionRow(this.#db, fingerprint(sid)).then(
      (row) => done(null, row && new Date(row.expiresAt) > this.#clock() ? toSession(row) : null),
      (error: unknown) => done(error),
    );
  }

  override set(sid: string, data: session.SessionData, done: (error?: unknown) => void = () => {}): void {
    this.#save(fingerprint(sid), data).then(() => done(), done);
  }

  override touch(sid: string, data: session.SessionData, done: (error?: unknown) => void = () => {}): void {
    const expires = data.cookie.expires?.getTime() ?? 0;
    // a write per page view would make every reader a writer
    if (!data.loaded || expires - data.loaded.expiresAt < DAY) done();
    else this.#save(fingerprint(sid), data).then(() => done(), done);
  }

  override destroy(sid: string, done: (error?: unknown) => void = () => {}): void {
    this.#db.session.deleteMany({ where: { id: fingerprint(sid) } }).then(() => done(), done);
  }

  async #save(id: string, data: session.SessionData): Promise<void> {
    const { cookie, flash } = data;
    const row = {
      data: JSON.stringify({ cookie, flash }),
      customerId: data.customerId ?? null,
      staffId: data.staffId ?? null,
      expiresAt: cookie.expires ?? this.#clock(),
    };
    // a session that was ended meanwhile stays ended: update, never bring back
    if (data.loaded) await this.#db.session.updateMany({ where: { id }, data: row });
    else await this.#db.session.create({ data: { id, visitorId: data.visitorId ?? '', ...row } });
  }
}

async function sessionRow(db: Db, id: string): Promise<SessionRow | undefined> {
  const rows = await db.$queryRaw<SessionRow[]>`
    SELECT s."data", s."visitorId", s."expiresAt",
           c."id" AS "customerId", c."email" AS "customerEmail", c."name" AS "customerName", c."verifiedAt",
           f."id" AS "staffId", f."email" AS "staffEmail", f."name" AS "staffName", f."role" AS "staffRole",
           (SELECT count(*) FROM "CartLine" l JOIN "Cart" k ON k."id" = l."cartId"
             WHERE k."status" = 'open' AND (k."customerId" = s."customerId"
                OR (s."customerId" IS NULL AND k."visitorId" = s."visitorId"))) AS "cartCount"
      FROM "Session" s
      LEFT JOIN "Customer" c ON c."id" = s."customerId"
      LEFT JOIN "Staff" f ON f."id" = s."staffId" AND f."disabledAt" IS NULL
     WHERE s."id" = ${id}`;
  return rows[0];
}

function toSession(row: SessionRow): session.SessionData {
  const stored: unknown = JSON.parse(row.data);
  const { cookie, flash } = stored as { cookie: session.Cookie; flash?: Flash[] }; // our own JSON, written in #save
  return {
    cookie,
    visitorId: row.visitorId,
    ...(flash && { flash }),
    ...(row.customerId && { customerId: row.customerId }),
    ...(row.staffId && { staffId: row.staffId }),
    loaded: {
      visitor: visitorOf(row),
      cartCount: Number(row.cartCount),
      expiresAt: new Date(row.expiresAt).getTime(),
    },
  };
}

function visitorOf(row: SessionRow): Visitor {
  return {
    visitorId: row.visitorId,
    customer: row.customerId
      ? {
          id: row.customerId,
          email: row.customerEmail ?? '',
          name: row.customerName ?? '',
          verified: row.verifiedAt !== null,
        }
      : null,
    staff: row.staffId
      ? {
          id: row.staffId,
          email: row.staffEmail ?? '',
          name: row.staffName ?? '',
          role: row.staffRole as StaffRole, // the column's closed set, written only by accounts/
        }
      : null,
  };
}
