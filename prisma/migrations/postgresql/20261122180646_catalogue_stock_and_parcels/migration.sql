-- AlterTable
ALTER TABLE "CarrierNotice" ADD COLUMN     "attempts" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "codeKey" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "description" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "outcome" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "CartLine" ADD COLUMN     "variant" TEXT;

-- AlterTable
ALTER TABLE "DeliveryOption" ADD COLUMN     "freeFromCents" INTEGER,
ADD COLUMN     "kind" TEXT NOT NULL DEFAULT 'parcel',
ADD COLUMN     "liveRate" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "note" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "Finish" ADD COLUMN     "swatch" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "Material" ADD COLUMN     "rollWidthMm" DOUBLE PRECISION NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "Order" ADD COLUMN     "alsoTell" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "deliveryKind" TEXT NOT NULL DEFAULT 'parcel',
ADD COLUMN     "lacks" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "promisedAt" TIMESTAMP(3),
ADD COLUMN     "reprintOfId" TEXT;

-- AlterTable
ALTER TABLE "OrderLine" ADD COLUMN     "priceSheet" INTEGER,
ADD COLUMN     "variant" TEXT;

-- AlterTable
ALTER TABLE "PriceSheet" ADD COLUMN     "basedOn" INTEGER,
ADD COLUMN     "changedAt" TIMESTAMP(3),
ADD COLUMN     "changedBy" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "createdBy" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "edits" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "endedAt" TIMESTAMP(3),
ADD COLUMN     "liveKey" TEXT,
ADD COLUMN     "note" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "publishedBy" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "Product" ADD COLUMN     "archivedAt" TIMESTAMP(3),
ADD COLUMN     "searchText" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "seoDescription" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "seoTitle" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "Shipment" ADD COLUMN     "attempts" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "error" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "manifestId" TEXT,
ADD COLUMN     "nextPollAt" TIMESTAMP(3),
ADD COLUMN     "nextTryAt" TIMESTAMP(3),
ADD COLUMN     "rateId" TEXT,
ADD COLUMN     "refund" TEXT NOT NULL DEFAULT 'none',
ADD COLUMN     "service" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "task" TEXT,
ADD COLUMN     "trackerId" TEXT,
ADD COLUMN     "weightGrams" INTEGER,
ADD COLUMN     "who" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "zplKey" TEXT;

-- AlterTable
ALTER TABLE "StockItem" ADD COLUMN     "backorderDays" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "basisCents" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "basisQuantity" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "changedAt" TIMESTAMP(3),
ADD COLUMN     "checkedAt" TIMESTAMP(3),
ADD COLUMN     "code" TEXT,
ADD COLUMN     "lowToldAt" TIMESTAMP(3),
ADD COLUMN     "onHandOff" BIGINT NOT NULL DEFAULT 0,
ADD COLUMN     "reservedOff" BIGINT NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "StockMovement" ADD COLUMN     "costCents" BIGINT,
ADD COLUMN     "countId" TEXT,
ADD COLUMN     "supplier" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "StockReservation" ADD COLUMN     "extraDays" INTEGER NOT NULL DEFAULT 0;

