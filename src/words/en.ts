// Every sentence people read, in English. Another language is one more object of type Words, which does
// not compile until it is complete.
import { accounts } from './en/accounts.ts';
import { admin } from './en/admin.ts';
import { artwork } from './en/artwork.ts';
import { cart } from './en/cart.ts';
import { catalog } from './en/catalog.ts';
import { checkout } from './en/checkout.ts';
import { delivery } from './en/delivery.ts';
import { errors } from './en/errors.ts';
import { inventory } from './en/inventory.ts';
import { invoices } from './en/invoices.ts';
import { layout } from './en/layout.ts';
import { mail } from './en/mail.ts';
import { materials } from './en/materials.ts';
import { money } from './en/money.ts';
import { orders } from './en/orders.ts';
import { parcels } from './en/parcels.ts';
import { pricing } from './en/pricing.ts';
import { problems } from './en/problems.ts';
import { production } from './en/production.ts';
import { settings } from './en/settings.ts';
import { storefront } from './en/storefront.ts';
import { tax } from './en/tax.ts';

export const en = {
  accounts,
  admin,
  artwork,
  cart,
  catalog,
  checkout,
  delivery,
  errors,
  inventory,
  invoices,
  layout,
  mail,
  materials,
  money,
  orders,
  parcels,
  pricing,
  problems,
  production,
  settings,
  storefront,
  tax,
};

export type Words = typeof en;
