import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { toPalettePng } from './palette-png.js';
import { places } from './places.js';

/** What a picture shows: without more the whole window. */
export interface Frame {
  readonly part?: Locator;
  /** Only the upper part, of so many pixels. */
  readonly heightMax?: number;
}

/**
 * Takes a picture for the documentation when the run was asked to, `UPDATE_IMAGES=1`.
 *
 * Pictures come from real runs only, so that they never show what the extension does not do.
 */
export async function takePicture(page: Page, name: string, frame: Frame = {}): Promise<void> {
  if (!arePicturesWanted()) return;
  // Nothing under the mouse may show a hint.
  await page.mouse.move(700, 4);
  await page.waitForTimeout(2_000);
  const box = await (frame.part ?? page.locator('body')).boundingBox();
  if (!box) throw new Error(`What the picture ${name} is to show is not on screen`);
  const clip = { ...box, height: Math.min(box.height, frame.heightMax ?? box.height) };
  const png = await page.screenshot({ caret: 'initial', clip });
  writeFileSync(join(places.images, `${name}.png`), toPalettePng(png));
}

/** Gives the variables and the call stack room in the window. */
export async function arrangeForPicture(page: Page): Promise<void> {
  if (!arePicturesWanted()) return;
  await page.locator('.pane-header', { hasText: 'Watch' }).click();
  await drag(page, page.locator('.part.editor'), { x: -3, y: 200 }, { x: 52, y: 0 });
  const callStack = page.locator('.pane-header', { hasText: 'Call Stack' });
  await drag(page, callStack, { x: 100, y: -1 }, { x: 0, y: 150 });
  await page.locator('.repl .repl-input-wrapper .view-lines').click();
}

function arePicturesWanted(): boolean {
  return process.env.UPDATE_IMAGES === '1';
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
