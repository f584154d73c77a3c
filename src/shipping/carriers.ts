// The carriers we know by name, and where each shows its parcels. Pure.

interface KnownCarrier {
  name: string;
  /** As EasyPost writes it, where that is not the name. */
  provider?: string;
  /** Other ways people type it, as `keyOf` reads them. */
  aliases?: readonly string[];
  /** `code` is URL-encoded already. */
  page: (code: string) => string;
}

const CARRIERS: readonly KnownCarrier[] = [
  { name: 'UPS', aliases: ['upsdap'], page: (code) => `https://www.ups.com/track?tracknum=${code}` },
  { name: 'USPS', page: (code) => `https://tools.usps.com/go/TrackConfirmAction?tLabels=${code}` },
  {
    name: 'FedEx',
    aliases: ['federalexpress', 'fedexdefault'],
    page: (code) => `https://www.fedex.com/fedextrack/?trknbr=${code}`,
  },
  {
    name: 'DHL',
    provider: 'DHLExpress',
    aliases: ['dhlexpress', 'dhlpaket'],
    page: (code) => `https://www.dhl.com/global-en/home/tracking.html?tracking-id=${code}`,
  },
  { name: 'DPD', page: (code) => `https://tracking.dpd.de/status/en_US/parcel/${code}` },
  {
    name: 'Royal Mail',
    provider: 'RoyalMail',
    page: (code) => `https://www.royalmail.com/track-your-item#/tracking-results/${code}`,
  },
  {
    name: 'Deutsche Post',
    provider: 'DeutschePost',
    page: (code) => `https://www.deutschepost.de/de/s/sendungsverfolgung.html?piececode=${code}`,
  },
  { name: 'PostNL', page: (code) => `https://postnl.nl/tracktrace/?B=${code}` },
  {
    name: 'La Poste',
    provider: 'Colissimo',
    aliases: ['colissimo'],
    page: (code) => `https://www.laposte.fr/outils/suivre-vos-envois?code=${code}`,
  },
  {
    name: 'Canada Post',
    provider: 'CanadaPost',
    aliases: ['postescanada'],
    page: (code) => `https://www.canadapost-postescanada.ca/track-reperage/en#/search?searchFor=${code}`,
  },
  {
    name: 'Australia Post',
    provider: 'AustraliaPost',
    aliases: ['auspost'],
    page: (code) => `https://auspost.com.au/mypost/track/#/details/${code}`,
  },
];

/** For a list to choose from; any other name is fine too. */
export const CARRIER_NAMES: readonly string[] = CARRIERS.map(({ name }) => name);

/** The carrier as it writes itself; a name we do not know stays as it was typed. */
export function carrierName(typed: string): string {
  return carrierNamed(typed)?.name ?? typed.trim();
}

/** The carrier as EasyPost writes it. */
export function providerCarrier(carrier: string): string {
  const known = carrierNamed(carrier);
  return known?.provider ?? known?.name ?? carrier.trim();
}

/** A carrier the shop added, as the owner types it: `Bicycle Bob https://bob.example/{code}`. */
export interface OwnCarrier {
  name: string;
  /** `{code}` stands for the tracking code. */
  url: string;
}

/** Null when it is not a name and a web address with `{code}` in it. */
export function readCarrier(line: string): OwnCarrier | null {
  const match = /^(\P{Cc}{1,60}?)\s+(https?:\/\/\S{1,500})$/u.exec(line.trim());
  const [, name = '', url = ''] = match ?? [];
  return url.includes('{code}') ? { name, url } : null;
}

/** Where the parcel can be followed; empty for a carrier we do not know. `own`: the owner's lines, which come first. */
export function trackingUrl(carrier: string, trackingCode: string, own: readonly string[] = []): string {
  const code = encodeURIComponent(trackingCode);
  const key = keyOf(carrier);
  const added = own.map(readCarrier).find((each) => each !== null && keyOf(each.name) === key);
  return added ? added.url.replaceAll('{code}', code) : (carrierNamed(carrier)?.page(code) ?? '');
}

/** `GroundAdvantage`, `FEDEX_GROUND` → as people read it. */
export function serviceName(service: string): string {
  return service.replace(/([a-z])([A-Z])/g, '$1 $2').replaceAll('_', ' ');
}

/** A tracking code as it is compared and searched: people leave out or put in spaces and dashes. */
export function codeKey(trackingCode: string): string {
  return trackingCode.replace(/[\s-]+/g, '').toUpperCase();
}

function carrierNamed(typed: string): KnownCarrier | undefined {
  const key = keyOf(typed);
  return CARRIERS.find((carrier) => keyOf(carrier.name) === key || carrier.aliases?.includes(key));
}

function keyOf(name: string): string {
  return name.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '');
}
