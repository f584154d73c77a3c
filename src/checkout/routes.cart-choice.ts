// Another material or finish for a line of the cart that cannot be made as it is.
import { type Request, type Response, Router } from 'express';
import { type CartDeps, changeChoice } from '../cart/actions.ts';
import { choiceForm } from '../cart/forms.ts';
import { findCartLines } from '../cart/queries.ts';
import { type CustomProduct, customProduct, offersFinish, offersMaterial } from '../catalog/catalogue.ts';
import { NotFound, Refusal } from '../lib/refusal.ts';
import { readForm } from '../web/read-form.ts';
import { en } from '../words/en.ts';

export function cartChoiceRoutes(deps: CartDeps): Router {
  const router = Router();
  router.post('/cart/lines/:id/choice', (req, res) => changeGone(deps, req, res));
  return router;
}

async function changeGone(deps: CartDeps, req: Request, res: Response): Promise<void> {
  const lines = await findCartLines(deps.db, req.visitor);
  const line = lines.find(({ id }) => id === req.params.id);
  const product = line && customProduct(deps.shop.now().catalogue, line.product);
  if (!product) throw new NotFound('cart line');
  const form = readForm(choiceForm, req.body);
  if (!form.ok) throw notOffered('finish' in form.typed ? 'finish' : 'material');
  refuseUnoffered(deps, product, form.value);
  await changeChoice(deps, req.visitor, line.id, form.value);
  res.redirect(303, '/cart');
}

function refuseUnoffered(
  { shop }: CartDeps,
  product: CustomProduct,
  choice: { material: string } | { finish: string },
): void {
  const { catalogue } = shop.now();
  if ('material' in choice) {
    if (!offersMaterial(catalogue, product, choice.material)) throw notOffered('material');
  } else if (!offersFinish(catalogue, product, choice.finish)) throw notOffered('finish');
}

function notOffered(field: 'material' | 'finish'): Refusal {
  const sentence = en.cart.fields[field];
  return new Refusal('invalid', sentence, { status: 422, problems: { [field]: sentence } });
}
