// What the shop offers right now, as one plain value kept in memory.
import type { Shape } from '../sticker.ts';

export interface CustomProduct {
  kind: 'custom';
  slug: string;
  name: string;
  tagline: string;
  description: string;
  shapes: Shape[];
  materials: string[];
  finishes: string[];
  /** Square presets, in mm. */
  presetsMm: number[];
}

export interface StockedProduct {
  kind: 'stocked';
  slug: string;
  name: string;
  tagline: string;
  description: string;
  unitCents: number;
  weightGrams: number;
  stockSku: string | null;
}

export type Product = CustomProduct | StockedProduct;

export interface Material {
  slug: string;
  name: string;
  description: string;
  /** Name of a drawing, or a colour as #rrggbb. */
  swatch: string;
  thicknessUm: number;
  outdoorYears: number;
  /** 0 when nobody said. */
  rollWidthMm: number;
  stockSku: string | null;
  onSale: boolean;
}

export interface Finish {
  slug: string;
  name: string;
  description: string;
  /** Name of a drawing, a colour as #rrggbb, or nothing. */
  swatch: string;
  onSale: boolean;
}

export interface Catalogue {
  products: Product[];
  materials: Material[];
  finishes: Finish[];
}

export function customProduct(catalogue: Catalogue, slug: string): CustomProduct | null {
  const product = catalogue.products.find((each) => each.slug === slug);
  return product?.kind === 'custom' ? product : null;
}

export function stockedProduct(catalogue: Catalogue, slug: string): StockedProduct | null {
  const product = catalogue.products.find((each) => each.slug === slug);
  return product?.kind === 'stocked' ? product : null;
}

/** Whether a product offers this choice and the shop has it on sale. */
export function offersMaterial(catalogue: Catalogue, product: CustomProduct, slug: string): boolean {
  return (
    product.materials.includes(slug) && catalogue.materials.some((each) => each.slug === slug && each.onSale)
  );
}

export function offersFinish(catalogue: Catalogue, product: CustomProduct, slug: string): boolean {
  return (
    product.finishes.includes(slug) && catalogue.finishes.some((each) => each.slug === slug && each.onSale)
  );
}

export function materialOf(catalogue: Catalogue, slug: string): Material | undefined {
  return catalogue.materials.find((each) => each.slug === slug);
}

export function finishOf(catalogue: Catalogue, slug: string): Finish | undefined {
  return catalogue.finishes.find((each) => each.slug === slug);
}
