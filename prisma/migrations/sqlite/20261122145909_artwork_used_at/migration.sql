-- AlterTable
ALTER TABLE "Artwork" ADD COLUMN "usedAt" DATETIME;
