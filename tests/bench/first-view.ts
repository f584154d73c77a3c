// How much a first visit brings over the wire, as Chromium counts it.
import { openBrowser, total, transferredBytes } from '../support/browser.ts';

/** In bytes by page; null when no Chromium starts here. */
export async function firstViews(shopUrl: string): Promise<Map<string, number> | null> {
  const browser = await openBrowser().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    return null;
  });
  if (!browser) return null;
  try {
    const views = new Map<string, number>();
    for (const [name, path] of [
      ['home', '/'],
      ['product page', '/products/custom-stickers'],
    ] as const) {
      views.set(name, total(await transferredBytes(browser, shopUrl + path)));
    }
    return views;
  } finally {
    await browser.close();
  }
}
