// The name a customer's file is shown and given back under.

const LONGEST = 200;
const CONTROL_OR_BIDI = /[\p{Cc}\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/gu;

/**
 * Last path segment without control and bidi characters, at most 200 UTF-16 units; a name with nothing
 * left is called `artwork.<format>`.
 */
export function cleanFilename(raw: string, format: string): string {
  const last = raw.split(/[/\\]/).at(-1) ?? '';
  const clean = cut(last.replace(CONTROL_OR_BIDI, ''), LONGEST);
  return /^[\s.]*$/.test(clean) ? `artwork.${format}` : clean;
}

/** Never through the middle of a surrogate pair. */
function cut(text: string, length: number): string {
  return text.slice(0, length).replace(/[\ud800-\udbff]$/, '');
}
