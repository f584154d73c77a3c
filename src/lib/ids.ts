// Identifiers: for rows, for people, and secrets that only links carry.
import { createHash, createHmac, randomBytes, randomInt } from 'node:crypto';
import { v7 } from 'uuid';

/** Letters and digits that survive handwriting and a phone line: no 0 O 1 I. */
const READABLE = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';

/** A UUIDv7: sorts by the time it was made. */
export function newId(): string {
  return v7();
}

/** `KC-7K3M-9QXF`: 40 bits, said over the phone without a mistake. */
export function newOrderNumber(): string {
  const sign = () => READABLE.charAt(randomInt(READABLE.length));
  const four = () => sign() + sign() + sign() + sign();
  return `KC-${four()}-${four()}`;
}

/** 192 bits, URL-safe: what a guest's link or a letter's link carries. */
export function newSecret(): string {
  return randomBytes(24).toString('base64url');
}

/** Hex SHA-256; what the database keeps of a secret. */
export function fingerprint(text: string | Buffer): string {
  return createHash('sha256').update(text).digest('hex');
}

/** A secret that can be told again without being stored: bound to its purpose by the shop's own secret. */
export function derivedSecret(shopSecret: string, purpose: string): string {
  return createHmac('sha256', shopSecret).update(purpose).digest('base64url');
}

const UUID = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** Whether a path segment could be a row's id, so that nonsense never reaches the database. */
export function looksLikeId(text: string): boolean {
  return UUID.test(text);
}
