// Sentences of the shop window: start page, products, configurator.

import { count } from '../../lib/format.ts';
import type { Shape } from '../../sticker.ts';
import type { Facet, WindowSort } from '../../storefront/search.ts';
import { plural } from '../plural.ts';

const shapes: Record<Shape, { name: string; note: string }> = {
  'die-cut': { name: 'Die-cut', note: 'Cut through, along your design' },
  'kiss-cut': { name: 'Kiss-cut', note: 'Cut along your design, on a backing sheet' },
  circle: { name: 'Circle', note: 'As wide as it is high' },
  square: { name: 'Square', note: 'As wide as it is high' },
  rectangle: { name: 'Rectangle', note: 'Sharp corners' },
  rounded: { name: 'Rounded', note: 'Corners of 3 mm' },
  oval: { name: 'Oval', note: 'An ellipse' },
};

const stickers = (quantity: number) =>
  `${count(quantity)} ${plural(quantity, { one: 'sticker', other: 'stickers' })}`;

export const storefront = {
  shapes,
  home: {
    // the headline, broken where a sticker is stuck on
    headline: ['Your art,', 'cut to', 'shape.'],
    lead: 'Send a picture or a vector file, see it cut, know the price to the cent. We print, laminate and cut it in our own workshop.',
    make: 'Make a sticker',
    samples: (price: string) => `Sample pack, ${price}`,
    story: {
      title: 'From your file to the moment it peels',
      steps: [
        {
          name: 'You send a file',
          text: 'A picture from your phone, or a file from Illustrator, CorelDRAW, Photoshop or any other. We keep the original as it is, and private.',
        },
        {
          name: 'We find the edge',
          text: 'The cut runs 2 mm outside your design, or as far as you like. You see it at true size before you pay.',
        },
        {
          name: 'Ink, laminate, knife',
          text: 'Printed on the material you chose, sealed with the finish you chose, cut to a tenth of a millimetre.',
        },
        { name: 'You peel', text: 'Packed flat, with a tracking number from the first scan to your door.' },
      ],
    },
    materials: {
      title: 'Four materials, one knife',
      text: 'The same coffee pot on all four. A screen cannot show how they feel; the sample pack can.',
      outdoors: (years: number) =>
        years > 0
          ? `${count(years)} ${plural(years, { one: 'year', other: 'years' })} outdoors`
          : 'Indoors and in envelopes',
      thickness: (um: number) => `${count(um)} µm`,
      from: (price: string) => `100 for ${price}`,
      fromNote: (size: string) => `Prices for 100 die-cut stickers of ${size}.`,
    },
    prices: {
      title: 'What it costs',
      text: (material: string) =>
        `Die-cut on ${material}, glossy or matte. Set-up, cutting and the file check are in it.`,
      size: 'Size',
      pieces: (quantity: number) => count(quantity),
      caption: 'Price by size and quantity',
      more: 'Any size from 10 to 600 mm, any number from 1 to 100,000',
    },
    pack: {
      button: (price: string) => `Put one in the cart, ${price}`,
      more: 'What is in it',
    },
    ships: {
      name: 'When it ships',
      text: (days: number) =>
        days === 0
          ? 'We print the day you pay.'
          : `We print within ${count(days)} working ${plural(days, { one: 'day', other: 'days' })} of your payment and send you the tracking number.`,
    },
    shipping: { name: 'What shipping costs' },
    privacy: {
      name: 'Who sees your file',
      text: 'You and the people who print it. Nobody else can open your artwork, and it is never published.',
    },
    delivery: (name: string, price: string, days: number) =>
      `${name}: ${price}, ${count(days)} working ${plural(days, { one: 'day', other: 'days' })}.`,
    free: 'free',
  },
  products: {
    title: 'All stickers',
    lead: 'Made from your design, or ready in a drawer.',
    from: (quantity: number, price: string) => `${stickers(quantity)} from ${price}`,
    fromPrice: (price: string) => `from ${price}`,
    each: (price: string) => `${price} each`,
    make: 'Make yours',
    look: 'Have a look',
    search: 'Search products',
    go: 'Search',
    order: 'Show first',
    sorts: {
      ours: 'What we like best',
      price: 'Lowest price',
      '-price': 'Highest price',
      name: 'By name',
    } satisfies Record<WindowSort, string>,
    refine: 'Narrow it down',
    facets: {
      category: 'Kind of thing',
      kind: 'Made how',
      material: 'Material',
      shape: 'Shape',
      stock: 'In stock',
    } satisfies Record<Facet, string>,
    kinds: { custom: 'From your design', stocked: 'Ready made' },
    inStock: 'What we have here',
    /** After a choice, for who cannot see the figure as one: `Paper, 12 products`. */
    total: (products: number) =>
      `${count(products)} ${plural(products, { one: 'product', other: 'products' })}`,
    clear: 'Show everything',
    nothing: {
      heading: 'Nothing like that here.',
      text: 'Try a shorter word, or look at everything we have. And whatever it is: if you can draw it, we can print it.',
      action: 'Show everything',
    },
  },
  stocked: {
    which: 'Which one?',
    from: (quantity: string) => `from ${quantity}`,
    breaks: 'More cost less each',
    columns: { quantity: 'How many', unit: 'Each', net: 'Together' },
    picture: (name: string) => `${name}, larger`,
    soldOut: 'All of them are gone. We are making more.',
    others: 'See what else there is',
    quantity: 'How many?',
    add: 'Add to cart',
    each: 'each',
    materials: 'On',
    finishes: 'Finished',
  },
  stock: {
    enough: 'In stock',
    left: (pieces: number) => `${count(pieces)} left`,
    later: (days: number) =>
      days === 0
        ? 'Not on the shelf; it comes in with your order'
        : `Not on the shelf; it takes ${count(days)} working ${plural(days, { one: 'day', other: 'days' })} longer`,
    soldOut: 'Sold out',
  },
  configurator: {
    title: (filename: string) => filename,
    yourDesign: 'Your design',
    found: 'What we found in it',
    example: 'Our mushroom, until your design is here.',
    exampleLabel: 'A mushroom',
    picture: (shape: string, size: string, name: string) =>
      `${name} as a ${shape.toLowerCase()} sticker, ${size}`,
    upload: {
      title: 'Start with your design',
      drop: 'Drop your design here, or choose a file.',
      dropOther: 'Drop another design, or choose a file.',
      field: 'Design file',
      button: 'Upload your design',
      another: 'Use another file',
      sending: 'Sending your file',
      opening: 'Opening your file',
      failed: 'The file did not arrive. Check your connection and send it again.',
      start: 'Add your design',
    },
    shape: 'Shape',
    size: 'Size',
    sizePresets: 'Common sizes',
    width: 'Width',
    height: 'Height',
    keep: 'Keep the proportions of the design',
    units: { mm: 'mm', in: 'in' },
    measureIn: 'Measure in',
    useSize: (size: string) => `Use ${size}`,
    material: 'Material',
    finish: 'Finish',
    quantity: 'Quantity',
    quantityField: 'Any number of pieces',
    pieces: 'pieces',
    save: (percent: number) => `save ${percent}%`,
    each: (price: string) => `${price} each`,
    total: 'Price',
    together: 'Together',
    nudge: (more: number, price: string) => `${count(more)} more for ${price}`,
    breaksLabel: (quantity: string, net: string, unit: string) => `${quantity} pieces for ${net}, ${unit}`,
    tax: (tax: string, gross: string) => `plus ${tax} tax, ${gross} in all`,
    withTax: (tax: string) => `${tax} tax included`,
    beforeShipping: 'Shipping is chosen at the checkout.',
    trace: 'How this price comes together',
    noPrice: 'Change what is marked, and the price is back.',
    update: 'Update price',
    add: 'Add to cart',
    prepress: {
      button: 'Let us prepare it for you',
      quiet: 'Not sure about your file?',
      urgent: 'Or leave it to us: we prepare the file by hand before we print.',
      askedHeading: 'We prepare this one for you.',
      asked:
        'Order it as it is. We look at the file before we print, and nothing is printed or cut until that is done.',
    },
    pageOf: (page: number, pages: number) => `Page ${count(page)} of ${count(pages)}`,
    choosePage: 'Which page?',
    takePage: 'Take this page',
    guides: {
      show: 'Show where it is cut',
      cut: 'Cut line',
      safe: 'Safe zone, 2 mm inside',
      bleed: 'Bleed, 3 mm beyond',
    },
    cut: {
      offsetMm: 'Border around your design',
      closingMm: 'Round the notches',
      more: 'More about the cut',
      finished: (size: string) => `Finished: ${size}`,
      parts: (parts: number) => `${count(parts)} separate ${plural(parts, { one: 'part', other: 'parts' })}`,
      partsOf: 'Parts of your design',
      separate: 'Separate parts',
      joined: 'Joined into one',
      holes: 'Cut the holes out too',
      line: 'Cut line',
      automatic: 'Find the line for me',
      own: 'Use my own cut line',
      fit: 'What covers the sticker',
      wholePage: 'The whole page',
      trimBox: (size: string) => `The file’s trim box, ${size}`,
      crops: (shape: string) =>
        `The ${shape} cuts off part of your design: what lies beyond the red line is trimmed away.`,
      follow: 'Cut along the design',
    },
    mat: (step: string) => `Cutting mat, one square is ${step}`,
    specifications: 'Your choices',
  },
  artwork: {
    title: 'Your design',
  },
};
