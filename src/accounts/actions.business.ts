// For whom an account buys: remembered from its last order, so that nobody types it twice.
import type { Tx } from '../db/open.ts';

export async function rememberBusiness(
  tx: Tx,
  customerId: string,
  { company, taxId }: { company: string; taxId: string },
): Promise<void> {
  await tx.customer.updateMany({ where: { id: customerId }, data: { company, taxId } });
}
