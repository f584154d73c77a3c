// A mail server on this machine that misbehaves on request.

import type { AddressInfo, Socket } from 'node:net';
import { SMTPServer } from 'smtp-server';

export interface Received {
  to: string;
  raw: string;
}

/** Answers to one command: an SMTP code to refuse with, `drop` to hang up, `hang` to say nothing. */
type Fault = number | 'drop' | 'hang' | undefined;

export interface Faults {
  rcpt?: (address: string, attempt: number) => Fault;
  data?: (address: string, attempt: number) => Fault;
}

export interface Mailbox {
  url: string;
  received: Received[];
  close(): Promise<void>;
}

export async function openMailbox(faults: Faults = {}, port = 0): Promise<Mailbox> {
  const received: Received[] = [];
  const attempts = new Map<string, number>();
  const server = new SMTPServer({
    authOptional: true,
    logger: false,
    disabledCommands: ['AUTH'],
    onRcptTo(address, _session, done) {
      const attempt = (attempts.get(address.address) ?? 0) + 1;
      attempts.set(address.address, attempt);
      answer(faults.rcpt?.(address.address, attempt), done);
    },
    onData(stream, session, done) {
      const chunks: Buffer[] = [];
      stream.on('data', (chunk: Buffer) => chunks.push(chunk));
      stream.on('end', () => {
        const to = session.envelope.rcptTo[0]?.address ?? '';
        const fault = faults.data?.(to, attempts.get(to) ?? 1);
        const kept = typeof fault !== 'number';
        if (kept) received.push({ to, raw: Buffer.concat(chunks).toString() });
        if (fault === 'drop') for (const socket of sockets) socket.destroy();
        else answer(fault, done);
      });
    },
  });
  const sockets = new Set<Socket>();
  server.server.on('connection', (socket: Socket) => sockets.add(socket));
  server.on('error', () => {}); // connections that we drop ourselves
  await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  const address = server.server.address() as AddressInfo; // it listens on a port
  return {
    url: `smtp://127.0.0.1:${address.port}`,
    received,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function answer(fault: Fault, done: (error?: Error | null) => void): void {
  if (fault === 'hang') return;
  if (typeof fault !== 'number') done();
  else done(Object.assign(new Error('refused by the test'), { responseCode: fault }));
}

export function header(raw: string, name: string): string | undefined {
  return raw.match(new RegExp(`^${name}: (.*)$`, 'im'))?.[1]?.trim();
}
