// What the owner decides: the page, what it refuses, and that everybody hears of a change at once.
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Office, openOffice } from './office.ts';

let office: Office;
beforeEach(async () => {
  office = await openOffice();
});
afterEach(() => office.close());

const PLACE = '/admin/settings';
const save = (fields: object) => office.sam.sendJson(PLACE, fields);

describe('settings', () => {
  it('begin with safe defaults', async () => {
    const { body } = await office.sam.json(PLACE);
    expect(body.settings).toMatchObject({
      ...{ 'cut.spotName': 'CutContour', 'cut.backingSpotName': 'PerfCutContour', 'cut.bleedMm': 3 },
      ...{ 'cut.minRadiusMm': 1.5, 'print.profile': 'none', 'artwork.draftDays': 30 },
    });
    const { text } = await office.sam.page(PLACE);
    for (const name of ['shopName', 'cut.spotName', 'artwork.draftDays'])
      expect(text).toContain(`name="${name}"`);
  });

  it('are kept under their own names, count at once, and stand in the audit', async () => {
    const before = office.shop.now().revision;
    await office.sam
      .send(PLACE, { 'cut.spotName': ' ThruCut ', 'cut.bleedMm': '2,5', productionDays: '4' })
      .expect(303)
      .expect('Location', PLACE);
    expect(office.shop.now().revision).toBeGreaterThan(before);
    expect(office.shop.now().settings).toMatchObject({
      'cut.spotName': 'ThruCut',
      'cut.bleedMm': 2.5,
      productionDays: 4,
    });
    const row = await office.db.setting.findUniqueOrThrow({ where: { key: 'cut.spotName' } });
    expect(row).toMatchObject({ value: '"ThruCut"', changedBy: 'Sam (staff)' });
    const { body } = await office.sam.json('/admin/audit?what=settings.changed');
    expect(body.items).toContainEqual(
      expect.objectContaining({ before: 'CutContour', after: 'ThruCut', who: 'Sam (staff)' }),
    );
    expect(body.total).toBe(3);
  });

  it('that are as they were change nothing', async () => {
    const before = office.shop.now().revision;
    await office.sam.send(PLACE, { 'cut.spotName': 'CutContour' }).expect(303);
    expect(office.shop.now().revision).toBe(before);
    expect((await office.sam.json('/admin/audit')).body.total).toBe(0);
  });

  it('take the shop’s address line by line', async () => {
    await office.sam.send(PLACE, { shopAddress: 'Kisscut\r\n\r\n 12 Press Lane \r\nPortland' }).expect(303);
    expect(office.shop.now().settings.shopAddress).toEqual(['Kisscut', '12 Press Lane', 'Portland']);
  });

  it.each([
    ['cut.spotName', ''],
    ['cut.spotName', 'Cut(Contour)'],
    ['cut.spotName', 'Schnittlinie ß'],
    ['cut.spotName', 'x'.repeat(61)],
    ['cut.spotName', 'Magenta'],
    ['cut.spotName', 'perfcutcontour'],
    ['cut.backingSpotName', 'CutContour'],
    ['cut.bleedMm', '-1'],
    ['cut.bleedMm', '21'],
    ['cut.bleedMm', 'three'],
    ['cut.minRadiusMm', '0.5'],
    ['print.profile', 'coated.icc'],
    ['print.profile', '/nowhere/coated.icc'],
    ['productionDays', '1.5'],
    ['payableHours', '0'],
    ['artwork.draftDays', '0'],
    ['homeCountry', 'XX'],
    ['shopName', ' '],
  ])('%s is never %j', async (name, value) => {
    const field = name === 'cut.spotName' && value === 'perfcutcontour' ? 'cut.backingSpotName' : name;
    const { status, body } = await save({ [name]: value });
    expect([status, Object.keys(body.error.problems)]).toEqual([422, [field]]);
    const page = await office.sam.send(PLACE, { [name]: value });
    expect(page.status).toBe(422);
    expect(page.text).toContain('aria-invalid="true"');
    expect(await office.db.setting.count({ where: { key: name, value: JSON.stringify(value) } })).toBe(0);
  });

  it('name a printing condition that is there', async () => {
    const pixel = { create: { width: 1, height: 1, channels: 3 as const, background: '#fff' } };
    const { icc } = await sharp(await sharp(pixel).withIccProfile('cmyk').tiff().toBuffer()).metadata();
    const profile = path.join(office.uploadsDir, 'press.icc');
    writeFileSync(profile, icc ?? '');
    await office.sam.send(PLACE, { 'print.profile': profile }).expect(303);
    expect(office.shop.now().settings['print.profile']).toBe(profile);
    await office.sam.send(PLACE, { 'print.profile': 'None' }).expect(303);
    expect(office.shop.now().settings['print.profile']).toBe('none');
  });

  it('are for managers and the owner to change, and for outsiders not there', async () => {
    const pat = await office.staff('Pat', 'prepress');
    await pat.send(PLACE, { shopName: 'Pat’s' }).expect(403);
    expect((await pat.page(PLACE)).text).not.toContain('Save settings');
    await (await office.staff('Olga', 'owner')).send(PLACE, { shopName: 'Olga’s' }).expect(303);
    expect(office.shop.now().settings.shopName).toBe('Olga’s');
    await office.nobody.any.get(PLACE).expect(404);
    await office.nobody.any.post(PLACE).expect(404);
    expect((await office.sam.json('/admin/staff/permissions')).body[`POST ${PLACE}`]).toEqual([
      'owner',
      'manager',
    ]);
  });
});
