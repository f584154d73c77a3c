// One sentence carried over a redirect.
import type { Request } from 'express';
import type { Flash } from './session.store.ts';

export function flashGood(req: Request, text: string): void {
  add(req, { kind: 'good', text });
}

export function flashBad(req: Request, text: string): void {
  add(req, { kind: 'bad', text });
}

/** Takes what is waiting; it is shown once. */
export function takeFlash(req: Request): Flash[] {
  const waiting = req.session?.flash;
  if (!waiting || waiting.length === 0) return [];
  delete req.session.flash;
  return waiting;
}

function add(req: Request, flash: Flash): void {
  req.session.flash = [...(req.session.flash ?? []), flash];
}
