-- CreateTable
CREATE TABLE "Coupon" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "code" TEXT NOT NULL,
    "codeKey" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "percent" INTEGER,
    "amountCents" INTEGER,
    "minimumCents" INTEGER NOT NULL DEFAULT 0,
    "startsAt" DATETIME,
    "endsAt" DATETIME,
    "mostUses" INTEGER,
    "mostPerCustomer" INTEGER,
    "uses" INTEGER NOT NULL DEFAULT 0,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "note" TEXT NOT NULL DEFAULT '',
    "createdAt" DATETIME NOT NULL,
    "createdBy" TEXT NOT NULL DEFAULT '',
    CONSTRAINT "Coupon_uses_not_negative" CHECK ("uses" >= 0)
);

-- CreateTable
CREATE TABLE "CouponBuyer" (
    "couponId" TEXT NOT NULL,
    "emailKey" TEXT NOT NULL,
    "uses" INTEGER NOT NULL DEFAULT 0,

    PRIMARY KEY ("couponId", "emailKey"),
    CONSTRAINT "CouponBuyer_couponId_fkey" FOREIGN KEY ("couponId") REFERENCES "Coupon" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "CouponBuyer_uses_not_negative" CHECK ("uses" >= 0)
);

-- CreateTable
CREATE TABLE "CouponUse" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "couponId" TEXT NOT NULL,
    "orderId" TEXT NOT NULL,
    "emailKey" TEXT NOT NULL,
    "discountCents" INTEGER NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "releasedAt" DATETIME,
    CONSTRAINT "CouponUse_couponId_fkey" FOREIGN KEY ("couponId") REFERENCES "Coupon" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Pulse" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "at" DATETIME NOT NULL
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Dispute" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "paymentId" TEXT NOT NULL,
    "gatewayId" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "amountCents" INTEGER NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "updatedAt" DATETIME NOT NULL
);
INSERT INTO "new_Dispute" ("amountCents", "createdAt", "gatewayId", "id", "paymentId", "status", "updatedAt") SELECT "amountCents", "createdAt", "gatewayId", "id", "paymentId", "status", "updatedAt" FROM "Dispute";
DROP TABLE "Dispute";
ALTER TABLE "new_Dispute" RENAME TO "Dispute";
CREATE UNIQUE INDEX "Dispute_gatewayId_key" ON "Dispute"("gatewayId");
CREATE INDEX "Dispute_paymentId_idx" ON "Dispute"("paymentId");
CREATE TABLE "new_OrderLine" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "orderId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "product" TEXT NOT NULL,
    "title" TEXT NOT NULL,
    "detail" TEXT NOT NULL DEFAULT '',
    "artworkId" TEXT,
    "cutLineId" TEXT,
    "shape" TEXT,
    "widthMm" REAL,
    "heightMm" REAL,
    "material" TEXT,
    "finish" TEXT,
    "quantity" INTEGER NOT NULL,
    "unitCents" INTEGER NOT NULL,
    "netCents" INTEGER NOT NULL,
    "taxCents" INTEGER NOT NULL DEFAULT 0,
    "discountCents" INTEGER NOT NULL DEFAULT 0,
    "refundId" TEXT,
    "trace" TEXT NOT NULL DEFAULT '[]',
    "stockUse" TEXT NOT NULL DEFAULT '[]',
    "prepress" BOOLEAN NOT NULL DEFAULT false,
    "prepressDoneAt" DATETIME,
    CONSTRAINT "OrderLine_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "Order" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "OrderLine_artworkId_fkey" FOREIGN KEY ("artworkId") REFERENCES "Artwork" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "OrderLine_cutLineId_fkey" FOREIGN KEY ("cutLineId") REFERENCES "CutLine" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "OrderLine_quantity_positive" CHECK ("quantity" > 0)
);
INSERT INTO "new_OrderLine" ("artworkId", "cutLineId", "detail", "finish", "heightMm", "id", "material", "netCents", "orderId", "position", "prepress", "prepressDoneAt", "product", "quantity", "shape", "stockUse", "taxCents", "title", "trace", "unitCents", "widthMm") SELECT "artworkId", "cutLineId", "detail", "finish", "heightMm", "id", "material", "netCents", "orderId", "position", "prepress", "prepressDoneAt", "product", "quantity", "shape", "stockUse", "taxCents", "title", "trace", "unitCents", "widthMm" FROM "OrderLine";
DROP TABLE "OrderLine";
ALTER TABLE "new_OrderLine" RENAME TO "OrderLine";
CREATE INDEX "OrderLine_orderId_idx" ON "OrderLine"("orderId");
CREATE INDEX "OrderLine_prepress_prepressDoneAt_idx" ON "OrderLine"("prepress", "prepressDoneAt");
CREATE TABLE "new_Payment" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "orderId" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "amountCents" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "idempotencyKey" TEXT NOT NULL,
    "liveOrderId" TEXT,
    "request" TEXT NOT NULL,
    "sessionId" TEXT,
    "payUrl" TEXT,
    "intentId" TEXT,
    "paidCents" INTEGER NOT NULL DEFAULT 0,
    "paidCurrency" TEXT,
    "refundedCents" INTEGER NOT NULL DEFAULT 0,
    "refundingCents" INTEGER NOT NULL DEFAULT 0,
    "differenceCents" INTEGER NOT NULL DEFAULT 0,
    "checkedAt" DATETIME,
    "method" TEXT NOT NULL DEFAULT 'gateway',
    "who" TEXT NOT NULL DEFAULT '',
    "note" TEXT NOT NULL DEFAULT '',
    "error" TEXT NOT NULL DEFAULT '',
    "createdAt" DATETIME NOT NULL,
    "expiresAt" DATETIME NOT NULL,
    "settledAt" DATETIME,
    "askedAt" DATETIME,
    "nextAskAt" DATETIME,
    "asks" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "Payment_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "Order" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Payment_amount_not_negative" CHECK ("amountCents" >= 0),
    CONSTRAINT "Payment_refunded_within_paid" CHECK ("refundedCents" >= 0 AND "refundedCents" <= "paidCents")
);
INSERT INTO "new_Payment" ("amountCents", "askedAt", "asks", "createdAt", "currency", "error", "expiresAt", "id", "idempotencyKey", "intentId", "liveOrderId", "nextAskAt", "orderId", "paidCents", "payUrl", "refundedCents", "request", "sessionId", "settledAt", "status") SELECT "amountCents", "askedAt", "asks", "createdAt", "currency", "error", "expiresAt", "id", "idempotencyKey", "intentId", "liveOrderId", "nextAskAt", "orderId", "paidCents", "payUrl", "refundedCents", "request", "sessionId", "settledAt", "status" FROM "Payment";
DROP TABLE "Payment";
ALTER TABLE "new_Payment" RENAME TO "Payment";
CREATE UNIQUE INDEX "Payment_idempotencyKey_key" ON "Payment"("idempotencyKey");
CREATE UNIQUE INDEX "Payment_liveOrderId_key" ON "Payment"("liveOrderId");
CREATE UNIQUE INDEX "Payment_sessionId_key" ON "Payment"("sessionId");
CREATE INDEX "Payment_orderId_idx" ON "Payment"("orderId");
CREATE INDEX "Payment_intentId_idx" ON "Payment"("intentId");
CREATE INDEX "Payment_status_nextAskAt_idx" ON "Payment"("status", "nextAskAt");
CREATE INDEX "Payment_checkedAt_idx" ON "Payment"("checkedAt");
CREATE TABLE "new_Refund" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "orderId" TEXT NOT NULL,
    "paymentId" TEXT NOT NULL,
    "amountCents" INTEGER NOT NULL,
    "status" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "who" TEXT NOT NULL DEFAULT '',
    "lineIds" TEXT NOT NULL DEFAULT '[]',
    "idempotencyKey" TEXT NOT NULL,
    "gatewayId" TEXT,
    "error" TEXT NOT NULL DEFAULT '',
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextTryAt" DATETIME,
    "createdAt" DATETIME NOT NULL,
    "settledAt" DATETIME,
    CONSTRAINT "Refund_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "Order" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Refund_paymentId_fkey" FOREIGN KEY ("paymentId") REFERENCES "Payment" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Refund_amount_positive" CHECK ("amountCents" > 0)
);
INSERT INTO "new_Refund" ("amountCents", "attempts", "createdAt", "error", "gatewayId", "id", "idempotencyKey", "nextTryAt", "orderId", "origin", "paymentId", "reason", "settledAt", "status", "who") SELECT "amountCents", "attempts", "createdAt", "error", "gatewayId", "id", "idempotencyKey", "nextTryAt", "orderId", "origin", "paymentId", "reason", "settledAt", "status", "who" FROM "Refund";
DROP TABLE "Refund";
ALTER TABLE "new_Refund" RENAME TO "Refund";
CREATE UNIQUE INDEX "Refund_idempotencyKey_key" ON "Refund"("idempotencyKey");
CREATE UNIQUE INDEX "Refund_gatewayId_key" ON "Refund"("gatewayId");
CREATE INDEX "Refund_orderId_idx" ON "Refund"("orderId");
CREATE INDEX "Refund_status_nextTryAt_idx" ON "Refund"("status", "nextTryAt");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE UNIQUE INDEX "Coupon_codeKey_key" ON "Coupon"("codeKey");

-- CreateIndex
CREATE UNIQUE INDEX "CouponUse_orderId_key" ON "CouponUse"("orderId");

-- CreateIndex
CREATE INDEX "CouponUse_couponId_idx" ON "CouponUse"("couponId");
