// The page most Node shops would be glad to be as fast as: Express and EJS, views cached, nothing else.
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import express from 'express';

const bytes = Number(process.argv[2]);
const app = express();
app.set('views', path.join(import.meta.dirname, 'views'));
app.set('view engine', 'ejs');
app.enable('view cache');
app.get('/', (_req, res) => res.render('bare', { title: 'Stickers', items: items() }));

/** Markup and values in about the proportion of the shop's own page: three to 370 bytes. */
function items() {
  return Array.from({ length: rows }, (_, row) => ({
    address: `/stickers/${row}`,
    name: `Sticker number ${row}`,
    price: `$${row}.20`,
  }));
}

let rows = 1;
app.render('bare', { title: 'Stickers', items: items() }, (error, one) => {
  if (error) throw error;
  rows = 2;
  app.render('bare', { title: 'Stickers', items: items() }, (_error, two) => {
    rows = Math.max(1, 1 + Math.round((bytes - one.length) / (two.length - one.length)));
    const server = app.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
  });
});
