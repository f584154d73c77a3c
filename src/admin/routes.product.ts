// The page of one product at the desk: every concern is a form of its own, which comes back alone when it is wrong.
import { type Request, type RequestHandler, type Response, Router } from 'express';
import type { z } from 'zod';
import { type UploadDeps, withUpload } from '../artwork/routes.upload.ts';
import {
  changeOnlyVariant,
  changePicture,
  changeProduct,
  putIntoCategories,
} from '../catalog/actions.products.ts';
import { findProductWhole, listCategories, type WholeProduct } from '../catalog/queries.products.ts';
import { customOptions } from '../catalog/queries.window.ts';
import { looksLikeId } from '../lib/ids.ts';
import { NotFound, type Problems, Refusal } from '../lib/refusal.ts';
import type { ShopNow } from '../shop.ts';
import { isShape } from '../sticker.ts';
import { flashGood } from '../web/flash.ts';
import { readForm, typedFields } from '../web/read-form.ts';
import { wantsJson } from '../web/request.ts';
import { en } from '../words/en.ts';
import { hangPicture, takePictureDown } from './actions.pictures.ts';
import { type CatalogDeps, changeWithAudit, refuseFormerSlug } from './actions.products.ts';
import { dropVariant, keepVariant } from './actions.variants.ts';
import { severalOf } from './forms.money.ts';
import {
  offerFields,
  onlyVariantFields,
  pictureFields,
  publicationFields,
  seoFields,
  textFields,
  variantFields,
} from './forms.products.ts';
import { productPage, type Returned, type Ticked } from './pages.product.ts';
import { productJson } from './pages.product-json.ts';
import { sendOffice, whoIs } from './shell.ts';

export interface ProductDeps extends Omit<CatalogDeps, 'shop'>, UploadDeps {
  shop: { now(): ShopNow; refresh(): Promise<boolean> };
}

const t = en.catalog;

export function productFormRoutes(deps: ProductDeps, bosses: RequestHandler): Router {
  const router = Router();
  const at = '/products/:id';
  router.get(at, async (req, res) => show(deps, { req, res }, await productAt(deps, req)));
  for (const [path, form] of Object.entries(FORMS))
    router.post(`${at}${path}`, bosses, (req, res) => submit(deps, { req, res }, form));
  return router;
}

interface Exchange {
  req: Request;
  res: Response;
}

/** One press of one form. */
interface Desk extends Exchange {
  deps: ProductDeps;
  product: WholeProduct;
  id: string;
  who: string;
}

interface FormOf {
  /** As the page knows it. */
  name: (req: Request) => string;
  carryOut: (desk: Desk) => Promise<void>;
}

const FORMS: Record<string, FormOf> = {
  '': { name: () => 'texts', carryOut: saveTexts },
  '/search-engines': { name: () => 'search-engines', carryOut: saveSeo },
  '/offer': { name: () => 'offer', carryOut: saveOffer },
  '/price': { name: () => 'price', carryOut: saveOnly },
  '/categories': { name: () => 'categories', carryOut: saveCategories },
  '/publication': { name: () => 'publication', carryOut: publish },
  '/variants': { name: () => 'new-variant', carryOut: (desk) => saveVariantOf(desk, null) },
  '/variants/:part': {
    name: (req) => `variant-${req.params.part}`,
    carryOut: (desk) => saveVariantOf(desk, partOf(desk.req)),
  },
  '/variants/:part/removal': {
    name: () => 'variants',
    carryOut: ({ deps, product, who, req }) => dropVariant(deps, { product, who }, partOf(req)),
  },
  '/pictures': { name: () => 'new-picture', carryOut: hang },
  '/pictures/:part': { name: (req) => `picture-${req.params.part}`, carryOut: keepPicture },
  '/pictures/:part/removal': { name: () => 'pictures', carryOut: takeDown },
};

export async function productAt({ db }: Pick<ProductDeps, 'db'>, req: Request): Promise<WholeProduct> {
  const { id } = req.params;
  const product = typeof id === 'string' && looksLikeId(id) ? await findProductWhole(db, id) : null;
  if (!product) throw new NotFound('product');
  return product;
}

async function show(
  deps: ProductDeps,
  { req, res }: Exchange,
  product: WholeProduct,
  back: Returned | null = null,
): Promise<void> {
  if (!back && wantsJson(req)) return void res.json(productJson(product));
  const { catalogue, priceSheet } = deps.shop.now();
  const categories = await listCategories(deps.db);
  const page = productPage({ product, catalogue, categories, currency: priceSheet.currency, back });
  sendOffice(req, res, 'product', page, back ? 422 : 200);
}

async function submit(deps: ProductDeps, exchange: Exchange, form: FormOf): Promise<void> {
  const { req, res } = exchange;
  const product = await productAt(deps, req);
  try {
    await form.carryOut({ deps, req, res, product, id: product.id, who: whoIs(req) });
  } catch (error) {
    if (!(error instanceof Refusal) || !error.problems || wantsJson(req)) throw error;
    const { problems } = error;
    const back = { form: form.name(req), typed: typedFields(req.body), problems, ticked: tickedIn(req) };
    return show(deps, exchange, product, back);
  }
  flashGood(req, t.saved);
  res.redirect(303, `/admin/products/${product.id}`);
}

