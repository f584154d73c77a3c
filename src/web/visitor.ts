// Who is asking: nobody yet, a visitor we know by a cookie, a customer, or staff.

export type StaffRole = 'owner' | 'manager' | 'prepress' | 'packing';

export interface Visitor {
  /** Of the session; null before the visitor's first POST. */
  visitorId: string | null;
  customer: { id: string; email: string; name: string; verified: boolean } | null;
  staff: { id: string; email: string; name: string; role: StaffRole } | null;
}

export const NOBODY: Visitor = { visitorId: null, customer: null, staff: null };

/** How the visitor is named in events: `customer`, `Sam (staff)`. Never an e-mail address. */
export function actorOf(visitor: Visitor): string {
  if (visitor.staff) return `${visitor.staff.name} (staff)`;
  return 'customer';
}
