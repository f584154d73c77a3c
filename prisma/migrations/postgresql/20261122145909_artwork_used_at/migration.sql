-- AlterTable
ALTER TABLE "Artwork" ADD COLUMN     "usedAt" TIMESTAMP(3);
