// Who may move money: the owner and managers do, everybody else is neither shown how nor let through.
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { saveCoupon } from '../../src/admin/actions.coupons.ts';
import { couponFields } from '../../src/admin/forms.coupons.ts';
import { addStockedLine } from '../../src/cart/actions.ts';
import { newId } from '../../src/lib/ids.ts';
import { settleByHand } from '../../src/payments/actions.by-hand.ts';
import { refundOrder } from '../../src/payments/actions.refund.staff.ts';
import { settleSession } from '../../src/payments/actions.settle.ts';
import { ADA } from '../support/world.ts';
import { type Desk, type Office, openOffice, openOrder, paidOrder } from './office.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const COUPON = { code: 'SUMMER', kind: 'percent', value: '10', active: '1' };

interface Press {
  path: string;
  fields: object;
}

/** What each route needs to be there before it is pressed, and what is pressed then. */
const PRESSES: Record<string, (desk: string) => Promise<Press>> = {
  'POST /admin/orders/:number/refunds': async () => {
    const { number } = await paidOrder(office);
    return { path: `/admin/orders/${number}/refunds`, fields: { amountCents: 100, reason: 'Late' } };
  },
  'POST /admin/orders/:number/cancellation': async () => {
    const { number } = await paidOrder(office);
    return { path: `/admin/orders/${number}/cancellation`, fields: { reason: 'Asked to' } };
  },
  'POST /admin/orders/:number/settlement': async () => {
    const { number } = await openOrder(office);
    return { path: `/admin/orders/${number}/settlement`, fields: { method: 'cash' } };
  },
  'POST /admin/refunds/:id/settlement': async () => ({
    path: `/admin/refunds/${await refundOfCash()}/settlement`,
    fields: {},
  }),
  'POST /admin/payments/:id/refund': async () => ({
    path: `/admin/payments/${await wrongAmount()}/refund`,
    fields: {},
  }),
  'POST /admin/payments/:id/acceptance': async () => ({
    path: `/admin/payments/${await wrongAmount()}/acceptance`,
    fields: { reason: 'Near enough' },
  }),
  'GET /admin/orders/new': async () => ({ path: '/admin/orders/new', fields: {} }),
  'POST /admin/orders': async (desk) => {
    await fillCartOf(desk);
    return { path: '/admin/orders', fields: { ...ADA, delivery: 'standard' } };
  },
  'GET /admin/coupons/new': async () => ({ path: '/admin/coupons/new', fields: {} }),
  'POST /admin/coupons': async () => ({ path: '/admin/coupons', fields: COUPON }),
  'POST /admin/coupons/field': async () => ({ path: '/admin/coupons/field', fields: { shown: '1' } }),
  'POST /admin/coupons/:id': async () => ({ path: `/admin/coupons/${await someCoupon()}`, fields: COUPON }),
};

async function refundOfCash(): Promise<string> {
  const { number, id: orderId } = await openOrder(office);
  await settleByHand(office, { number, who: 'Sam (staff)', method: 'cash', note: '' });
  await refundOrder(office, {
    ...{ number, who: 'Sam (staff)', why: 'Late', press: newId() },
    ...{ amountCents: 100, lineIds: [], restock: false },
  });
  return (await office.db.refund.findFirstOrThrow({ where: { orderId } })).id;
}

async function wrongAmount(): Promise<string> {
  const { id: orderId } = await openOrder(office);
  const { id, sessionId } = await office.db.payment.findFirstOrThrow({ where: { orderId } });
  await settleSession(office, { ...office.gateway.set(sessionId ?? '', 'paid'), amountCents: 900 });
  return id;
}

async function someCoupon(): Promise<string> {
  await saveCoupon(office, { id: null, coupon: couponFields.parse(COUPON), who: 'Sam (staff)' });
  return (await office.db.coupon.findFirstOrThrow()).id;
}

async function fillCartOf(name: string): Promise<void> {
  const { visitorId } = await office.db.session.findFirstOrThrow({ where: { staff: { name } } });
  const desk = { visitorId, customer: null, staff: null };
  await addStockedLine(office, desk, { product: 'sample-pack', quantity: 2 });
}

function send(desk: Desk, route: string, { path, fields }: Press) {
  return route.startsWith('GET') ? desk.page(path) : desk.sendJson(path, fields);
}

