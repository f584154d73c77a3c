// The back office over HTTP. A new room is one more router here and one more line in rooms.ts.
import { Router } from 'express';
import { type LineDeps, lineRoutes } from './routes.artwork.ts';
import { type AuditDeps, auditRoutes } from './routes.audit.ts';
import { categoryRoutes } from './routes.categories.ts';
import { type CountDeps, countRoutes } from './routes.counts.ts';
import { type CouponDeps, couponRoutes } from './routes.coupons.ts';
import { type CustomerDeps, customerRoutes } from './routes.customers.ts';
import { type DeliveryDeps, deliveryRoutes } from './routes.delivery.ts';
import { type DraftDeps, draftRoutes } from './routes.drafts.ts';
import { type FileDeps, fileRoutes } from './routes.files.ts';
import { type InvoiceDeps, invoiceRoutes } from './routes.invoices.ts';
import { type LetterDeps, letterRoutes } from './routes.letters.ts';
import { type MaterialDeps, materialRoutes } from './routes.materials.ts';
import { type OrderDeps, orderRoutes } from './routes.orders.ts';
import { type ParcelDeps, parcelRoutes } from './routes.parcels.ts';
import { type PaymentDeps, paymentRoutes } from './routes.payments.ts';
import { permissionsOf } from './routes.permissions.ts';
import { type PrepressDeps, prepressRoutes } from './routes.prepress.ts';
import { type PriceFileDeps, priceFileRoutes } from './routes.price-files.ts';
import { priceRoutes } from './routes.prices.ts';
import { type ProblemDeps, problemRoutes } from './routes.problems.ts';
import { type ProductDeps, productRoutes } from './routes.products.ts';
import { type RefundDeps, refundRoutes } from './routes.refunds.ts';
import { type SettingsDeps, settingsRoutes } from './routes.settings.ts';
import { type ShipmentDeps, shipmentRoutes } from './routes.shipments.ts';
import { type StaffDeps, staffRoutes } from './routes.staff.ts';
import { stockRoutes } from './routes.stock.ts';
import { type StockItemDeps, stockItemRoutes } from './routes.stock-items.ts';
import { type TaxDeps, taxRoutes } from './routes.tax.ts';
import { type TodayDeps, todayRoutes } from './routes.today.ts';
import { staffOnly } from './shell.ts';

export type AdminDeps = AuditDeps &
  CountDeps &
  CouponDeps &
  CustomerDeps &
  DeliveryDeps &
  ProblemDeps &
  FileDeps &
  InvoiceDeps &
  DraftDeps &
  LetterDeps &
  LineDeps &
  MaterialDeps &
  OrderDeps &
  ParcelDeps &
  PaymentDeps &
  PrepressDeps &
  ProductDeps &
  PriceFileDeps &
  RefundDeps &
  SettingsDeps &
  ShipmentDeps &
  StaffDeps &
  StockItemDeps &
  TaxDeps &
  TodayDeps;

/** Behind the visitor; `staffOnly` may stand further out as well, before anything of a request is read. */
export function adminRoutes(deps: AdminDeps): Router {
  const office = Router();
  office.use(staffOnly);
  office.use(todayRoutes(deps));
  office.use(draftRoutes(deps));
  office.use(orderRoutes(deps));
  office.use(lineRoutes(deps));
  office.use(fileRoutes(deps));
  office.use(prepressRoutes(deps));
  office.use(refundRoutes(deps));
  office.use(shipmentRoutes(deps));
  office.use(parcelRoutes(deps));
  office.use(customerRoutes(deps));
  office.use(couponRoutes(deps));
  office.use(deliveryRoutes(deps));
  office.use(problemRoutes(deps));
  office.use(countRoutes(deps));
  office.use(stockItemRoutes(deps));
  office.use(productRoutes(deps));
  office.use(categoryRoutes(deps));
  office.use(stockRoutes(deps));
  office.use(materialRoutes(deps));
  office.use(priceFileRoutes(deps));
  office.use(priceRoutes(deps));
  office.use(letterRoutes(deps));
  office.use(paymentRoutes(deps));
  office.use(invoiceRoutes(deps));
  office.use(taxRoutes(deps));
  office.use(staffRoutes(deps));
  office.use(auditRoutes(deps));
  office.use(settingsRoutes(deps));
  office.get('/staff/permissions', (_req, res) => void res.json(permissionsOf(office)));
  return Router().use('/admin', office);
}
