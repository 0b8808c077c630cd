import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { places } from './places.js';

/**
 * Takes a picture for the documentation when the run was asked to: `UPDATE_IMAGES=1`.
 *
 * Pictures come from real runs only, so that they never show what the extension does not do.
 */
export async function picture(page: Page, name: string): Promise<void> {
  if (process.env.UPDATE_IMAGES !== '1') return;
  await page.locator('.pane-header', { hasText: 'Watch' }).click();
  await drag(page, page.locator('.part.editor'), { x: -3, y: 200 }, { x: 52, y: 0 });
  const callStack = page.locator('.pane-header', { hasText: 'Call Stack' });
  await drag(page, callStack, { x: 100, y: -1 }, { x: 0, y: 150 });
  await page.locator('.repl .repl-input-wrapper .view-lines').click();
  // Nothing under the mouse may show a hint.
  await page.mouse.move(700, 4);
  await page.waitForTimeout(500);
  await page.screenshot({ path: join(places.images, `${name}.png`), caret: 'initial' });
}

/** Drags from a point near an element's corner by a distance; both in pixels. */
async function drag(page: Page, element: Locator, from: Distance, by: Distance): Promise<void> {
  const box = await element.boundingBox();
  if (!box) return;
  const start = { x: box.x + from.x, y: box.y + from.y };
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x + by.x, start.y + by.y, { steps: 5 });
  await page.mouse.up();
}

interface Distance {
  readonly x: number;
  readonly y: number;
}
