// Sentences of accounts: signing in and up, passwords, profile, addresses, staff.
import type { PlacePart } from '../../accounts/postal.libaddress.ts';
import { plural } from '../plural.ts';

const minutes = (n: number) => `${n} ${plural(n, { one: 'minute', other: 'minutes' })}`;

interface Named {
  label: string;
  noun: string;
}

/** `Post town` / `post town`; abbreviations stay as they are. */
function named(label: string): Named {
  return { label, noun: /^[A-Z]{2}|^Eir/.test(label) ? label : label.toLowerCase() };
}

const places: Record<PlacePart, Readonly<Record<string, Named>>> = {
  city: {
    city: named('City'),
    district: named('District'),
    post_town: named('Post town'),
    suburb: named('Suburb'),
  },
  region: {
    province: named('Province or region'),
    area: named('Area'),
    county: named('County'),
    department: named('Department'),
    district: named('District'),
    do_si: named('Do or si'),
    emirate: named('Emirate'),
    island: named('Island'),
    oblast: named('Oblast'),
    parish: named('Parish'),
    prefecture: named('Prefecture'),
    state: named('State'),
  },
  postalCode: {
    postal: named('Postal code'),
    eircode: named('Eircode'),
    pin: named('PIN code'),
    zip: named('ZIP code'),
  },
};

