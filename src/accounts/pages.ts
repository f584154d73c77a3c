// View models of sign-in, sign-up, passwords and invitations.
import type { Problems } from '../lib/refusal.ts';
import { en } from '../words/en.ts';
import { COUNTRIES } from './countries.iso.ts';
import { postalRules } from './postal.libaddress.ts';

const say = en.accounts;

/** A form as it comes back: what was typed, and what is wrong with it. */
export interface Filled {
  typed: Record<string, string>;
  problems: Problems;
}

export const EMPTY: Filled = { typed: {}, problems: {} };

/** The locals of `partials/field.ejs`. */
export interface Field {
  name: string;
  label: string;
  value: string;
  problem?: string | undefined;
  [attribute: string]: unknown;
}

type FieldLook = Omit<Field, 'name' | 'value' | 'problem'>;

export function fieldOf(filled: Filled, name: string, look: FieldLook & { label: string }): Field {
  return { name, value: filled.typed[name] ?? '', problem: filled.problems[name], ...look };
}

/** Never filled in again: what was typed as a password is not repeated. */
export function passwordField(
  filled: Filled,
  name: 'password' | 'currentPassword',
  look: FieldLook & { label: string },
): Field {
  return { ...fieldOf(filled, name, look), type: 'password', value: '' };
}

export function emailField(filled: Filled, autocomplete: 'email' | 'username' = 'email'): Field {
  return fieldOf(filled, 'email', { label: say.fields.email, type: 'email', autocomplete, maxlength: 254 });
}

export function newPasswordField(filled: Filled, label: string = say.fields.newPassword): Field {
  return passwordField(filled, 'password', { label, autocomplete: 'new-password', hint: say.hints.password });
}

const COUNTRY_OPTIONS = COUNTRIES.map(({ code, name }) => ({ value: code, label: name }));

/** Town, region and postal code, in the order and under the names of the country that was chosen. */
function placeFields(filled: Filled): Field[] {
  const country = (filled.typed.country ?? '').trim().toUpperCase();
  const { order, use, names, example } = postalRules(country);
  const shown = order.filter((part) => use[part] !== 'unused' || filled.typed[part] || filled.problems[part]);
  return shown.map((part) =>
    fieldOf(filled, part, {
      label: say.places[part][names[part]]?.label ?? part,
      ...PLACE_LOOKS[part],
      ...(use[part] !== 'required' && { optional: true }),
      ...(part === 'postalCode' && example !== '' && { placeholder: example }),
    }),
  );
}

const PLACE_LOOKS = {
  city: { autocomplete: 'address-level2', maxlength: 100 },
  region: { autocomplete: 'address-level1', maxlength: 100 },
  postalCode: { autocomplete: 'postal-code', maxlength: 20 },
} as const;

/** Everything of an address but its name. */
export function addressFieldsOf(filled: Filled) {
  const { fields, hints } = say;
  const part = (name: string, look: FieldLook & { label: string }) => fieldOf(filled, name, look);
  return {
    line1: part('line1', { label: fields.line1, autocomplete: 'address-line1', maxlength: 200 }),
    line2: part('line2', {
      label: fields.line2,
      autocomplete: 'address-line2',
      maxlength: 200,
      optional: true,
    }),
    places: placeFields(filled),
    country: part('country', { label: fields.country, autocomplete: 'country', options: COUNTRY_OPTIONS }),
    phone: part('phone', {
      label: fields.phone,
      type: 'tel',
      autocomplete: 'tel',
      maxlength: 40,
      optional: true,
      hint: hints.phone,
    }),
  };
}

export function signInPage(filled: Filled, next: string | null) {
  // both belong to one sentence: which of the two is wrong is nobody's business
  const tie = filled.problems.form
    ? { extra: { 'aria-describedby': 'sign-in-problem', 'aria-invalid': 'true' } }
    : {};
  const password = { label: say.fields.password, autocomplete: 'current-password', ...tie };
  return {
    title: say.signIn.title,
    form: {
      action: '/login',
      next,
      problem: filled.problems.form ?? null,
      email: { ...emailField(filled, 'username'), ...tie },
      password: passwordField(filled, 'password', password),
    },
    signUpHref: withNext('/signup', next),
  };
}

export function signUpPage(filled: Filled, next: string | null) {
  return {
    title: say.signUp.title,
    form: {
      next,
      problems: filled.problems,
      name: fieldOf(filled, 'name', { label: say.fields.name, autocomplete: 'name', maxlength: 100 }),
      email: emailField(filled),
      password: newPasswordField(filled, say.fields.password),
      address: addressFieldsOf(filled),
    },
    signInHref: withNext('/login', next),
  };
}

function withNext(path: string, next: string | null): string {
  return next === null ? path : `${path}?next=${encodeURIComponent(next)}`;
}

export function resetRequestPage(filled: Filled) {
  return { title: say.reset.title, form: { email: emailField(filled) } };
}

export function resetSentPage(minutes: number) {
  return { title: say.reset.title, sent: say.reset.sent(minutes) };
}

export function choosePasswordPage(filled: Filled, action: string) {
  return { title: say.reset.title, form: { action, password: newPasswordField(filled) } };
}

export function oldLinkPage(purpose: 'reset' | 'verify' | 'invitation') {
  const ways = {
    reset: { text: say.oldLink.text, way: { href: '/password-reset', label: say.oldLink.reset } },
    verify: { text: say.oldLink.text, way: { href: '/account', label: say.oldLink.verify } },
    invitation: { text: say.oldLink.invitation, way: { href: '/login', label: say.oldLink.signIn } },
  };
  return { title: say.oldLink.title, ...ways[purpose] };
}

export function verifyPage(email: string, action: string) {
  return { title: say.verify.title, text: say.verify.text(email), action };
}

/** `role` is null on the set-up link, which has to ask for the address too. */
export function invitationPage(filled: Filled, action: string, role: string | null) {
  const names: Record<string, string> = say.staff.roles;
  return {
    title: say.invitation.title,
    lead: role === null ? say.invitation.setupLead : say.invitation.lead(names[role] ?? role),
    form: {
      action,
      problems: filled.problems,
      name: fieldOf(filled, 'name', {
        label: say.fields.name,
        autocomplete: 'name',
        maxlength: 100,
        hint: say.invitation.nameHint,
      }),
      email: role === null ? emailField(filled) : null,
      password: newPasswordField(filled, say.fields.password),
    },
  };
}

/** The fields of an address one under the other, for forms that have no rows. */
export function addressFieldList(filled: Filled): Field[] {
  const { places, ...fields } = addressFieldsOf(filled);
  const { line1, line2, country, phone } = fields;
  return [country, line1, line2, ...places, phone];
}