describe('what moves money', () => {
  it.each(Object.entries(PRESSES))('%s is for the owner and managers', async (route, prepare) => {
    const kim = await office.staff('Kim', 'packing');
    const pat = await office.staff('Pat', 'prepress');
    const press = await prepare('Sam');
    await send(kim, route, press).expect(403);
    await send(pat, route, press).expect(403);
    await send(office.nobody, route, press).expect(404);
    await send(office.sam, route, press).expect(route.startsWith('GET') ? 200 : 303);
    const { body } = await office.sam.json('/admin/staff/permissions');
    expect(body[route]).toEqual(['owner', 'manager']);
  });

  it.each(Object.entries(PRESSES))('%s works for the owner as well', async (route, prepare) => {
    const olga = await office.staff('Olga', 'owner');
    await send(olga, route, await prepare('Olga')).expect(route.startsWith('GET') ? 200 : 303);
  });
});

describe('a door', () => {
  it('stands before whatever is behind it, for every role it keeps out', async () => {
    const roles = {
      prepress: await office.staff('Pat', 'prepress'),
      packing: await office.staff('Kim', 'packing'),
    };
    const { body } = await office.sam.json('/admin/staff/permissions');
    for (const [route, allowed] of Object.entries<string[]>(body)) {
      const [method = '', address = ''] = route.split(' ');
      for (const [role, desk] of Object.entries(roles)) {
        if (allowed.includes(role)) continue;
        const path = address.replaceAll(/:\w+/g, 'nothing');
        const answer = await (method === 'GET' ? desk.json(path) : desk.sendJson(path));
        expect([role, route, answer.status]).toEqual([role, route, 403]);
      }
    }
  });
});

describe('the pages', () => {
  const forms = (text: string) =>
    [...text.matchAll(/<form[^>]*action="([^"]+)"/g)].map(([, action]) => action ?? '');

  it('show nobody a form that would be refused', async () => {
    const kim = await office.staff('Kim', 'packing');
    const wrong = await wrongAmount();
    const cash = await refundOfCash();
    const { number: paid } = await paidOrder(office);
    const { number: open } = await openOrder(office);
    const coupon = await someCoupon();
    const refunded = await office.db.refund.findUniqueOrThrow({
      where: { id: cash },
      include: { order: true },
    });
    const money: Record<string, string[]> = {
      [`/admin/orders/${paid}`]: [`/admin/orders/${paid}/refunds`, `/admin/orders/${paid}/cancellation`],
      [`/admin/orders/${open}`]: [`/admin/orders/${open}/settlement`, `/admin/orders/${open}/cancellation`],
      [`/admin/orders/${refunded.order.number}`]: [`/admin/refunds/${cash}/settlement`],
      '/admin/payments': [`/admin/payments/${wrong}/refund`, `/admin/payments/${wrong}/acceptance`],
      '/admin/coupons': ['/admin/coupons/field'],
    };
    for (const [page, actions] of Object.entries(money)) {
      expect(forms((await office.sam.page(page).expect(200)).text)).toEqual(expect.arrayContaining(actions));
      const hers = forms((await kim.page(page).expect(200)).text);
      for (const action of actions) expect(hers).not.toContain(action);
    }
    expect(forms((await kim.page(`/admin/orders/${open}`)).text)).toContain(`/admin/orders/${open}/pay-link`);
    for (const [page, link] of [
      ['/admin/orders', 'href="/admin/orders/new"'],
      ['/admin/coupons', 'href="/admin/coupons/new"'],
      [`/admin/coupons/${coupon}`, 'Save coupon'],
    ] as const) {
      expect((await office.sam.page(page).expect(200)).text).toContain(link);
      expect((await kim.page(page).expect(200)).text).not.toContain(link);
    }
  });

  it('have rooms of money in the navigation of those who handle it', async () => {
    const kim = await office.staff('Kim', 'packing');
    const rooms = ['payments', 'invoices', 'tax', 'coupons'].map((room) => `href="/admin/${room}"`);
    const { text: his } = await office.sam.page('/admin');
    const { text: hers } = await kim.page('/admin');
    for (const room of rooms) {
      expect(his).toContain(room);
      expect(hers).not.toContain(room);
    }
    expect(hers).toContain('href="/admin/stock"');
  });
});
