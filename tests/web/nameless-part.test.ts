// A nameless file gets a name on its way to the parser; everything else passes as it came, however it is cut.
import { once } from 'node:events';
import { buffer } from 'node:stream/consumers';
import { describe, expect, test } from 'vitest';
import { NO_NAME, nameNamelessParts } from '../../src/web/nameless-part.ts';

/** What comes out, without the line break put before everything. */
async function passed(...chunks: (string | Buffer)[]): Promise<string> {
  const form = nameNamelessParts('edge', 'artwork');
  const all = buffer(form);
  for (const chunk of chunks) form.write(chunk);
  form.end();
  const out = (await all).toString('latin1');
  expect(out.slice(0, 2)).toBe('\r\n');
  return out.slice(2);
}

function part(disposition: string, content = 'abc', type = 'Content-Type: image/png\r\n'): string {
  return `--edge\r\nContent-Disposition: form-data; ${disposition}\r\n${type}\r\n${content}\r\n`;
}

describe('gets a name', () => {
  test.each([
    ['an empty one', 'name="artwork"; filename=""', `name="artwork"; filename="${NO_NAME}"`],
    ['an empty one, told first', 'filename=""; name="artwork"', `filename="${NO_NAME}"; name="artwork"`],
    ['an empty one, shouted', 'NAME="artwork";FILENAME=""', `NAME="artwork";FILENAME="${NO_NAME}"`],
    ['an empty one under another field', 'name="other"; filename=""', `name="other"; filename="${NO_NAME}"`],
    ['none at all', 'name="artwork"', `name="artwork"; filename="${NO_NAME}"`],
  ])('a file with %s', async (_what, sent, received) => {
    expect(await passed(`${part(sent)}--edge--\r\n`)).toBe(`${part(received)}--edge--\r\n`);
  });

  test('every nameless part of a form, and no other', async () => {
    const form = (first: string, last: string) =>
      `preamble\r\n${part(first)}${part('name="artwork"; filename="a.png"')}${part('name="shape"')}${part(last)}--edge--`;
    const name = `name="artwork"; filename="${NO_NAME}"`;
    expect(await passed(form('name="artwork"; filename=""', 'name="artwork"'))).toBe(form(name, name));
  });
});

describe('passes as it came', () => {
  const lookalike = 'Content-Disposition: form-data; name="artwork"; filename=""\r\n\r\n';
  test.each([
    ['a file with a name', part('name="artwork"; filename="a.png"')],
    ['a name beyond ASCII', part('name="artwork"; filename="\xd0\xbd\xff.png"')],
    ['an extended name', part(`name="artwork"; filename*=UTF-8''a.png`)],
    ['a text field', part('name="shape"', 'circle', '')],
    ['content that looks like a header', part('name="artwork"; filename="a"', lookalike)],
    [
      'content that looks like a part',
      part('name="artwork"; filename="a"', `\r\n--edg\r\n${lookalike}\r\n--edge \r\n${lookalike}`),
    ],
    ['all the bytes there are', part('name="a"; filename="b"', String.fromCharCode(...Array(256).keys()))],
    [
      'a form that breaks off in a header',
      '--edge\r\nContent-Disposition: form-data; name="artwork"; filename=""',
    ],
    ['a form that breaks off in a delimiter', `${part('name="a"; filename="b"')}\r\n--ed`],
    ['rubbish', 'filename=""'],
    ['nothing', ''],
  ])('%s', async (_what, form) => {
    expect(await passed(Buffer.from(form, 'latin1'))).toBe(form);
  });
});

describe('however the network cuts it', () => {
  const sent = `${part('name="artwork"; filename=""', '\r\n--edg\r\n\r\n-')}${part('name="artwork"')}--edge--\r\n`;

  test('into two, at every byte', async () => {
    const whole = await passed(sent);
    expect(whole.split(NO_NAME)).toHaveLength(3);
    for (let at = 1; at < sent.length; at++) {
      expect(await passed(sent.slice(0, at), sent.slice(at))).toBe(whole);
    }
  });

  test('into single bytes', async () => {
    expect(await passed(...sent)).toBe(await passed(sent));
  });
});

describe('holds back next to nothing', () => {
  test.each([
    ['a long file', part('name="artwork"; filename=""').slice(0, -2), 100],
    ['headers without an end', '--edge\r\nContent-Disposition: form-data; x="', 17_000],
  ])('of %s', async (_what, start, most) => {
    const form = nameNamelessParts('edge', 'artwork');
    let sent = 0;
    let received = 0;
    form.on('data', (chunk: Buffer) => {
      received += chunk.length;
    });
    for (const chunk of [
      Buffer.from(start),
      ...Array.from({ length: 500 }, () => Buffer.alloc(1_000, '-')),
    ]) {
      sent += chunk.length;
      if (!form.write(chunk)) await once(form, 'drain');
      expect(sent - received).toBeLessThan(most);
    }
    form.end();
    await once(form, 'end');
    expect(received).toBeGreaterThanOrEqual(sent);
  });
});
