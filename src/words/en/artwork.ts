// Sentences of the room artwork.
import { plural } from '../plural.ts';

const mm = (value: number) => `${Math.round(value * 10) / 10} mm`;
const ACCEPTED = 'PDF, AI, SVG, PNG, JPEG, WebP, GIF, AVIF or TIFF';

interface Softness {
  dpi: number;
  atMm: number;
  sharpMm: number | null;
}

export const artwork = {
  accepted: ACCEPTED,
  /** What people call each kind. */
  formats: {
    pdf: 'PDF',
    ai: 'Adobe Illustrator file',
    cdr: 'CorelDRAW file',
    eps: 'EPS or PostScript file',
    svg: 'SVG',
    psd: 'Photoshop file',
    psb: 'large Photoshop file',
    jpg: 'JPEG',
    png: 'PNG',
    gif: 'GIF',
    webp: 'WebP',
    avif: 'AVIF',
    heic: 'HEIC photo',
    tiff: 'TIFF',
    bmp: 'BMP picture',
    jxl: 'JPEG XL picture',
    jp2: 'JPEG 2000 picture',
  },
  severities: { ok: 'Fine', warning: 'Worth a look', needs_fix: 'Needs a fix' },
  findings: {
    ready: (f: { vector: boolean; dpi: number | null; atMm: number | null }) => {
      if (f.vector) return 'Ready to print. Vector art stays sharp at any size.';
      if (f.dpi !== null && f.atMm !== null) return `Ready to print. ${f.dpi} dpi at ${mm(f.atMm)}.`;
      return 'Ready to print. Choose a size to see how sharp it will be.';
    },
    low_resolution: (f: Softness) =>
      f.sharpMm === null
        ? `May look soft at ${mm(f.atMm)}: ${f.dpi} dpi. Send a larger picture, or vector art.`
        : `May look soft at ${mm(f.atMm)}: ${f.dpi} dpi. Largest sharp size: ${mm(f.sharpMm)}.`,
    very_low_resolution: (f: Softness) =>
      f.sharpMm === null
        ? `Too few pixels for ${mm(f.atMm)}: ${f.dpi} dpi. Send a larger picture, or vector art.`
        : `Too few pixels for ${mm(f.atMm)}: ${f.dpi} dpi. Largest sharp size: ${mm(f.sharpMm)}.`,
    multipage: (f: { pages: number }) =>
      `This file has ${f.pages} ${plural(f.pages, { one: 'page', other: 'pages' })}. We print the first.`,
    first_frame: () => 'This is an animation. We print its first frame.',
    trim_box: (f: { widthMm: number; heightMm: number }) =>
      `The file marks its finished size as ${mm(f.widthMm)} × ${mm(f.heightMm)}.`,
    active_content: () => 'The file carries scripts or attachments. We ignore them and print what you see.',
    encrypted: () =>
      'A password protects this file. Save it without one and send it again, or let us prepare it for you.',
    too_small: (f: { offsetMm: number }) =>
      `A border of ${mm(f.offsetMm)} leaves no room for the design. Choose a larger size or a narrower border.`,
  },
  /** Why an upload was not taken, and how to get on. */
  refused: {
    noFile: 'Choose a file first.',
    emptyFile: 'This file is empty. Save it again and send it once more.',
    twoFiles: 'One file at a time. Send the first, then the next.',
    tooLarge: (megabytes: number) =>
      `This file is larger than ${megabytes} MB. Save it smaller, or as a PDF.`,
    incomplete: 'The file did not arrive whole. Send it again.',
    unknown: `This is not a kind of artwork we know. We take ${ACCEPTED}.`,
    notYet: (kind: string) =>
      `We cannot open this kind of file yet (${kind}). Send it as PDF. We take ${ACCEPTED}.`,
    postscriptAi: `This Illustrator file has no PDF inside. Save it with “Create PDF Compatible File”, or as PDF. We take ${ACCEPTED}.`,
    damaged: 'We could not open this file; it seems to be damaged. Export it again and send the new one.',
    too_many_pixels: 'This picture has more than 150 million pixels. Save it smaller and send it again.',
    too_heavy: 'This file is too heavy for us to open. Simplify it, or save it as a flat PDF or PNG.',
    too_slow: 'This file took too long to open. Simplify it, or save it as a flat PDF or PNG.',
  },
  size: {
    shape: 'Choose a shape.',
    range: (least: number, most: number) => `Choose a size from ${least} to ${most} mm.`,
    equalSides: 'A circle or square is as wide as it is high.',
    offset: 'Choose a border from 0 to 10 mm.',
    both: 'Give the width and the height.',
    previewWidth: 'Choose a width from 1 to 2000 pixels.',
    contourLater: 'The line around a design is drawn by hand for now. It is ready before we print.',
  },
};
