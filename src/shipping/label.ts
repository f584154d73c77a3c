// Where labels and manifests lie in the FileStore. Pure.
import type { CarrierFile } from './carrier.ts';

const ENDINGS: Record<CarrierFile['type'], string> = {
  'application/pdf': 'pdf',
  'application/zpl': 'zpl',
  'image/png': 'png',
};

/** Named by its bytes, as everything there. */
export function paperKey(sha256: string, type: CarrierFile['type']): string {
  return `papers/${sha256.slice(0, 2)}/${sha256}.${ENDINGS[type]}`;
}
