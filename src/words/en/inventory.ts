// Sentences about stock: what can be had, what staff make of it, counting it.
import { count } from '../../lib/format.ts';
import { plural } from '../plural.ts';

const days = (n: number) => `${n} ${plural(n, { one: 'working day', other: 'working days' })}`;

export const inventory = {
  /** To buyers. */
  left: (n: number) => `${count(n)} left`,
  short: (n: number) => `Only ${count(n)} left`,
  littleLeft: 'Only a little left',
  soldOut: 'Sold out',
  onOrder: 'On order, takes longer',
  later: (n: number) => (n === 0 ? 'Made to order' : `On order: takes ${days(n)} more`),
  waits: (n: number) =>
    `Something in your cart is not on the shelf and takes ${days(n)} longer. These dates count that in.`,
  nowLater: (n: number) =>
    `Something in your cart has just run out. It can still be ordered and takes ${days(n)} longer: look at the dates below.`,
  takeFewer: (n: number) => `Only ${count(n)} left. Take fewer to go on.`,
  notEnoughMaterial: 'There is not enough of this material left. Take fewer, or smaller ones, to go on.',
  goneForNow: 'Sold out for now. Remove it to go on, or look again later.',

  forecast: 'Lasts',
  openingStock: 'opening stock',
  lasts: (n: number) =>
    n === 0 ? 'used up' : `about ${count(n)} ${plural(n, { one: 'day', other: 'days' })}`,

  value: 'Worth',
  valueTitle: 'What the stock is worth',
  average: 'Average cost',
  averageOf: (amount: string, unit: string) => `${amount} per ${unit}`,
  averageUnits: { piece: 'piece', mm: 'm', mm2: 'm²' },
  valueCsv: 'Valuation as CSV',
  notAllowed: 'Items and levels are for managers and the owner.',
  worth: (amount: string) => `Worth ${amount} in all, at average cost.`,
  worthUnknown: (n: number) =>
    `${n} ${plural(n, { one: 'item has', other: 'items have' })} no cost yet and ${plural(n, { one: 'is', other: 'are' })} not in it.`,

  item: {
    create: 'New item',
    edit: 'Change this item',
    save: 'Save item',
    saved: 'Saved.',
    made: (name: string) => `${name} is on the shelf.`,
    fields: {
      sku: 'Code',
      skuHint: 'Letters, digits, dots, dashes. It stays as it is.',
      name: 'Name',
      unit: 'Counted in',
      units: { piece: 'pieces', mm2: 'mm² of a roll', mm: 'mm of a roll' },
      code: 'Barcode',
      codeHint: 'What a scanner reads, where it is not the code.',
      quantity: 'On the shelf now',
      quantityHint: 'Rolls may be typed as 12.5 m² or 50 m.',
      lowLevel: 'Warn at',
      backorder: 'Sell it also when there is none',
      backorderDays: 'Working days longer then',
      backorderDaysHint: 'Buyers read it before they pay.',
      supplier: 'Supplier',
      cost: 'Cost of all of it',
      costHint: (currency: string) => `In ${currency}. Only receipts have one.`,
    },
  },
  problems: {
    sku: 'Type 1 to 60 letters, digits, dots, dashes or underscores.',
    reserved: 'This word is an address of the back office. Take another one.',
    taken: 'Another item has this code.',
    name: 'Give it a name.',
    unit: 'Choose what it is counted in.',
    amount: 'Type a whole amount that is not below zero.',
    days: 'Type whole days, from 0 to 365.',
    cost: 'Type an amount such as 120 or 120.50.',
    costOnReceipt: 'Only what comes in has a cost.',
    code: 'Type at most 80 letters and digits.',
  },

  check: {
    off: (n: number) =>
      `${n} ${plural(n, { one: 'level is', other: 'levels are' })} not what the movements add up to.`,
    see: 'See which',
    title: 'The level is off',
    onHand: (level: string, sum: string) => `On hand says ${level}, the movements add up to ${sum}.`,
    reserved: (level: string, sum: string) => `Reserved says ${level}, the movements add up to ${sum}.`,
    how: 'Count the shelf and type what is there. An adjustment in your name makes it right.',
    counted: 'Found on the shelf',
    mend: 'Put it right',
    mended: 'The level is what you counted, and the movements add up to it.',
    filter: 'Check',
    wrong: 'off',
  },

  low: {
    subject: (name: string) => `Running low: ${name}`,
    fact: (name: string) => `${name} is running low.`,
    levels: (available: string, level: string) =>
      `${available} can still be sold; you asked to hear of it at ${level}.`,
    lasts: (n: number) => `At the pace of the last 30 days it ${inventoryLasts(n)}.`,
    button: 'See the item',
  },

  uncovered: {
    filter: 'not in stock',
    lacks: (names: string) => `Paid for, but there is not enough: ${names}.`,
    next: 'Take in more and release the order, or cancel it and its money goes back.',
    held: (names: string) => `Not enough in stock: ${names}`,
    toCustomer: (titles: string) =>
      `${titles} sold out before your payment arrived. We get more in and print, or send your money back if that takes long. We write to you either way.`,
    refunded: (titles: string) =>
      `${titles} sold out before your payment arrived, so we send your money back.`,
    shelf: (titles: string) =>
      `A count of our shelf showed that there is less of ${titles} than we thought. We get more in and print, or send your money back if that takes long. We write to you either way.`,
    refundedShelf: (titles: string) =>
      `A count of our shelf showed that there is less of ${titles} than we thought, so we send your money back.`,
  },

  counts: {
    title: 'Stock-taking',
    link: 'Stock-taking',
    search: 'Name or who',
    create: 'New count sheet',
    name: 'Name of the sheet',
    only: 'Only items with',
    onlyHint: 'Part of a code or a name; empty for everything.',
    start: 'Make the sheet',
    empty: 'No count sheets yet.',
    columns: { name: 'Sheet', status: 'State', counted: 'Counted', created: 'Made', posted: 'Posted' },
    statuses: { open: 'open', posted: 'posted', dropped: 'dropped' },
    of: (done: number, all: number) => `${count(done)} of ${count(all)}`,
    filter: 'State',
    sheet: {
      sku: 'Code',
      item: 'Item',
      expected: 'Expected',
      level: 'On hand now',
      levelPosted: 'On hand then',
      counted: 'Counted',
      countedOf: (name: string) => `Counted: ${name}`,
      difference: 'Difference',
      moved: 'Moved since',
    },
    save: 'Save counts',
    saved: (n: number) => `${count(n)} ${plural(n, { one: 'count', other: 'counts' })} saved.`,
    post: 'Post the sheet',
    reason: 'Reason',
    reasonHint: 'Stands at every adjustment.',
    posted: (n: number) =>
      n === 0
        ? 'Posted. Everything was as expected.'
        : `Posted. ${count(n)} ${plural(n, { one: 'level was', other: 'levels were' })} put right.`,
    drop: 'Drop the sheet',
    dropped: 'Dropped. Nothing was booked.',
    closed: 'This sheet is closed. Make a new one.',
    nothingCounted: 'Nothing was counted yet. Type what you found first.',
    nothingToCount: 'No item has that in its code or name.',
    moved: (n: number) =>
      `${count(n)} ${plural(n, { one: 'item', other: 'items' })} moved after ${plural(n, { one: 'it was', other: 'they were' })} counted. Posting makes the level what you counted, so count ${plural(n, { one: 'it', other: 'them' })} once more where it matters.`,
    export: 'Sheet as CSV',
    import: 'Bring in a counted CSV',
    importHint:
      'With the columns sku and counted, as in the sheet. Nothing is taken in while a row is wrong.',
    importButton: 'Take it in',
    importRows: 'Rows',
    rowsWrong: (n: number) =>
      `${count(n)} ${plural(n, { one: 'row is', other: 'rows are' })} wrong. Nothing was taken in.`,
    row: (row: number, problem: string) => `Row ${row}: ${problem}`,
    rowProblems: {
      columns: 'The first row must name the columns sku and counted.',
      sku: (sku: string) => `${sku || 'Nothing'} is not on this sheet.`,
      twice: (sku: string) => `${sku} stands there twice.`,
      counted: (text: string) => `“${text}” is no whole amount.`,
      empty: 'There is no row with a count.',
      quotes: 'A quotation mark is not closed.',
    },
  },
};

function inventoryLasts(n: number): string {
  return n === 0
    ? 'has run out'
    : `lasts about ${count(n)} ${plural(n, { one: 'more day', other: 'more days' })}`;
}
