// Sentences of the room artwork.
import { count } from '../../lib/format.ts';
import { plural } from '../plural.ts';

const mm = (value: number) => `${Math.round(value * 10) / 10} mm`;
const ACCEPTED =
  'PDF, AI, CDR, EPS, SVG, PSD, JPEG, PNG, GIF, WebP, AVIF, HEIC, TIFF, BMP, JPEG XL or JPEG 2000';

interface Softness {
  dpi: number;
  atMm: number;
  sharpMm: number | null;
}

/** The first few of a list: `Gotham, Lobster and 3 more`. */
function some(names: readonly string[], most = 3): string {
  const more = names.length - most;
  if (more > 0) return `${names.slice(0, most).join(', ')} and ${more} more`;
  return names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)}`;
}

const points = (value: number) => `${Math.floor(value * 10) / 10} pt`;
const fine = (value: number) => `${Math.floor(value * 100) / 100} mm`;

function tooFine(textPt: number | null, lineMm: number | null): string {
  if (textPt === null) return `lines come out ${fine(lineMm ?? 0)} thin and may break up`;
  if (lineMm === null) return `the smallest text comes out at ${points(textPt)}, too small to read`;
  return `text comes out at ${points(textPt)} and lines at ${fine(lineMm)}, too fine to stay clear`;
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
  vector: 'vector',
  pixels: (width: number, height: number) => `${count(width)} × ${count(height)} px`,
  severities: { ok: 'Fine', warning: 'Worth a look', needs_fix: 'Needs a fix' },
  findings: {
    ready: (f: { vector: boolean; dpi: number | null; atMm: number | null; whiteOn: string | null }) => {
      const white =
        f.whiteOn === null ? '' : ' White shows on this material only where white ink is printed.';
      if (f.dpi !== null && f.atMm !== null) return `Ready to print. ${f.dpi} dpi at ${mm(f.atMm)}.${white}`;
      if (f.vector) return `Ready to print. Vector art stays sharp at any size.${white}`;
      return `Ready to print. Choose a size to see how sharp it will be.${white}`;
    },
    low_resolution: (f: Softness) =>
      f.sharpMm === null
        ? `May look soft at ${mm(f.atMm)}: ${f.dpi} dpi. Send a larger picture, or vector art.`
        : `May look soft at ${mm(f.atMm)}: ${f.dpi} dpi. Largest sharp size: ${mm(f.sharpMm)}.`,
    very_low_resolution: (f: Softness) =>
      f.sharpMm === null
        ? `Too few pixels for ${mm(f.atMm)}: ${f.dpi} dpi. Send a larger picture, or vector art.`
        : `Too few pixels for ${mm(f.atMm)}: ${f.dpi} dpi. Largest sharp size: ${mm(f.sharpMm)}.`,
    rgb: () => 'RGB colours. We convert them for print; the brightest ones come out a little calmer.',
    multipage: (f: { pages: number; page: number }) =>
      `This file has ${f.pages} ${plural(f.pages, { one: 'page', other: 'pages' })}. We print page ${f.page}.`,
    first_frame: () => 'This is an animation. We print its first frame.',
    white_on_white: () =>
      'The design is white and has no background, so nothing of it shows on white material. Choose a clear one, or add a background.',
    small_text: (f: { textPt: number | null; lineMm: number | null; fineMm: number | null }) => {
      const next =
        f.fineMm === null ? 'Make them larger in the file.' : `From ${mm(f.fineMm)} on it is fine.`;
      return `At this size ${tooFine(f.textPt, f.lineMm)}. ${next}`;
    },
    spot_colours: (f: { names: string[] }) =>
      `Spot ${plural(f.names.length, { one: 'colour', other: 'colours' })} ${some(f.names)}. We print the closest mix of our inks.`,
    own_cut: (f: { spot: string; isUsed: boolean }) =>
      f.isUsed
        ? `We cut along your own line, “${f.spot}”.`
        : `The file has a cut line of its own, “${f.spot}”. Cut along it, or let us draw one.`,
    several_parts: (f: { parts: number }) =>
      `The design falls into ${f.parts} parts, each cut out by itself. Join them to keep it in one piece.`,
    fonts_not_embedded: (f: { names: string[] }) =>
      `The file does not carry ${plural(f.names.length, { one: 'its font', other: 'its fonts' })} ${some(f.names)}, so text may come out in another. Turn the text into outlines and send it again.`,
    no_pdf_content: () =>
      'This Illustrator file was saved without its PDF part. Save it with “Create PDF Compatible File” and send it again.',
    no_composite: () =>
      'This Photoshop file was saved without its flattened picture. Save it with “Maximize Compatibility” and send it again.',
    encrypted: () =>
      'A password protects this file. Save it without one and send it again, or let us prepare it for you.',
    needs_pdf: () =>
      'We cannot print from this file as it is. Export it as PDF and send that, or let us prepare it for you.',
    unclear_background: (f: { isBlank: boolean }) =>
      f.isBlank
        ? 'There is nothing to see in this file: it is clear or white all over. Send it with its design.'
        : 'We cannot tell the design from its background, so the cut goes around the whole picture. Choose a rectangle or a circle, or send it with a clear background.',
    too_small: (f: { offsetMm: number; narrowMm: number | null; roomyMm: number | null }) => {
      const why =
        f.narrowMm === null
          ? `A border of ${mm(f.offsetMm)} leaves no room for the design.`
          : `The sticker would be ${mm(f.narrowMm)} narrow; we cut from 10 mm on.`;
      return f.roomyMm === null
        ? `${why} Choose another shape.`
        : `${why} Make it ${mm(f.roomyMm)} or larger${f.narrowMm === null ? ', or the border narrower' : ''}.`;
    },
    damaged: () =>
      'We could not draw this file; it seems to be damaged or empty. Export it again and send the new one.',
    preview_only: () => 'You see the small preview that the file carries, so it may look coarse here.',
    trim_box: (f: { widthMm: number; heightMm: number; isContour: boolean; isUsed: boolean }) => {
      const size = `${mm(f.widthMm)} × ${mm(f.heightMm)}`;
      if (f.isUsed)
        return `The file’s finished size, ${size}, fills the sticker; its bleed lies outside the cut.`;
      return `The file marks its finished size as ${size}. ${f.isContour ? 'Choose a rectangle to cut there.' : 'We can cut there.'}`;
    },
    active_content: () =>
      'The file carries scripts, attachments or links to something outside. We ignore them and print what you see.',
  },
  /** The button of a finding. */
  actions: {
    side: (sideMm: number) => `Use ${mm(sideMm)}`,
    rectangle: 'Cut it as a rectangle',
    joined: 'Join the parts',
    own: 'Use my line',
    automatic: 'Draw one for me',
    trim: 'Cut at its finished size',
    wholePage: 'Use the whole page',
    page: (page: number) => `Take page ${page}`,
    clear: 'Print it on clear',
    upload: 'Send another file',
    prepress: 'Let us prepare it for you',
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
    damaged: 'We could not open this file; it seems to be damaged. Export it again and send the new one.',
    too_many_pixels: 'This picture has more than 150 million pixels. Save it smaller and send it again.',
    too_heavy: 'This file is too heavy for us to open. Simplify it, or save it as a flat PDF or PNG.',
    too_slow: 'This file took too long to open. Simplify it, or save it as a flat PDF or PNG.',
  },
  size: {
    invalid: 'Something about the sticker needs another look.',
    shape: 'Choose a shape.',
    range: (least: number, most: number) => `Choose a size from ${least} to ${most} mm.`,
    equalSides: 'A circle or square is as wide as it is high.',
    offset: 'Choose a border from 0 to 10 mm.',
    closing: 'Choose how round notches become, from 1 to 25 mm.',
    yesOrNo: 'Choose 1 for yes or 0 for no.',
    fit: 'Choose the page or its trim box.',
    material: 'Choose a material we have.',
    page: 'Choose a page by its number.',
    noSuchPage: (pages: number) =>
      pages === 1 ? 'This file has one page.' : `Choose a page from 1 to ${pages}.`,
    both: 'Give the width and the height.',
    previewWidth: 'Choose a width from 1 to 2000 pixels.',
  },
  /** Why there is no contour, and how to get on. */
  noLine: {
    no_outline:
      'There is no design to cut around yet. Choose a rectangle or a circle, or send a file that shows it.',
    too_small: 'The border leaves no room for the design. Choose a larger size or a narrower border.',
    too_difficult:
      'We could not work out a line around this design. Choose a rectangle or a circle, or let us prepare it for you.',
  },
  /** In the back office. */
  office: {
    prepressOpen: (lines: number) =>
      lines === 1
        ? 'One design waits for prepress. Finish it first, then start production.'
        : `${lines} designs wait for prepress. Finish them first, then start production.`,
    prepressNothing: 'Nothing waits for prepress on this line.',
    prepressDone: 'Prepress is finished.',
    replaced: 'Replaced. The design before it is kept.',
    replacedTooLate: (status: string) => `This order is ${status}; its designs stay as they are.`,
    replacedMeanwhile: 'Somebody else changed this line meanwhile. Look again.',
    prepressWaits: 'Waits for prepress',
    prepressDoneAt: (when: string) => `Prepress finished ${when}`,
    finishPrepress: 'Prepress is done',
    version: (n: number) => `Version ${n}`,
    replace: 'Replace the design',
    replaceHint:
      'The new file is cut the same way and belongs to the customer. Price and size stay as agreed.',
    file: 'New file',
    whyLabel: 'Why',
    whyHint: 'Only staff read this.',
    problems: { why: 'Say why, in a few words.' },
    notYours: 'Designs are changed by prepress, a manager or the owner.',
    line: (position: number) => `Line ${position}`,
  },
};
