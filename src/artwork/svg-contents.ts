// What an SVG uses: fonts, its smallest text and thinnest line, placed pictures, what it would like to run or load.
import { type Look, lengthOf, lookOf, type Rules, readRules, scaleOfTransform } from './svg-style.ts';
import { type Tag, tagsOf } from './svg-tags.ts';

export interface SvgContents {
  /** Every font that text is set in: librsvg uses none that is packed into the file, so neither can we. */
  fontsMissing: string[];
  smallestTextPt: number | null;
  thinnestLineMm: number | null;
  /** Placed as `data:` addresses. */
  pictures: { address: string; widthMm: number; heightMm: number }[];
  active: boolean;
  /** Elements to draw, each as often as it is used; stops counting at a million. */
  drawn: number;
}

interface Open {
  name: string;
  look: Look;
  /** User units of this element to millimetres; null when the drawing states no size. */
  mm: number | null;
  fontSize: number;
  isHidden: boolean;
  id: string | undefined;
  tally: Tally;
}

/** What drawing an element costs: elements in it, and uses of others by id. */
interface Tally {
  elements: number;
  uses: Map<string, number>;
}

const TEXTS = new Set(['text', 'tspan', 'textPath', 'tref']);
const SHAPES = new Set(['path', 'rect', 'circle', 'ellipse', 'line', 'polyline', 'polygon']);
/** Nothing in them is drawn where it stands. */
const ASIDE = new Set(['defs', 'clipPath', 'mask', 'metadata', 'title', 'desc']);
const DEFAULT_FONT_PX = 16;
const MM_PER_POINT = 25.4 / 72;
const MOST_PICTURES = 50;
const MOST_DRAWN = 1_000_000;

/** `mmPerUnit` of the root's own user units; null when it states no size. */
export function readSvgContents(xml: string, mmPerUnit: number | null): SvgContents {
  const css = styleSheets(xml);
  const rules = readRules(css);
  const fonts = new Set<string>();
  const found: SvgContents = {
    fontsMissing: [],
    smallestTextPt: null,
    thinnestLineMm: null,
    pictures: [],
    active: /@import/i.test(css) || namesOutside(css),
    drawn: 0,
  };
  const known = new Map<string, Tally>();
  const root: Open = newRoot(mmPerUnit);
  const open: Open[] = [root];
  for (const tag of tagsOf(xml)) {
    const outer = open.at(-1) ?? root;
    if (tag.kind === 'text') {
      if (TEXTS.has(outer.name) && !outer.isHidden) seeText(outer);
    } else if (tag.kind === 'open') {
      const element = enter(tag, outer, rules);
      see(tag, element);
      if (tag.isEmpty) leave(element, outer);
      else open.push(element);
    } else if (open.length > 1) {
      const element = open.pop();
      if (element) leave(element, open.at(-1) ?? root);
    }
  }
  return { ...found, fontsMissing: [...fonts], drawn: drawnIn(root.tally, known) };

  function see(tag: Tag, element: Open): void {
    found.active ||= isActive(tag);
    if (element.isHidden) return;
    if (SHAPES.has(tag.name)) seeLine(element);
    if (tag.name === 'image') seePicture(tag, element);
  }

  function seeText({ look, mm, fontSize }: Open): void {
    fonts.add(firstFamily(look['font-family']));
    if (mm === null || fontSize <= 0) return;
    const points = round((fontSize * mm) / MM_PER_POINT);
    found.smallestTextPt = Math.min(found.smallestTextPt ?? points, points);
  }

  function seeLine({ look, mm, fontSize }: Open): void {
    if (mm === null || (look.stroke ?? 'none') === 'none' || look.stroke === 'transparent') return;
    const width = lengthOf(look['stroke-width'] ?? '1', fontSize);
    if (width === null || width <= 0) return;
    const widthMm = round(width * mm);
    found.thinnestLineMm = Math.min(found.thinnestLineMm ?? widthMm, widthMm);
  }

  function seePicture({ attributes }: Tag, { mm, fontSize }: Open): void {
    const address = hrefOf(attributes) ?? '';
    const width = lengthOf(attributes.get('width') ?? '', fontSize);
    const height = lengthOf(attributes.get('height') ?? '', fontSize);
    if (mm === null || !width || !height || !address.startsWith('data:')) return;
    if (found.pictures.length < MOST_PICTURES)
      found.pictures.push({ address, widthMm: width * mm, heightMm: height * mm });
  }

  function leave({ id, tally }: Open, outer: Open): void {
    if (id !== undefined) known.set(id, tally);
    outer.tally.elements += tally.elements;
    for (const [used, times] of tally.uses)
      outer.tally.uses.set(used, (outer.tally.uses.get(used) ?? 0) + times);
  }
}

