// What staff type about orders and customers. Parcels have forms of their own.
import { z } from 'zod';
import { addressFields, emailField, nameField, needed, phoneField } from '../accounts/forms.ts';
import { ticked } from '../shipping/forms.ts';
import { en } from '../words/en.ts';

const MOST_TEXT = 2_000;

/** Keeps its line breaks, loses every other control character. */
function longText(missing: string) {
  return optionalText.pipe(z.string().min(1, missing));
}

const optionalText = z
  .string()
  .default('')
  .transform((text) =>
    text
      .replaceAll('\r\n', '\n')
      .replace(/[^\P{C}\n]/gu, ' ')
      .trim(),
  )
  .pipe(z.string().max(MOST_TEXT, en.admin.order.problems.tooLong(MOST_TEXT)));

const reason = needed(en.admin.order.problems.reason, 300);

export const holdFields = z.object({ reason });
export const cancellationFields = z.object({ reason, restock: ticked });
export const noteFields = z.object({ text: longText(en.admin.order.problems.text) });
export const deliveryAddressFields = addressFields;

export const customerFields = z.object({
  name: nameField,
  email: emailField,
  phone: phoneField,
  note: optionalText,
});

export const invitationFields = z.object({
  email: emailField,
  role: z.enum(['owner', 'manager', 'prepress', 'packing'], { error: en.admin.staff.problems.role }),
});
