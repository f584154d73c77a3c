// What people type into the forms of accounts, and into an address anywhere.
import { z } from 'zod';
import { en } from '../words/en.ts';
import { isCountry } from './countries.iso.ts';
import { type PlacePart, type PostalRules, postalRules } from './postal.libaddress.ts';

const say = en.accounts.problems;

/** Control characters and writing-direction marks have no place in a name or on a parcel. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
const UNWANTED = /[\u0000-\u001f\u007f-\u009f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff]|\p{Cs}/gu;

function cleaned(text: string): string {
  return text.normalize('NFC').replace(UNWANTED, ' ').replace(/\s+/g, ' ').trim();
}

export function needed(missing: string, most: number) {
  return z
    .string({ error: missing })
    .transform(cleaned)
    .pipe(z.string().min(1, missing).max(most, say.tooLong(most)));
}

export function optional(most: number) {
  return z
    .string()
    .default('')
    .transform(cleaned)
    .pipe(z.string().max(most, say.tooLong(most)));
}

/** May be empty, but has to be sent. */
export function sent(most: number) {
  return z
    .string()
    .transform(cleaned)
    .pipe(z.string().max(most, say.tooLong(most)));
}

export const emailField = z
  .string({ error: say.email })
  .trim()
  .pipe(z.email({ error: say.email }).max(254, say.email));

export const nameField = needed(say.name, 100);

export const phoneField = optional(40).refine((phone) => phone === '' || /\d/.test(phone), say.phone);

const LEAST = 10;
const MOST = 200;

const newPassword = z
  .string({ error: say.passwordShort(LEAST) })
  .refine((password) => [...password].length >= LEAST, say.passwordShort(LEAST))
  .refine((password) => password.length <= MOST, say.passwordLong(MOST));

/** Whatever was typed is compared, so that an old rule never locks anybody out. */
const givenPassword = z.string({ error: say.password }).min(1, say.password).max(1_000, say.password);

const postalCode = optional(20).refine(
  (code) => code === '' || /^[\p{L}\p{N}](?:[\p{L}\p{N} -]*[\p{L}\p{N}])?$/u.test(code),
  say.postalCodeOdd,
);

const country = z
  .string({ error: say.country })
  .trim()
  .toUpperCase()
  .refine((code) => isCountry(code), say.country);

/** What a country asks for is looked at whatever else is wrong; a field that is wrong already is missing here. */
const always = { when: () => true };

type Place = { country?: string } & Partial<Record<PlacePart, string>>;

function isThere(part: PlacePart) {
  return (place: Place) => place[part] !== '' || rulesOf(place).use[part] !== 'required';
}

function orSayMissing(part: PlacePart) {
  return {
    path: [part],
    ...always,
    error: ({ input }: { input?: unknown }) => say.missing(nounOf(part, input)),
  };
}

function rulesOf(place: unknown): PostalRules {
  return postalRules((place as Place | undefined)?.country ?? ''); // the object that is refined
}

function nounOf(part: PlacePart, place: unknown): string {
  return en.accounts.places[part][rulesOf(place).names[part]]?.noun ?? part;
}

function hasItsForm(place: Place): boolean {
  const code = place.postalCode ?? '';
  const form = rulesOf(place).postalCode;
  return code === '' || form === null || form.test(code);
}

/** A postal address; checkout asks for the same fields. What is needed of it is up to its country. */
export const addressFields = z
  .object({
    name: nameField,
    line1: needed(say.line1, 200),
    line2: optional(200),
    city: optional(100),
    region: optional(100),
    postalCode,
    country,
    phone: phoneField,
  })
  .refine(isThere('city'), orSayMissing('city'))
  .refine(isThere('region'), orSayMissing('region'))
  .refine(isThere('postalCode'), orSayMissing('postalCode'))
  .refine(hasItsForm, {
    path: ['postalCode'],
    ...always,
    error: ({ input }) => say.postalCodeForm(nounOf('postalCode', input), rulesOf(input).example),
  });

export type AddressFields = z.output<typeof addressFields>;

export const signUpFields = addressFields.extend({
  email: emailField,
  password: newPassword,
  next: z.string().optional(),
});

/** No rule but presence: an address that cannot exist is answered like one that does not. */
export const signInFields = z.object({
  email: z.string({ error: say.email }).trim().min(1, say.email).max(1_000, say.email),
  password: givenPassword,
  next: z.string().optional(),
});

export const resetRequestFields = z.object({ email: emailField });
export const newPasswordFields = z.object({ password: newPassword });
export const profileFields = z.object({ name: nameField, phone: phoneField });
export const emailChangeFields = z.object({ email: emailField, currentPassword: givenPassword });
export const passwordChangeFields = z.object({ currentPassword: givenPassword, password: newPassword });
export const invitationFields = z.object({ name: nameField, password: newPassword });
/** The set-up link does not know yet who will use it. */
export const setupFields = invitationFields.extend({ email: emailField });