-- CreateTable
CREATE TABLE "ProductVariant" (
    "id" TEXT NOT NULL,
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

    CONSTRAINT "ProductVariant_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProductPicture" (
    "id" TEXT NOT NULL,
    "productId" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "widthPx" INTEGER NOT NULL,
    "heightPx" INTEGER NOT NULL,
    "alt" TEXT NOT NULL DEFAULT '',
    "position" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ProductPicture_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Category" (
    "id" TEXT NOT NULL,
    "slug" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "description" TEXT NOT NULL DEFAULT '',
    "position" INTEGER NOT NULL DEFAULT 0,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Category_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProductCategory" (
    "productId" TEXT NOT NULL,
    "categoryId" TEXT NOT NULL,

    CONSTRAINT "ProductCategory_pkey" PRIMARY KEY ("productId","categoryId")
);

-- CreateTable
CREATE TABLE "FormerSlug" (
    "slug" TEXT NOT NULL,
    "productId" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "FormerSlug_pkey" PRIMARY KEY ("slug")
);

-- CreateTable
CREATE TABLE "StockCount" (
    "id" TEXT NOT NULL,
    "name" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "createdBy" TEXT NOT NULL,
    "postedAt" TIMESTAMP(3),
    "postedBy" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "StockCount_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "StockCountLine" (
    "id" TEXT NOT NULL,
    "countId" TEXT NOT NULL,
    "itemId" TEXT NOT NULL,
    "expected" BIGINT NOT NULL,
    "counted" BIGINT,
    "countedAt" TIMESTAMP(3),
    "countedBy" TEXT NOT NULL DEFAULT '',
    "level" BIGINT,
    "difference" BIGINT,

    CONSTRAINT "StockCountLine_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "DeliveryZone" (
    "id" TEXT NOT NULL,
    "optionId" TEXT NOT NULL,
    "countries" TEXT NOT NULL,
    "regions" TEXT NOT NULL DEFAULT '',
    "days" INTEGER NOT NULL,
    "freeFromCents" INTEGER,
    "steps" TEXT NOT NULL,
    "position" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "DeliveryZone_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ShipmentLine" (
    "id" TEXT NOT NULL,
    "shipmentId" TEXT NOT NULL,
    "lineId" TEXT NOT NULL,
    "quantity" INTEGER NOT NULL,

    CONSTRAINT "ShipmentLine_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ShippingRate" (
    "id" TEXT NOT NULL,
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
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "ShippingRate_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Manifest" (
    "id" TEXT NOT NULL,
    "carrier" TEXT NOT NULL,
    "gatewayId" TEXT,
    "status" TEXT NOT NULL,
    "fileKey" TEXT,
    "fileType" TEXT NOT NULL DEFAULT '',
    "error" TEXT NOT NULL DEFAULT '',
    "who" TEXT NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Manifest_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Problem" (
    "id" TEXT NOT NULL,
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
    "answeredAt" TIMESTAMP(3),
    "reprintId" TEXT,
    "refundedCents" INTEGER NOT NULL DEFAULT 0,
    "fact" TEXT NOT NULL,
    "searchText" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Problem_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "ProblemPhoto" (
    "id" TEXT NOT NULL,
    "problemId" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "key" TEXT NOT NULL,

    CONSTRAINT "ProblemPhoto_pkey" PRIMARY KEY ("id")
);

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
CREATE INDEX "CarrierNotice_codeKey_idx" ON "CarrierNotice"("codeKey");

-- CreateIndex
CREATE INDEX "Order_reprintOfId_idx" ON "Order"("reprintOfId");

-- CreateIndex
CREATE INDEX "OrderLine_product_idx" ON "OrderLine"("product");

-- CreateIndex
CREATE UNIQUE INDEX "PriceSheet_liveKey_key" ON "PriceSheet"("liveKey");

-- CreateIndex
CREATE INDEX "Product_position_id_idx" ON "Product"("position", "id");

-- CreateIndex
CREATE INDEX "Product_published_idx" ON "Product"("published");

-- CreateIndex
CREATE INDEX "Shipment_trackerId_idx" ON "Shipment"("trackerId");

-- CreateIndex
CREATE INDEX "Shipment_task_nextTryAt_idx" ON "Shipment"("task", "nextTryAt");

-- CreateIndex
CREATE INDEX "Shipment_nextPollAt_idx" ON "Shipment"("nextPollAt");

-- CreateIndex
CREATE INDEX "Shipment_manifestId_idx" ON "Shipment"("manifestId");

-- CreateIndex
CREATE INDEX "Shipment_createdAt_idx" ON "Shipment"("createdAt");

-- CreateIndex
CREATE UNIQUE INDEX "StockItem_code_key" ON "StockItem"("code");

-- CreateIndex
CREATE INDEX "StockItem_changedAt_idx" ON "StockItem"("changedAt");

-- AddForeignKey
ALTER TABLE "ProductVariant" ADD CONSTRAINT "ProductVariant_productId_fkey" FOREIGN KEY ("productId") REFERENCES "Product"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProductPicture" ADD CONSTRAINT "ProductPicture_productId_fkey" FOREIGN KEY ("productId") REFERENCES "Product"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProductCategory" ADD CONSTRAINT "ProductCategory_productId_fkey" FOREIGN KEY ("productId") REFERENCES "Product"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProductCategory" ADD CONSTRAINT "ProductCategory_categoryId_fkey" FOREIGN KEY ("categoryId") REFERENCES "Category"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "FormerSlug" ADD CONSTRAINT "FormerSlug_productId_fkey" FOREIGN KEY ("productId") REFERENCES "Product"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StockCountLine" ADD CONSTRAINT "StockCountLine_countId_fkey" FOREIGN KEY ("countId") REFERENCES "StockCount"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "StockCountLine" ADD CONSTRAINT "StockCountLine_itemId_fkey" FOREIGN KEY ("itemId") REFERENCES "StockItem"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "DeliveryZone" ADD CONSTRAINT "DeliveryZone_optionId_fkey" FOREIGN KEY ("optionId") REFERENCES "DeliveryOption"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Shipment" ADD CONSTRAINT "Shipment_manifestId_fkey" FOREIGN KEY ("manifestId") REFERENCES "Manifest"("id") ON DELETE SET NULL ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ShipmentLine" ADD CONSTRAINT "ShipmentLine_shipmentId_fkey" FOREIGN KEY ("shipmentId") REFERENCES "Shipment"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "Problem" ADD CONSTRAINT "Problem_orderId_fkey" FOREIGN KEY ("orderId") REFERENCES "Order"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "ProblemPhoto" ADD CONSTRAINT "ProblemPhoto_problemId_fkey" FOREIGN KEY ("problemId") REFERENCES "Problem"("id") ON DELETE CASCADE ON UPDATE CASCADE;
