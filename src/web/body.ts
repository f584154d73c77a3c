// Reads forms. Whatever else is sent is measured and dropped, except uploads, which have a reader of their own.
import { type NextFunction, type Request, type Response, Router, raw, urlencoded } from 'express';

const MOST = '100kb';
/** A customer's design, another in its place, files for the back office, photos of a problem. */
const UPLOADS =
  /^((\/admin\/orders\/[^/]+\/lines\/[^/]+)?\/artwork|\/admin\/[^/]+\/imports|\/admin\/stock\/counts\/[^/]+\/import|\/admin\/products\/[^/]+\/pictures|\/orders\/[^/]+\/problems)\/?$/i;

export function formBody(): Router {
  const router = Router();
  const measure = raw({ type: () => true, limit: MOST });
  router.use(urlencoded({ extended: false, limit: MOST }));
  router.use((req: Request, res: Response, next: NextFunction) => {
    if (UPLOADS.test(req.path)) next();
    else measure(req, res, next);
  });
  router.use((req: Request, _res: Response, next: NextFunction) => {
    if (Buffer.isBuffer(req.body)) req.body = undefined;
    next();
  });
  return router;
}
