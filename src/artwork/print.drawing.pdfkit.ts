// An SVG as a page of PDF, its shapes still shapes. Runs in the decoder child only.
import PDFDocument from 'pdfkit';
import svgToPdf from 'svg-to-pdfkit';
import { POINTS_PER_MM } from './print.ts';
import type { SizeMm } from './svg.ts';

/** What would come out differently without a word: letters of another font, effects that are left out. */
const BEYOND =
  /<(?:[\w-]+:)?(?:text|tspan|filter|foreignObject|switch|fe[A-Z]\w+)\b|mix-blend-mode|@font-face|@import/;
/** The only pictures it may open: those it carries. */
const CARRIED = /^data:image\/(?:png|jpe?g);base64,/i;

/** null for a drawing with more in it than this can draw. */
export async function drawSvg(svg: string, { widthMm, heightMm }: SizeMm): Promise<Uint8Array | null> {
  if (BEYOND.test(svg)) return null;
  const size: [number, number] = [widthMm * POINTS_PER_MM, heightMm * POINTS_PER_MM];
  const document = new PDFDocument({ size, margin: 0 });
  const written = collect(document);
  svgToPdf(document, svg, 0, 0, {
    width: size[0],
    height: size[1],
    imageCallback: (link) => (CARRIED.test(link) ? link.replace(/\s+/g, '') : ''),
    fontCallback: () => {
      throw new Error('a drawing with letters');
    },
    warningCallback: () => {},
  });
  document.end();
  return written;
}

async function collect(document: AsyncIterable<Uint8Array>): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of document) chunks.push(chunk);
  return Buffer.concat(chunks);
}
