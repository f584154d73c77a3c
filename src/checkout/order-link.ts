// Which order an address is about, and by what right it is looked at.
import type { Request } from 'express';
import { NotFound } from '../lib/refusal.ts';
import { typedFields } from '../web/read-form.ts';

const NUMBER = /^KC-[2-9A-Z]{4}-[2-9A-Z]{4}$/;

/** As people type it, in any case; what cannot be a number never reaches the database. */
export function orderNumberOf(req: Request): string {
  const { number } = req.params;
  const text = typeof number === 'string' ? number.toUpperCase() : '';
  if (!NUMBER.test(text)) throw new NotFound('order');
  return text;
}

/** The key a guest's link carries; empty when there is none. */
export function keyOf(req: Request): string {
  return typedFields(req.query).key ?? typedFields(req.body).key ?? '';
}
