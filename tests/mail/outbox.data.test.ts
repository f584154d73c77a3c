// Letters leave the house once, whatever the mail server does.

import { afterEach, beforeEach, expect, test } from 'vitest';
import { transaction } from '../../src/db/transaction.ts';
import { silentLog } from '../../src/lib/log.ts';
import { HOUR, later, MINUTE, SECOND } from '../../src/lib/time.ts';
import {
  type PostOffice,
  queueLetter,
  resendLetter,
  sendDueLetters,
  takeBackLetters,
} from '../../src/mail/actions.ts';
import { smtpTransport } from '../../src/mail/transport.smtp.ts';
import type { MailTransport } from '../../src/mail/transport.ts';
import { type FreshDatabase, freshDatabase } from '../support/database.ts';
import { HEAD, MODELS } from './samples.ts';
import { type Faults, header, type Mailbox, openMailbox } from './smtp.ts';

let fresh: FreshDatabase;
let now: Date;
let closing: (() => unknown)[];

beforeEach(async () => {
  fresh = await freshDatabase();
  now = new Date('2026-11-22T10:00:00Z');
  closing = [];
});
afterEach(async () => {
  for (const close of closing) await close();
  await fresh.close();
});

async function mailbox(faults: Faults = {}, port?: number): Promise<Mailbox> {
  const box = await openMailbox(faults, port);
  closing.push(box.close);
  return box;
}

function postOffice(mail: MailTransport): PostOffice {
  closing.push(() => mail.close());
  const settings = { shopName: HEAD.shopName, shopAddress: HEAD.shopAddress };
  return {
    db: fresh.db,
    clock: () => now,
    log: silentLog(),
    mail,
    baseUrl: () => HEAD.baseUrl,
    secret: HEAD.secret,
    shop: { now: () => ({ settings }) },
    pictureOf: HEAD.pictureOf,
    documentOf: HEAD.documentOf,
    pace: 1,
  };
}

const by = (url: string) => postOffice(smtpTransport({ url, from: 'Kisscut <shop@kisscut.invalid>' }));

function write(to = 'ada@example.com', fact = `delivered:${to}`): Promise<void> {
  const order = { id: 'order-1', number: 'KC-7K3M-9QXF' };
  const letter = { kind: 'delivered', to, model: MODELS.delivered, fact, order } as const;
  return transaction(fresh.db, (tx) => queueLetter(tx, letter, now));
}

const letters = () => fresh.db.letter.findMany({ orderBy: { createdAt: 'asc' } });
const onlyLetter = async () => {
  const [letter, ...more] = await letters();
  if (!letter || more.length > 0) throw new Error('there should be one letter');
  return letter;
};

test('a fact is told once, also when two transactions tell it at the same moment', async () => {
  await Promise.all([write(), write(), write()]);
  await write();
  expect(await letters()).toHaveLength(1);
});

test('what a sender had in hand when it died goes out at once when its shop starts again', async () => {
  await write();
  const box = await mailbox();
  await fresh.db.letter.updateMany({ data: { status: 'sending', nextAttemptAt: later(now, 2 * MINUTE) } });
  const office = by(box.url);
  expect(await sendDueLetters(office)).toBe(0);
  await takeBackLetters(office);
  expect(await sendDueLetters(office)).toBe(1);
  expect(await onlyLetter()).toMatchObject({ status: 'sent' });
});

test('a letter whose transaction is rolled back was never written', async () => {
  const failing = transaction(fresh.db, async (tx) => {
    const letter = { kind: 'delivered', to: 'ada@example.com', model: MODELS.delivered, fact: 'x' } as const;
    await queueLetter(tx, letter, now);
    throw new Error('and then the order was not placed');
  });
  await expect(failing).rejects.toThrow();
  expect(await letters()).toEqual([]);
});

test('it arrives once, with its headers and both bodies, and is marked as sent', async () => {
  const box = await mailbox();
  const office = by(box.url);
  await write();
  expect(await sendDueLetters(office)).toBe(1);
  expect(await sendDueLetters(office)).toBe(0);
  const letter = await onlyLetter();
  expect(letter).toMatchObject({ status: 'sent', attempts: 1, error: '', sentAt: now });
  expect(box.received).toHaveLength(1);
  const raw = box.received[0]?.raw ?? '';
  expect(header(raw, 'Message-ID')).toBe(letter.messageId);
  expect(header(raw, 'X-Letter-Kind')).toBe('delivered');
  expect(header(raw, 'X-Order-Number')).toBe('KC-7K3M-9QXF');
  expect(header(raw, 'To')).toBe('ada@example.com');
  expect(raw).toContain('Content-Type: text/plain');
  expect(raw).toContain('Content-Type: text/html');
});

