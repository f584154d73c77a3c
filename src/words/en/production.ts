// Sentences about print files and prepress.
import type { PrintRoute } from '../../artwork/print.ts';
import type { NoPrint, PrintFileStatus } from '../../production/print-file.ts';
import { plural } from '../plural.ts';

const routes: Record<PrintRoute, string> = {
  page: 'Vectors and fonts as sent.',
  samples: 'Pixels as sent.',
  drawing: 'Drawn from the SVG.',
  raster: 'Drawn as pixels, because the file itself came out differently.',
};

const noPrint: Record<NoPrint, string> = {
  no_preview: 'There is nothing in this file that we can print. Send another one, or prepare it by hand.',
  preview_only:
    'This file only shows a small picture of its design. Replace it with a PDF of the whole design.',
  no_outline: 'There is no cut line around this design. Replace the file, or choose a plain shape.',
  too_small: 'The design leaves no room for its border. Replace the file.',
  too_difficult: 'The cut line took too long to work out. Replace the file with a simpler one.',
  damaged: 'The file could not be read to its end.',
  too_many_pixels: 'The picture has more pixels than we open.',
  too_heavy: 'The file needed more memory than a design may.',
  too_slow: 'The file took longer than a design may.',
};

const statuses: Record<PrintFileStatus, string> = {
  waiting: 'waiting',
  making: 'being made',
  ready: 'ready',
  check_failed: 'needs a look',
};

export const production = {
  files: {
    title: 'Print files',
    statuses,
    routes,
    noPrint,
    size: (width: string, height: string, bleed: string) => `${width} × ${height} mm, ${bleed} mm bleed`,
    spots: (spot: string, backing: string | null) =>
      backing === null ? `Cut in ${spot}` : `Cut in ${spot}, backing in ${backing}`,
    check: (mean: string, bad: string) =>
      `Beside the approved preview: ${mean} of 255 apart, ${bad} % of the pixels differ.`,
    extended: 'The bleed goes on from the edge of the design.',
    cutLine: 'Cut line',
    retry: 'Make again',
    retried: 'It is made again now.',
    pass: 'Print it all the same',
    passed: 'Ready to print.',
    notNow: 'There is nothing to decide about this file any more.',
    notYours: 'Print files are for prepress, managers and the owner.',
    failed: 'What would be printed is not what the customer approved. Look at both.',
    approved: 'Approved by the customer',
    printed: 'As it would be printed',
  },
  prepress: {
    title: 'Prepress',
    search: 'Order, name or file',
    columns: {
      sticker: 'Design',
      order: 'Order',
      name: 'Customer',
      file: 'File',
      size: 'Wished size',
      waits: 'Waits',
      due: 'Due',
    },
    size: (width: string, height: string) => `${width} × ${height} mm`,
    days: (days: number) =>
      days < 1 ? 'since today' : plural(days, { one: `${days} day`, other: `${days} days` }),
    empty:
      'Nothing waits for prepress. Lines appear here when a customer asks us to prepare a design and has paid.',
  },
};
