// The pay page of the sandbox, as a browser without JavaScript uses it.
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { adasRequest, openWorld, type World } from './stripe-world.ts';

const LANDING = 'http://127.0.0.1:3000/orders/KC-7K3M-9QXF/landing?key=k%26y';
const ORDER = 'http://127.0.0.1:3000/orders/KC-7K3M-9QXF?key=k%26y';

let world: World;
let key = 0;
let page = { id: '', url: '' };
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());
beforeEach(async () => {
  key += 1;
  const session = await world.gateway.openSession(adasRequest(), `key-${key}`);
  page = { id: session.id, url: String(session.url) };
});

interface Form {
  method: string;
  action: string;
  buttons: string[];
}

/** The forms of a page and their buttons' words. */
function formsOf(html: string): Form[] {
  return [...html.matchAll(/<form method="(\w+)" action="([^"]+)">(.*?)<\/form>/gs)].map(
    ([, method = '', action = '', inside = '']) => ({
      method,
      action: plain(action),
      buttons: [...inside.matchAll(/<button[^>]*>(.*?)<\/button>/gs)].map((match) => plain(match[1] ?? '')),
    }),
  );
}

function plain(html: string): string {
  return html
    .replace(/<[^>]+>/g, ' ')
    .replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code)));
}

const look = async (url = page.url) => {
  const response = await fetch(url);
  return { status: response.status, html: await response.text(), headers: response.headers };
};

/** Presses a button; answers where the browser is sent. */
async function press(label: string, html?: string): Promise<{ status: number; location: string | null }> {
  const form = formsOf(html ?? (await look()).html).find(({ buttons }) => buttons[0] === label);
  const response = await fetch(form?.action ?? '', { method: 'POST', redirect: 'manual' });
  return { status: response.status, location: response.headers.get('location') };
}

describe('an open page', () => {
  it('offers one form with one button for each choice', async () => {
    const forms = formsOf((await look()).html);
    expect(forms.map(({ method, buttons }) => [method, buttons])).toEqual([
      ['post', ['Pay']],
      ['post', ['Decline']],
      ['post', ['Pay later (bank debit)']],
      ['post', ['Go back']],
    ]);
  });

  it('says that it is a sandbox, what is paid for and how much', async () => {
    const text = plain((await look()).html);
    for (const words of [
      'sandbox',
      '$70.20',
      '100 × die-cut stickers',
      '„Größe“',
      '2 × Sample pack',
      '$10.00',
      'KC-7K3M-9QXF',
    ]) {
      expect(text).toContain(words);
    }
  });

  it('needs no script and lets its forms lead back to the shop', async () => {
    const { html, headers } = await look();
    expect(html).not.toContain('<script');
    const policy = String(headers.get('content-security-policy'));
    expect(policy).toContain("default-src 'none'");
    expect(policy).toMatch(/form-action 'self' http:\/\/127\.0\.0\.1:3000/);
  });

  it('shows names of goods as text, never as markup', async () => {
    const name = '<img src=x onerror=alert(1)>"&';
    const lines = [{ name, amountCents: 500, quantity: 1 }];
    const { url } = await world.gateway.openSession(adasRequest({ lines }), `markup-${key}`);
    const { html } = await look(String(url));
    expect(html).not.toContain('<img');
    expect(plain(html)).toContain(name);
  });
});

describe('pressing a button', () => {
  it('Pay leads to the success address, and the money is there before the answer', async () => {
    const pressed = await press('Pay');
    expect(pressed).toEqual({ status: 303, location: LANDING });
    expect((await world.gateway.askSession(page.id)).state).toBe('paid');
  });

  it('Pay twice, in two tabs, pays once and leads to the same place', async () => {
    const { html } = await look();
    const both = await Promise.all([press('Pay', html), press('Pay', html)]);
    expect(both.map(({ location }) => location)).toEqual([LANDING, LANDING]);
    await world.sandbox.settled();
    expect(world.ear.notices.filter((notice) => notice.sessionId === page.id)).toHaveLength(1);
  });

  it('Decline leads back to the shop, and the page stays open and says why', async () => {
    expect(await press('Decline')).toEqual({ status: 303, location: ORDER });
    expect((await world.gateway.askSession(page.id)).state).toBe('open');
    const { html } = await look();
    expect(plain(html)).toContain('The card was declined.');
    expect(await press('Pay', html)).toEqual({ status: 303, location: LANDING });
  });

  it('Pay later leads to the success address with the debit under way', async () => {
    expect(await press('Pay later (bank debit)')).toEqual({ status: 303, location: LANDING });
    expect((await world.gateway.askSession(page.id)).state).toBe('running');
  });

  it('Go back leads to the cancel address and changes nothing', async () => {
    expect(await press('Go back')).toEqual({ status: 303, location: ORDER });
    expect((await world.gateway.askSession(page.id)).state).toBe('open');
  });

  it('fills the session’s id into the address when asked to', async () => {
    const successUrl = 'http://127.0.0.1:3000/landing?session={CHECKOUT_SESSION_ID}';
    const session = await world.gateway.openSession(adasRequest({ successUrl }), `id-${key}`);
    const pressed = await press('Pay', (await look(String(session.url))).html);
    expect(pressed.location).toBe(`http://127.0.0.1:3000/landing?session=${session.id}`);
  });
});

describe('a page that is over', () => {
  it('says paid and leads to the shop, without anything to press', async () => {
    world.sandbox.pay(page.id);
    const { html } = await look();
    expect(formsOf(html)).toEqual([]);
    expect(plain(html)).toContain('Paid');
    expect(html).toContain('Back to the shop');
  });

  it('says that it has expired, and a button of an old tab leads to that page', async () => {
    const { html: oldTab } = await look();
    world.sandbox.expire(page.id);
    expect(plain((await look()).html)).toContain('This pay page has expired');
    expect(await press('Pay', oldTab)).toEqual({ status: 303, location: page.url });
  });

  it('says how a bank debit stands', async () => {
    world.sandbox.debit(page.id);
    expect(plain((await look()).html)).toContain('The bank debit is under way');
    world.sandbox.settleDebit(page.id, 'failed');
    expect(plain((await look()).html)).toContain('The bank debit was returned');
  });
});

describe('an address that is no page', () => {
  it.each(['/c/pay/cs_test_nobody', '/c/pay/', '/c/pay/cs_test_nobody/pay'])('%s is 404', async (path) => {
    expect((await look(world.sandbox.origin + path)).status).toBe(404);
  });

  it('is also a choice that does not exist, or one that is only looked at', async () => {
    expect((await fetch(`${page.url}/steal`, { method: 'POST' })).status).toBe(404);
    expect((await look(`${page.url}/pay`)).status).toBe(404);
    expect((await world.gateway.askSession(page.id)).state).toBe('open');
  });
});
