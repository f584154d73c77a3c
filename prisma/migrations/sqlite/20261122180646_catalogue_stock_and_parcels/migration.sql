-- AlterTable
ALTER TABLE "CartLine" ADD COLUMN "variant" TEXT;

-- AlterTable
ALTER TABLE "OrderLine" ADD COLUMN "priceSheet" INTEGER;
ALTER TABLE "OrderLine" ADD COLUMN "variant" TEXT;

-- CreateTable
CREATE TABLE "ProductVariant" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "productId" TEXT NOT NULL,
    "sku" TEXT NOT NULL,
    "name" TEXT NOT NULL DEFAULT '',
    "unitCents" INTEGER NOT NULL,
    "breaks" TEXT NOT NULL DEFAULT '[]',
    "weightGrams" INTEGER NOT NULL DEFAULT 0,
    "stockSku" TEXT,
    "stockPieces" INTEGER NOT NULL DEFAULT 1,
    "position" INTEGER NOT NULL DEFAULT 0,
    "onSale" BOOLEAN NOT NULL DEFAULT true,
    CONSTRAINT "ProductVariant_productId_fkey" FOREIGN KEY ("productId") REFERENCES "Product" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ProductPicture" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "productId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "widthPx" INTEGER NOT NULL,
    "heightPx" INTEGER NOT NULL,
    "alt" TEXT NOT NULL DEFAULT '',
    "position" INTEGER NOT NULL DEFAULT 0,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "ProductPicture_productId_fkey" FOREIGN KEY ("productId") REFERENCES "Product" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Category" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "position" INTEGER NOT NULL DEFAULT 0,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "ProductCategory" (
    "productId" TEXT NOT NULL,
    "categoryId" TEXT NOT NULL,

    PRIMARY KEY ("productId", "categoryId"),
    CONSTRAINT "ProductCategory_productId_fkey" FOREIGN KEY ("productId") REFERENCES "Product" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "ProductCategory_categoryId_fkey" FOREIGN KEY ("categoryId") REFERENCES "Category" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "FormerSlug" (
    "slug" TEXT NOT NULL PRIMARY KEY,
    "productId" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "FormerSlug_productId_fkey" FOREIGN KEY ("productId") REFERENCES "Product" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "StockCount" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "createdBy" TEXT NOT NULL,
    "postedAt" DATETIME,
    "postedBy" TEXT NOT NULL DEFAULT ''
);

-- CreateTable
CREATE TABLE "StockCountLine" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "countId" TEXT NOT NULL,
    "itemId" TEXT NOT NULL,
    "expected" BIGINT NOT NULL,
    "counted" BIGINT,
    "countedAt" DATETIME,
    "countedBy" TEXT NOT NULL DEFAULT '',
    "level" BIGINT,
    "difference" BIGINT,
    CONSTRAINT "StockCountLine_countId_fkey" FOREIGN KEY ("countId") REFERENCES "StockCount" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "StockCountLine_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "StockItem" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "DeliveryZone" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "optionId" TEXT NOT NULL,
    "countries" TEXT NOT NULL,
    "regions" TEXT NOT NULL DEFAULT '',
    "days" INTEGER NOT NULL,
    "freeFromCents" INTEGER,
    "steps" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,
    CONSTRAINT "DeliveryZone_optionId_fkey" FOREIGN KEY ("optionId") REFERENCES "DeliveryOption" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ShipmentLine" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "shipmentId" TEXT NOT NULL,
    "lineId" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,
    CONSTRAINT "ShipmentLine_shipmentId_fkey" FOREIGN KEY ("shipmentId") REFERENCES "Shipment" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ShippingRate" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "orderId" TEXT NOT NULL,
    "gatewayId" TEXT NOT NULL,
    "parcelId" TEXT NOT NULL,
    "carrier" TEXT NOT NULL,
    "service" TEXT NOT NULL,
    "cents" INTEGER NOT NULL,
    "currency" TEXT NOT NULL,
    "days" INTEGER,
    "weightGrams" INTEGER NOT NULL,
    "contents" TEXT NOT NULL DEFAULT '[]',
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Manifest" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "carrier" TEXT NOT NULL,
    "gatewayId" TEXT,
    "status" TEXT NOT NULL,
    "fileKey" TEXT,
    "fileType" TEXT NOT NULL DEFAULT '',
    "error" TEXT NOT NULL DEFAULT '',
    "who" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL
);

