// What an order is found by. Pure.

/** Lower case, as every *Text column; the number also as people type it, without dashes. */
export function orderSearchText(order: { number: string; name: string; email: string }): string {
  const { number, name, email } = order;
  return `${number} ${number.replaceAll('-', '')} ${name} ${email}`.toLowerCase();
}
