// Where to go after signing in: only ever a page of this shop.

const HERE = 'http://shop.invalid';

/** `next` as it came, or null when a browser could take it for another site's address. */
export function localPath(next: string | undefined): string | null {
  if (next === undefined || next.length > 1_000) return null;
  // browsers read \ as / and drop tabs and line breaks inside an address
  if (!/^\/(?![/\\])[^\\\p{Cc}]*$/u.test(next)) return null;
  if (!URL.canParse(next, HERE)) return null;
  const url = new URL(next, HERE);
  return url.origin === HERE && !url.pathname.startsWith('//') ? next : null;
}

const NEVER_AFTERWARDS = /^\/(?:login|logout|signup|password-reset)(?:[/?#]|$)/;
const BACK_OFFICE = /^\/admin(?:[/?#]|$)/;

export function landingOfCustomer(next: string | null): string {
  return next && !NEVER_AFTERWARDS.test(next) && !BACK_OFFICE.test(next) ? next : '/account';
}

export function landingOfStaff(next: string | null): string {
  return next && BACK_OFFICE.test(next) ? next : '/admin';
}
