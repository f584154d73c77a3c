// SVG, packed or not: drawn by librsvg, and what it says about itself. Runs in the decoder child only.
import sharp, { type SharpOptions } from 'sharp';
import type { Kind } from './formats.ts';
import { OPENED_SIDE_PX, type Picture, type Pixels, PLAIN_FACTS, TooHeavy } from './picture.ts';
import { readText } from './svg.file.ts';
import { mmPerUnit, svgProportions, svgSize } from './svg.ts';
import { readSvgContents, type SvgContents } from './svg-contents.ts';

/** Elements to draw, each as often as it is used: more than this takes longer than anybody waits. */
const MOST_DRAWN = 250_000;
/** Longer attributes, which pictures need, are only read when the parser is asked to be generous. */
const LONG_TEXT_BYTES = 9_000_000;

export async function openSvg(path: string, kind: Kind): Promise<Picture> {
  const bytes = await readText(path, kind);
  const text = bytes.toString('utf8');
  const size = svgSize(text);
  const contents = readSvgContents(text, mmPerUnit(text));
  if (contents.drawn > MOST_DRAWN) throw new TooHeavy('more to draw than we wait for');
  const { fontsMissing, smallestTextPt, thinnestLineMm, active } = contents;
  const facts: Picture['facts'] = {
    ...PLAIN_FACTS,
    format: 'svg',
    widthMm: size?.widthMm ?? null,
    heightMm: size?.heightMm ?? null,
    vector: true,
    colour: 'rgb',
    fontsMissing,
    smallestTextPt,
    thinnestLineMm,
    imageDpi: await coarsestDpi(contents.pictures),
    active,
  };
  return { facts, pixels: await drawSvg(bytes, svgProportions(text)) };
}

/** As bytes, never as a path: without a place of its own it can reach no other file. */
export async function drawSvg(svg: Buffer, ratio: number | null): Promise<Pixels> {
  const options: SharpOptions = {
    density: 96, // what CSS calls an inch; drawn at the size of the preview, whatever size it states
    limitInputPixels: false,
    failOn: 'error',
    // entities could unpack without end then
    unlimited: svg.length > LONG_TEXT_BYTES && !svg.includes('<!ENTITY'),
  };
  const { width, height } = await sharp(svg, options).metadata();
  const wanted = ratio ?? width / height;
  const box = {
    width: Math.max(1, Math.round(wanted >= 1 ? OPENED_SIDE_PX : OPENED_SIDE_PX * wanted)),
    height: Math.max(1, Math.round(wanted >= 1 ? OPENED_SIDE_PX / wanted : OPENED_SIDE_PX)),
  };
  const { data, info } = await sharp(svg, options)
    .resize({ ...box, fit: 'fill' })
    .toColourspace('srgb')
    .ensureAlpha()
    .raw({ depth: 'uchar' })
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** Pictures that cannot be read say nothing. */
async function coarsestDpi(pictures: SvgContents['pictures']): Promise<number | null> {
  let coarsest: number | null = null;
  for (const { address, widthMm, heightMm } of pictures) {
    const dpi = await dpiOf(address, { widthMm, heightMm }).catch(() => null);
    if (dpi !== null) coarsest = Math.min(coarsest ?? dpi, dpi);
  }
  return coarsest === null ? null : Number(coarsest.toFixed(4));
}

async function dpiOf(address: string, size: { widthMm: number; heightMm: number }): Promise<number | null> {
  const data = /^data:image\/[\w.+-]+;base64,(.*)$/s.exec(address)?.[1];
  if (!data || /^data:image\/svg/.test(address)) return null;
  const { width, height } = await sharp(Buffer.from(data, 'base64')).metadata();
  return Math.min(width / size.widthMm, height / size.heightMm) * 25.4;
}
