-- AlterTable
ALTER TABLE "Invoice" ADD COLUMN "invoiceOf" TEXT;

-- CreateTable
CREATE TABLE "TaxRate" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "country" TEXT NOT NULL,
    "region" TEXT NOT NULL DEFAULT '',
    "name" TEXT NOT NULL,
    "basisPoints" REAL NOT NULL,
    "reverseCharge" BOOLEAN NOT NULL DEFAULT false,
    "reason" TEXT NOT NULL DEFAULT '',
    "changedAt" DATETIME NOT NULL,
    CONSTRAINT "TaxRate_rate_within_bounds" CHECK ("basisPoints" >= 0 AND "basisPoints" <= 10000)
);

-- CreateTable
CREATE TABLE "LetterSetting" (
    "kind" TEXT NOT NULL PRIMARY KEY,
    "isOn" BOOLEAN NOT NULL DEFAULT true,
    "subject" TEXT NOT NULL DEFAULT '',
    "changedAt" DATETIME NOT NULL,
    "changedBy" TEXT NOT NULL DEFAULT ''
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Customer" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "email" TEXT NOT NULL,
    "emailKey" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "phone" TEXT NOT NULL DEFAULT '',
    "company" TEXT NOT NULL DEFAULT '',
    "taxId" TEXT NOT NULL DEFAULT '',
    "passwordHash" TEXT,
    "verifiedAt" DATETIME,
    "note" TEXT NOT NULL DEFAULT '',
    "searchText" TEXT NOT NULL DEFAULT '',
    "createdAt" DATETIME NOT NULL
);
INSERT INTO "new_Customer" ("createdAt", "email", "emailKey", "id", "name", "note", "passwordHash", "phone", "searchText", "verifiedAt") SELECT "createdAt", "email", "emailKey", "id", "name", "note", "passwordHash", "phone", "searchText", "verifiedAt" FROM "Customer";
DROP TABLE "Customer";
ALTER TABLE "new_Customer" RENAME TO "Customer";
CREATE UNIQUE INDEX "Customer_emailKey_key" ON "Customer"("emailKey");
CREATE INDEX "Customer_createdAt_idx" ON "Customer"("createdAt");
CREATE TABLE "new_Order" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "number" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "cartId" TEXT,
    "customerId" TEXT NOT NULL,
    "ownerId" TEXT,
    "visitorId" TEXT,
    "status" TEXT NOT NULL,
    "heldFrom" TEXT,
    "payment" TEXT NOT NULL DEFAULT 'pending',
    "email" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "line1" TEXT NOT NULL,
    "line2" TEXT NOT NULL DEFAULT '',
    "city" TEXT NOT NULL,
    "region" TEXT NOT NULL DEFAULT '',
    "postalCode" TEXT NOT NULL,
    "country" TEXT NOT NULL,
    "phone" TEXT NOT NULL DEFAULT '',
    "currency" TEXT NOT NULL,
    "goodsCents" INTEGER NOT NULL,
    "deliveryId" TEXT NOT NULL,
    "deliveryName" TEXT NOT NULL,
    "deliveryCents" INTEGER NOT NULL,
    "deliveryDays" INTEGER NOT NULL,
    "netCents" INTEGER NOT NULL,
    "taxCents" INTEGER NOT NULL,
    "grossCents" INTEGER NOT NULL,
    "company" TEXT NOT NULL DEFAULT '',
    "taxId" TEXT NOT NULL DEFAULT '',
    "taxName" TEXT NOT NULL DEFAULT '',
    "taxBasisPoints" REAL NOT NULL DEFAULT 0,
    "taxReason" TEXT NOT NULL DEFAULT '',
    "paidCents" INTEGER NOT NULL DEFAULT 0,
    "refundedCents" INTEGER NOT NULL DEFAULT 0,
    "couponCode" TEXT,
    "discountCents" INTEGER NOT NULL DEFAULT 0,
    "priceSheet" INTEGER NOT NULL,
    "placedAt" DATETIME NOT NULL,
    "paidAt" DATETIME,
    "dueAt" DATETIME,
    "payableUntil" DATETIME NOT NULL,
    "cancelledAt" DATETIME,
    "searchText" TEXT NOT NULL DEFAULT '',
    CONSTRAINT "Order_cartId_fkey" FOREIGN KEY ("cartId") REFERENCES "Cart" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Order_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Order_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Customer" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Order_paid_not_negative" CHECK ("paidCents" >= 0),
    CONSTRAINT "Order_refunded_not_negative" CHECK ("refundedCents" >= 0)
);
INSERT INTO "new_Order" ("cancelledAt", "cartId", "city", "country", "couponCode", "currency", "customerId", "deliveryCents", "deliveryDays", "deliveryId", "deliveryName", "discountCents", "dueAt", "email", "goodsCents", "grossCents", "heldFrom", "id", "key", "line1", "line2", "name", "netCents", "number", "ownerId", "paidAt", "paidCents", "payableUntil", "payment", "phone", "placedAt", "postalCode", "priceSheet", "refundedCents", "region", "searchText", "status", "taxCents", "visitorId") SELECT "cancelledAt", "cartId", "city", "country", "couponCode", "currency", "customerId", "deliveryCents", "deliveryDays", "deliveryId", "deliveryName", "discountCents", "dueAt", "email", "goodsCents", "grossCents", "heldFrom", "id", "key", "line1", "line2", "name", "netCents", "number", "ownerId", "paidAt", "paidCents", "payableUntil", "payment", "phone", "placedAt", "postalCode", "priceSheet", "refundedCents", "region", "searchText", "status", "taxCents", "visitorId" FROM "Order";
DROP TABLE "Order";
ALTER TABLE "new_Order" RENAME TO "Order";
CREATE UNIQUE INDEX "Order_number_key" ON "Order"("number");
CREATE UNIQUE INDEX "Order_cartId_key" ON "Order"("cartId");
CREATE INDEX "Order_status_placedAt_idx" ON "Order"("status", "placedAt");
CREATE INDEX "Order_placedAt_idx" ON "Order"("placedAt");
CREATE INDEX "Order_customerId_idx" ON "Order"("customerId");
CREATE INDEX "Order_ownerId_idx" ON "Order"("ownerId");
CREATE INDEX "Order_visitorId_idx" ON "Order"("visitorId");
CREATE INDEX "Order_status_payableUntil_idx" ON "Order"("status", "payableUntil");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE UNIQUE INDEX "TaxRate_country_region_key" ON "TaxRate"("country", "region");

-- CreateIndex
CREATE UNIQUE INDEX "Invoice_invoiceOf_key" ON "Invoice"("invoiceOf");
