// The sandbox as an API: the official SDK is the judge of what a Stripe should say.
import { Stripe } from 'stripe';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NOON, openWorld, SECRET_KEY, sdkTo, type World } from './stripe-world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

const SOON = NOON.getTime() / 1_000 + 1_860;
const params = (): Stripe.Checkout.SessionCreateParams => ({
  mode: 'payment',
  line_items: [
    { price_data: { currency: 'usd', unit_amount: 7_020, product_data: { name: 'Stickers' } }, quantity: 1 },
  ],
  success_url: 'http://shop.example/landing?session={CHECKOUT_SESSION_ID}',
  cancel_url: 'http://shop.example/order',
  expires_at: SOON,
});

/** What Stripe would say to these raw form fields. */
async function post(fields: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${world.sandbox.origin}/v1/checkout/sessions`, {
    method: 'POST',
    headers: {
      authorization: `Bearer ${SECRET_KEY}`,
      'content-type': 'application/x-www-form-urlencoded',
      ...headers,
    },
    body: fields,
  });
  // whatever the sandbox says, the tests look at it closely
  const body = (await response.json()) as { error: { code?: string; message: string; param?: string } };
  return { status: response.status, headers: response.headers, body };
}
const FIELDS = [
  'mode=payment',
  'line_items[0][price_data][currency]=usd',
  'line_items[0][price_data][unit_amount]=7020',
  'line_items[0][price_data][product_data][name]=Stickers',
  'line_items[0][quantity]=1',
  'success_url=http%3A%2F%2Fshop.example%2Flanding',
];
const without = (name: string) => FIELDS.filter((field) => !field.startsWith(name)).join('&');
const instead = (field: string) => [without(field.split('=')[0] ?? ''), field].join('&');

describe('the door', () => {
  it('knows the secret key and nobody else’s', async () => {
    await expect(sdkTo(world.sandbox.origin, 'sk_test_bo').checkout.sessions.list()).rejects.toBeInstanceOf(
      Stripe.errors.StripeAuthenticationError,
    );
  });

  it('says 404 to a call it does not know', async () => {
    await expect(world.stripe.customers.list()).rejects.toMatchObject({
      statusCode: 404,
      type: 'StripeInvalidRequestError',
    });
  });

  it('says 404 to an id it does not know', async () => {
    const unknown = { statusCode: 404, code: 'resource_missing' };
    await expect(world.stripe.checkout.sessions.retrieve('cs_test_0')).rejects.toMatchObject(unknown);
    await expect(world.stripe.paymentIntents.retrieve('pi_0')).rejects.toMatchObject(unknown);
    await expect(world.stripe.charges.retrieve('ch_0')).rejects.toMatchObject(unknown);
    await expect(world.stripe.refunds.retrieve('re_0')).rejects.toMatchObject(unknown);
    await expect(world.stripe.events.retrieve('evt_0')).rejects.toMatchObject(unknown);
  });
});

describe('a form', () => {
  it('is read with its nested names', async () => {
    expect(await post(FIELDS.join('&'))).toMatchObject({
      status: 200,
      body: { amount_total: 7_020, currency: 'usd' },
    });
  });

  it('is read the same with encoded brackets and unnumbered arrays', async () => {
    const encoded = FIELDS.join('&').replaceAll('[', '%5B').replaceAll(']', '%5D');
    expect(await post(`${encoded}&expand[]=line_items`)).toMatchObject({
      body: { line_items: { data: [{ quantity: 1 }] } },
    });
  });

  it.each([
    ['colour=red', 'colour'],
    ['line_items[0][colour]=red', 'line_items[0][colour]'],
    [
      'line_items[0][price_data][product_data][colour]=red',
      'line_items[0][price_data][product_data][colour]',
    ],
    ['payment_intent_data[colour]=red', 'payment_intent_data[colour]'],
    ['__proto__[colour]=red', '__proto__'],
  ])('is refused with %s, which Stripe does not know', async (field, param) => {
    const { status, body } = await post([...FIELDS, field].join('&'));
    expect(status).toBe(400);
    expect(body.error).toMatchObject({ type: 'invalid_request_error', code: 'parameter_unknown', param });
  });

  it.each(['mode', 'line_items', 'success_url'])('is refused without %s', async (param) => {
    const { status, body } = await post(without(param));
    expect(status).toBe(400);
    expect(body.error).toMatchObject({
      code: 'parameter_missing',
      param,
      message: `Missing required param: ${param}.`,
    });
  });

  it('names what is missing inside', async () => {
    const { body } = await post(without('line_items[0][price_data][currency]'));
    expect(body.error).toMatchObject({
      code: 'parameter_missing',
      param: 'line_items[0][price_data][currency]',
    });
  });

  it.each([
    ['line_items[0][price_data][unit_amount]=70.2', 'parameter_invalid_integer'],
    ['line_items[0][price_data][unit_amount]=-1', 'parameter_invalid_integer'],
    ['line_items[0][price_data][unit_amount]=100000000', 'parameter_invalid_integer'],
    ['line_items[0][quantity]=0', 'parameter_invalid_integer'],
    ['line_items[0][price_data][product_data][name]=', 'parameter_invalid_empty'],
    ['customer_email=ada', 'email_invalid'],
    ['success_url=landing', 'url_invalid'],
    ['mode=subscription', undefined],
    [`metadata[a]=${'x'.repeat(501)}`, undefined],
    ['expires_at=soon', 'parameter_invalid_integer'],
  ])('is refused with %s', async (field, code) => {
    const { status, body } = await post(instead(field));
    expect(status).toBe(400);
    expect(body.error.code).toBe(code);
  });

  it('is refused when its lines are in two currencies', async () => {
    const second = FIELDS.slice(1, 5).map((field) => field.replace('[0]', '[1]').replace('=usd', '=eur'));
    expect((await post([...FIELDS, ...second].join('&'))).body.error.message).toContain('same currency');
  });
});

describe('an expiry', () => {
  it.each([
    [1_799, false],
    [1_800, true],
    [86_400, true],
    [86_401, false],
  ])('%d seconds ahead: accepted is %s', async (seconds, accepted) => {
    const answer = world.stripe.checkout.sessions.create({
      ...params(),
      expires_at: NOON.getTime() / 1_000 + seconds,
    });
    await (accepted
      ? expect(answer).resolves.toBeDefined()
      : expect(answer).rejects.toMatchObject({ param: 'expires_at' }));
  });

  it('is 24 hours when nobody says', async () => {
    const { expires_at: _, ...rest } = params();
    const session = await world.stripe.checkout.sessions.create(rest);
    expect(session.expires_at - session.created).toBe(86_400);
  });

  it('comes by itself, tells the shop, and nothing can be paid after it', async () => {
    const other = await openWorld();
    const { id } = await other.stripe.checkout.sessions.create(params());
    other.pass(1_859_000);
    expect((await other.stripe.checkout.sessions.retrieve(id)).status).toBe('open');
    other.pass(1_000);
    expect(other.sandbox.pay(id)).toMatchObject({ status: 'expired', paid: false });
    await other.sandbox.settled();
    expect(other.ear.notices.map((notice) => notice.type)).toEqual(['checkout.session.expired']);
    await other.close();
  });
});

describe('an idempotency key', () => {
  it('gives the same answer again, byte for byte, and says so', async () => {
    const first = await post(FIELDS.join('&'), { 'idempotency-key': 'same' });
    const second = await post(FIELDS.join('&'), { 'idempotency-key': 'same' });
    expect(second.body).toEqual(first.body);
    expect([first, second].map(({ headers }) => headers.get('idempotent-replayed'))).toEqual([null, 'true']);
  });

  it('is refused with another body, and on another call', async () => {
    await post(FIELDS.join('&'), { 'idempotency-key': 'taken' });
    const other = await post(instead('line_items[0][quantity]=2'), { 'idempotency-key': 'taken' });
    expect(other).toMatchObject({ status: 400, body: { error: { type: 'idempotency_error' } } });
    await expect(
      world.stripe.refunds.create({ payment_intent: 'pi_0' }, { idempotencyKey: 'taken' }),
    ).rejects.toBeInstanceOf(Stripe.errors.StripeIdempotencyError);
  });

  it('is not used up by a request that was refused', async () => {
    await post(without('mode'), { 'idempotency-key': 'again' });
    expect((await post(FIELDS.join('&'), { 'idempotency-key': 'again' })).status).toBe(200);
  });
});

describe('lists', () => {
  it('come newest first, a page at a time', async () => {
    const other = await openWorld();
    const made: string[] = [];
    for (let count = 0; count < 5; count += 1)
      made.unshift((await other.stripe.checkout.sessions.create(params())).id);
    const listed = await other.stripe.checkout.sessions.list({ limit: 2 }).autoPagingToArray({ limit: 100 });
    expect(listed.map((session) => session.id)).toEqual(made);
    await other.close();
  });

  it('find what belongs to one payment', async () => {
    const { id } = await world.stripe.checkout.sessions.create(params());
    world.sandbox.pay(id);
    const { payment_intent: intent } = await world.stripe.checkout.sessions.retrieve(id);
    const payment_intent = String(intent);
    const refund = await world.stripe.refunds.create({ payment_intent, amount: 20 });
    const [charge] = (await world.stripe.charges.list({ payment_intent })).data;
    expect(charge).toMatchObject({
      amount: 7_020,
      amount_refunded: 20,
      refunded: false,
      status: 'succeeded',
    });
    expect((await world.stripe.refunds.list({ charge: charge?.id ?? '' })).data.map((row) => row.id)).toEqual(
      [refund.id],
    );
    expect((await world.stripe.checkout.sessions.list({ payment_intent })).data.map((row) => row.id)).toEqual(
      [id],
    );
    expect((await world.stripe.refunds.retrieve(refund.id)).amount).toBe(20);
    expect((await world.stripe.checkout.sessions.listLineItems(id)).data[0]?.description).toBe('Stickers');
  });

  it('of events tell what happened, as it was then', async () => {
    const { id } = await world.stripe.checkout.sessions.create(params());
    world.sandbox.pay(id);
    const [event] = (await world.stripe.events.list({ type: 'checkout.session.completed', limit: 1 })).data;
    expect(event?.data.object).toMatchObject({ id, payment_status: 'paid' });
    expect((await world.stripe.events.retrieve(event?.id ?? '')).id).toBe(event?.id);
  });
});
