// How a price comes together, in words.
import type { TraceLabel } from '../../pricing/quote.ts';

const trace: Record<TraceLabel, string> = {
  setup: 'Set-up: file check, print and cut preparation',
  printing: 'Printing and cutting',
  material: 'Material',
  finish: 'Finish',
  shape: 'Simple shape',
  minimum: 'Smallest order',
  coupon: 'Coupon',
  agreed: 'Agreed price',
};

export const pricing = { trace, tax: 'Tax' };
