// The rooms of the back office in the order of the navigation: a new room is one more line. Pure.
// Rooms of money stand in it for those only who may do something there.

export const ROOMS = [
  { name: 'today', href: '/admin', icon: 'clock' },
  { name: 'orders', href: '/admin/orders', icon: 'package' },
  { name: 'parcels', href: '/admin/parcels', icon: 'package-check' },
  { name: 'prepress', href: '/admin/prepress', icon: 'scissors' },
  { name: 'problems', href: '/admin/problems', icon: 'triangle-alert' },
  { name: 'customers', href: '/admin/customers', icon: 'users' },
  { name: 'stock', href: '/admin/stock', icon: 'sticky-note' },
  { name: 'products', href: '/admin/products', icon: 'shopping-bag' },
  { name: 'materials', href: '/admin/materials', icon: 'layers' },
  { name: 'prices', href: '/admin/prices', icon: 'badge-dollar-sign' },
  { name: 'delivery', href: '/admin/delivery', icon: 'truck' },
  { name: 'letters', href: '/admin/letters', icon: 'mail' },
  { name: 'payments', href: '/admin/payments', icon: 'credit-card', isMoney: true },
  { name: 'invoices', href: '/admin/invoices', icon: 'receipt', isMoney: true },
  { name: 'tax', href: '/admin/tax', icon: 'landmark', isMoney: true },
  { name: 'coupons', href: '/admin/coupons', icon: 'percent', isMoney: true },
  { name: 'staff', href: '/admin/staff', icon: 'user' },
  { name: 'audit', href: '/admin/audit', icon: 'file-text' },
  { name: 'settings', href: '/admin/settings', icon: 'settings' },
] as const;

export type RoomName = (typeof ROOMS)[number]['name'];
