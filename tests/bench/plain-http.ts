// The floor: node:http answering the same number of bytes.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

const page = Buffer.alloc(Number(process.argv[2]), 'a');
const server = createServer((_req, res) => {
  res.setHeader('Content-Type', 'text/html; charset=utf-8');
  res.setHeader('Content-Length', page.length);
  res.end(page);
});
server.listen(0, '127.0.0.1', () => process.send?.((server.address() as AddressInfo).port));
