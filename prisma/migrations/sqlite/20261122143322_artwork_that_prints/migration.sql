-- AlterTable
ALTER TABLE "OrderLine" ADD COLUMN "prepressDoneAt" DATETIME;

-- CreateTable
CREATE TABLE "LineVersion" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "lineId" TEXT NOT NULL,
    "version" INTEGER NOT NULL,
    "artworkId" TEXT NOT NULL,
    "cutLineId" TEXT,
    "who" TEXT NOT NULL,
    "why" TEXT NOT NULL DEFAULT '',
    "at" DATETIME NOT NULL,
    CONSTRAINT "LineVersion_lineId_fkey" FOREIGN KEY ("lineId") REFERENCES "OrderLine" ("id") ON DELETE CASCADE ON UPDATE CASCADE,
    CONSTRAINT "LineVersion_artworkId_fkey" FOREIGN KEY ("artworkId") REFERENCES "Artwork" ("id") ON DELETE RESTRICT ON UPDATE CASCADE,
    CONSTRAINT "LineVersion_cutLineId_fkey" FOREIGN KEY ("cutLineId") REFERENCES "CutLine" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);

-- RedefineTables
PRAGMA defer_foreign_keys=ON;
PRAGMA foreign_keys=OFF;
CREATE TABLE "new_Artwork" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "sha256" TEXT NOT NULL,
    "bytes" INTEGER NOT NULL,
    "filename" TEXT NOT NULL,
    "format" TEXT NOT NULL,
    "pages" INTEGER NOT NULL DEFAULT 1,
    "widthMm" REAL,
    "heightMm" REAL,
    "widthPx" INTEGER,
    "heightPx" INTEGER,
    "vector" BOOLEAN NOT NULL DEFAULT false,
    "colour" TEXT,
    "spots" TEXT NOT NULL DEFAULT '[]',
    "facts" TEXT NOT NULL DEFAULT '{}',
    "page" INTEGER NOT NULL DEFAULT 1,
    "previewKey" TEXT,
    "previewWidth" INTEGER,
    "previewHeight" INTEGER,
    "maskKey" TEXT,
    "visitorId" TEXT,
    "customerId" TEXT,
    "prepressAskedAt" DATETIME,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "Artwork_customerId_fkey" FOREIGN KEY ("customerId") REFERENCES "Customer" ("id") ON DELETE SET NULL ON UPDATE CASCADE
);
INSERT INTO "new_Artwork" ("bytes", "colour", "createdAt", "customerId", "facts", "filename", "format", "heightMm", "heightPx", "id", "pages", "prepressAskedAt", "previewHeight", "previewKey", "previewWidth", "sha256", "spots", "vector", "visitorId", "widthMm", "widthPx") SELECT "bytes", "colour", "createdAt", "customerId", "facts", "filename", "format", "heightMm", "heightPx", "id", "pages", "prepressAskedAt", "previewHeight", "previewKey", "previewWidth", "sha256", "spots", "vector", "visitorId", "widthMm", "widthPx" FROM "Artwork";
DROP TABLE "Artwork";
ALTER TABLE "new_Artwork" RENAME TO "Artwork";
CREATE INDEX "Artwork_sha256_idx" ON "Artwork"("sha256");
CREATE INDEX "Artwork_visitorId_idx" ON "Artwork"("visitorId");
CREATE INDEX "Artwork_customerId_idx" ON "Artwork"("customerId");
CREATE INDEX "Artwork_createdAt_idx" ON "Artwork"("createdAt");
CREATE TABLE "new_CutLine" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "artworkId" TEXT NOT NULL,
    "shape" TEXT NOT NULL,
    "widthMm" REAL NOT NULL,
    "heightMm" REAL NOT NULL,
    "offsetMm" REAL NOT NULL,
    "closingMm" REAL NOT NULL,
    "joined" BOOLEAN NOT NULL DEFAULT false,
    "holes" BOOLEAN NOT NULL DEFAULT false,
    "fit" TEXT NOT NULL DEFAULT 'page',
    "algorithm" TEXT NOT NULL,
    "path" TEXT NOT NULL,
    "cutWidthMm" REAL NOT NULL,
    "cutHeightMm" REAL NOT NULL,
    "artX" REAL NOT NULL,
    "artY" REAL NOT NULL,
    "artWidth" REAL NOT NULL,
    "artHeight" REAL NOT NULL,
    "createdAt" DATETIME NOT NULL,
    CONSTRAINT "CutLine_artworkId_fkey" FOREIGN KEY ("artworkId") REFERENCES "Artwork" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);
INSERT INTO "new_CutLine" ("algorithm", "artworkId", "closingMm", "createdAt", "heightMm", "holes", "id", "joined", "offsetMm", "path", "shape", "widthMm") SELECT "algorithm", "artworkId", "closingMm", "createdAt", "heightMm", "holes", "id", "joined", "offsetMm", "path", "shape", "widthMm" FROM "CutLine";
DROP TABLE "CutLine";
ALTER TABLE "new_CutLine" RENAME TO "CutLine";
CREATE UNIQUE INDEX "CutLine_artworkId_shape_widthMm_heightMm_offsetMm_closingMm_joined_holes_fit_algorithm_key" ON "CutLine"("artworkId", "shape", "widthMm", "heightMm", "offsetMm", "closingMm", "joined", "holes", "fit", "algorithm");
PRAGMA foreign_keys=ON;
PRAGMA defer_foreign_keys=OFF;

-- CreateIndex
CREATE INDEX "LineVersion_artworkId_idx" ON "LineVersion"("artworkId");

-- CreateIndex
CREATE UNIQUE INDEX "LineVersion_lineId_version_key" ON "LineVersion"("lineId", "version");

-- CreateIndex
CREATE INDEX "OrderLine_prepress_prepressDoneAt_idx" ON "OrderLine"("prepress", "prepressDoneAt");
