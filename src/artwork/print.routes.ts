// The ways from a file of each kind into a print file, best first. Runs in the decoder child only.
import { readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { PDFContext } from '@cantoo/pdf-lib';
import { drawPart, pageSize } from './draw.pdfium.ts';
import type { Format } from './formats.ts';
import { convertWithGhostscript } from './ghostscript.tool.ts';
import { needsMagick } from './open.file.ts';
import type { Drawn } from './print.document.pdflib.ts';
import { drawSvg } from './print.drawing.pdfkit.ts';
import { embedJpeg, embedSamples } from './print.image.pdflib.ts';
import { embedPage, withoutCutInks } from './print.page.pdflib.ts';
import { embedPng } from './print.png.pdflib.ts';
import {
  orientationOf,
  readSmaller,
  readSource,
  rgbaSamples,
  type Source,
  svgAsPng,
} from './print.source.sharp.ts';
import { type PrintOrder, type PrintRoute, sheetOf } from './print.ts';
import { convertWithRsvg } from './rsvg.tool.ts';
import { readText } from './svg.file.ts';
import { svgSize } from './svg.ts';

export interface Route {
  name: PrintRoute;
  /** null: not for this file. */
  embed(context: PDFContext, order: PrintOrder): Promise<Drawn | null>;
}

const DPI = 600;
const MOST_PIXELS = 30_000_000;

export function routesFor({ kind, rasterOnly = false }: PrintOrder): Route[] {
  const routes = ROUTES[kind.format] ?? [PIXELS, FEWER_PIXELS];
  return rasterOnly ? routes.slice(-1) : routes;
}

/** The page itself. */
const PAGE: Route = {
  name: 'page',
  embed: async (context, order) =>
    embedPage(context, await readFile(order.path), { page: order.page, spots: spotsOf(order) }),
};

/** The page as PDFium draws it. */
const DRAWN_PAGE: Route = {
  name: 'raster',
  embed: async (context, order) => {
    const pdf = await readBare(order);
    const size = await pageSize(pdf, order.page);
    const drawn = await drawPart(pdf, {
      page: order.page,
      part: { x: 0, y: 0, ...size },
      ...pixelsFor(order),
      paper: 'clear',
    });
    return embedSamples(context, rgbaSamples(drawn));
  },
};

/** EPS and Illustrator's PostScript, where Ghostscript is installed: as the page it was shown by. */
const POSTSCRIPT: Route = {
  name: 'page',
  embed: async (context, { path, kind, toPath, ghostscript, ...order }) => {
    if (!ghostscript || (kind.format === 'ai' && kind.inside !== 'postscript')) return null;
    const pdf = await convertWithGhostscript(ghostscript, { path, tempFolder: dirname(toPath) });
    return pdf && embedPage(context, pdf, { page: 1, spots: spotsOf(order) });
  },
};

/** The very samples of the file. */
const JPEG: Route = {
  name: 'samples',
  embed: async (context, { path }) => {
    return embedJpeg(context, await readFile(path), await orientationOf(path));
  },
};

const PNG: Route = {
  name: 'samples',
  embed: async (context, { path }) => {
    return embedPng(context, await readFile(path), await orientationOf(path));
  },
};

/** What libvips reads, or what was made readable for it. */
const PIXELS: Route = {
  name: 'samples',
  embed: async (context, order) => {
    const source = await sourceOf(order);
    const read = source && (await readSource(source));
    if (!read) return null;
    return 'png' in read ? embedPng(context, read.png, 1) : embedSamples(context, read.samples);
  },
};

/** More pixels than we can hold, made fewer: still as many as a press can print. */
const FEWER_PIXELS: Route = {
  name: 'raster',
  embed: async (context, order) => {
    const source = await sourceOf(order);
    const png = source && (await readSmaller(source, pixelsFor(order)));
    return png && embedPng(context, png, 1);
  },
};

async function sourceOf({ path, kind, page }: PrintOrder): Promise<Source | null> {
  const { format } = kind;
  if (format === 'psd' || format === 'psb') {
    const found = (await import('./open.psd.ts')).psdAsTiff(path);
    return found && { image: found.tiff, apart: found.apart };
  }
  if (needsMagick(path, format, page)) {
    return { image: await (await import('./open.magick.ts')).magickAsTiff(path, format, page) };
  }
  return { image: path, page };
}

/** Shapes stay shapes: by librsvg where it is installed, else as far as we can draw them ourselves. */
const LIBRSVG: Route = {
  name: 'drawing',
  embed: async (context, { path, kind, rsvgConvert, toPath }) => {
    if (!rsvgConvert) return null;
    const svg = await readText(path, kind);
    const pdf = await convertWithRsvg(rsvgConvert, { svg, tempFolder: dirname(toPath) });
    return pdf && embedPage(context, pdf, { page: 1, spots: [] });
  },
};

const SHAPES: Route = {
  name: 'drawing',
  embed: async (context, { path, kind, cut }) => {
    const svg = (await readText(path, kind)).toString('utf8');
    const placed = { widthMm: cut.art.width, heightMm: cut.art.height };
    const pdf = await drawSvg(svg, svgSize(svg) ?? placed);
    return pdf && embedPage(context, pdf, { page: 1, spots: [] });
  },
};

const DRAWN_SVG: Route = {
  name: 'raster',
  embed: async (context, order) =>
    embedPng(context, await svgAsPng(await readText(order.path, order.kind), pixelsFor(order)), 1),
};

const ROUTES: Partial<Record<Format, Route[]>> = {
  pdf: [PAGE, DRAWN_PAGE],
  ai: [POSTSCRIPT, PAGE, DRAWN_PAGE],
  eps: [POSTSCRIPT],
  jpg: [JPEG, PIXELS, FEWER_PIXELS],
  png: [PNG, PIXELS, FEWER_PIXELS],
  svg: [LIBRSVG, SHAPES, DRAWN_SVG],
};

function spotsOf({ spot, backingSpot }: Pick<PrintOrder, 'spot' | 'backingSpot'>): string[] {
  return backingSpot === null ? [spot] : [spot, backingSpot];
}

/** Without a cut line of the customer's own, where we can follow the file so far. */
async function readBare(order: PrintOrder): Promise<Uint8Array> {
  const pdf = await readFile(order.path);
  return withoutCutInks(pdf, { page: order.page, spots: spotsOf(order) }).catch(() => pdf);
}

/** Of the whole artboard. */
function pixelsFor(order: PrintOrder): { width: number; height: number } {
  const { width, height } = sheetOf(order).art;
  const wanted = DPI / 72;
  const scale = Math.min(wanted, Math.sqrt(MOST_PIXELS / (width * height)));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
