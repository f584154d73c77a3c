// The tags of an SVG one after the other, without building a tree of what may be a bomb.

export interface Tag {
  kind: 'open' | 'close' | 'text';
  /** Without its namespace's prefix; of a text, the text. */
  name: string;
  attributes: Map<string, string>;
  /** Opens and closes at once. */
  isEmpty: boolean;
}

const NO_ATTRIBUTES: ReadonlyMap<string, string> = new Map();

export function* tagsOf(xml: string): Generator<Tag> {
  let at = 0;
  while (at < xml.length) {
    const next = xml.indexOf('<', at);
    const text = xml.slice(at, next < 0 ? xml.length : next);
    if (text.trim() !== '') yield said(text);
    if (next < 0) return;
    const skipped = endOfOther(xml, next);
    if (skipped !== null) {
      if (xml.startsWith('<![CDATA[', next)) yield said(xml.slice(next + 9, skipped - 3));
      at = skipped;
      continue;
    }
    const end = endOfTag(xml, next);
    yield tagIn(xml.slice(next + 1, end));
    at = end + 1;
  }
}

function said(text: string): Tag {
  return { kind: 'text', name: text, attributes: new Map(NO_ATTRIBUTES), isEmpty: false };
}

/** Where a comment, an instruction, a section or the document type ends; null for a tag. */
function endOfOther(xml: string, at: number): number | null {
  if (xml.startsWith('<!--', at)) return past(xml, '-->', at);
  if (xml.startsWith('<![CDATA[', at)) return past(xml, ']]>', at);
  if (xml.startsWith('<?', at)) return past(xml, '?>', at);
  if (!xml.startsWith('<!', at)) return null;
  const inner = xml.indexOf('[', at);
  const end = xml.indexOf('>', at);
  return inner >= 0 && inner < end ? past(xml, '>', past(xml, ']', inner) - 1) : past(xml, '>', at);
}

function past(xml: string, end: string, from: number): number {
  const found = xml.indexOf(end, from);
  return found < 0 ? xml.length : found + end.length;
}

/** `>` may stand inside quotes. */
function endOfTag(xml: string, from: number): number {
  let quote = '';
  for (let at = from; at < xml.length; at++) {
    const sign = xml[at] ?? '';
    if (quote !== '') {
      at = xml.indexOf(quote, at);
      if (at < 0) return xml.length;
      quote = '';
    } else if (sign === '"' || sign === "'") {
      quote = sign;
    } else if (sign === '>') {
      return at;
    }
  }
  return xml.length;
}

const ATTRIBUTE = /([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)')/g;

function tagIn(inside: string): Tag {
  const name = /^\/?\s*([\w:.-]+)/.exec(inside)?.[1] ?? '';
  const kind = inside.startsWith('/') ? 'close' : 'open';
  const attributes = new Map<string, string>();
  for (const [, key = '', double, single] of inside.matchAll(ATTRIBUTE))
    attributes.set(key, double ?? single ?? '');
  return { kind, name: name.replace(/^.*:/, ''), attributes, isEmpty: inside.endsWith('/') };
}
