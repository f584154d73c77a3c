// Reading and answering plain HTTP.
import type { IncomingMessage, Server, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Reply {
  status: number;
  body: string | Buffer;
  headers: Record<string, string>;
}

/** More than an honest client sends. */
export class TooLarge extends Error {}

const LARGEST_BODY = 1_000_000;

export async function bodyOf(request: IncomingMessage): Promise<string> {
  request.setEncoding('utf8');
  let body = '';
  for await (const chunk of request) {
    body += chunk;
    if (body.length > LARGEST_BODY) throw new TooLarge('Request too large.');
  }
  return body;
}

export function send(response: ServerResponse, { status, body, headers }: Reply): void {
  response.writeHead(status, { ...headers, 'content-length': Buffer.byteLength(body) });
  response.end(body);
}

/** The port asked for, else the one of last time, else any. */
export async function portFor(server: Server, asked: number, lastTime: number): Promise<number> {
  if (asked !== 0 || lastTime === 0) return listen(server, asked);
  return listen(server, lastTime).catch(() => listen(server, 0));
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => {
      server.off('error', reject);
      // a TCP server always has an AddressInfo
      resolve((server.address() as AddressInfo).port);
    });
  });
}

export function stop(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}
