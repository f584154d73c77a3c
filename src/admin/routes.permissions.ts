// Who may do what: said at the route itself, and read back from there.
import type { NextFunction, Request, RequestHandler, Response, Router } from 'express';
import { Refusal } from '../lib/refusal.ts';
import type { StaffRole } from '../web/visitor.ts';

const EVERYBODY: readonly StaffRole[] = ['owner', 'manager', 'prepress', 'packing'];

/** Who may move money, or promise any. */
export const MONEY: readonly StaffRole[] = ['owner', 'manager'];

interface Door extends RequestHandler {
  roles: readonly StaffRole[];
}

/** Stands before a route that not everybody who works here may use. */
export function only(roles: readonly StaffRole[], otherwise: string): RequestHandler {
  const door = (req: Request, _res: Response, next: NextFunction): void => {
    if (!isOneOf(req, roles)) throw new Refusal('not_allowed', otherwise, { status: 403 });
    next();
  };
  return Object.assign(door, { roles }) satisfies Door;
}

/** Whether a page shows whoever looks at it what only these may use. */
export function isOneOf(req: Request, roles: readonly StaffRole[]): boolean {
  const role = req.visitor.staff?.role;
  return role !== undefined && roles.includes(role);
}

/** Whether whoever is at the desk may use what moves money. */
export const handlesMoney = (req: Request): boolean => isOneOf(req, MONEY);

/** The part of a router's layers that is read here; Express types them loosely. */
interface Layer {
  route?: { path: string; stack: { method: string; handle: Partial<Door> }[] };
  handle?: { stack?: Layer[] };
}

/** `{ "POST /admin/orders/:number/hold": ["owner", …] }`, for every route of the back office. */
export function permissionsOf(office: Router): Record<string, readonly StaffRole[]> {
  const permissions: Record<string, readonly StaffRole[]> = {};
  for (const { path, stack } of routesIn(office.stack as unknown as Layer[])) {
    const address = `/admin${path === '/' ? '' : path}`;
    for (const { method } of stack) {
      const roles = stack.find(({ handle }) => handle.roles)?.handle.roles ?? EVERYBODY;
      permissions[`${method.toUpperCase()} ${address}`] = roles;
    }
  }
  return permissions;
}

function routesIn(layers: readonly Layer[]): NonNullable<Layer['route']>[] {
  return layers.flatMap(({ route, handle }) => (route ? [route] : routesIn(handle?.stack ?? [])));
}
