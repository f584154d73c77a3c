// Files come off the wire whole, measured and hashed, or not at all.
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { type Reception, receiveFile } from '../../src/web/receive-file.ts';

const MAX_BYTES = 2_000_000;
let folder: string;
let server: Server;
let address: string;
let receptions: Reception[];

beforeEach(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'kisscut-receive-'));
  receptions = [];
  server = createServer(async (req, res) => {
    try {
      const reception = await receiveFile(req, { field: 'artwork', folder, maxBytes: MAX_BYTES });
      receptions.push(reception);
      res.writeHead(reception.ok ? 201 : reception.status).end(JSON.stringify(reception));
    } catch {
      res.writeHead(500).end('{}');
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const place = server.address();
  if (place === null || typeof place === 'string') throw new Error('no port');
  address = `http://127.0.0.1:${place.port}/`;
});

afterEach(() => {
  server.closeAllConnections();
  server.close();
  rmSync(folder, { recursive: true, force: true });
});

async function send(form: FormData): Promise<Reception> {
  const response = await fetch(address, { method: 'POST', body: form });
  return (await response.json()) as Reception;
}

function formOf(...files: [string | Buffer, string, string?][]): FormData {
  const form = new FormData();
  for (const [content, name, type = 'image/png'] of files) {
    form.append('artwork', new Blob([content], { type }), name);
  }
  return form;
}

/** Sends raw bytes, so that headers can be wrong in ways no client would write. */
async function sendRaw(
  body: string,
  headers: Record<string, string> = {},
): Promise<{ status: number; reception: Reception }> {
  const response = await fetch(address, {
    method: 'POST',
    headers: { 'Content-Type': 'multipart/form-data; boundary=edge', ...headers },
    body,
  });
  return { status: response.status, reception: (await response.json()) as Reception };
}

function leftBehind(): string[] {
  return readdirSync(folder);
}

describe('a file that arrives whole', () => {
  test('is on disk byte for byte, with its size and hash', async () => {
    const bytes = Buffer.alloc(300_000, 'kisscut');
    const reception = await send(formOf([bytes, 'logo.png']));
    if (!reception.ok) throw new Error('refused');
    expect(reception.file).toMatchObject({ filename: 'logo.png', bytes: 300_000 });
    expect(reception.file.sha256).toBe(createHash('sha256').update(bytes).digest('hex'));
    expect(readFileSync(reception.file.tempPath).equals(bytes)).toBe(true);
    expect(leftBehind()).toHaveLength(1);
  });

  test('may be exactly as large as allowed', async () => {
    expect((await send(formOf([Buffer.alloc(MAX_BYTES, 1), 'big.png']))).ok).toBe(true);
  });

  test.each([
    ['Cyrillic', 'наклейка.png'],
    ['right to left marks', 'a\u202egnp.png'],
    ['quotes', 'the "best".png'],
    ['a path', 'C:\\art\\logo.png'],
    ['300 characters', `${'a'.repeat(296)}.png`],
    ['nothing at all', ''],
  ])('keeps its name as sent: %s', async (_what, name) => {
    const reception = await send(formOf(['x', name]));
    expect(reception).toMatchObject({ ok: true, file: { filename: name, bytes: 1 } });
  });

  test.each(['image/png', 'application/octet-stream', 'text/plain'])(
    'needs no name, and is no text field for that: %s',
    async (type) => {
      const bytes = Buffer.alloc(1_500_000, '\r\n--');
      const reception = await send(formOf([bytes, '', type]));
      if (!reception.ok) throw new Error('refused');
      expect(reception.file).toMatchObject({ filename: '', bytes: bytes.length });
      expect(readFileSync(reception.file.tempPath).equals(bytes)).toBe(true);
    },
  );

  test('may have a boundary that needs quotes', async () => {
    const part =
      '--an edge:\r\nContent-Disposition: form-data; name="artwork"; filename=""\r\n\r\nabc\r\n--an edge:--\r\n';
    const { reception } = await sendRaw(part, {
      'Content-Type': 'multipart/form-data; charset=utf-8; boundary="an edge:"',
    });
    expect(reception).toMatchObject({ ok: true, file: { filename: '', bytes: 3 } });
  });

  test('needs neither a name nor a type', async () => {
    const part = '--edge\r\nContent-Disposition: form-data; name="artwork"\r\n\r\nabc\r\n--edge--\r\n';
    const { reception } = await sendRaw(part);
    expect(reception).toMatchObject({ ok: true, file: { filename: '', bytes: 3 } });
  });

  test.each([
    ['a NUL', 'a\0b.png', 'ab.png'],
    ['an escape sequence', '\x1b[31mred\x7f.png', '[31mred.png'],
    ['line breaks', 'a\rb\nc\r\nd.png', 'abcd.png'],
    ['a NUL before a quote', 'a\0\\"b.png', 'a"b.png'],
  ])('is taken under a name with %s', async (_what, sent, kept) => {
    const part = `--edge\r\nContent-Disposition: form-data; name="artwork"; filename="${sent}"\r\n\r\na\0b\r\n--edge--\r\n`;
    const { reception } = await sendRaw(part);
    expect(reception).toMatchObject({ ok: true, file: { filename: kept, bytes: 3 } });
  });

  test('may come beside other fields and an untouched second input', async () => {
    const form = formOf(['x', 'logo.png']);
    form.append('shape', 'circle');
    form.append('artwork', new Blob([]), '');
    expect(await send(form)).toMatchObject({ ok: true, file: { filename: 'logo.png' } });
    expect(leftBehind()).toHaveLength(1);
  });
});

describe('what is not taken leaves nothing behind', () => {
  const refusals: [string, FormData, number, string][] = [
    ['one byte too many', formOf([Buffer.alloc(MAX_BYTES + 1, 1), 'big.png']), 413, 'too_large'],
    ['far too much', formOf([Buffer.alloc(5 * MAX_BYTES, 1), 'big.png']), 413, 'too_large'],
    ['two files', formOf(['a', 'a.png'], ['b', 'b.png']), 422, 'two_files'],
    ['two files without names', formOf(['a', ''], ['b', '']), 422, 'two_files'],
    ['one too large and one more', formOf([Buffer.alloc(MAX_BYTES + 1), 'a'], ['b', 'b']), 413, 'too_large'],
    [
      'eight files',
      formOf(...Array.from({ length: 8 }, () => ['a', 'a.png'] as [string, string])),
      422,
      'two_files',
    ],
    ['an empty file', formOf(['', 'empty.png']), 422, 'empty_file'],
    ['an untouched input', formOf(['', '', 'application/octet-stream']), 422, 'no_file'],
    ['a form without a file', new FormData(), 422, 'no_file'],
  ];
  test.each(refusals)('%s', async (_what, form, status, code) => {
    expect(await send(form)).toMatchObject({
      ok: false,
      status,
      code,
      message: expect.stringMatching(/\.$/),
    });
    expect(leftBehind()).toEqual([]);
  });

  test('more fields than any form of ours has', async () => {
    const form = formOf(['x', 'x.png']);
    for (let number = 0; number < 60; number++) form.append(`field${number}`, 'x');
    expect(await send(form)).toMatchObject({ ok: false, status: 422 });
    expect(leftBehind()).toEqual([]);
  });

  test('a file under another name', async () => {
    const form = new FormData();
    form.append('picture', new Blob(['x']), 'x.png');
    expect(await send(form)).toMatchObject({ code: 'no_file' });
    expect(leftBehind()).toEqual([]);
  });

  test.each([
    ['no multipart at all', 'artwork=x', { 'Content-Type': 'application/x-www-form-urlencoded' }, 'no_file'],
    ['no boundary', 'x', { 'Content-Type': 'multipart/form-data' }, 'no_file'],
    ['rubbish', 'rubbish', {}, 'incomplete'],
    [
      'a form that breaks off',
      '--edge\r\nContent-Disposition: form-data; name="artwork"; filename="a.png"\r\n\r\nabc',
      {},
      'incomplete',
    ],
    [
      'a second part that is rubbish',
      '--edge\r\nContent-Disposition: form-data; name="artwork"; filename="a.png"\r\n\r\nabc\r\n--edge\r\n\0\r\n--edge--\r\n',
      {},
      'incomplete',
    ],
    ['headers that break off', '--edge\r\nContent-Disposition: form-data; name="artw', {}, 'incomplete'],
    [
      'a part without a name',
      '--edge\r\nContent-Disposition: form-data\r\n\r\nabc\r\n--edge--\r\n',
      {},
      'no_file',
    ],
    ['an empty body', '', {}, 'incomplete'],
  ])('%s', async (_what, body, headers: Record<string, string>, code) => {
    const { status, reception } = await sendRaw(body, headers);
    expect({ status, code: reception.ok || reception.code }).toEqual({ status: 422, code });
    expect(leftBehind()).toEqual([]);
  });

  test('a client that hangs up half way', async () => {
    const socket = connect(Number(new URL(address).port), '127.0.0.1');
    socket.write(
      'POST / HTTP/1.1\r\nHost: x\r\nContent-Type: multipart/form-data; boundary=edge\r\nContent-Length: 999999\r\n\r\n',
    );
    socket.write('--edge\r\nContent-Disposition: form-data; name="artwork"; filename="a.png"\r\n\r\n');
    socket.write('x'.repeat(100_000));
    await until(() => leftBehind().length === 1);
    socket.destroy();
    await until(() => leftBehind().length === 0);
    expect(receptions).toMatchObject([{ ok: false, code: 'incomplete' }]);
  });

  test('a disk that does not take it is our trouble, and the answer still comes', async () => {
    rmSync(folder, { recursive: true });
    const response = await fetch(address, {
      method: 'POST',
      body: formOf([Buffer.alloc(1_000_000), 'a.png']),
    });
    expect(response.status).toBe(500);
    expect(existsSync(folder)).toBe(false);
  });
});

async function until(holds: () => boolean): Promise<void> {
  for (let tries = 0; tries < 100 && !holds(); tries++) await pause(20);
  expect(holds()).toBe(true);
}
