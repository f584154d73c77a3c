// View models of the profile and the address book.
import { en } from '../words/en.ts';
import { addressLines } from './address.ts';
import {
  addressFieldsOf,
  emailField,
  type Filled,
  fieldOf,
  newPasswordField,
  passwordField,
} from './pages.ts';
import type { PostalAddress } from './queries.ts';

const say = en.accounts;

/** Which of the profile's three forms came back, with what. */
export type ProfileForm = 'contact' | 'email' | 'password';

interface Profile {
  name: string;
  email: string;
  phone: string;
  verifiedAt: Date | null;
}

export function profilePage(customer: Profile, back?: { form: ProfileForm } & Filled) {
  const filled = (form: ProfileForm, typed: Record<string, string>): Filled =>
    back?.form === form ? back : { typed, problems: {} };
  const contact = filled('contact', { name: customer.name, phone: customer.phone });
  const email = filled('email', { email: customer.email });
  const password = filled('password', {});
  const current = (form: Filled, id: string) =>
    passwordField(form, 'currentPassword', {
      id,
      label: say.fields.currentPassword,
      autocomplete: 'current-password',
    });
  return {
    title: say.profile.title,
    heading: say.profile.heading(customer.name),
    unverified: customer.verifiedAt ? null : say.profile.unverified(customer.email),
    contact: {
      name: fieldOf(contact, 'name', { label: say.fields.name, autocomplete: 'name', maxlength: 100 }),
      phone: fieldOf(contact, 'phone', {
        label: say.fields.phone,
        type: 'tel',
        autocomplete: 'tel',
        maxlength: 40,
        optional: true,
      }),
    },
    emailChange: {
      email: { ...emailField(email), hint: say.profile.emailHint },
      currentPassword: current(email, 'email-current-password'),
    },
    passwordChange: {
      currentPassword: current(password, 'password-current-password'),
      password: newPasswordField(password),
    },
  };
}

/** The form under the list: a new address, or the one that is being changed. */
export interface AddressForm extends Filled {
  editing: PostalAddress | null;
}

export function addressesPage(addresses: readonly PostalAddress[], form: AddressForm) {
  const { editing } = form;
  const words = say.addresses;
  return {
    title: words.title,
    addresses: addresses.map((address) => addressView(address, addresses.length)),
    form: {
      heading: editing ? words.change : words.add,
      // the form stands below the list: when it comes back, the browser shows it
      action: `/account/addresses${editing ? `/${editing.id}` : ''}#address-form`,
      submit: editing ? words.saveChange : words.saveNew,
      cancelHref: editing ? '/account/addresses' : null,
      problems: form.problems,
      name: fieldOf(form, 'name', { label: say.fields.addressName, autocomplete: 'name', maxlength: 100 }),
      address: addressFieldsOf(form),
    },
  };
}

function addressView(address: PostalAddress, all: number) {
  const path = `/account/addresses/${address.id}`;
  return {
    lines: addressLines(address),
    isDefault: address.isDefault,
    editHref: `/account/addresses?edit=${address.id}#address-form`,
    editLabel: say.addresses.editFor(address.line1),
    defaultAction: address.isDefault || all < 2 ? null : `${path}/default`,
    defaultLabel: say.addresses.makeDefaultFor(address.line1),
    removalAction: `${path}/removal`,
    removalLabel: say.addresses.removeFor(address.line1),
  };
}

export function typedOf(address: Omit<PostalAddress, 'id' | 'isDefault'>): Record<string, string> {
  const { name, line1, line2, city, region, postalCode, country, phone } = address;
  return { name, line1, line2, city, region, postalCode, country, phone };
}
