// Reads the letters of a shop with MAIL=file, as a mail client would.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';

export interface ReadLetter {
  kind: string;
  order: string;
  to: string;
  subject: string;
  messageId: string;
  /** The plain part. */
  text: string;
  html: string;
}

/** Oldest first. `folder` is the shop's; its letters lie in data/mail. */
export function readLetters(folder: string, about: { order?: string; to?: string } = {}): ReadLetter[] {
  const post = path.join(folder, 'data', 'mail');
  if (!existsSync(post)) return [];
  return readdirSync(post)
    .filter((name) => name.endsWith('.eml'))
    .sort()
    .map((name) => readLetter(readFileSync(path.join(post, name), 'utf8')))
    .filter((letter) => about.order === undefined || letter.order === about.order)
    .filter((letter) => about.to === undefined || letter.to.includes(about.to));
}

/** Waits for one of that kind, then a little longer, so that a second one would be seen too. */
export async function lettersOfKind(folder: string, order: string, kind: string): Promise<ReadLetter[]> {
  const found = () => readLetters(folder, { order }).filter((letter) => letter.kind === kind);
  for (let tries = 0; tries < 200 && found().length === 0; tries += 1) await wait(50);
  await wait(300);
  return found();
}

export function readLetter(raw: string): ReadLetter {
  const { headers, body } = part(raw);
  const parts = leaves(headers, body);
  const of = (type: string) => parts.find((each) => each.type === type)?.text ?? '';
  return {
    kind: headers['x-letter-kind'] ?? '',
    order: headers['x-order-number'] ?? '',
    to: headers.to ?? '',
    subject: decodedWords(headers.subject ?? ''),
    messageId: headers['message-id'] ?? '',
    text: of('text/plain'),
    html: of('text/html'),
  };
}

type Headers = Record<string, string>;

function part(raw: string): { headers: Headers; body: string } {
  const unix = raw.replaceAll('\r\n', '\n');
  const end = unix.indexOf('\n\n');
  const lines = unix
    .slice(0, end)
    .replaceAll(/\n[ \t]+/g, ' ')
    .split('\n');
  const headers = Object.fromEntries(
    lines.map((line) => [
      line.slice(0, line.indexOf(':')).toLowerCase(),
      line.slice(line.indexOf(':') + 1).trim(),
    ]),
  );
  return { headers, body: unix.slice(end + 2) };
}

function leaves(headers: Headers, body: string): { type: string; text: string }[] {
  const type = headers['content-type'] ?? 'text/plain';
  const boundary = type.match(/boundary="?([^";]+)"?/)?.[1];
  if (!boundary) return [{ type: type.split(';', 1)[0] ?? '', text: decoded(headers, body) }];
  return body
    .split(`--${boundary}`)
    .slice(1, -1)
    .map((piece) => part(piece.replace(/^\n/, '')))
    .flatMap((piece) => leaves(piece.headers, piece.body));
}

function decoded(headers: Headers, body: string): string {
  const encoding = headers['content-transfer-encoding']?.toLowerCase();
  if (encoding === 'base64') return Buffer.from(body, 'base64').toString('utf8');
  return encoding === 'quoted-printable' ? unquoted(body.replaceAll('=\n', '')) : body;
}

function unquoted(text: string): string {
  const bytes = text.replace(/[^\x20-\x7e\n]/g, (sign) => encodeURIComponent(sign).replaceAll('%', '='));
  return Buffer.from(
    bytes.replaceAll(/=([0-9A-F]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
    'latin1',
  ).toString('utf8');
}

function decodedWords(text: string): string {
  return text
    .replaceAll(/\?=\s+=\?/g, '?==?')
    .replaceAll(/=\?utf-8\?(q|b)\?([^?]*)\?=/gi, (_, how: string, coded: string) =>
      how.toLowerCase() === 'b'
        ? Buffer.from(coded, 'base64').toString('utf8')
        : unquoted(coded.replaceAll('_', ' ')),
    );
}
