// A sheet to set documents on: the shop's typeface, lines that wrap, tags that a screen reader follows.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import PDFDocument from 'pdfkit';

const FONTS = path.resolve(import.meta.dirname, '../../public/fonts');

export const INK = '#1C1814';
export const MUTED = '#5F5A53';
export const HAIRLINE = '#DDD5C8';
const CUT_RED = '#E4372E';

export interface Ink {
  size: number;
  bold?: boolean;
  color?: string;
  /** `x` is where the text ends. */
  right?: boolean;
}

export interface PaperFacts {
  size: 'A4' | 'LETTER';
  title: string;
  author: string;
  language: string;
  createdAt: Date;
}

export type Paper = ReturnType<typeof openPaper>;
type Tag = PDFKit.PDFStructureElement;

/** Points everywhere; y grows downward. Same facts, same bytes. */
export function openPaper(facts: PaperFacts) {
  const doc = new PDFDocument({
    size: facts.size,
    margin: 0,
    bufferPages: true,
    pdfVersion: '1.7',
    tagged: true,
    lang: facts.language,
    displayTitle: true,
    info: {
      Title: facts.title,
      Author: facts.author,
      Creator: 'Kisscut',
      Producer: 'Kisscut',
      CreationDate: facts.createdAt,
      ModDate: facts.createdAt,
    },
  });
  const chunks: Buffer[] = [];
  doc.on('data', (chunk: Buffer) => chunks.push(chunk));
  for (const [name, bytes] of Object.entries(fontFiles())) doc.registerFont(name, bytes);

  const takeInk = (text: string, { size, bold = false, color = INK }: Ink) =>
    doc.font(fontFor(text, bold)).fontSize(size).fillColor(color);
  const widthOf = (text: string, ink: Ink) => takeInk(text, ink).widthOfString(text, settingOf(ink));
  /** One line; what follows the text is up to the caller. */
  const write = (text: string, x: number, y: number, ink: Ink): void => {
    const left = ink.right ? x - widthOf(text, ink) : x;
    // two typefaces in one paragraph stand on one line
    const place = { lineBreak: false, baseline: 'alphabetic' } as const;
    takeInk(text, ink).text(text, left, y + ASCENT * ink.size, { ...settingOf(ink), ...place });
  };

  return {
    doc,
    width: doc.page.width,
    height: doc.page.height,
    widthOf,

    write,

    /** Lines no wider than `width`; a word that is wider is broken. */
    wrap(text: string, width: number, ink: Ink): string[] {
      return wrapped(text, (line) => widthOf(line, ink) <= width);
    },

    /** Lines under each other. */
    stack(
      lines: readonly string[],
      x: number,
      y: number,
      { leading, ...ink }: Ink & { leading: number },
    ): void {
      // a space where the line ends, or whoever copies the text gets two words as one
      for (const [at, line] of lines.entries()) {
        const isLast = at === lines.length - 1;
        write(isLast || ink.right ? line : `${line} `, x, y + at * leading, ink);
      }
    },

    /** A tag around what `draw` draws. */
    tag(parent: Tag, kind: string, draw: () => void): void {
      parent.add(doc.struct(kind, {}, draw));
    },

    group(parent: Tag | null, kind: string): Tag {
      const group = doc.struct(kind);
      if (parent) parent.add(group);
      else doc.addStructure(group);
      return group;
    },

    /** What a reader may skip: rules, marks, page numbers. */
    ornament(draw: () => void): void {
      doc.markContent('Artifact');
      draw();
      doc.endMarkedContent();
    },

    rule(x: number, y: number, width: number): void {
      doc
        .moveTo(x, y)
        .lineTo(x + width, y)
        .lineWidth(0.75)
        .strokeColor(HAIRLINE)
        .stroke();
    },

    /** The shop's mark, as it stands in public/img/mark.svg. */
    mark(x: number, y: number, side: number): void {
      doc
        .save()
        .translate(x, y)
        .scale(side / 40);
      doc.path('M12 2h16a10 10 0 0 1 10 10v14L26 38H12A10 10 0 0 1 2 28V12A10 10 0 0 1 12 2Z').fill(CUT_RED);
      doc.path('M26 38 38 26h-7a5 5 0 0 0-5 5Z').fill('#fff');
      doc.lineWidth(4).lineCap('round').path('M14 11v17M25 11 15 20l8 7').stroke('#fff');
      doc.restore();
    },

    async close(): Promise<Buffer> {
      const whole = new Promise<void>((resolve) => doc.once('end', resolve));
      doc.end();
      await whole;
      return Buffer.concat(chunks);
    },
  };
}

/** Of the shop's typeface, as a share of its size. */
const ASCENT = 0.93;

/** Figures of one width stand under each other. Only where they do: asking for it costs as much as the rest. */
function settingOf({ right }: Ink): PDFKit.Mixins.TextOptions {
  return right ? { features: ['tnum'] } : {};
}

type FontName = 'regular' | 'bold' | 'wide-regular' | 'wide-bold';
let files: Record<FontName, Buffer> | undefined;

function fontFiles(): Record<FontName, Buffer> {
  const read = (name: FontName) => readFileSync(path.join(FONTS, `document-${name}.ttf`));
  files ??= {
    regular: read('regular'),
    bold: read('bold'),
    'wide-regular': read('wide-regular'),
    'wide-bold': read('wide-bold'),
  };
  return files;
}

/** What the shop's own typeface has; anything else is set in one that knows more alphabets. */
const OWN = /^[\u0020-\u007e\u00a0-\u00ffŒœŸŠšŽžı–—‘’‚“”„•…′″€−→™×]*$/;

function fontFor(text: string, bold: boolean): FontName {
  const weight = bold ? 'bold' : 'regular';
  return OWN.test(text) ? weight : `wide-${weight}`;
}

function wrapped(text: string, fits: (line: string) => boolean): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.normalize('NFC').split(/\s+/).filter(Boolean)) {
    const longer = line === '' ? word : `${line} ${word}`;
    if (fits(longer)) {
      line = longer;
      continue;
    }
    if (line !== '') lines.push(line);
    const pieces = fits(word) ? [word] : broken(word, fits);
    lines.push(...pieces.slice(0, -1));
    line = pieces.at(-1) ?? '';
  }
  return line === '' ? lines : [...lines, line];
}

function broken(word: string, fits: (line: string) => boolean): string[] {
  const pieces = [''];
  for (const sign of word) {
    const last = pieces.at(-1) ?? '';
    if (last === '' || fits(last + sign)) pieces[pieces.length - 1] = last + sign;
    else pieces.push(sign);
  }
  return pieces;
}
