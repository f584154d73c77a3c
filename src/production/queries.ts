// Reading print files.
import type { Reader } from '../db/open.ts';
import { looksLikeId } from '../lib/ids.ts';
import { type PrintFile, printFileOf } from './print-file.ts';

/** In the order of the lines. */
export async function printFilesOf(reader: Reader, orderId: string): Promise<PrintFile[]> {
  const rows = await reader.printFile.findMany({
    where: { orderId, kind: 'print' },
    orderBy: [{ line: { position: 'asc' } }],
  });
  return rows.map(printFileOf);
}

export async function findPrintFile(reader: Reader, id: string): Promise<PrintFile | null> {
  const row = looksLikeId(id) ? await reader.printFile.findUnique({ where: { id } }) : null;
  return row && printFileOf(row);
}
