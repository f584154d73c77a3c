// What people type at the checkout.
import { z } from 'zod';
import { addressFields, emailField, optional } from '../accounts/forms.ts';

const ticked = z
  .string()
  .optional()
  .transform((value) => value !== undefined && !['', '0', 'false', 'off'].includes(value));

/** A total nobody could have seen counts as one that has changed. */
const seenCents = z
  .string()
  .optional()
  .transform((text) => (text !== undefined && /^\d{1,12}$/.test(text) ? Number(text) : -1));

export const checkoutForm = addressFields.extend({
  email: emailField,
  company: optional(100),
  taxId: optional(40),
  saveAddress: ticked,
  seenGrossCents: seenCents,
  coupon: optional(40),
});
