// The tags of an SVG one after the other, without building a tree of what may be a bomb.

export interface Tag {
  kind: 'open' | 'close' | 'text';
  /** Without its namespace's prefix; of a text, the text. */
  name: string;
  attributes: Map<string, string>;
  /** Opens and closes at once. */
  isEmpty: boolean;
}

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
  return { kind: 'text', name: text, attributes: new Map(), isEmpty: false };
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

function tagIn(inside: string): Tag {
  const name = /^\/?\s*([\w:.-]{1,200})/.exec(inside)?.[1] ?? '';
  const kind = inside.startsWith('/') ? 'close' : 'open';
  return {
    kind,
    name: name.replace(/^.*:/, ''),
    attributes: attributesIn(inside),
    isEmpty: inside.endsWith('/'),
  };
}

/** From one `=` to the next: every sign is looked at once, whatever it says. */
function attributesIn(inside: string): Map<string, string> {
  const attributes = new Map<string, string>();
  let at = 0;
  for (let equals = inside.indexOf('='); equals >= 0; equals = inside.indexOf('=', at)) {
    const name = inside.slice(at, equals).trim().split(/\s+/).at(-1) ?? '';
    at = equals + 1;
    while (BLANK.has(inside[at] ?? '')) at += 1;
    const quote = inside[at] ?? '';
    if (quote !== '"' && quote !== "'") continue;
    const end = inside.indexOf(quote, at + 1);
    if (end < 0) break;
    attributes.set(name, inside.slice(at + 1, end));
    at = end + 1;
  }
  return attributes;
}

const BLANK = new Set([' ', '\t', '\n', '\r']);
