import type { Page } from 'playwright-core';

/** The page of the graph, in its frame within a frame. */
export class GraphPage {
  /** @param step that the graph has, where there may be graphs of other programs as well */
  constructor(
    private readonly page: Page,
    private readonly step?: string,
  ) {}

  async steps(): Promise<string[]> {
    const nodes = await this.nodes('[data-step]');
    return nodes.map(({ step }) => step);
  }

  /** A step as a screen reader says it. */
  async spoken(step: string): Promise<string | null | undefined> {
    const frame = await this.frame();
    return frame?.locator(`[data-step="${step}"]`).getAttribute('aria-label');
  }

  /** Presses a key on a step. */
  async press(step: string, key: string): Promise<void> {
    const frame = await this.frame();
    await frame?.locator(`[data-step="${step}"]`).press(key);
  }

  /** What was last said of steps that fare otherwise than before. */
  async news(): Promise<string | null | undefined> {
    const frame = await this.frame();
    return frame?.locator('#news').textContent();
  }

  async stateOf(step: string): Promise<string | undefined> {
    const [node] = await this.nodes(`[data-step="${step}"]`);
    return node?.classes.at(-1);
  }

  async choose(step: string, modifiers: readonly 'Alt'[] = []): Promise<void> {
    const frame = await this.frame();
    await frame?.locator(`[data-step="${step}"]`).click({ modifiers: [...modifiers] });
  }

  private async nodes(selector: string): Promise<{ step: string; classes: string[] }[]> {
    const frame = await this.frame();
    const found = (await frame?.locator(selector).all()) ?? [];
    return Promise.all(
      found.map(async (node) => ({
        step: (await node.getAttribute('data-step')) ?? '',
        classes: ((await node.getAttribute('class')) ?? '').split(' '),
      })),
    );
  }

  /** Undefined while there is none. */
  async frame() {
    const wanted = this.step === undefined ? '#drawing' : `#drawing [data-step="${this.step}"]`;
    for (const frame of this.page.frames()) {
      try {
        if ((await frame.locator(wanted).count()) > 0) return frame;
      } catch {
        // A frame that has just gone.
      }
    }
    return undefined;
  }
}
