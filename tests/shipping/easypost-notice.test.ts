// EasyPost's signatures, against the example that EasyPost publishes with its own libraries.
import { describe, expect, it } from 'vitest';
import { easypostCarrier } from '../../src/shipping/carrier.easypost.ts';

const BODY =
  '{"result":{"id":"batch_123...","object":"Batch","mode":"test","state":"created","num_shipments":0,"reference":null,"created_at":"2022-07-26T17:22:32Z","updated_at":"2022-07-26T17:22:32Z","scan_form":null,"shipments":[],"status":{"created":0,"queued_for_purchase":0,"creation_failed":0,"postage_purchased":0,"postage_purchase_failed":0},"pickup":null,"label_url":null},"description":"batch.created","mode":"test","previous_attributes":null,"completed_urls":null,"user_id":"user_123...","status":"pending","object":"Event","id":"evt_123..."}';
const SIGNATURE = 'hmac-sha256-hex=e93977c8ccb20363d51a62b3fe1fc402b7829be1152da9e88cf9e8d07115a46b';

const reader = (...webhookSecrets: string[]) => easypostCarrier({ apiKey: 'EZTK', webhookSecrets });
const read = (carrier: ReturnType<typeof reader>, body = BODY, signature: string | undefined = SIGNATURE) =>
  carrier.readNotice(Buffer.from(body), signature);

describe('the published example', () => {
  it('is genuine, whichever way the é of its secret is written', () => {
    for (const secret of ['sécret', 's\u00e9cret', 'se\u0301cret'])
      expect(read(reader(secret))).toMatchObject({ id: 'evt_123...', description: 'batch.created' });
  });

  it('is genuine while the secret is rotated', () => {
    expect(read(reader('newer', 'sécret'))).toMatchObject({ id: 'evt_123...' });
  });

  it('is forged under another secret, without one, changed by a byte, or without its signature', () => {
    expect(() => read(reader('secret'))).toThrow('signature');
    expect(() => read(reader())).toThrow('signature');
    expect(() => read(reader('sécret'), `${BODY} `)).toThrow('signature');
    expect(() => reader('sécret').readNotice(Buffer.from(BODY), undefined)).toThrow('signature');
    expect(() => read(reader('sécret'), BODY, SIGNATURE.slice(16))).toThrow('signature');
  });
});
