// Sentences of the settings page.

export const settings = {
  title: 'Settings',
  notAllowed: 'Settings are for managers and the owner.',
  save: 'Save settings',
  saved: 'Saved.',
  elsewhere: { title: 'Elsewhere', tax: 'Tax and invoices' },
  groups: {
    shop: { title: 'The shop', hint: 'Printed on documents and in letters.' },
    orders: { title: 'Orders', hint: '' },
    delivery: {
      title: 'Delivery',
      hint: 'What is promised at the checkout counts working days from here. Ways and prices have a page of their own.',
    },
    sender: {
      title: 'Parcels',
      hint: 'Where they leave from: carriers make offers from here, and print it on labels.',
    },
    money: { title: 'Money', hint: '' },
    cut: {
      title: 'Cutting',
      hint: 'Your RIP finds the cut by the name of its spot colour, to the letter. New print files follow at once.',
    },
    print: { title: 'Printing', hint: '' },
    artwork: { title: 'Designs', hint: '' },
    stock: {
      title: 'Stock',
      hint: 'What a job takes from its roll: each sticker with bleed and gap around it, and the waste on top.',
    },
  },
  fields: {
    shopName: { label: 'Name' },
    shopAddress: { label: 'Address', hint: 'One line each.' },
    homeCountry: { label: 'Country', hint: 'New addresses start with it.' },
    productionDays: { label: 'Production takes', unit: 'working days', hint: 'From payment to the parcel.' },
    payableHours: {
      label: 'Unpaid orders stay payable for',
      unit: 'hours',
      hint: 'Then they cancel themselves, once the gateway says that nobody paid.',
    },
    'delivery.timeZone': {
      label: 'Time zone',
      hint: 'America/Los_Angeles, Europe/Berlin: where your working day is.',
    },
    'delivery.cutOffHour': {
      label: 'Orders count for the same day until',
      unit: 'o’clock',
      hint: '14 is two in the afternoon; 24 is the end of the day.',
    },
    'delivery.holidays': {
      label: 'Holidays',
      hint: 'One a line: 2026-12-24 once, 12-25 every year. Weekends are off anyway.',
    },
    'delivery.pickUpHours': {
      label: 'Pick-up hours',
      hint: 'Said to whoever picks an order up: Monday to Friday, 9 to 17.',
    },
    'delivery.stuckDays': {
      label: 'A parcel counts as stuck after',
      unit: 'days',
      hint: 'Without news from the carrier. It then stands in the list of problems.',
    },
    'problems.days': {
      label: 'Customers can report a problem for',
      unit: 'days',
      hint: 'After the parcel arrived.',
    },
    'parcels.carriers': {
      label: 'Carriers of your own',
      hint: 'One a line, a name and where it shows its parcels: Bicycle Bob https://bob.example/{code}',
    },
    'sender.name': { label: 'Name', hint: 'Empty: the shop’s.' },
    'sender.line1': { label: 'Street', hint: '' },
    'sender.line2': { label: 'Second line', hint: '' },
    'sender.city': { label: 'City', hint: '' },
    'sender.region': { label: 'State or region', hint: 'CA, NY: as carriers write it.' },
    'sender.postalCode': { label: 'Postal code', hint: '' },
    'sender.country': { label: 'Country', hint: 'Two letters, like US or DE. Empty: the shop’s.' },
    'sender.phone': { label: 'Phone', hint: 'Some carriers want one.' },
    'refunds.owedBack': {
      label: 'Payments too many, or for cancelled orders',
      hint: 'Each is told to its owner by letter when it goes back.',
    },
    'coupons.shown': { label: 'Coupons', hint: 'Whether the checkout has a field for them.' },
    'cut.spotName': {
      label: 'Spot colour of the cut',
      hint: 'CutContour, ThruCut, KissCut: what your machine listens to.',
    },
    'cut.backingSpotName': {
      label: 'Spot colour of a kiss-cut’s backing',
      hint: 'The rectangle 5 mm around, cut through.',
    },
    'cut.bleedMm': { label: 'Bleed', unit: 'mm', hint: 'Printed beyond the cut on every side.' },
    'cut.minRadiusMm': {
      label: 'Smallest inner radius',
      unit: 'mm',
      hint: 'Notches narrower than twice this are filled, unless somebody chose otherwise.',
    },
    'print.profile': {
      label: 'Printing condition',
      hint: 'The path of an ICC profile on this machine, or none. Print files name it; no colour is changed.',
    },
    'artwork.draftDays': {
      label: 'Designs that nobody ordered are kept for',
      unit: 'days',
      hint: 'Ordered designs are kept for good.',
    },
    'stock.bleedMm': { label: 'Bleed on the roll', unit: 'mm', hint: 'Around each sticker.' },
    'stock.gapMm': { label: 'Gap', unit: 'mm', hint: 'Left free around each sticker.' },
    'stock.wastePercent': { label: 'Waste', unit: '%', hint: 'For set-up and mistakes.' },
    'stock.uncovered': {
      label: 'Paid orders that there is not enough stock for',
      hint: 'Somebody paid late, or a count found less. The customer is told by letter.',
    },
  },
  choices: {
    owedBack: { automatic: 'Go back by themselves', by_hand: 'Wait for somebody to send them back' },
    uncovered: {
      hold: 'Wait on hold until somebody decides',
      refund: 'Are cancelled, and their money goes back',
    },
    shown: { false: 'The checkout does not ask for one', true: 'The checkout asks for one' },
  },
  problems: {
    choice: 'Choose one of these.',
    shopName: 'Give the shop a name.',
    lines: 'Keep it to eight lines of 100 characters.',
    country: 'Choose a country.',
    whole: (least: number, most: number) => `Type a whole number from ${least} to ${most}.`,
    millimetres: (least: number, most: number) => `Type millimetres from ${least} to ${most}, like 3 or 1.5.`,
    spot: 'Type 1 to 60 plain characters, without brackets, slashes, percent or hash signs.',
    processInk: 'That is the name of a printing ink. Choose one that only the knife listens to.',
    carriers: 'Type a name and an https address with {code} in it, one carrier a line.',
    timeZone: 'Type a time zone by its place, like Europe/Berlin.',
    holidays: 'Type days like 2026-12-24, or 12-25 for every year, one a line.',
    sameSpot: 'The backing needs a name of its own.',
    profile: 'Type none, or the full path of a file that ends in .icc or .icm.',
    noProfile: 'There is no ICC profile that we can read at this place.',
  },
};