-- CreateTable
CREATE TABLE "Problem" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "orderId" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "reason" TEXT NOT NULL,
    "text" TEXT NOT NULL DEFAULT '',
    "lineId" TEXT,
    "material" TEXT NOT NULL DEFAULT '',
    "machine" TEXT NOT NULL DEFAULT '',
    "shipmentId" TEXT,
    "status" TEXT NOT NULL,
    "answer" TEXT NOT NULL DEFAULT '',
    "answerText" TEXT NOT NULL DEFAULT '',
    "answeredBy" TEXT NOT NULL DEFAULT '',
    "answeredAt" DATETIME,
    "reprintId" TEXT,
    "refundedCents" INTEGER NOT NULL DEFAULT 0,
    "fact" TEXT NOT NULL,
    "searchText" TEXT NOT NULL DEFAULT '',
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Problem_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "Order" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "ProblemPhoto" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "problemId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "key" TEXT NOT NULL,
    CONSTRAINT "ProblemPhoto_problemId_fkey" FOREIGN KEY ("problemId") REFERENCES "Problem" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_CarrierNotice" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "description" TEXT NOT NULL DEFAULT '',
    "codeKey" TEXT NOT NULL DEFAULT '',
    "body" TEXT NOT NULL,
    "receivedAt" DATETIME NOT NULL,
    "status" TEXT NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "nextTryAt" DATETIME,
    "outcome" TEXT NOT NULL DEFAULT ''
);
INSERT INTO "new_CarrierNotice" ("body", "id", "nextTryAt", "receivedAt", "status") SELECT "body", "id", "nextTryAt", "receivedAt", "status" FROM "CarrierNotice";
DROP TABLE "CarrierNotice";
ALTER TABLE "new_CarrierNotice" RENAME TO "CarrierNotice";
CREATE INDEX "CarrierNotice_status_nextTryAt_idx" ON "CarrierNotice"("status", "nextTryAt");
CREATE INDEX "CarrierNotice_codeKey_idx" ON "CarrierNotice"("codeKey");
CREATE TABLE "new_DeliveryOption" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "kind" TEXT NOT NULL DEFAULT 'parcel',
    "cents" INTEGER NOT NULL,
    "days" INTEGER NOT NULL,
    "freeFromCents" INTEGER,
    "liveRate" TEXT NOT NULL DEFAULT '',
    "note" TEXT NOT NULL DEFAULT '',
    "position" INTEGER NOT NULL DEFAULT 0,
    "active" BOOLEAN NOT NULL DEFAULT true
);
INSERT INTO "new_DeliveryOption" ("active", "cents", "days", "id", "name", "position") SELECT "active", "cents", "days", "id", "name", "position" FROM "DeliveryOption";
DROP TABLE "DeliveryOption";
ALTER TABLE "new_DeliveryOption" RENAME TO "DeliveryOption";
CREATE TABLE "new_Finish" (
    "slug" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "swatch" TEXT NOT NULL DEFAULT '',
    "position" INTEGER NOT NULL DEFAULT 0,
    "onSale" BOOLEAN NOT NULL DEFAULT true
);
INSERT INTO "new_Finish" ("description", "name", "onSale", "position", "slug") SELECT "description", "name", "onSale", "position", "slug" FROM "Finish";
DROP TABLE "Finish";
ALTER TABLE "new_Finish" RENAME TO "Finish";
CREATE TABLE "new_Material" (
    "slug" TEXT NOT NULL PRIMARY KEY,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "swatch" TEXT NOT NULL DEFAULT '',
    "thicknessUm" INTEGER NOT NULL DEFAULT 0,
    "outdoorYears" INTEGER NOT NULL DEFAULT 0,
    "rollWidthMm" REAL NOT NULL DEFAULT 0,
    "stockSku" TEXT,
    "position" INTEGER NOT NULL DEFAULT 0,
    "onSale" BOOLEAN NOT NULL DEFAULT true
);
INSERT INTO "new_Material" ("description", "name", "onSale", "outdoorYears", "position", "slug", "stockSku", "swatch", "thicknessUm") SELECT "description", "name", "onSale", "outdoorYears", "position", "slug", "stockSku", "swatch", "thicknessUm" FROM "Material";
DROP TABLE "Material";
ALTER TABLE "new_Material" RENAME TO "Material";
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
    "deliveryKind" TEXT NOT NULL DEFAULT 'parcel',
    "promisedAt" DATETIME,
    "reprintOfId" TEXT,
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
    "lacks" TEXT NOT NULL DEFAULT '',
    "searchText" TEXT NOT NULL DEFAULT '',
    "alsoTell" TEXT NOT NULL DEFAULT '',
    CONSTRAINT "Order_cartId_fkey" FOREIGN KEY ("cartId") REFERENCES "Cart" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Order_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "Order_ownerId_fkey" FOREIGN KEY ("ownerId") REFERENCES "Customer" ("id") ON DELETE SET NULL ON UPDATE CASCADE,
    CONSTRAINT "Order_paid_not_negative" CHECK ("paidCents" >= 0),
    CONSTRAINT "Order_refunded_not_negative" CHECK ("refundedCents" >= 0)
);
INSERT INTO "new_Order" ("cancelledAt", "cartId", "city", "company", "country", "couponCode", "currency", "customerId", "deliveryCents", "deliveryDays", "deliveryId", "deliveryName", "discountCents", "dueAt", "email", "goodsCents", "grossCents", "heldFrom", "id", "key", "line1", "line2", "name", "netCents", "number", "ownerId", "paidAt", "paidCents", "payableUntil", "payment", "phone", "placedAt", "postalCode", "priceSheet", "refundedCents", "region", "searchText", "status", "taxBasisPoints", "taxCents", "taxId", "taxName", "taxReason", "visitorId") SELECT "cancelledAt", "cartId", "city", "company", "country", "couponCode", "currency", "customerId", "deliveryCents", "deliveryDays", "deliveryId", "deliveryName", "discountCents", "dueAt", "email", "goodsCents", "grossCents", "heldFrom", "id", "key", "line1", "line2", "name", "netCents", "number", "ownerId", "paidAt", "paidCents", "payableUntil", "payment", "phone", "placedAt", "postalCode", "priceSheet", "refundedCents", "region", "searchText", "status", "taxBasisPoints", "taxCents", "taxId", "taxName", "taxReason", "visitorId" FROM "Order";
DROP TABLE "Order";
ALTER TABLE "new_Order" RENAME TO "Order";
CREATE UNIQUE INDEX "Order_number_key" ON "Order"("number");
CREATE UNIQUE INDEX "Order_cartId_key" ON "Order"("cartId");
CREATE INDEX "Order_reprintOfId_idx" ON "Order"("reprintOfId");
CREATE INDEX "Order_status_placedAt_idx" ON "Order"("status", "placedAt");
CREATE INDEX "Order_placedAt_idx" ON "Order"("placedAt");
CREATE INDEX "Order_customerId_idx" ON "Order"("customerId");
CREATE INDEX "Order_ownerId_idx" ON "Order"("ownerId");
CREATE INDEX "Order_visitorId_idx" ON "Order"("visitorId");
CREATE INDEX "Order_status_payableUntil_idx" ON "Order"("status", "payableUntil");
CREATE TABLE "new_PriceSheet" (
    "version" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "status" TEXT NOT NULL,
    "liveKey" TEXT,
    "note" TEXT NOT NULL DEFAULT '',
    "basedOn" INTEGER,
    "currency" TEXT NOT NULL,
    "data" TEXT NOT NULL,
    "edits" INTEGER NOT NULL DEFAULT 0,
    "createdAt" DATETIME NOT NULL,
    "createdBy" TEXT NOT NULL DEFAULT '',
    "changedAt" DATETIME,
    "changedBy" TEXT NOT NULL DEFAULT '',
    "publishAt" DATETIME,
    "publishedAt" DATETIME,
    "publishedBy" TEXT NOT NULL DEFAULT '',
    "endedAt" DATETIME
);
INSERT INTO "new_PriceSheet" ("createdAt", "currency", "data", "publishAt", "publishedAt", "status", "version") SELECT "createdAt", "currency", "data", "publishAt", "publishedAt", "status", "version" FROM "PriceSheet";
DROP TABLE "PriceSheet";
ALTER TABLE "new_PriceSheet" RENAME TO "PriceSheet";
CREATE UNIQUE INDEX "PriceSheet_liveKey_key" ON "PriceSheet"("liveKey");
CREATE INDEX "PriceSheet_status_idx" ON "PriceSheet"("status");
CREATE TABLE "new_Product" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "slug" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "tagline" TEXT NOT NULL DEFAULT '',
    "description" TEXT NOT NULL DEFAULT '',
    "options" TEXT NOT NULL DEFAULT '{}',
    "unitCents" INTEGER,
    "weightGrams" INTEGER NOT NULL DEFAULT 0,
    "stockSku" TEXT,
    "seoTitle" TEXT NOT NULL DEFAULT '',
    "seoDescription" TEXT NOT NULL DEFAULT '',
    "position" INTEGER NOT NULL DEFAULT 0,
    "published" BOOLEAN NOT NULL DEFAULT true,
    "archivedAt" DATETIME,
    "searchText" TEXT NOT NULL DEFAULT '',
    "createdAt" DATETIME NOT NULL
);
INSERT INTO "new_Product" ("createdAt", "description", "id", "kind", "name", "options", "position", "published", "slug", "stockSku", "tagline", "unitCents", "weightGrams") SELECT "createdAt", "description", "id", "kind", "name", "options", "position", "published", "slug", "stockSku", "tagline", "unitCents", "weightGrams" FROM "Product";
DROP TABLE "Product";
ALTER TABLE "new_Product" RENAME TO "Product";
CREATE UNIQUE INDEX "Product_slug_key" ON "Product"("slug");
CREATE INDEX "Product_position_id_idx" ON "Product"("position", "id");
CREATE INDEX "Product_published_idx" ON "Product"("published");
CREATE TABLE "new_Shipment" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "orderId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "carrier" TEXT NOT NULL,
    "service" TEXT NOT NULL DEFAULT '',
    "trackingCode" TEXT NOT NULL DEFAULT '',
    "codeKey" TEXT NOT NULL DEFAULT '',
    "url" TEXT NOT NULL DEFAULT '',
    "status" TEXT NOT NULL,
    "provider" TEXT NOT NULL DEFAULT 'manual',
    "gatewayId" TEXT,
    "rateId" TEXT,
    "trackerId" TEXT,
    "labelKey" TEXT,
    "zplKey" TEXT,
    "costCents" INTEGER,
    "weightGrams" INTEGER,
    "who" TEXT NOT NULL DEFAULT '',
    "task" TEXT,
    "nextTryAt" DATETIME,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "error" TEXT NOT NULL DEFAULT '',
    "refund" TEXT NOT NULL DEFAULT 'none',
    "createdAt" DATETIME NOT NULL,
    "shippedAt" DATETIME,
    "voidedAt" DATETIME,
    "polledAt" DATETIME,
    "nextPollAt" DATETIME,
    "manifestId" TEXT,
    CONSTRAINT "Shipment_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "Order" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "Shipment_manifestId_fkey" FOREIGN KEY ("manifestId") REFERENCES "Manifest" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
