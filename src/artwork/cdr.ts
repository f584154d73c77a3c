// What CorelDRAW says about its own files: the metadata of zipped ones, and the records of RIFF ones.
import type { Colour } from './facts.ts';

export interface CdrFacts {
  pages: number;
  widthMm: number | null;
  heightMm: number | null;
  colour: Colour | null;
  spots: string[];
  fontsMissing: string[];
}

/** Corel counts in ten-thousandths of a millimetre. */
const MM = 1 / 10_000;
const NO_INKS = /^(registration colou?r|all|none)$/i;

/** `metadata.xml`, with namespaces (X6 and later) or without (X4, X5). */
export function readCdrMetadata(xml: string): CdrFacts {
  const number = (tag: string) => Number(new RegExp(`<(?:\\w+:)?${tag}>\\s*(\\d+)\\s*<`).exec(xml)?.[1] ?? 0);
  const [width, height] = [number('PageWidth') * MM, number('PageHeight') * MM];
  const hasText = number('Text') > 0 || number('Characters') > 0;
  const embedsFonts = /<(?:\w+:)?FontsEmbedded>\s*(true|1)\s*</i.test(xml);
  const spots = bags(xml, 'SpotColors').filter((name) => !NO_INKS.test(name));
  return {
    pages: Math.max(1, number('NumPages')),
    widthMm: width > 0 && height > 0 ? width : null,
    heightMm: width > 0 && height > 0 ? height : null,
    colour: colourOf(bags(xml, 'Colors')),
    spots: [...new Set(spots)],
    fontsMissing: hasText && !embedsFonts ? [...new Set(bags(xml, 'FontsUsed'))] : [],
  };
}

/** The items of all lists of this name. */
function bags(xml: string, tag: string): string[] {
  const lists = xml.matchAll(new RegExp(`<(?:\\w+:)?${tag}>(.*?)</(?:\\w+:)?${tag}>`, 'gs'));
  return [...lists].flatMap(([, list = '']) =>
    [...list.matchAll(/<rdf:li[^>]*>([^<]*)</g)].map(([, item = '']) => plainText(item)).filter(Boolean),
  );
}

const ENTITIES: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

function plainText(xml: string): string {
  return xml.replace(/&(amp|lt|gt|quot|apos);/g, (_, name: string) => ENTITIES[name] ?? '').trim();
}

/** Named after their models: `CMYK255`, `RGB255`, `Grayscale`. */
function colourOf(names: string[]): Colour | null {
  const models = new Set(
    names.flatMap((name): Colour[] => {
      if (/^CMYK?/i.test(name)) return ['cmyk'];
      if (/^(RGB|HSB|HLS)/i.test(name)) return ['rgb'];
      if (/^LAB/i.test(name)) return ['lab'];
      return /^(gr[ae]y|black)/i.test(name) ? ['gray'] : [];
    }),
  );
  const colours = [...models].filter((model) => model !== 'gray');
  if (colours.length > 1) return 'mixed';
  return colours[0] ?? (models.has('gray') ? 'gray' : null);
}
