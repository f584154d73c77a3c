// Whether a PDF would like to run or bring along something: scripts, programs to launch, attachments. We run none of it.
import type { PdfObjects } from './objects.ts';
import type { PdfPage } from './page.ts';
import { type Dict, isName, isStream, type Value } from './syntax.ts';

const ACTIONS = new Set(['JavaScript', 'Launch', 'ImportData', 'SubmitForm']);
const CARRIERS = ['JS', 'JavaScript', 'EmbeddedFiles', 'EF', 'AF'];
/** Where drawings lie, and ways back up. */
const NOT_LOOKED_INTO = new Set([
  'Contents',
  'Resources',
  'Parent',
  'P',
  'Metadata',
  'PieceInfo',
  'StructTreeRoot',
]);
const MOST_LOOKED_AT = 4_000;

/** The document's own actions, names and forms first, then this page, then as many others as there is time for. */
export function isActive(objects: PdfObjects, page: PdfPage): boolean {
  const catalog = objects.dictOf(objects.trailer.get('Root')) ?? new Map<string, Value>();
  const pages = catalog.get('Pages') ?? null;
  const beside = new Map([...catalog].filter(([key]) => key !== 'Pages'));
  const seen = new Set<Value>();
  const waiting: Value[] = [beside, page.dict, pages];
  for (let index = 0; index < waiting.length && seen.size < MOST_LOOKED_AT; index++) {
    const value = objects.resolve(waiting[index]);
    if (value === null || typeof value !== 'object' || value instanceof Uint8Array || seen.has(value))
      continue;
    seen.add(value);
    const items = Array.isArray(value) ? value : undefined;
    const dict = isStream(value) ? value.dict : value instanceof Map ? value : null;
    if (dict && wantsToAct(objects, dict)) return true;
    for (const item of items ?? (dict ? entriesOf(dict) : [])) {
      if (waiting.length < MOST_LOOKED_AT) waiting.push(item);
    }
  }
  return false;
}

function wantsToAct(objects: PdfObjects, dict: Dict): boolean {
  const action = objects.resolve(dict.get('S'));
  return (isName(action) && ACTIONS.has(action.name)) || CARRIERS.some((key) => dict.has(key));
}

function entriesOf(dict: Dict): Value[] {
  return [...dict].flatMap(([key, value]) => (NOT_LOOKED_INTO.has(key) ? [] : [value]));
}
