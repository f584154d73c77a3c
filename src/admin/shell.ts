// What stands around every page of the back office, and who may come in.
import type { NextFunction, Request, RequestHandler, Response } from 'express';
import { NotFound } from '../lib/refusal.ts';
import { type PageModel, sendPage } from '../web/page.ts';
import { actorOf } from '../web/visitor.ts';
import { en } from '../words/en.ts';
import { ROOMS, type RoomName } from './rooms.ts';
import { handlesMoney } from './routes.permissions.ts';

/** Everybody else finds nothing at all under /admin, whatever they ask for and however they ask. */
export const staffOnly: RequestHandler = (req: Request, res: Response, next: NextFunction) => {
  if (!req.visitor.staff) throw new NotFound();
  res.set('Cache-Control', 'no-store');
  next();
};

export interface OfficePage extends PageModel {
  /** Marked in the navigation. */
  room: RoomName;
}

export function sendOffice(req: Request, res: Response, view: string, model: OfficePage, status = 200): void {
  const mine = ROOMS.filter((room) => !('isMoney' in room) || handlesMoney(req));
  const rooms = mine.map(({ name, href, icon }) => ({
    href,
    icon,
    label: en.admin.rooms[name],
    isCurrent: name === model.room,
  }));
  sendPage(req, res, `admin/${view}`, { ...model, rooms }, { layout: 'admin/layout', status });
}

/** How the timeline and the audit name whoever is at the desk. */
export function whoIs(req: Request): string {
  return actorOf(req.visitor);
}