INSERT INTO "new_Shipment" ("carrier", "codeKey", "costCents", "createdAt", "gatewayId", "id", "labelKey", "orderId", "polledAt", "position", "provider", "shippedAt", "status", "trackingCode", "url", "voidedAt") SELECT "carrier", "codeKey", "costCents", "createdAt", "gatewayId", "id", "labelKey", "orderId", "polledAt", "position", "provider", "shippedAt", "status", "trackingCode", "url", "voidedAt" FROM "Shipment";
DROP TABLE "Shipment";
ALTER TABLE "new_Shipment" RENAME TO "Shipment";
CREATE UNIQUE INDEX "Shipment_gatewayId_key" ON "Shipment"("gatewayId");
CREATE INDEX "Shipment_codeKey_idx" ON "Shipment"("codeKey");
CREATE INDEX "Shipment_trackerId_idx" ON "Shipment"("trackerId");
CREATE INDEX "Shipment_task_nextTryAt_idx" ON "Shipment"("task", "nextTryAt");
CREATE INDEX "Shipment_nextPollAt_idx" ON "Shipment"("nextPollAt");
CREATE INDEX "Shipment_manifestId_idx" ON "Shipment"("manifestId");
CREATE INDEX "Shipment_createdAt_idx" ON "Shipment"("createdAt");
CREATE UNIQUE INDEX "Shipment_orderId_position_key" ON "Shipment"("orderId", "position");
CREATE TABLE "new_StockItem" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "sku" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "unit" TEXT NOT NULL,
    "onHand" BIGINT NOT NULL,
    "reserved" BIGINT NOT NULL DEFAULT 0,
    "lowLevel" BIGINT NOT NULL DEFAULT 0,
    "backorder" BOOLEAN NOT NULL DEFAULT false,
    "backorderDays" INTEGER NOT NULL DEFAULT 0,
    "code" TEXT,
    "basisCents" BIGINT NOT NULL DEFAULT 0,
    "basisQuantity" BIGINT NOT NULL DEFAULT 0,
    "onHandOff" BIGINT NOT NULL DEFAULT 0,
    "reservedOff" BIGINT NOT NULL DEFAULT 0,
    "checkedAt" DATETIME,
    "lowToldAt" DATETIME,
    "changedAt" DATETIME,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "StockItem_reserved_not_negative" CHECK ("reserved" >= 0)
);
INSERT INTO "new_StockItem" ("backorder", "createdAt", "id", "lowLevel", "name", "onHand", "reserved", "sku", "unit") SELECT "backorder", "createdAt", "id", "lowLevel", "name", "onHand", "reserved", "sku", "unit" FROM "StockItem";
DROP TABLE "StockItem";
ALTER TABLE "new_StockItem" RENAME TO "StockItem";
CREATE UNIQUE INDEX "StockItem_sku_key" ON "StockItem"("sku");
CREATE UNIQUE INDEX "StockItem_code_key" ON "StockItem"("code");
CREATE INDEX "StockItem_changedAt_idx" ON "StockItem"("changedAt");
CREATE TABLE "new_StockMovement" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "itemId" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "quantity" BIGINT NOT NULL,
    "orderId" TEXT,
    "who" TEXT NOT NULL,
    "reason" TEXT NOT NULL DEFAULT '',
    "at" DATETIME NOT NULL,
    "supplier" TEXT NOT NULL DEFAULT '',
    "costCents" BIGINT,
    "countId" TEXT,
    CONSTRAINT "StockMovement_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "StockItem" ("id") ON DELETE RESTRICT ON UPDATE CASCADE
);
INSERT INTO "new_StockMovement" ("at", "id", "itemId", "kind", "orderId", "quantity", "reason", "who") SELECT "at", "id", "itemId", "kind", "orderId", "quantity", "reason", "who" FROM "StockMovement";
DROP TABLE "StockMovement";
ALTER TABLE "new_StockMovement" RENAME TO "StockMovement";
CREATE INDEX "StockMovement_itemId_at_idx" ON "StockMovement"("itemId", "at");
CREATE INDEX "StockMovement_orderId_idx" ON "StockMovement"("orderId");
CREATE TABLE "new_StockReservation" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "itemId" TEXT NOT NULL,
    "orderId" TEXT NOT NULL,
    "quantity" BIGINT NOT NULL,
    "status" TEXT NOT NULL,
    "expiresAt" DATETIME,
    "extraDays" INTEGER NOT NULL DEFAULT 0,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "StockReservation_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "StockItem" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "StockReservation_quantity_positive" CHECK ("quantity" > 0)
);
INSERT INTO "new_StockReservation" ("createdAt", "expiresAt", "id", "itemId", "orderId", "quantity", "status") SELECT "createdAt", "expiresAt", "id", "itemId", "orderId", "quantity", "status" FROM "StockReservation";
DROP TABLE "StockReservation";
ALTER TABLE "new_StockReservation" RENAME TO "StockReservation";
CREATE INDEX "StockReservation_orderId_idx" ON "StockReservation"("orderId");
CREATE INDEX "StockReservation_status_expiresAt_idx" ON "StockReservation"("status", "expiresAt");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE UNIQUE INDEX "ProductVariant_sku_key" ON "ProductVariant"("sku");

