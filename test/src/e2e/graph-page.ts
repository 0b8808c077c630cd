import type { Page } from 'playwright-core';

/** The page of the graph, in its frame within a frame. */
export class GraphPage {
  constructor(private readonly page: Page) {}

  async steps(): Promise<string[]> {
    const nodes = await this.nodes('[data-step]');
    return nodes.map(({ step }) => step);
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

  private async frame() {
    for (const frame of this.page.frames()) {
      try {
        if ((await frame.locator('#drawing').count()) > 0) return frame;
      } catch {
        // A frame that has just gone.
      }
    }
    return undefined;
  }
}
