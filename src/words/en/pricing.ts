// How a price comes together, and the sheets it comes from, in words.
import { count, moment } from '../../lib/format.ts';
import type { TraceLabel } from '../../pricing/quote.ts';
import type { SheetStatus } from '../../pricing/sheet.ts';
import type { Figure, Range } from '../../pricing/sheet-rules.ts';
import { plural } from '../plural.ts';

const trace: Record<TraceLabel, string> = {
  setup: 'Set-up: file check, print and cut preparation',
  printing: 'Printing and cutting',
  material: 'Material',
  finish: 'Finish',
  shape: 'Simple shape',
  minimum: 'Smallest order',
  coupon: 'Coupon',
  agreed: 'Agreed price',
};

const statuses: Record<SheetStatus, string> = {
  draft: 'draft',
  scheduled: 'scheduled',
  live: 'live',
  past: 'past',
  discarded: 'thrown away',
};

const between = ({ least, most }: Range) => `from ${count(least)} to ${count(most)}`;
const orders = (n: number) => `${count(n)} ${plural(n, { one: 'order', other: 'orders' })}`;
const lines = (n: number) => `${count(n)} ${plural(n, { one: 'line', other: 'lines' })}`;

const figures: Record<Figure, (range: Range) => string> = {
  setup: (range) => `Type an amount ${between(range)}, like 40.00.`,
  rate: ({ most }) =>
    `Type an amount over zero, up to ${count(most)}, like 0.79. It may have parts of a cent.`,
  referenceArea: (range) => `Type an area ${between(range)} mm².`,
  areaExponent: ({ least, most }) =>
    `Type an exponent from ${least} to ${most}. With zero or less, larger stickers would not cost more.`,
  quantityExponent: ({ least, most }) =>
    `Type an exponent from ${least} to ${most}. With zero or less, more stickers would not cost more; with over 1, each would cost more the more are ordered.`,
  minimum: (range) => `Type an amount ${between(range)}, in whole cents.`,
  nudgePercent: (range) => `Type a percentage ${between(range)}.`,
  factor: ({ least, most }) => `Type a factor from ${least} to ${most}, like 1 or 1.19.`,
};

