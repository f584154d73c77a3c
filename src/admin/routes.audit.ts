// The audit in the back office.
import { Router } from 'express';
import { AUDITED } from '../accounts/audit.ts';
import { AUDIT_SORTS, type AuditRow, type AuditSort, listAudit } from '../accounts/queries.list.ts';
import type { Db } from '../db/open.ts';
import { answerList, type List } from './list.ts';
import { AUDIT_COLUMNS, auditItem, auditPage } from './pages.audit.ts';
import { sendOffice } from './shell.ts';

export interface AuditDeps {
  db: Db;
}

export function auditRoutes(deps: AuditDeps): Router {
  const router = Router();
  const list: List<AuditRow, AuditSort, 'what'> = {
    path: '/admin/audit',
    sorts: AUDIT_SORTS,
    firstSort: '-at',
    filters: { what: AUDITED },
    find: (wanted) => listAudit(deps.db, wanted),
    toItem: auditItem,
    columns: AUDIT_COLUMNS,
  };
  router.get('/audit', (req, res) =>
    answerList(req, res, list, (shown) => sendOffice(req, res, 'list', auditPage(shown))),
  );
  return router;
}
