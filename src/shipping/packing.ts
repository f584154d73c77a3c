// What goes into the parcel of a cart or an order, and so what it weighs. Pure.
import { type Catalogue, findProduct, materialOf } from '../catalog/catalogue.ts';
import { type PackedLine, type PackedPiece, type ParcelSize, packedParcel } from './weight.ts';

export interface LineToPack {
  product: string;
  /** Of a stocked product, by SKU. */
  variant?: string | null;
  material: string | null;
  widthMm: number | null;
  heightMm: number | null;
  quantity: number;
}

/** Of a material nobody wrote a thickness down for. */
const USUAL_THICKNESS_UM = 100;

export function parcelOf(lines: readonly LineToPack[], catalogue: Catalogue): ParcelSize {
  const packed: PackedLine[] = [];
  const pieces: PackedPiece[] = [];
  for (const line of lines) {
    const { widthMm, heightMm, quantity } = line;
    if (widthMm === null || heightMm === null)
      pieces.push({ quantity, weightGrams: weightOf(line, catalogue) });
    else packed.push({ quantity, widthMm, heightMm, thicknessUm: thicknessOf(line, catalogue) });
  }
  return packedParcel(packed, pieces);
}

function thicknessOf({ material }: LineToPack, catalogue: Catalogue): number {
  return (material && materialOf(catalogue, material)?.thicknessUm) || USUAL_THICKNESS_UM;
}

function weightOf({ product, variant }: LineToPack, catalogue: Catalogue): number {
  const found = findProduct(catalogue, product);
  if (found?.kind !== 'stocked') return 0;
  const sold = found.variants.find(({ sku }) => sku === variant) ?? found.variants[0];
  return sold?.weightGrams ?? 0;
}
