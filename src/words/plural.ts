// The right form of a word for a number, by Intl.
const rules = new Intl.PluralRules('en');

/** `plural(1, { one: 'sticker', other: 'stickers' })` → `sticker`. */
export function plural(n: number, forms: { one: string; other: string }): string {
  return rules.select(n) === 'one' ? forms.one : forms.other;
}