-- CreateIndex
CREATE INDEX "ProductVariant_productId_idx" ON "ProductVariant"("productId");

-- CreateIndex
CREATE INDEX "ProductVariant_stockSku_idx" ON "ProductVariant"("stockSku");

-- CreateIndex
CREATE INDEX "ProductPicture_productId_idx" ON "ProductPicture"("productId");

-- CreateIndex
CREATE INDEX "ProductPicture_name_idx" ON "ProductPicture"("name");

-- CreateIndex
CREATE UNIQUE INDEX "Category_slug_key" ON "Category"("slug");

-- CreateIndex
CREATE INDEX "ProductCategory_categoryId_idx" ON "ProductCategory"("categoryId");

-- CreateIndex
CREATE INDEX "FormerSlug_productId_idx" ON "FormerSlug"("productId");

-- CreateIndex
CREATE INDEX "StockCount_createdAt_idx" ON "StockCount"("createdAt");

-- CreateIndex
CREATE INDEX "StockCountLine_itemId_idx" ON "StockCountLine"("itemId");

-- CreateIndex
CREATE UNIQUE INDEX "StockCountLine_countId_itemId_key" ON "StockCountLine"("countId", "itemId");

-- CreateIndex
CREATE INDEX "DeliveryZone_optionId_idx" ON "DeliveryZone"("optionId");

-- CreateIndex
CREATE INDEX "ShipmentLine_lineId_idx" ON "ShipmentLine"("lineId");

-- CreateIndex
CREATE UNIQUE INDEX "ShipmentLine_shipmentId_lineId_key" ON "ShipmentLine"("shipmentId", "lineId");

-- CreateIndex
CREATE INDEX "ShippingRate_orderId_idx" ON "ShippingRate"("orderId");

-- CreateIndex
CREATE INDEX "ShippingRate_createdAt_idx" ON "ShippingRate"("createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Manifest_gatewayId_key" ON "Manifest"("gatewayId");

-- CreateIndex
CREATE INDEX "Manifest_createdAt_idx" ON "Manifest"("createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "Problem_fact_key" ON "Problem"("fact");

-- CreateIndex
CREATE INDEX "Problem_orderId_idx" ON "Problem"("orderId");

-- CreateIndex
CREATE INDEX "Problem_status_createdAt_idx" ON "Problem"("status", "createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "ProblemPhoto_problemId_position_key" ON "ProblemPhoto"("problemId", "position");

-- CreateIndex
CREATE INDEX "OrderLine_product_idx" ON "OrderLine"("product");
