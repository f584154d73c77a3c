// What each letter says and shows, in HTML and in plain text.

import { expect, test } from 'vitest';
import { derivedSecret } from '../../src/lib/ids.ts';
import { draftOf, subjectOf } from '../../src/mail/drafts.ts';
import type { LetterKind, LetterModels } from '../../src/mail/kinds.ts';
import { composeLetter, type Letterhead } from '../../src/mail/letter.ejs.ts';
import { HEAD, KINDS, MODELS, PIXEL } from './samples.ts';

function letter<K extends LetterKind>(kind: K, model: LetterModels[K], head: Partial<Letterhead> = {}) {
  const row = {
    kind,
    to: 'ada@example.com',
    subject: subjectOf(kind, model),
    model: JSON.stringify(model),
    messageId: '<1@kisscut>',
    orderNumber: null,
  };
  return composeLetter(row, { ...HEAD, ...head });
}

test.each(KINDS)('%s tells its fact first, with one button, in both forms', async (kind) => {
  const { fact, button } = draftOf(kind, MODELS[kind] as never); // the pair was taken from one table
  const { html, text } = await letter(kind, MODELS[kind]);
  expect(text.split('\n')[0]).toBe(fact);
  expect(html.match(/<h1[^>]*>([^<]*)<\/h1>/)?.[1]).toBe(fact);
  const href = html.match(new RegExp(`href="([^"]*)"[^>]*>${button.label.replace('$', '\\$')}</a>`))?.[1];
  expect(href).toMatch(/^https:\/\/(shop|usps)\.example\//);
  expect(text).toContain(`${button.label}:\n${href}\n`);
});

test.each(KINDS)('%s holds no line too wide for a terminal, links aside', async (kind) => {
  const { text } = await letter(kind, MODELS[kind]);
  const wide = text.split('\n').filter((line) => line.length > 72 && !line.startsWith('https://'));
  expect(wide).toEqual([]);
});

test('an order letter lists lines, sums and the address in both forms', async () => {
  const { html, text } = await letter('order-confirmed', MODELS['order-confirmed']);
  for (const part of [
    '100 × Die-cut stickers',
    '76.2 × 76.2 mm',
    '$61.00',
    'Free',
    '$66.00',
    'London SW1Y 4JH',
  ]) {
    expect(html).toContain(part);
    expect(text).toContain(part);
  }
  expect(text).toContain('https://shop.example/orders/KC-7K3M-9QXF?key=the-key-of-the-order');
});

test('a link with a token is worked out when the letter leaves, and the outbox never holds it', async () => {
  const model = MODELS['password-reset'];
  const token = derivedSecret(HEAD.secret, 'password-reset:1');
  expect(JSON.stringify(model)).not.toContain(token);
  const { html, text } = await letter('password-reset', model);
  expect(text).toContain(`https://shop.example/password-reset/${token}\n`);
  expect(html).toContain(`href="https://shop.example/password-reset/${token}"`);
});

test('what customers type shows as text, never as markup', async () => {
  const { html } = await letter('delivered', {
    ...MODELS.delivered,
    name: '<b>Bo</b><script>alert(1)</script>',
  });
  expect(html).toContain('&lt;b&gt;Bo&lt;/b&gt;');
  expect(html).not.toContain('<script');
});

test.each(['javascript:alert(1)', '//evil.example', 'not a link', ''])(
  'a tracking link like "%s" becomes no button; the order page does',
  async (trackingUrl) => {
    const { html } = await letter('shipped', { ...MODELS.shipped, trackingUrl });
    expect(html).not.toContain('Track the parcel');
    expect(html).toContain('>See your order</a>');
  },
);

test('the design travels inside the letter, each one once and three at most', async () => {
  const line = MODELS.delivered.order.lines[0];
  if (!line) throw new Error('the sample has lines');
  const lines = ['a', 'a', 'b', 'c', 'd'].map((artworkId) => ({ ...line, artworkId }));
  const order = { ...MODELS.delivered.order, lines };
  const { html, attachments } = await letter(
    'delivered',
    { ...MODELS.delivered, order },
    { pictureOf: async () => PIXEL },
  );
  expect(attachments.map((picture) => picture.cid)).toEqual([
    'sticker-1@kisscut',
    'sticker-2@kisscut',
    'sticker-3@kisscut',
  ]);
  expect(html.match(/src="cid:[^"]+"/g)).toHaveLength(3);
  expect(html).not.toMatch(/src="http/);
});

test('a picture that cannot be had does not hold the letter', async () => {
  const pictureOf = () => Promise.reject(new Error('disk gone'));
  const { attachments, html } = await letter('delivered', MODELS.delivered, { pictureOf });
  expect(attachments).toEqual([]);
  expect(html).not.toContain('<img');
});
