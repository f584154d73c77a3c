-- AlterTable
ALTER TABLE "Finish" ADD COLUMN     "swatch" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "Material" ADD COLUMN     "rollWidthMm" DOUBLE PRECISION NOT NULL DEFAULT 0;

-- AlterTable
ALTER TABLE "OrderLine" ADD COLUMN     "priceSheet" INTEGER;

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

-- CreateIndex
CREATE UNIQUE INDEX "PriceSheet_liveKey_key" ON "PriceSheet"("liveKey");
