import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { places } from './places.js';

/**
 * Takes a picture for the documentation when the run was asked to: `UPDATE_IMAGES=1`.
 *
 * Pictures come from real runs only, so that they never show what the extension does not do.
 */
export async function picture(page: Page, name: string): Promise<void> {
  if (process.env.UPDATE_IMAGES !== '1') return;
  // Nothing under the mouse may show a hint.
  await page.mouse.move(700, 4);
  await page.waitForTimeout(500);
  await page.screenshot({ path: join(places.images, `${name}.png`), caret: 'initial' });
}
