// What the elements of an SVG look like: presentation attributes, plain style rules, and what is inherited.

export type Look = Readonly<Record<string, string>>;

const INHERITED = ['font-family', 'font-size', 'stroke', 'stroke-width', 'visibility'];
const KNOWN = [...INHERITED, 'display'];

/** Rules by `.class`, `#id` or element; whatever is more elaborate than that is not followed. */
export type Rules = ReadonlyMap<string, Look>;

export function readRules(css: string): Rules {
  const rules = new Map<string, Look>();
  const bare = css.replace(/\/\*.*?\*\//gs, '').replace(/@font-face\s*\{[^}]*\}/g, '');
  for (const [, selectors = '', declarations = ''] of bare.matchAll(/([^{}]+)\{([^{}]*)\}/g)) {
    const look = readDeclarations(declarations);
    for (const selector of selectors.split(',').map((text) => text.trim())) {
      if (/^[.#]?[\w-]+$/.test(selector)) rules.set(selector, { ...rules.get(selector), ...look });
    }
  }
  return rules;
}

export function readDeclarations(text: string): Look {
  const look: Record<string, string> = {};
  for (const [, key = '', value = ''] of text.matchAll(/([\w-]+)\s*:\s*((?:"[^"]*"|'[^']*'|[^;"'])*)/g)) {
    if (key === 'font') Object.assign(look, fromShorthand(value));
    else if (KNOWN.includes(key)) look[key] = value.replace(/!important/, '').trim();
  }
  return look;
}

/** `italic bold 12px/1.5 Georgia, serif`. */
function fromShorthand(value: string): Look {
  const found = /(?:^|\s)([\d.]+[a-z%]*)(?:\s*\/\s*\S+)?\s+(.+)$/.exec(value.trim());
  return found ? { 'font-size': found[1] ?? '', 'font-family': found[2] ?? '' } : {};
}

/** Most elements have nothing of their own to say, and look like the one around them. */
export function lookOf(
  element: { name: string; attributes: ReadonlyMap<string, string> },
  outer: Look,
  rules: Rules,
): Look {
  const own = ownLooks(element, rules);
  if (own.length === 0 && outer.display === undefined) return outer;
  const look: Record<string, string> = {};
  for (const key of INHERITED) if (outer[key] !== undefined) look[key] = outer[key];
  for (const stated of own) {
    for (const [key, value] of Object.entries(stated)) if (value !== 'inherit') look[key] = value;
  }
  return look;
}

/** The weakest first. */
function ownLooks(
  { name, attributes }: { name: string; attributes: ReadonlyMap<string, string> },
  rules: Rules,
): Look[] {
  const looks: (Look | undefined)[] = [];
  for (const key of KNOWN) {
    const value = attributes.get(key);
    if (value !== undefined) looks.push({ [key]: value });
  }
  if (rules.size > 0) {
    looks.push(rules.get(name));
    for (const known of attributes.get('class')?.split(/\s+/) ?? []) looks.push(rules.get(`.${known}`));
    looks.push(rules.get(`#${attributes.get('id') ?? ''}`));
  }
  const style = attributes.get('style');
  if (style !== undefined) looks.push(readDeclarations(style.replace(/&(quot|apos|#39|#34);/g, "'")));
  return looks.filter((look) => look !== undefined);
}

/** User units to the unit. */
const UNITS: Record<string, number> = {
  '': 1,
  px: 1,
  pt: 96 / 72,
  pc: 16,
  in: 96,
  cm: 96 / 2.54,
  mm: 96 / 25.4,
  q: 96 / 101.6,
};
const SIZES: Record<string, number> = { 'x-small': 10, small: 13, medium: 16, large: 18 };

/** In user units; `em` is what the outer size is; null for what cannot be measured. */
export function lengthOf(text: string, em: number): number | null {
  const named = SIZES[text];
  if (named !== undefined) return named;
  const parts = /^\s*\+?(\d*\.?\d+(?:e[+-]?\d+)?)\s*([a-z%]*)\s*$/i.exec(text);
  const [number, unit] = [Number(parts?.[1]), parts?.[2]?.toLowerCase() ?? '?'];
  if (unit === 'em' || unit === 'rem') return number * em;
  if (unit === '%') return (number * em) / 100;
  const factor = UNITS[unit];
  return factor === undefined || Number.isNaN(number) ? null : number * factor;
}

/** How many times larger a `transform` makes things, in the mean of all directions. */
export function scaleOfTransform(transform: string | undefined): number {
  let scale = 1;
  for (const [, kind, figures = ''] of (transform ?? '').matchAll(/(matrix|scale)\s*\(([^)]*)\)/g)) {
    const [a = 1, b = 0, c = 0, d = 1] = figures
      .trim()
      .split(/[\s,]+/)
      .map(Number);
    const factor =
      kind === 'matrix'
        ? Math.sqrt(Math.abs(a * d - b * c))
        : Math.sqrt(Math.abs(a * (figures.trim().split(/[\s,]+/).length > 1 ? b : a)));
    if (Number.isFinite(factor)) scale *= factor;
  }
  return scale;
}