function newRoot(mm: number | null): Open {
  const tally = { elements: 0, uses: new Map<string, number>() };
  return { name: '', look: {}, mm, fontSize: DEFAULT_FONT_PX, isHidden: false, id: undefined, tally };
}

function enter(tag: Tag, outer: Open, rules: Rules): Open {
  const look = lookOf(tag, outer.look, rules);
  const { attributes, name } = tag;
  const mm = outer.mm === null ? null : outer.mm * scaleOfTransform(attributes.get('transform'));
  // a size that was inherited is already in user units
  const stated = look['font-size'] === outer.look['font-size'] ? undefined : look['font-size'];
  const used = name === 'use' ? hrefOf(attributes) : null;
  return {
    name,
    look,
    mm,
    fontSize: stated === undefined ? outer.fontSize : (lengthOf(stated, outer.fontSize) ?? outer.fontSize),
    isHidden: outer.isHidden || ASIDE.has(name) || look.display === 'none' || look.visibility === 'hidden',
    id: attributes.get('id'),
    tally: { elements: 1, uses: new Map(used?.startsWith('#') ? [[used.slice(1), 1]] : []) },
  };
}

/** Elements that use each other in circles draw nothing; whoever nests deeper than this means harm. */
const DEEPEST_USE = 500;

function drawnIn(root: Tally, known: ReadonlyMap<string, Tally>): number {
  const costs = new Map<Tally, number>();
  const cost = (tally: Tally, depth: number): number => {
    if (depth > DEEPEST_USE) return MOST_DRAWN;
    const counted = costs.get(tally);
    if (counted !== undefined) return counted;
    costs.set(tally, 0);
    let sum = tally.elements;
    for (const [id, times] of tally.uses) {
      const used = known.get(id);
      if (used) sum += times * cost(used, depth + 1);
    }
    const capped = Math.min(sum, MOST_DRAWN);
    costs.set(tally, capped);
    return capped;
  };
  return cost(root, 0);
}

/** Scripts, handlers, foreign content, and anything to be fetched from elsewhere. We run and load none of it. */
function isActive({ name, attributes }: Tag): boolean {
  if (name === 'script' || name === 'iframe') return true;
  if (name === 'foreignObject' && !attributes.has('requiredExtensions')) return true;
  const href = name === 'a' ? null : hrefOf(attributes);
  if (href !== null && !/^\s*(#|data:|$)/i.test(href)) return true;
  if (/^\s*javascript:/i.test(hrefOf(attributes) ?? '')) return true;
  for (const [key, value] of attributes) {
    if (/^on[a-z]+$/i.test(key) || namesOutside(value)) return true;
  }
  return false;
}

/** `url(#here)` and `url(data:…)` are inside. */
function namesOutside(style: string): boolean {
  return /url\(\s*['"]?(?!#|data:)[\w./]/i.test(style);
}

function hrefOf(attributes: ReadonlyMap<string, string>): string | null {
  return attributes.get('href') ?? attributes.get('xlink:href') ?? null;
}

/** They may stand behind what they are about, so they are read first. */
function styleSheets(xml: string): string {
  let css = '';
  let isStyle = false;
  for (const { kind, name } of tagsOf(xml)) {
    if (kind === 'text') css += isStyle ? `${name}\n` : '';
    else isStyle = kind === 'open' && name === 'style';
  }
  return css;
}

function firstFamily(families: string | undefined): string {
  const [first = ''] = (families ?? '').split(',');
  return first.replace(/['"]|&quot;|&apos;/g, '').trim() || 'serif';
}

function round(value: number): number {
  return Number(value.toFixed(4));
}
