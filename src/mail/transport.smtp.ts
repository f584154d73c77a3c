// Letters by SMTP. A recipient refused with 5xx is final; everything else is tried again.
import { createTransport } from 'nodemailer';
import { OutsideFailure } from '../lib/refusal.ts';
import { SECOND } from '../lib/time.ts';
import { toMessage } from './message.ts';
import type { MailTransport } from './transport.ts';

/** However slowly the other side answers, nobody waits longer for one letter. */
export const LONGEST_SENDING = 60 * SECOND;

export function smtpTransport(options: { url: string; from: string }): MailTransport {
  const server = new URL(options.url);
  const host = server.hostname.replace(/^\[|\]$/g, '');
  const transporter = createTransport({
    host,
    port: Number(server.port || (server.protocol === 'smtps:' ? 465 : 587)),
    secure: server.protocol === 'smtps:',
    ...(server.username && {
      auth: { user: decodeURIComponent(server.username), pass: decodeURIComponent(server.password) },
    }),
    // a mail server on this machine signs for itself, and nobody stands between
    tls: { rejectUnauthorized: !isThisMachine(host) && server.searchParams.get('insecure') !== '1' },
    // nodemailer's own are minutes long
    connectionTimeout: 10 * SECOND,
    greetingTimeout: 10 * SECOND,
    socketTimeout: 20 * SECOND,
  });
  return {
    async send(letter) {
      try {
        const message = toMessage(letter, options.from);
        await transporter.sendMail({ ...message, signal: AbortSignal.timeout(LONGEST_SENDING) });
      } catch (error) {
        throw asFailure(error);
      }
    },
    close: () => transporter.close(),
  };
}

function isThisMachine(host: string): boolean {
  return host === 'localhost' || host === '::1' || /^127\./.test(host);
}

function asFailure(error: unknown): OutsideFailure {
  const { command, responseCode } = answerIn(error);
  const message = error instanceof Error ? error.message : 'sending failed';
  const permanent = command === 'RCPT TO' && responseCode >= 500 && responseCode < 600;
  return new OutsideFailure('mail', message, { permanent, code: String(responseCode || ''), cause: error });
}

/** nodemailer hangs the failed command and the server's code on its errors. */
function answerIn(error: unknown): { command: string; responseCode: number } {
  const said = error as { command?: unknown; responseCode?: unknown } | null;
  return {
    command: typeof said?.command === 'string' ? said.command : '',
    responseCode: typeof said?.responseCode === 'number' ? said.responseCode : 0,
  };
}