test('451 today, accepted a little later', async () => {
  const box = await mailbox({ rcpt: (_address, attempt) => (attempt === 1 ? 451 : undefined) });
  const office = by(box.url);
  await write();
  expect(await sendDueLetters(office)).toBe(0);
  expect(await onlyLetter()).toMatchObject({ status: 'queued', attempts: 1 });
  expect(await sendDueLetters(office)).toBe(0);
  now = later(now, 6 * SECOND);
  expect(await sendDueLetters(office)).toBe(1);
  expect(await onlyLetter()).toMatchObject({ status: 'sent', attempts: 2 });
});

test('a recipient refused with 550 has failed for good, and staff can read why', async () => {
  const box = await mailbox({ rcpt: () => 550 });
  const office = by(box.url);
  await write();
  await sendDueLetters(office);
  now = later(now, 24 * HOUR);
  expect(await sendDueLetters(office)).toBe(0);
  const letter = await onlyLetter();
  expect(letter).toMatchObject({ status: 'failed', attempts: 1 });
  expect(letter.error).toContain('550');
});

test('554 after the letter was shown is no verdict about the recipient: it is tried again', async () => {
  const box = await mailbox({ data: (_address, attempt) => (attempt === 1 ? 554 : undefined) });
  const office = by(box.url);
  await write();
  await sendDueLetters(office);
  expect(await onlyLetter()).toMatchObject({ status: 'queued' });
  now = later(now, 5 * MINUTE);
  expect(await sendDueLetters(office)).toBe(1);
});

test('a mail server that is down for an hour delays letters and loses none', async () => {
  const gone = await openMailbox();
  await gone.close();
  const office = by(gone.url);
  await write('ada@example.com');
  await write('bo@example.com');
  const until = later(now, HOUR);
  for (; now < until; now = later(now, MINUTE)) await sendDueLetters(office);
  for (const letter of await letters()) {
    expect(letter).toMatchObject({ status: 'queued' });
    expect(letter.nextAttemptAt.getTime() - now.getTime()).toBeLessThanOrEqual(5 * MINUTE);
  }
  const back = await mailbox({}, Number(new URL(gone.url).port));
  now = later(now, 5 * MINUTE);
  expect(await sendDueLetters(office)).toBe(2);
  expect(back.received.map((letter) => letter.to).sort()).toEqual(['ada@example.com', 'bo@example.com']);
});

test('a connection dropped after the letter was taken: sent again under the same Message-ID', async () => {
  const box = await mailbox({ data: (_address, attempt) => (attempt === 1 ? 'drop' : undefined) });
  const office = by(box.url);
  await write();
  expect(await sendDueLetters(office)).toBe(0);
  now = later(now, 5 * MINUTE);
  expect(await sendDueLetters(office)).toBe(1);
  const ids = box.received.map((letter) => header(letter.raw, 'Message-ID'));
  expect(ids).toHaveLength(2);
  expect(new Set(ids).size).toBe(1);
});

test('a receiver that hangs does not hold the others', async () => {
  const box = await mailbox({ rcpt: (address) => (address.startsWith('slow') ? 'hang' : undefined) });
  await write('slow@example.com');
  for (const name of ['ada', 'bo', 'cy']) await write(`${name}@example.com`);
  const office = by(box.url);
  const sending = sendDueLetters(office);
  await expect.poll(() => box.received.length, { timeout: 5_000 }).toBe(3);
  await box.close();
  expect(await sending).toBe(3);
});

test('two senders at once send a letter once', async () => {
  const box = await mailbox();
  const office = by(box.url);
  for (let index = 0; index < 8; index++) await write(`reader-${index}@example.com`);
  const sent = await Promise.all([sendDueLetters(office), sendDueLetters(office), sendDueLetters(office)]);
  expect(sent.reduce((sum, count) => sum + count, 0)).toBe(8);
  expect(box.received).toHaveLength(8);
});

test('a letter whose sender died on the way is sent by the next one within five minutes', async () => {
  const box = await mailbox();
  await write();
  const claimed = { status: 'sending', attempts: 1, nextAttemptAt: later(now, 2 * MINUTE) };
  await fresh.db.letter.updateMany({ data: claimed });
  const office = by(box.url);
  expect(await sendDueLetters(office)).toBe(0);
  now = later(now, 5 * MINUTE);
  expect(await sendDueLetters(office)).toBe(1);
});

test('staff send a letter again: the same letter, the same Message-ID', async () => {
  const box = await mailbox();
  const office = by(box.url);
  await write();
  await sendDueLetters(office);
  const { id } = await onlyLetter();
  expect(await resendLetter(office, id)).toBe(true);
  expect(await sendDueLetters(office)).toBe(1);
  const ids = box.received.map((letter) => header(letter.raw, 'Message-ID'));
  expect(ids[0]).toBe(ids[1]);
});

test('a letter that cannot be composed waits with its reason, and the next one leaves', async () => {
  const box = await mailbox();
  await write('ada@example.com');
  await fresh.db.letter.updateMany({ data: { model: 'not json' } });
  await write('bo@example.com');
  expect(await sendDueLetters(by(box.url))).toBe(1);
  expect(box.received.map((letter) => letter.to)).toEqual(['bo@example.com']);
});
