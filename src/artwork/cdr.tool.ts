// cdr2xhtml of libcdr, where the printer has installed and allowed it: CorelDRAW pages become SVG. Shapes come out well,
// text and CMYK do not, so it draws previews only.
import sharp from 'sharp';
import { bitmapAsPng } from './embedded.sharp.ts';
import { runTool } from './run.tool.ts';

const SECONDS = 6;
const MOST_BYTES = 20_000_000;

/** `page` counts from 1; null when it cannot. */
export async function drawWithLibcdr(
  program: string,
  { path, page, tempFolder }: { path: string; page: number; tempFolder: string },
): Promise<string | null> {
  const xhtml = await runTool(program, { args: [path], tempFolder, seconds: SECONDS, mostBytes: MOST_BYTES });
  const pages = xhtml?.toString('utf8').match(/<svg:svg\b.*?<\/svg:svg>/gs) ?? [];
  const svg = pages[page - 1];
  return svg ? withReadablePictures(svg) : null;
}

/** It writes placed pictures as BMP, which no SVG renderer reads. */
async function withReadablePictures(svg: string): Promise<string> {
  const found = [...new Set(svg.match(/data:image\/bmp;base64,[A-Za-z0-9+/=\s]+/g) ?? [])];
  let readable = svg;
  for (const address of found) {
    const bmp = Buffer.from(address.slice(address.indexOf(',') + 1), 'base64');
    const png = await bitmapAsPng(bmp).catch(() => sharp(NOTHING).png().toBuffer());
    readable = readable.replaceAll(address, `data:image/png;base64,${png.toString('base64')}`);
  }
  return readable;
}

const NOTHING = {
  create: { width: 1, height: 1, channels: 4 as const, background: { r: 0, g: 0, b: 0, alpha: 0 } },
};
