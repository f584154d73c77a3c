// No provider: staff buy labels elsewhere and type the code. Prices come from the shop's own zones.
import { Refusal } from '../lib/refusal.ts';
import { en } from '../words/en.ts';
import { type Carrier, ForgedNotice } from './carrier.ts';

export function manualCarrier(): Carrier {
  const notHere = async (): Promise<never> => {
    throw new Refusal('no_provider', en.parcels.noProvider);
  };
  const noNotices = (): never => {
    throw new ForgedNotice();
  };
  return {
    name: 'manual',
    checkAddress: async () => ({ verdict: 'unknown', problems: [] }),
    offer: async () => ({ gatewayId: '', rates: [], remarks: [] }),
    buy: notHere,
    look: notHere,
    label: notHere,
    refund: notHere,
    track: notHere,
    ask: notHere,
    manifest: notHere,
    askManifest: notHere,
    readNotice: noNotices,
    readKept: noNotices,
  };
}
