-- DropIndex
DROP INDEX "Payment_intentId_key";

-- AlterTable
ALTER TABLE "Dispute" ADD COLUMN     "reason" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "OrderLine" ADD COLUMN     "discountCents" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "refundId" TEXT;

-- AlterTable
ALTER TABLE "Payment" ADD COLUMN     "checkedAt" TIMESTAMP(3),
ADD COLUMN     "differenceCents" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "method" TEXT NOT NULL DEFAULT 'gateway',
ADD COLUMN     "note" TEXT NOT NULL DEFAULT '',
ADD COLUMN     "paidCurrency" TEXT,
ADD COLUMN     "refundingCents" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "who" TEXT NOT NULL DEFAULT '';

-- AlterTable
ALTER TABLE "Refund" ADD COLUMN     "lineIds" TEXT NOT NULL DEFAULT '[]';

-- CreateTable
CREATE TABLE "Coupon" (
    "id" TEXT NOT NULL,
    "code" TEXT NOT NULL,
    "codeKey" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "percent" INTEGER,
    "amountCents" INTEGER,
    "minimumCents" INTEGER NOT NULL DEFAULT 0,
    "startsAt" TIMESTAMP(3),
    "endsAt" TIMESTAMP(3),
    "mostUses" INTEGER,
    "mostPerCustomer" INTEGER,
    "uses" INTEGER NOT NULL DEFAULT 0,
    "active" BOOLEAN NOT NULL DEFAULT true,
    "note" TEXT NOT NULL DEFAULT '',
    "createdAt" TIMESTAMP(3) NOT NULL,
    "createdBy" TEXT NOT NULL DEFAULT '',

    CONSTRAINT "Coupon_pkey" PRIMARY KEY ("id"),
    CONSTRAINT "Coupon_uses_not_negative" CHECK ("uses" >= 0)
);

-- CreateTable
CREATE TABLE "CouponBuyer" (
    "couponId" TEXT NOT NULL,
    "emailKey" TEXT NOT NULL,
    "uses" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "CouponBuyer_pkey" PRIMARY KEY ("couponId","emailKey"),
    CONSTRAINT "CouponBuyer_uses_not_negative" CHECK ("uses" >= 0)
);

-- CreateTable
CREATE TABLE "CouponUse" (
    "id" TEXT NOT NULL,
    "couponId" TEXT NOT NULL,
    "orderId" TEXT NOT NULL,
    "emailKey" TEXT NOT NULL,
    "discountCents" INTEGER NOT NULL,
    "createdAt" TIMESTAMP(3) NOT NULL,
    "releasedAt" TIMESTAMP(3),

    CONSTRAINT "CouponUse_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Pulse" (
    "name" TEXT NOT NULL,
    "at" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Pulse_pkey" PRIMARY KEY ("name")
);

-- CreateIndex
CREATE UNIQUE INDEX "Coupon_codeKey_key" ON "Coupon"("codeKey");

-- CreateIndex
CREATE UNIQUE INDEX "CouponUse_orderId_key" ON "CouponUse"("orderId");

-- CreateIndex
CREATE INDEX "CouponUse_couponId_idx" ON "CouponUse"("couponId");

-- CreateIndex
CREATE INDEX "Payment_intentId_idx" ON "Payment"("intentId");

-- CreateIndex
CREATE INDEX "Payment_checkedAt_idx" ON "Payment"("checkedAt");

-- AddForeignKey
ALTER TABLE "CouponBuyer" ADD CONSTRAINT "CouponBuyer_couponId_fkey" FOREIGN KEY ("couponId") REFERENCES "Coupon"("id") ON DELETE CASCADE ON UPDATE CASCADE;

-- AddForeignKey
ALTER TABLE "CouponUse" ADD CONSTRAINT "CouponUse_couponId_fkey" FOREIGN KEY ("couponId") REFERENCES "Coupon"("id") ON DELETE RESTRICT ON UPDATE CASCADE;