const sheets = {
  title: 'Prices',
  sheet: (version: number) => `Price sheet ${version}`,
  search: 'Search by version, note or name',
  statuses,
  columns: {
    version: 'Sheet',
    status: 'State',
    note: 'Note',
    from: 'From',
    until: 'Until',
    by: 'By',
    orders: 'Orders',
  },
  filters: { status: 'State' },
  empty: 'Import a price sheet to begin.',
  ofOrder: (version: number) => `Quoted by price sheet ${version}`,
  link: (version: number) => `Sheet ${version}`,
  create: 'New draft of the live sheet',
  copy: 'New draft of this sheet',
  created: (version: number) =>
    `Sheet ${version} is a draft now. Nothing is sold by it until you publish it.`,
  saved: 'Saved. Nothing is sold by it until you publish it.',
  save: 'Save draft',
  note: 'Note',
  noteHint: 'For you and your colleagues: why these prices.',
  live: (since: string, who: string) =>
    `Everything is sold by this sheet since ${since}. Published by ${who}.`,
  liveSince: (since: string) => `Everything is sold by this sheet since ${since}.`,
  past: (from: string, until: string) =>
    `Sold by from ${from} until ${until}. Orders from then keep its prices.`,
  draft: (who: string, at: string) => `Last changed by ${who}, ${at}.`,
  scheduled: (at: string, who: string) =>
    `Goes live on ${at} UTC, as ${who} decided. Until then the live sheet counts.`,
  discarded: 'Thrown away. It never counted.',
  copiedFrom: (version: number) => `Copied from sheet ${version}.`,

  groups: {
    formula: 'The formula',
    formulaHint:
      'max(smallest order, (set-up + rate × (area ÷ reference area) ^ area exponent × quantity ^ quantity exponent) × material × finish × shape), rounded once.',
    materials: 'Materials',
    finishes: 'Finishes',
    shapes: 'Shapes',
    choicesHint: 'A factor on the whole price. Left empty, it is not for sale by this sheet.',
    shapesHint: 'A factor on the whole price.',
    breaks: 'Quantities',
  },
  figures: {
    setup: 'Set-up',
    setupHint: 'Once for every line: file check, print and cut preparation.',
    rate: 'Rate',
    rateHint: 'For one sticker of the reference area.',
    referenceArea: 'Reference area',
    referenceAreaHint: '2580.64 mm² is 2 × 2 inches.',
    areaExponent: 'Area exponent',
    areaExponentHint: 'Under 1, a sticker of twice the area costs less than twice as much.',
    quantityExponent: 'Quantity exponent',
    quantityExponentHint: 'The smaller, the more it saves to order many. At most 1.',
    minimum: 'Smallest order',
    minimumHint: 'No line costs less.',
    nudgePercent: 'Nudge',
    nudgePercentHint: 'The next quantity is pointed at when it costs less than this much more.',
    breaks: 'Quantities with their price',
    breaksHint: 'Ascending, with commas between: 50, 100, 200.',
  },
  units: { area: 'mm²', percent: '%' },

  problems: {
    figures,
    none: {
      materials: 'Give at least one material a factor, or nothing could be sold.',
      finishes: 'Give at least one finish a factor, or nothing could be sold.',
    },
    breaks: 'Type 1 to 20 whole quantities from 1 to 100,000, each larger than the one before.',
    tooDear: (amount: number) =>
      `By these figures the largest job would cost ${count(amount)}. Keep it under 20,000,000.`,
    unknown: (slug: string) => `We have no ${slug}.`,
    when: 'Choose a time in the future.',
  },

  refusals: {
    notDraft: (version: number, status: string) =>
      `Sheet ${version} is ${status}, so it stays as it is. Make a new draft of it instead.`,
    notScheduled: (version: number, status: string) => `Sheet ${version} is ${status}, not scheduled.`,
    changed: (who: string, at: Date | null) =>
      `${who} saved this draft${at ? ` on ${moment(at)}` : ''}, after you opened it. Nothing of yours was saved yet: compare below, then press the button again if yours is right.`,
    unsafe: (sentence: string) => `This draft cannot go live: ${sentence}`,
    role: 'Prices are changed by owners and managers.',
  },
  theirs: {
    heading: 'What differs',
    caption: 'Figures that differ between what was saved and what you typed',
    figure: 'Figure',
    saved: (who: string) => `Saved by ${who}`,
    yours: 'Typed by you',
    empty: 'empty',
    none: 'Your figures are the same as the saved ones.',
  },

  publication: {
    heading: 'Publish',
    now: 'Publish now',
    later: 'Publish at this time',
    at: 'Time (UTC)',
    atHint: 'The worker publishes it within a second of that time.',
    intro: 'Carts are told the new price before they pay. Orders keep theirs.',
    without: (names: string) => `By this sheet these are not for sale: ${names}.`,
    published: (version: number) => `Sheet ${version} is live. Every price comes from it now.`,
    scheduled: (version: number, at: Date) => `Sheet ${version} goes live on ${moment(at)} UTC.`,
    withdraw: 'Take it back',
    withdrawn: (version: number) => `Sheet ${version} is a draft again.`,
    discard: 'Throw this draft away',
    discarded: (version: number) => `Sheet ${version} is thrown away.`,
  },

  comparison: {
    link: 'Compare with the live sheet',
    title: (version: number, live: number) => `Sheet ${version} beside sheet ${live}`,
    back: (version: number) => `Back to sheet ${version}`,
    jobs: 'Typical jobs',
    jobsCaption: 'Typical jobs by both sheets, without tax',
    columns: {
      job: 'Job',
      quantity: 'Pieces',
      before: 'Live',
      after: 'This sheet',
      difference: 'Difference',
      percent: '%',
    },
    job: (side: string, material: string, finish: string) => `${side} × ${side} mm · ${material} · ${finish}`,
    notSold: 'not sold',
    plot: 'How much dearer or cheaper, by quantity',
    plotTitle: 'Difference to the live sheet in percent',
    pieces: 'pieces',
    size: (mm: string) => `${mm} mm`,
    same: 'Both sheets ask the same for these jobs.',
    plotSays: (size: string, first: string, last: string) =>
      `${size} mm: ${first} at the fewest pieces, ${last} at the most.`,
    orders: 'Last month’s orders',
    ordersCaption: 'What the orders of the last 30 days earned, and would have earned',
    noOrders: 'Nobody ordered and paid for custom stickers in the last 30 days.',
    would: (n: number, earned: string, would: string) =>
      `${plural(n, { one: 'This order', other: `These ${orders(n)}` })} earned ${earned} and would have earned ${would}.`,
    rows: {
      earned: 'As they were sold',
      live: 'By the live sheet',
      draft: 'By this sheet',
    },
    sums: { what: 'Goods without tax and coupons', amount: 'Amount', difference: 'Difference', percent: '%' },
    unpriced: (n: number) =>
      `${lines(n)} left out, because one of the sheets does not sell their material or finish.`,
    mostChanged: 'Where it changes most',
    mostCaption: 'The materials by what would change',
    material: 'Material',
  },

  csv: {
    export: 'Download as CSV',
    link: 'Import a CSV',
    title: 'Import a price sheet',
    intro: 'It becomes a draft. Nothing is sold by it until you publish it.',
    file: 'CSV file',
    fileHint: 'With the columns figure, of, value, as a downloaded sheet has them.',
    text: 'Or paste it here',
    submit: 'Make a draft of it',
    note: 'Imported from a CSV file',
    imported: (version: number) => `Imported as sheet ${version}, a draft. Look it over, then publish it.`,
    problems: 'Nothing was imported. These rows need another look:',
    problemsCaption: 'Rows with problems',
    columns: { row: 'Row', column: 'Column', problem: 'What is wrong' },
    where: (row: number, column: string) => `row ${row}, ${column}`,
    nothing: 'Choose a CSV file, or paste its text.',
    tooLarge: 'A price sheet is never that large. Choose the right file.',
    unreadable: 'This is not a text file. Save the sheet as CSV (UTF-8).',
    header: 'The first row must be: figure, of, value.',
    quote: 'A quotation mark opens in this row and never closes.',
    cells: 'A row has three cells: figure, of, value.',
    figure: (name: string) => `There is no figure called ${name}.`,
    twice: (row: number) => `This stands in row ${row} already.`,
    missing: (figure: string) => `${figure} is missing.`,
    currency: (currency: string) => `This shop sells in ${currency}. A sheet cannot change that.`,
    ofNeeded: 'Say which one, like vinyl or gloss.',
    ofEmpty: 'This figure belongs to the whole sheet: leave this cell empty.',
  },
};

export const pricing = { trace, tax: 'Tax', sheets };
