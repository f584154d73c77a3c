// Everything about accounts over HTTP.
import { Router } from 'express';
import type { Db } from '../db/open.ts';
import type { Clock } from '../lib/time.ts';
import type { OnSignedIn } from './actions.sign-in.ts';
import type { OnVerified } from './actions.sign-up.ts';
import type { Desk } from './actions.tokens.ts';
import { addressRoutes } from './routes.addresses.ts';
import { doorLimits } from './routes.door.ts';
import { invitationRoutes } from './routes.invitation.ts';
import { profileRoutes } from './routes.profile.ts';
import { resetRoutes } from './routes.reset.ts';
import { signInRoutes } from './routes.sign-in.ts';
import { signUpRoutes } from './routes.sign-up.ts';

export interface AccountDeps extends Desk {
  db: Db;
  clock: Clock;
  rateLimit: boolean;
  shop: { now(): { settings: { homeCountry: string } } };
  /** In the transaction of a sign-in: artwork and cart of the session move to the account. */
  onSignedIn: OnSignedIn;
  /** In the transaction that proves an address: guest orders with it join the account. */
  onVerified: OnVerified;
}

export function accountRoutes(deps: AccountDeps): Router {
  const router = Router();
  const limits = doorLimits(deps);
  router.use(signInRoutes(deps));
  router.use(signUpRoutes({ ...deps, limits }));
  router.use(resetRoutes({ ...deps, limits }));
  router.use(invitationRoutes(deps));
  router.use(profileRoutes({ ...deps, limits }));
  router.use(addressRoutes(deps));
  return router;
}