export const accounts = {
  /** Parts of an address by what its country calls them; as a label and in a sentence. */
  places,
  reloadPlace: 'Show the fields of this country',
  fields: {
    email: 'E-mail',
    password: 'Password',
    newPassword: 'New password',
    currentPassword: 'Current password',
    name: 'Full name',
    addressName: 'Who is it for',
    line1: 'Street and number',
    line2: 'Apartment, company, floor',
    country: 'Country',
    phone: 'Phone',
  },
  hints: {
    password: 'At least 10 characters. A short sentence works well.',
    phone: 'Only for the carrier, if the parcel cannot find you.',
  },
  problems: {
    form: 'Something needs another look.',
    email: 'Enter an e-mail address like ada@example.com.',
    emailTaken: 'There is an account with this address. Sign in, or choose a new password by letter.',
    emailInUse: 'We know this address from another account or order. Sign out and sign in with it instead.',
    name: 'Enter a name.',
    password: 'Enter your password.',
    passwordShort: (least: number) => `Use at least ${least} characters.`,
    passwordLong: (most: number) => `Use at most ${most} characters.`,
    passwordWrong: 'That is not your current password.',
    line1: 'Enter the street and number.',
    missing: (noun: string) => `Enter the ${noun}.`,
    postalCodeForm: (noun: string, example: string) =>
      example === ''
        ? `That is not how a ${noun} is written there.`
        : `A ${noun} there looks like ${example}.`,
    postalCodeOdd: 'A postal code has letters, digits, spaces and hyphens only.',
    country: 'Choose a country from the list.',
    phone: 'Enter a phone number with its digits, or leave it empty.',
    tooLong: (most: number) => `Use at most ${most} characters.`,
  },
  tooManyTries: (seconds: number) =>
    `That was wrong too often. Try again in ${minutes(Math.ceil(seconds / 60))}, or choose a new password by letter.`,
  signIn: {
    title: 'Sign in',
    heading: 'Good to see you again.',
    submit: 'Sign in',
    wrong: 'This e-mail and password do not belong together.',
    forgotten: 'Forgot the password?',
    newHere: 'New here?',
    signUp: 'Make an account',
  },
  signUp: {
    title: 'Make an account',
    heading: 'An account for your stickers.',
    lead: 'It keeps your designs, orders and addresses. Checkout takes a minute less.',
    you: 'You',
    address: 'Where parcels go',
    addressHint: 'Your default address. You can add others later.',
    submit: 'Make account',
    known: 'Been here before?',
    signIn: 'Sign in',
    welcome: (name: string) => `Welcome, ${name}. Your account is ready.`,
  },
  reset: {
    title: 'New password',
    heading: 'A new password, by letter.',
    lead: 'Tell us your address. We send you a link.',
    submit: 'Send the link',
    back: 'Back to sign-in',
    sentHeading: 'Look into your mailbox.',
    sent: (n: number) =>
      `If somebody has an account with that address, a link is on its way. It works for ${minutes(n)}.`,
    notThere: 'Nothing there? Look among the spam, or',
    again: 'send it again',
    chooseHeading: 'Choose a new password.',
    chooseLead: 'Everybody who is signed in to your account elsewhere will be signed out.',
    save: 'Save password',
    saved: 'Your new password works from now on.',
  },
  oldLink: {
    title: 'Old link',
    heading: 'This link has had its day.',
    text: 'Links from letters work once, and not for ever.',
    reset: 'Ask for a new password',
    verify: 'Go to your account',
    invitation: 'Whoever invited you can send a new one.',
    signIn: 'Sign in',
  },
  verify: {
    title: 'Confirm your address',
    heading: 'Is this address yours?',
    text: (email: string) => `Confirm ${email}, and orders that you placed with it before join your account.`,
    submit: 'Yes, confirm it',
    done: 'Your address is confirmed.',
  },
  shell: {
    navigation: 'Your account',
    profile: 'Profile',
    orders: 'Orders',
    addresses: 'Addresses',
    artwork: 'Artwork',
    signOut: 'Sign out',
  },
  profile: {
    title: 'Your account',
    heading: (name: string) => `Hello, ${name}.`,
    contact: 'Name and phone',
    saveContact: 'Save',
    contactSaved: 'Saved.',
    email: 'E-mail',
    emailHint: 'We send a letter to the new address to confirm it.',
    saveEmail: 'Change e-mail',
    emailSaved: (email: string) => `Changed. A letter to ${email} asks you to confirm it.`,
    password: 'Password',
    passwordHint: 'Changing it signs you out everywhere else.',
    savePassword: 'Change password',
    passwordSaved: 'Changed. You are signed out everywhere else.',
    unverified: (email: string) =>
      `We sent a letter to ${email}. Follow its link, and earlier orders with this address join your account.`,
    unverifiedHeading: 'Your address is not confirmed yet.',
    sendAgain: 'Send the letter again',
    sentAgain: 'The letter is on its way.',
  },
  addresses: {
    title: 'Addresses',
    heading: 'Where parcels go.',
    none: 'No address yet. Add one, and checkout fills itself in.',
    isDefault: 'Default',
    edit: 'Change',
    editFor: (line: string) => `Change: ${line}`,
    makeDefault: 'Use by default',
    makeDefaultFor: (line: string) => `Use by default: ${line}`,
    remove: 'Remove',
    removeFor: (line: string) => `Remove: ${line}`,
    add: 'Add an address',
    saveNew: 'Add address',
    change: 'Change this address',
    saveChange: 'Save address',
    cancel: 'Leave it as it is',
    added: 'Added.',
    changed: 'Saved. Orders already placed keep the address they had.',
    removed: 'Removed.',
    madeDefault: 'Checkout now starts with this address.',
    tooMany: (most: number) =>
      `You have ${most} addresses, and that is as many as we keep. Remove one first.`,
  },
  invitation: {
    title: 'Back office',
    heading: 'Welcome to the back office.',
    lead: (role: string) => `You join as ${role}. Choose a name and a password, and you are in.`,
    setupLead: 'You are the first one here, so the shop is yours. Choose how you sign in.',
    nameHint: 'Shown beside what you do in the back office.',
    submit: 'Open the back office',
    welcome: (name: string) => `Welcome, ${name}.`,
  },
  staff: {
    owner: 'Owner',
    roles: { owner: 'owner', manager: 'manager', prepress: 'prepress', packing: 'packing' },
  },
};
