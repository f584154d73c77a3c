// Forms are read, and nothing larger than a form gets in, whatever it says it is.
import express from 'express';
import request from 'supertest';
import { expect, it } from 'vitest';
import { formBody } from '../../src/web/body.ts';

const app = express();
app.use(formBody());
app.use((req, res) => {
  res.json({ body: req.body ?? null });
});
app.use(((error, _req, res, _next) => {
  res.status(error.status).end();
}) as express.ErrorRequestHandler);

const LARGE = Buffer.alloc(110_000, 'x');
const post = (type: string, path = '/cart/lines') => request(app).post(path).set('Content-Type', type);

it('reads a form', async () => {
  const answer = await post('application/x-www-form-urlencoded').send('quantity=50');
  expect(answer.body).toEqual({ body: { quantity: '50' } });
});

it.each(['application/json', 'text/plain', 'application/octet-stream'])(
  'reads nothing of %s',
  async (type) => {
    const answer = await post(type).send(Buffer.from('{"quantity":50}'));
    expect(answer.body).toEqual({ body: null });
  },
);

it.each([
  'application/x-www-form-urlencoded',
  'application/json',
  'text/plain',
  'multipart/form-data; boundary=x',
])('refuses more than 100 KB of %s', async (type) => {
  expect((await post(type).send(LARGE)).status).toBe(413);
  const unannounced = post(type).set('Transfer-Encoding', 'chunked');
  unannounced.write(LARGE);
  expect((await unannounced).status).toBe(413);
});

it.each(['/artwork', '/artwork/', '/Artwork', '/admin/orders/KC-2222-3333/lines/1/artwork'])(
  'leaves uploads to %s alone',
  async (path) => {
    expect((await post('multipart/form-data; boundary=x', path).send(LARGE)).status).toBe(200);
  },
);
