// Reads what people typed through a zod schema; keeps what was typed for the form that comes back.
import type { z } from 'zod';
import type { Problems } from '../lib/refusal.ts';

export type Typed = Record<string, string>;

export type FormResult<T> =
  | { ok: true; value: T; typed: Typed }
  | { ok: false; problems: Problems; typed: Typed };

/**
 * Only own, single string fields reach the schema: a field given twice counts by its last value, an unknown
 * kind of value as missing. NUL is dropped, because no database and no letter has a place for it.
 */
export function readForm<S extends z.ZodType>(schema: S, body: unknown): FormResult<z.output<S>> {
  const typed = typedFields(body);
  const parsed = schema.safeParse(typed);
  if (parsed.success) return { ok: true, value: parsed.data, typed };
  const problems: Problems = {};
  for (const issue of parsed.error.issues) {
    const field = String(issue.path[0] ?? 'form');
    problems[field] ??= issue.message;
  }
  return { ok: false, problems, typed };
}

export function typedFields(body: unknown): Typed {
  const typed: Typed = {};
  if (typeof body !== 'object' || body === null) return typed;
  for (const [field, value] of Object.entries(body)) {
    const last: unknown = Array.isArray(value) ? value.at(-1) : value;
    if (typeof last === 'string') typed[field] = last.replaceAll('\u0000', '');
  }
  return typed;
}
