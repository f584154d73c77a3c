// Fields of pages that hold several forms. Pure.
import type { Field } from '../accounts/pages.ts';

/** Two forms of one page may both ask for a reason; their controls still need names of their own. */
export function within(form: string, field: Field): Field {
  return { ...field, id: `${form}-${field.name}` };
}
