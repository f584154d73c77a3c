-- AlterTable
ALTER TABLE "OrderLine" ADD COLUMN "priceSheet" INTEGER;

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
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
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;
