// Another site's page cannot act here in a customer's name.
import express from 'express';
import request from 'supertest';
import { it } from 'vitest';
import { sameOrigin } from '../../src/web/same-origin.ts';

const app = express();
app.use(sameOrigin(() => 'https://shop.example'));
app.all('/*path', (_req, res) => {
  res.sendStatus(204);
});
app.use(((error: { status?: number }, _req, res, _next) => {
  res.sendStatus(error.status ?? 500);
}) as express.ErrorRequestHandler);

it.each([
  [{}, 204],
  [{ origin: 'https://shop.example' }, 204],
  [{ origin: 'http://inside.example', host: 'inside.example' }, 204],
  [{ 'sec-fetch-site': 'same-origin' }, 204],
  [{ 'sec-fetch-site': 'none' }, 204],
  [{ 'sec-fetch-site': 'cross-site' }, 403],
  [{ 'sec-fetch-site': 'same-site' }, 403],
  [{ origin: 'https://evil.example' }, 403],
  [{ origin: 'null' }, 403],
  [{ origin: 'https://shop.example', 'sec-fetch-site': 'cross-site' }, 403],
])('a POST with %o is answered %i', async (headers, status) => {
  await request(app).post('/cart/lines').set(headers).expect(status);
});

it('reading is free, and webhooks come from elsewhere by nature', async () => {
  await request(app).get('/cart').set('origin', 'https://evil.example').expect(204);
  await request(app).post('/webhooks/stripe').set('origin', 'https://evil.example').expect(204);
});
