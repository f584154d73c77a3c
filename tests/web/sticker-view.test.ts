// The sticker object: what is drawn is what is cut.
import { describe, expect, it } from 'vitest';
import { type StickerPicture, stickerView } from '../../src/web/sticker-view.ts';

const FOX: StickerPicture = {
  shape: 'circle',
  widthMm: 50,
  heightMm: 50,
  material: 'vinyl',
  previewUrl: '/artwork/1/preview.webp',
  label: 'fox.png',
  sizePx: 200,
};

describe('a sticker', () => {
  it('is drawn in millimetres, as large on the page as it was asked for', () => {
    const view = stickerView({ ...FOX, shape: 'rectangle', widthMm: 80, heightMm: 40 });
    expect(view.viewBox).toBe('0 0 80 40');
    expect([view.widthPx, view.heightPx]).toEqual([200, 100]);
  });

  it('keeps its true size beside larger ones of the same list', () => {
    const view = stickerView({ ...FOX, frameMm: 100 });
    expect(view.viewBox).toBe('-25 -25 100 100');
    expect([view.widthPx, view.heightPx]).toEqual([200, 200]);
  });

  it('of a plain shape is cut out of art that reaches beyond it', () => {
    const art = { x: -1.5, y: -11.5, width: 53, height: 73 };
    expect(stickerView({ ...FOX, art }).clip).toBe('ellipse(25px 25px at 26.5px 36.5px)');
    expect(stickerView({ ...FOX, shape: 'rounded', art }).clip).toBe(
      'inset(11.5px 1.5px 11.5px 1.5px round 3px)',
    );
  });

  it('along a design has a border of 2 mm while its cut line is not known', () => {
    const view = stickerView({ ...FOX, shape: 'die-cut' });
    expect(view).toMatchObject({ filtered: true, clip: null, art: { x: 2, y: 2, width: 46, height: 46 } });
  });

  it('along a design follows its cut line when it is known', () => {
    const view = stickerView({ ...FOX, shape: 'die-cut', cutPath: 'M0 0C10 0 20 10 50 50Z' });
    expect(view).toMatchObject({ filtered: false, cutPath: 'M0 0C10 0 20 10 50 50Z' });
  });

  it('leaves nothing of its art outside of its line, background and all', () => {
    const art = { x: 2, y: -1, width: 46, height: 60 };
    const view = stickerView({ ...FOX, shape: 'die-cut', cutPath: 'M10 0L50 50L0 50Z', art });
    expect(view.clip).toBe('path(evenodd, "M8 1L48 51L-2 51Z")');
  });

  it('is drawn no finer than it shows', () => {
    const line = 'M10.4567 0L50 50.1234L0 50Z';
    const large = stickerView({ ...FOX, shape: 'die-cut', cutPath: line, sizePx: 640 });
    const small = stickerView({ ...FOX, shape: 'die-cut', cutPath: line, sizePx: 72 });
    expect([large.cutPath, small.cutPath]).toEqual(['M10.46 0L50 50.12L0 50Z', 'M10.5 0L50 50.1L0 50Z']);
  });

  it('that is kissed only keeps 5 mm of backing around it', () => {
    const view = stickerView({ ...FOX, shape: 'kiss-cut', widthMm: 60 });
    expect(view.backing).toEqual({ x: -5, y: -5, width: 70, height: 60 });
    expect(view.viewBox).toBe('-5 -5 70 60');
  });

  it('folds just outside its own bottom right corner', () => {
    expect(stickerView({ ...FOX, shape: 'square' }).fold?.place).toBe('translate(50.75 50.75) scale(0.5)');
    expect(stickerView(FOX).fold?.place).toBe('translate(43.43 43.43) scale(0.5)');
  });

  it('lies still where it is small, and where there is nothing to show', () => {
    expect(stickerView({ ...FOX, sizePx: 28 })).toMatchObject({
      fold: null,
      className: 'sticker sticker--vinyl',
    });
    expect(stickerView({ ...FOX, previewUrl: null }).fold).toBeNull();
  });
});
