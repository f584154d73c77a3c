// Reads forms with nested names: `line_items[0][price_data][currency]=usd`.

export type Nested = string | Nested[] | { [key: string]: Nested };

type Branch = { [key: string]: Branch | string };

/** Names nested deeper than this are no honest request. */
const DEEPEST = 8;

/** Numbered and empty brackets become arrays, every other one an object. A name given twice keeps its last value. */
export function readNestedForm(text: string): { [key: string]: Nested } {
  const root: Branch = Object.create(null);
  for (const [name, value] of new URLSearchParams(text)) place(root, keysOf(name), value);
  return Object.fromEntries(Object.entries(root).map(([key, branch]) => [key, arranged(branch)]));
}

function keysOf(name: string): string[] {
  const open = name.indexOf('[');
  if (open < 1) return [name];
  const inner = [...name.slice(open).matchAll(/\[([^\]]*)\]/g)].map((match) => match[1] ?? '');
  return [name.slice(0, open), ...inner].slice(0, DEEPEST);
}

function place(branch: Branch, [key = '', ...rest]: string[], value: string): void {
  // `expand[]=a&expand[]=b` counts up
  const name = key === '' ? String(Object.keys(branch).length) : key;
  if (rest.length === 0) {
    branch[name] = value;
    return;
  }
  const next = branch[name];
  const child: Branch = typeof next === 'object' ? next : Object.create(null);
  branch[name] = child;
  place(child, rest, value);
}

function arranged(branch: Branch | string): Nested {
  if (typeof branch === 'string') return branch;
  const entries = Object.entries(branch);
  if (entries.every(([key]) => /^\d+$/.test(key))) return entries.map(([, value]) => arranged(value));
  return Object.fromEntries(entries.map(([key, value]) => [key, arranged(value)]));
}