function read<S extends z.ZodType>(schema: S, body: unknown): z.output<S> {
  const form = readForm(schema, body);
  if (form.ok) return form.value;
  throw refused(form.problems);
}

function refused(problems: Problems): Refusal {
  return new Refusal('invalid', en.admin.invalid, { status: 422, problems });
}

async function saveTexts({ deps, id, who, req }: Desk): Promise<void> {
  const texts = read(textFields, req.body);
  await changeWithAudit(deps, { id, who, what: 'product.saved' }, async (tx, now) => {
    await refuseFormerSlug(tx, texts.slug, id);
    await changeProduct(tx, id, texts, now);
  });
}

async function saveSeo({ deps, id, who, req }: Desk): Promise<void> {
  const seo = read(seoFields, req.body);
  await changeWithAudit(deps, { id, who, what: 'product.saved' }, (tx, now) =>
    changeProduct(tx, id, seo, now),
  );
}

function tickedIn({ body }: Request): Ticked {
  return {
    shapes: severalOf(body, 'shapes'),
    materials: severalOf(body, 'materials'),
    finishes: severalOf(body, 'finishes'),
  };
}

/** In the shop's own order, whatever order the boxes came in. */
async function saveOffer({ deps, id, who, req, product }: Desk): Promise<void> {
  if (product.kind !== 'custom') throw new NotFound('offer');
  const sizes = read(offerFields, req.body);
  const { materials, finishes } = deps.shop.now().catalogue;
  const ticked = tickedIn(req);
  const known = (rows: readonly { slug: string }[], slugs: readonly string[]) =>
    rows.map(({ slug }) => slug).filter((slug) => slugs.includes(slug));
  const offered = {
    shapes: ticked.shapes.filter(isShape),
    materials: known(materials, ticked.materials),
    finishes: known(finishes, ticked.finishes),
    ...sizes,
  };
  if (product.published) refuseEmptyOffer(offered);
  await changeWithAudit(deps, { id, who, what: 'product.saved' }, (tx, now) =>
    changeProduct(tx, id, { offered }, now),
  );
}

function refuseEmptyOffer({ shapes, materials, finishes }: Ticked): void {
  if (shapes.length === 0 || materials.length === 0 || finishes.length === 0)
    throw refused({ shapes: t.problems.nothingOffered });
}

async function saveOnly({ deps, id, who, req, product }: Desk): Promise<void> {
  if (product.unitCents === null) throw new NotFound('price');
  const { price: unitCents, weightGrams } = read(onlyVariantFields, req.body);
  await changeWithAudit(deps, { id, who, what: 'product.saved' }, (tx) =>
    changeOnlyVariant(tx, id, { unitCents, weightGrams }),
  );
}

async function saveCategories({ deps, id, who, req }: Desk): Promise<void> {
  const chosen = severalOf(req.body, 'category').filter(looksLikeId);
  await changeWithAudit(deps, { id, who, what: 'product.saved' }, (tx) => putIntoCategories(tx, id, chosen));
}

async function publish({ deps, id, who, req, product }: Desk): Promise<void> {
  const { published } = read(publicationFields, req.body);
  if (published) refuseUnfinished(product);
  const what = published ? 'product.published' : 'product.unpublished';
  await changeWithAudit(deps, { id, who, what }, (tx, now) => changeProduct(tx, id, { published }, now));
}

/** What is published can be ordered. */
function refuseUnfinished(product: WholeProduct): void {
  if (product.archivedAt) throw refused({ published: t.problems.archived });
  if (product.kind === 'custom') refuseEmptyOffer(customOptions.parse(JSON.parse(product.options)));
  else if (product.unitCents === null && !product.variants.some(({ onSale }) => onSale))
    throw refused({ published: t.problems.noVariant });
}

async function saveVariantOf({ deps, who, req, product }: Desk, variantId: string | null): Promise<void> {
  if (product.kind !== 'stocked') throw new NotFound('variant');
  await keepVariant(deps, { product, who }, { variantId, typed: read(variantFields, req.body) });
}

async function hang({ deps, id, who, req }: Desk): Promise<void> {
  await withUpload(deps, req, async ({ file, fields }) => {
    const { alt } = read(pictureFields, fields);
    await hangPicture(deps, { id, who }, { file, alt });
  });
}

async function keepPicture({ deps, id, who, req }: Desk): Promise<void> {
  const change = read(pictureFields, req.body);
  await changeWithAudit(deps, { id, who, what: 'product.picture' }, (tx) =>
    changePicture(tx, { productId: id, pictureId: partOf(req) }, change),
  );
}

async function takeDown({ deps, id, who, req, product }: Desk): Promise<void> {
  const picture = product.pictures.find((each) => each.id === partOf(req));
  if (!picture) throw new NotFound('picture');
  await takePictureDown(deps, { id, who, pictureId: picture.id, name: picture.name });
}

function partOf({ params: { part } }: Request): string {
  if (typeof part !== 'string' || !looksLikeId(part)) throw new NotFound();
  return part;
}
