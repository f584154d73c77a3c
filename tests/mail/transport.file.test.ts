// Letters kept as files: one per sending, whole, with the headers people rely on.

import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { fileTransport } from '../../src/mail/transport.file.ts';
import { header } from './smtp.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'kisscut-letters-'));
});
afterEach(() => rm(folder, { recursive: true }));

const letter = {
  messageId: '<0193@kisscut>',
  kind: 'shipped',
  to: 'ada@example.com',
  subject: 'On its way: order KC-7K3M-9QXF',
  text: 'Your parcel is on its way.\n',
  html: '<p>Your parcel is on its way.</p>',
  orderNumber: 'KC-7K3M-9QXF',
  attachments: [],
};

test('every sending leaves one file with the same Message-ID, kind, order and one recipient', async () => {
  const mail = fileTransport({ folder: path.join(folder, 'mail'), from: 'Kisscut <shop@kisscut.invalid>' });
  await mail.send(letter);
  await mail.send(letter);
  const names = await readdir(path.join(folder, 'mail'));
  expect(names).toHaveLength(2);
  for (const name of names) {
    expect(name).toMatch(/-shipped\.eml$/);
    const raw = await readFile(path.join(folder, 'mail', name), 'utf8');
    expect(header(raw, 'Message-ID')).toBe('<0193@kisscut>');
    expect(header(raw, 'X-Letter-Kind')).toBe('shipped');
    expect(header(raw, 'X-Order-Number')).toBe('KC-7K3M-9QXF');
    expect(header(raw, 'To')).toBe('ada@example.com');
    expect(header(raw, 'From')).toBe('Kisscut <shop@kisscut.invalid>');
  }
});

test('a letter without an order names none', async () => {
  const mail = fileTransport({ folder, from: 'shop@kisscut.invalid' });
  await mail.send({ ...letter, kind: 'password-reset', orderNumber: null });
  const [name = ''] = await readdir(folder);
  expect(header(await readFile(path.join(folder, name), 'utf8'), 'X-Order-Number')).toBeUndefined();
});

test('a name or subject with line breaks adds no header', async () => {
  const mail = fileTransport({ folder, from: 'shop@kisscut.invalid' });
  await mail.send({ ...letter, subject: 'Hello\r\nBcc: eve@example.com' });
  const [name = ''] = await readdir(folder);
  expect(header(await readFile(path.join(folder, name), 'utf8'), 'Bcc')).toBeUndefined();
});
