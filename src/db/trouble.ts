// What went wrong in the database, told apart the same way for SQLite and PostgreSQL.

/** What the driver adapters say, wherever Prisma has put it. */
interface Cause {
  kind: string;
  originalCode?: string;
  constraint?: { fields?: string[]; index?: string };
}

/** A row like this is already there; with `column`, because of that column's uniqueness. */
export function isUniqueViolation(error: unknown, column?: string): boolean {
  const cause = causeOf(error);
  if (cause?.kind !== 'UniqueConstraintViolation') return false;
  if (column === undefined) return true;
  // SQLite names the columns, PostgreSQL the index: Customer_emailKey_key, and for primary keys Customer_pkey
  const { fields = [], index = '' } = cause.constraint ?? {};
  const indexed = index.endsWith('_pkey') ? ['id'] : index.split('_');
  return fields.includes(column) || indexed.includes(column);
}

/** Two transactions stood in each other's way and this one was undone completely. */
export function isConflict(error: unknown): boolean {
  return causeOf(error)?.kind === 'TransactionWriteConflict' || codeOf(error) === 'P2034';
}

/** Nobody's fault: the database does not answer, or has no room for us now. */
export function isOutOfReach(error: unknown): boolean {
  const cause = causeOf(error);
  if (cause && (OUT_OF_REACH_KINDS.has(cause.kind) || OUT_OF_REACH_CODES.test(cause.originalCode ?? '')))
    return true;
  return OUT_OF_REACH_PRISMA.has(codeOf(error) ?? '') || couldNotBegin(error);
}

const OUT_OF_REACH_KINDS = new Set([
  'DatabaseNotReachable',
  'DatabaseDoesNotExist',
  'DatabaseAccessDenied',
  'AuthenticationFailed',
  'TlsConnectionError',
  'ConnectionClosed',
  'SocketTimeout',
  'TooManyConnections',
]);

/** PostgreSQL: connection lost, out of resources, shutting down. SQLite: file or disk trouble. */
const OUT_OF_REACH_CODES = /^(08...|53...|57P..|SQLITE_(BUSY|CANTOPEN|FULL|IOERR|LOCKED|NOTADB|READONLY).*)$/;

const OUT_OF_REACH_PRISMA = new Set(['P1001', 'P1002', 'P1008', 'P1017', 'P2024', 'P2037']);

function couldNotBegin(error: unknown): boolean {
  return (
    codeOf(error) === 'P2028' &&
    error instanceof Error &&
    error.message.includes('Unable to start a transaction')
  );
}

function causeOf(error: unknown): Cause | undefined {
  const holder = error as
    | { cause?: Cause; meta?: { driverAdapterError?: { cause?: Cause } } }
    | null
    | undefined;
  return (
    holder?.meta?.driverAdapterError?.cause ??
    (typeof holder?.cause?.kind === 'string' ? holder.cause : undefined)
  );
}

function codeOf(error: unknown): string | undefined {
  const holder = error as { code?: unknown; errorCode?: unknown } | null | undefined;
  const code = holder?.code ?? holder?.errorCode;
  return typeof code === 'string' ? code : undefined;
}
