// Sentences about materials and finishes in the back office.
import type { ChoiceKind } from '../../catalog/queries.materials.ts';
import type { FINISH_DRAWINGS, MATERIAL_DRAWINGS } from '../../catalog/swatches.ts';
import { count } from '../../lib/format.ts';
import { plural } from '../plural.ts';

const materialDrawings: Record<(typeof MATERIAL_DRAWINGS)[number], string> = {
  vinyl: 'White vinyl',
  clear: 'Clear film',
  holographic: 'Holographic film',
  paper: 'Paper',
  kraft: 'Kraft paper',
  metal: 'Brushed metal',
};

const finishDrawings: Record<(typeof FINISH_DRAWINGS)[number], string> = {
  gloss: 'Gloss',
  matte: 'Matte',
  'soft-touch': 'Soft-touch',
};

const titles: Record<ChoiceKind, string> = { material: 'Materials', finish: 'Finishes' };
const create: Record<ChoiceKind, string> = { material: 'New material', finish: 'New finish' };
const carts = (n: number) => `${count(n)} open ${plural(n, { one: 'cart', other: 'carts' })}`;

export const materials = {
  titles,
  create,
  search: 'Search by name or code',
  kinds: 'Materials and finishes',
  columns: {
    swatch: 'Swatch',
    name: 'Name',
    factor: 'Price factor',
    thickness: 'Thickness',
    outdoor: 'Outdoors',
    roll: 'Roll',
    stock: 'Stock item',
    sale: 'On sale',
    place: 'Order',
  },
  filters: { sale: 'On sale' },
  states: { on: 'on sale', off: 'off sale' },
  empty: { material: 'Make the first material.', finish: 'Make the first finish.' } satisfies Record<
    ChoiceKind,
    string
  >,
  noPrice: 'no price yet',
  micrometres: (n: number) => `${count(n)} µm`,
  years: (n: number) => (n === 0 ? 'indoors' : `${count(n)} ${plural(n, { one: 'year', other: 'years' })}`),
  rollWidth: (mm: string) => `${mm} mm`,
  takeOff: 'Take off sale',
  putOn: 'Put on sale',
  takeOffNamed: (name: string) => `Take off sale: ${name}`,
  putOnNamed: (name: string) => `Put on sale: ${name}`,
  up: (name: string) => `Move ${name} up`,
  down: (name: string) => `Move ${name} down`,
  offSale: (name: string, openCarts: number) =>
    openCarts === 0
      ? `${name} is off sale.`
      : `${name} is off sale. ${carts(openCarts)} ${plural(openCarts, { one: 'holds', other: 'hold' })} it and will offer another one.`,
  nowOnSale: (name: string) => `${name} is on sale.`,
  moved: (name: string) => `${name} moved.`,
  saved: (name: string) => `${name} is saved.`,
  made: (name: string) =>
    `${name} is made. Give it a price factor in a price sheet, and offer it with a product.`,

  fields: {
    name: 'Name',
    slug: 'Code',
    slugHint: 'In addresses and files, for good: small letters, digits and dashes.',
    description: 'Description',
    descriptionHint: 'One line, shown under its name in the shop.',
    swatch: 'Swatch',
    plainColour: 'A plain colour',
    colour: 'Colour',
    colourHint: 'Counts when the swatch is a plain colour.',
    thickness: 'Thickness',
    outdoor: 'Years outdoors',
    outdoorHint: '0 for indoors only.',
    roll: 'Roll width',
    rollHint: '0 when it does not come on a roll.',
    stock: 'Stock item',
    stockHint: 'The roll that orders reserve from.',
    noStock: 'None: never reserved',
  },
  units: { thickness: 'µm', years: 'years', roll: 'mm' },
  drawings: { material: materialDrawings, finish: finishDrawings },
  save: 'Save',

  price: {
    heading: 'Price',
    factor: (factor: string, version: number) => `Factor ${factor} by price sheet ${version}, which is live.`,
    none: (version: number) =>
      `Price sheet ${version} has no factor for it, so the shop does not sell it yet.`,
    sheet: 'See the price sheet',
    draft: 'Change it in a new draft',
  },
  offers: {
    heading: 'Offered with',
    none: 'No product offers it yet.',
  },
  sale: {
    heading: 'Sale',
    on: 'On sale.',
    waiting: 'Off sale by itself until a live price sheet has a factor for it.',
    off: 'Off sale. Carts that hold it offer another one; orders keep it.',
  },

  problems: {
    name: 'Give it a name.',
    slug: 'Use 1 to 40 small letters, digits and dashes, beginning with a letter.',
    taken: 'There is one with this code already.',
    swatch: 'Choose a swatch.',
    colour: 'Choose a colour, like #c0ffee.',
    whole: (most: number) => `Type a whole number from 0 to ${count(most)}.`,
    width: 'Type a width from 0 to 5,000 mm.',
    stock: 'Choose one of the rolls in stock.',
    direction: 'Choose up or down.',
  },
  notAllowed: 'Materials and finishes are changed by owners and managers.',
};
