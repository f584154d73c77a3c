// Pages that are rendered once: who gets them, who does not, and what never leaks from one visitor to another.
import express, { type Request, type Response } from 'express';
import request from 'supertest';
import { beforeEach, describe, expect, it } from 'vitest';
import { keptPages } from '../../src/web/kept.ts';
import type { Flash } from '../../src/web/session.store.ts';
import { NOBODY, type Visitor } from '../../src/web/visitor.ts';

const ADA: Visitor = {
  visitorId: 'v1',
  customer: { id: 'c1', email: 'ada@example.com', name: 'Ada', verified: true },
  staff: null,
};
const BO: Visitor = {
  ...ADA,
  visitorId: 'v2',
  customer: { id: 'c2', email: 'bo@example.com', name: 'Bo', verified: true },
};

interface Session {
  visitor: Visitor;
  cartCount: number;
  flash?: Flash[];
}

let revision: number;
let renders: number;
let sessions: Record<string, Session>;

/** A shop of one page that counts how often it is rendered. */
function openShop() {
  const app = express();
  const kept = keptPages({ revision: () => revision, cookieName: 'kc_session' });
  app.use(kept.answer);
  app.use((_req, res, next) => {
    res.set('Content-Security-Policy', `script-src 'self'`);
    next();
  });
  app.use((req: Request, res, next) => {
    const known = sessions[req.headers.cookie?.split('=')[1] ?? ''];
    req.visitor = known?.visitor ?? NOBODY;
    req.cartCount = known?.cartCount ?? 0;
    req.session = { flash: known?.flash } as Request['session']; // all that is looked at
    res.set('Cache-Control', 'no-store');
    next();
  });
  app.use(kept.keep);
  app.get('/*path', (req: Request, res: Response) => {
    renders += 1;
    const said = (req.session.flash ?? []).map(({ text }) => text).join();
    res
      .type('html')
      .send(`<p>rendered ${renders} times, revision ${revision}, cart ${req.cartCount} ${said}</p>`);
  });
  return app;
}

const PAGE = '/products/custom-stickers';

describe('a page of the shop window', () => {
  let app: ReturnType<typeof openShop>;
  beforeEach(() => {
    revision = 1;
    renders = 0;
    sessions = {};
    app = openShop();
  });

  it('is rendered once for all strangers, and keeps its security headers', async () => {
    await request(app).get(PAGE);
    const again = await request(app).get(PAGE);
    expect(again.text).toContain('rendered 1 times');
    expect(again.headers['content-security-policy']).toBe(`script-src 'self'`);
    expect(again.headers['cache-control']).toBe('private, no-cache');
  });

  it('is rendered anew when the shop changed', async () => {
    await request(app).get(PAGE);
    revision = 2;
    expect((await request(app).get(PAGE)).text).toContain('revision 2');
  });

  it('answers 304 to who has it already', async () => {
    const first = await request(app).get(PAGE);
    await request(app)
      .get(PAGE)
      .set('If-None-Match', first.headers.etag ?? '')
      .expect(304);
  });

  it.each(['gzip', 'identity'])('is sent as %s to who reads nothing else', async (encoding) => {
    await request(app).get(PAGE);
    const answer = await request(app).get(PAGE).set('Accept-Encoding', encoding);
    expect(answer.headers['content-encoding'] ?? 'identity').toBe(encoding);
    expect(answer.text).toContain('rendered 1 times');
  });

  it('is shared by customers with as much in their carts, and never stored by their browsers', async () => {
    sessions = { ada: { visitor: ADA, cartCount: 2 }, bo: { visitor: BO, cartCount: 2 } };
    await request(app).get(PAGE).set('Cookie', 'kc_session=ada');
    const bo = await request(app).get(PAGE).set('Cookie', 'kc_session=bo');
    expect(bo.text).toContain('rendered 1 times');
    expect(bo.headers['cache-control']).toBe('no-store');
    expect(bo.headers.etag).toBeUndefined();
  });

  it('is another one for a fuller cart, and for strangers', async () => {
    sessions = { ada: { visitor: ADA, cartCount: 2 }, bo: { visitor: BO, cartCount: 3 } };
    expect((await request(app).get(PAGE).set('Cookie', 'kc_session=ada')).text).toContain('cart 2');
    expect((await request(app).get(PAGE).set('Cookie', 'kc_session=bo')).text).toContain('cart 3');
    expect((await request(app).get(PAGE)).text).toContain('cart 0');
  });

  it('with a sentence for one visitor is shown to nobody else', async () => {
    sessions = {
      ada: { visitor: ADA, cartCount: 0, flash: [{ kind: 'good', text: 'Your password is changed.' }] },
      bo: { visitor: BO, cartCount: 0 },
    };
    const ada = await request(app).get(PAGE).set('Cookie', 'kc_session=ada');
    const bo = await request(app).get(PAGE).set('Cookie', 'kc_session=bo');
    expect(ada.text).toContain('Your password is changed.');
    expect(bo.text).not.toContain('Your password is changed.');
  });

  it.each(['/cart', '/products/custom-stickers?quantity=50', '/orders/KC-7K3M-9QXF'])(
    'is not what %s is',
    async (url) => {
      await request(app).get(url);
      expect((await request(app).get(url)).text).toContain('rendered 2 times');
    },
  );
});
