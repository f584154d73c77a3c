// The list of what waits for prepress.
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DAY } from '../../src/lib/time.ts';
import { plain } from '../artwork/files.ts';
import { type Office, openOffice } from './office.ts';
import { paidStickerOrder, payFor, stickerOrder } from './sticker-order.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const red = (width = 600) => plain(width, 400).png().toBuffer();
const items = async (query = '') => (await office.sam.json(`/admin/prepress${query}`)).body.items;

it('a line waits from its payment until prepress has finished', async () => {
  const { order, line, place, artwork } = await stickerOrder(office, await red(), {
    ...{ filename: 'fox.png', prepress: true },
  });
  await paidStickerOrder(office, await red(601));
  expect(await items()).toEqual([]);
  await payFor(office, order.id);
  expect(await items()).toMatchObject([
    {
      ...{
        order: order.number,
        lineId: line.id,
        name: 'Ada Lovelace',
        artworkId: artwork.id,
        filename: 'fox.png',
      },
      ...{ shape: 'rectangle', widthMm: 60, heightMm: 40, quantity: 50, material: 'vinyl' },
    },
  ]);
  office.wait(3 * DAY);
  const { text } = await office.sam.page('/admin/prepress');
  expect(text).toContain(`href="${place}"`);
  expect(text).toContain('3 days');
  expect(text).toContain('60 × 40 mm');
  expect(text).toContain(`/artwork/${artwork.id}/preview.webp`);

  await office.sam.send(`${place}/lines/${line.id}/prepress`).expect(303);
  expect(await items()).toEqual([]);
});

it('is searched by order, name or file, sorted, and downloaded', async () => {
  const one = await paidStickerOrder(office, await red(), { filename: 'Fox.png', prepress: true });
  office.wait(DAY);
  const other = await paidStickerOrder(office, await red(602), { filename: 'owl.png', prepress: true });
  const numbers = async (query: string) => (await items(query)).map((item: { order: string }) => item.order);
  expect(await numbers('')).toEqual([one.order.number, other.order.number]);
  expect(await numbers('?sort=-paidAt')).toEqual([other.order.number, one.order.number]);
  expect(await numbers('?q=fox')).toEqual([one.order.number]);
  expect(await numbers(`?q=${other.order.number.toLowerCase()}`)).toEqual([other.order.number]);
  expect(await numbers('?q=lovelace&perPage=1&page=2')).toEqual([other.order.number]);
  const { text } = await office.sam.any.get('/admin/prepress?format=csv').expect(200);
  expect(text.split('\r\n')[0]).toMatch(/^order,lineId,name/);
});

it('is empty in words, and nothing to outsiders', async () => {
  expect((await office.sam.page('/admin/prepress')).text).toContain('Nothing waits for prepress.');
  await office.nobody.any.get('/admin/prepress').expect(404);
});
