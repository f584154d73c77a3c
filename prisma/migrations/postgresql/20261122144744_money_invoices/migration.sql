-- AlterTable
ALTER TABLE "Customer" ADD COLUMN     "company" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "taxId" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "Invoice" ADD COLUMN     "invoiceOf" TEXT;

-- AlterTable
ALTER TABLE "Order" ADD COLUMN     "company" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "taxBasisPoints" DOUBLE PRECISION NOT NULL DEFAULT 0,
ADD COLUMN     "taxId" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "taxName" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "taxReason" TEXT NOT NULL DEFAULT '';

-- CreateTable
CREATE TABLE "TaxRate" (
    "id" TEXT NOT NULL,
    "country" TEXT NOT NULL,
    "region" TEXT NOT NULL DEFAULT '',
    "name" TEXT NOT NULL,
    "basisPoints" DOUBLE PRECISION NOT NULL,
    "reverseCharge" BOOLEAN NOT NULL DEFAULT false,
    "reason" TEXT NOT NULL DEFAULT '',
    "changedAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "TaxRate_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "TaxRate_rate_within_bounds" CHECK ("basisPoints" >= 0 AND "basisPoints" <= 10000)
);

-- CreateTable
CREATE TABLE "LetterSetting" (
    "kind" TEXT NOT NULL,
    "isOn" BOOLEAN NOT NULL DEFAULT true,
    "subject" TEXT NOT NULL DEFAULT '',
    "changedAt" TIMESTAMP(3) NOT NULL,
    "changedBy" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "LetterSetting_pkey" PRIMARY KEY ("kind")
);

-- CreateIndex
CREATE UNIQUE INDEX "TaxRate_country_region_key" ON "TaxRate"("country", "region");

-- CreateIndex
CREATE UNIQUE INDEX "Invoice_invoiceOf_key" ON "Invoice"("invoiceOf");
