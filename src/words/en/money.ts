// Sentences about money in the back office: refunds, differences, coupons, payments by hand.

export const money = {
  refunds: {
    moreThanPaid: 'That is more than is left of what was paid. Nothing was sent back.',
  },
};
