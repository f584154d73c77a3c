-- DropIndex
DROP INDEX "CutLine_artworkId_shape_widthMm_heightMm_offsetMm_closingMm_key";

-- AlterTable
ALTER TABLE "Artwork" ADD COLUMN     "maskKey" TEXT,
ADD COLUMN     "page" INTEGER NOT NULL DEFAULT 1;

-- AlterTable
ALTER TABLE "CutLine" ADD COLUMN     "artHeight" DOUBLE PRECISION NOT NULL,
ADD COLUMN     "artWidth" DOUBLE PRECISION NOT NULL,
ADD COLUMN     "artX" DOUBLE PRECISION NOT NULL,
ADD COLUMN     "artY" DOUBLE PRECISION NOT NULL,
ADD COLUMN     "cutHeightMm" DOUBLE PRECISION NOT NULL,
ADD COLUMN     "cutWidthMm" DOUBLE PRECISION NOT NULL,
ADD COLUMN     "fit" TEXT NOT NULL DEFAULT 'page';

-- AlterTable
ALTER TABLE "OrderLine" ADD COLUMN     "prepressDoneAt" TIMESTAMP(3);

-- CreateTable
CREATE TABLE "LineVersion" (
    "id" TEXT NOT NULL,
    "lineId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "artworkId" TEXT NOT NULL,
    "cutLineId" TEXT,
    "who" TEXT NOT NULL,
    "why" TEXT NOT NULL DEFAULT '',
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "LineVersion_pkey" PRIMARY KEY ("id")
);

-- CreateIndex
CREATE INDEX "LineVersion_artworkId_idx" ON "LineVersion"("artworkId");

-- CreateIndex
CREATE UNIQUE INDEX "LineVersion_lineId_version_key" ON "LineVersion"("lineId", "version");

-- CreateIndex
CREATE UNIQUE INDEX "CutLine_artworkId_shape_widthMm_heightMm_offsetMm_closingMm_key" ON "CutLine"("artworkId", "shape", "widthMm", "heightMm", "offsetMm", "closingMm", "joined", "holes", "fit", "algorithm");

-- CreateIndex
CREATE INDEX "OrderLine_prepress_prepressDoneAt_idx" ON "OrderLine"("prepress", "prepressDoneAt");

-- AddForeignKey
ALTER TABLE "LineVersion" ADD CONSTRAINT "LineVersion_lineId_fkey" FOREIGN KEY ("lineId") REFERENCES "OrderLine"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LineVersion" ADD CONSTRAINT "LineVersion_artworkId_fkey" FOREIGN KEY ("artworkId") REFERENCES "Artwork"("id") ON DELETE RESTRICT ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "LineVersion" ADD CONSTRAINT "LineVersion_cutLineId_fkey" FOREIGN KEY ("cutLineId") REFERENCES "CutLine"("id") ON DELETE SET NULL ON UPDATE CASCADE;
