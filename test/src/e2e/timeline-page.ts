import type { Page } from 'playwright-core';
import { plain } from './text.js';

/** The page of the view "MSO Timeline", in its frame within a frame. */
export class TimelinePage {
  constructor(private readonly page: Page) {}

  /** Its rows, the latest first: what has happened, and when. */
  async rows(): Promise<string[]> {
    const frame = await this.frame();
    return ((await frame?.locator('#rows li').allInnerTexts()) ?? []).map(plain);
  }

  /** Where in time one is, as it says it. */
  async place(): Promise<string> {
    const frame = await this.frame();
    return plain((await frame?.locator('#place').textContent()) ?? null);
  }

  /** Where its slider stands. */
  async position(): Promise<number> {
    return Number(await (await this.slider()).inputValue());
  }

  async focus(): Promise<void> {
    await (await this.slider()).focus();
  }

  /** Whether keys go to the slider. */
  async hasFocus(): Promise<boolean> {
    return (await this.slider()).evaluate(
      (node) => node === node.ownerDocument.activeElement && node.ownerDocument.hasFocus(),
    );
  }

  /** Moves the slider to the moment before an instruction. */
  async slide(position: number): Promise<void> {
    await (await this.slider()).fill(String(position));
  }

  /** Chooses the latest row that says something. */
  async choose(text: string): Promise<void> {
    const frame = await this.frame();
    await frame?.locator('#rows button', { hasText: text }).first().click();
  }

  private async slider() {
    const slider = (await this.frame())?.locator('#slider');
    if (slider === undefined) throw new Error('There is no timeline');
    return slider;
  }

  /** Undefined while there is none. */
  async frame() {
    for (const frame of this.page.frames()) {
      try {
        if ((await frame.locator('#slider').count()) > 0) return frame;
      } catch {
        // A frame that has just gone.
      }
    }
    return undefined;
  }
}
