// What the owner types about the shop and its machines. A field that is not sent stays as it is.
import { z } from 'zod';
import { isCountry } from '../accounts/countries.iso.ts';
import { needed, sent } from '../accounts/forms.ts';
import { NO_PROFILE, SPOT_NAME } from '../catalog/settings.ts';
import { isHoliday, isTimeZone } from '../lib/calendar.ts';
import { readCarrier } from '../shipping/carriers.ts';
import { en } from '../words/en.ts';

const say = en.settings.problems;

function whole(least: number, most: number) {
  const problem = say.whole(least, most);
  return z
    .string({ error: problem })
    .trim()
    .regex(/^\d{1,6}$/, problem)
    .transform(Number)
    .refine((value) => value >= least && value <= most, problem);
}

/** `1.5` or `1,5`; a hundredth is finer than the knife. */
function millimetres(least: number, most: number) {
  const problem = say.millimetres(least, most);
  return z
    .string({ error: problem })
    .trim()
    .regex(/^\d{1,3}([.,]\d{1,2})?$/, problem)
    .transform((text) => Number(text.replace(',', '.')))
    .refine((value) => value >= least && value <= most, problem);
}

/** Names that every printing machine has an ink for already, or takes for all of them. */
const PROCESS_INKS = ['cyan', 'magenta', 'yellow', 'black', 'all', 'none'];

const spotName = z
  .string({ error: say.spot })
  .trim()
  .regex(SPOT_NAME, say.spot)
  .refine((name) => !PROCESS_INKS.includes(name.toLowerCase()), say.processInk);

const addressLines = z
  .string()
  .transform((text) =>
    text
      .split(/\r?\n/)
      .map((line) => line.replace(/\p{Cc}/gu, ' ').trim())
      .filter(Boolean),
  )
  .refine((lines) => lines.length <= 8 && lines.every((line) => line.length <= 100), say.lines);

const holidays = z
  .string()
  .transform((text) =>
    text
      .split(/[\s,;]+/)
      .map((day) => day.trim())
      .filter(Boolean),
  )
  .refine((days) => days.length <= 200 && days.every(isHoliday), say.holidays);

const ownCarriers = z
  .string()
  .transform((text) =>
    text
      .split(/\r?\n/)
      .map((line) => line.trim())
      .filter(Boolean),
  )
  .refine((lines) => lines.length <= 50 && lines.every((line) => readCarrier(line) !== null), say.carriers);

const profile = z
  .string({ error: say.profile })
  .trim()
  .transform((text) => (text === '' || text.toLowerCase() === NO_PROFILE ? NO_PROFILE : text))
  .refine(
    (text) => text === NO_PROFILE || /^(\/|[A-Za-z]:\\)\P{Cc}{1,500}\.ic[cm]$/iu.test(text),
    say.profile,
  );

/** Field names are the settings' own. */
export const settingsFields = z
  .object({
    shopName: needed(say.shopName, 80),
    shopAddress: addressLines,
    homeCountry: z.string().trim().toUpperCase().refine(isCountry, say.country),
    productionDays: whole(0, 60),
    payableHours: whole(1, 720),
    'cut.spotName': spotName,
    'cut.backingSpotName': spotName,
    'cut.bleedMm': millimetres(0, 20),
    'cut.minRadiusMm': millimetres(1, 25),
    'print.profile': profile,
    'artwork.draftDays': whole(1, 3650),
    'stock.bleedMm': millimetres(0, 20),
    'stock.gapMm': millimetres(0, 50),
    'stock.wastePercent': whole(0, 100),
    'stock.uncovered': z.enum(['hold', 'refund'], { error: say.choice }),
    'refunds.owedBack': z.enum(['automatic', 'by_hand'], { error: say.choice }),
    'delivery.timeZone': z.string().trim().refine(isTimeZone, say.timeZone),
    'delivery.cutOffHour': whole(0, 24),
    'delivery.holidays': holidays,
    'delivery.pickUpHours': sent(200),
    'delivery.stuckDays': whole(1, 90),
    'problems.days': whole(0, 365),
    'parcels.carriers': ownCarriers,
    'sender.name': sent(100),
    'sender.line1': sent(100),
    'sender.line2': sent(100),
    'sender.city': sent(100),
    'sender.region': sent(100),
    'sender.postalCode': sent(20),
    'sender.country': z
      .string()
      .trim()
      .toUpperCase()
      .refine((code) => code === '' || isCountry(code), say.country),
    'sender.phone': sent(40),
    'coupons.shown': z.enum(['true', 'false'], { error: say.choice }).transform((text) => text === 'true'),
  })
  .partial();

export type SettingsTyped = z.output<typeof settingsFields>;
export type SettingsField = keyof SettingsTyped;
