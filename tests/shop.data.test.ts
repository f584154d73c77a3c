// What is kept in memory of the shop follows the database, whole revisions at a time.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { offersMaterial } from '../src/catalog/catalogue.ts';
import { openWorld, type World } from './support/world.ts';

let world: World;

beforeEach(async () => {
  world = await openWorld();
});
afterEach(() => world.close());

const bump = () => world.db.revision.update({ where: { name: 'shop' }, data: { version: { increment: 1 } } });

it('changes only when the revision says so', async () => {
  await world.db.product.update({ where: { slug: 'sample-pack' }, data: { unitCents: 700 } });
  expect(await world.shop.refresh()).toBe(false);
  await bump();
  expect(await world.shop.refresh()).toBe(true);
  expect(world.shop.now().catalogue.products).toContainEqual(expect.objectContaining({ unitCents: 700 }));
});

it('takes off sale what a product offers and the price sheet does not know', async () => {
  const row = await world.db.product.findUniqueOrThrow({ where: { slug: 'custom-stickers' } });
  const options = { ...JSON.parse(row.options), materials: ['vinyl', 'gold'] };
  await world.db.material.create({ data: { slug: 'gold', name: 'Gold' } });
  await world.db.product.update({ where: { id: row.id }, data: { options: JSON.stringify(options) } });
  await bump();
  await world.shop.refresh();
  const { catalogue } = world.shop.now();
  const product = catalogue.products.find((each) => each.slug === 'custom-stickers');
  if (product?.kind !== 'custom') throw new Error('the demo shop sells custom stickers');
  expect(offersMaterial(catalogue, product, 'vinyl')).toBe(true);
  expect(offersMaterial(catalogue, product, 'gold')).toBe(false);
});
