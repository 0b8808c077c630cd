import type { Locator, Page } from 'playwright-core';
import { plain } from './text.js';
import { until } from './until.js';

/** The text editor of the window: files, lines and the gutter beside them. */
export class EditorPane {
  constructor(private readonly page: Page) {}

  /** Opens a file; one that is shown as something else has a tab of another name. */
  async open(name: string, tab = name): Promise<void> {
    await this.openFile(name);
    await this.page.locator(`.tab.active[data-resource-name="${tab}"]`).waitFor();
    await this.page.locator('.editor-instance .view-lines').first().click();
  }

  /** Opens a program, and waits for the lenses above its blocks: they move the lines. */
  async openProgram(name: string): Promise<void> {
    await this.open(name);
    await this.page.locator('.codelens-decoration').first().waitFor({ state: 'attached' });
  }

  /** Opens a file that may be shown as no text. */
  async openFile(name: string): Promise<void> {
    const entry = this.page.locator('.quick-input-list .monaco-list-row').first();
    // A file that has just been written may be found the next time only; and a key that is
    // pressed while something closes gets lost.
    await this.retry(`${name} is found`, async () => {
      await this.page.keyboard.press('Control+p');
      await this.page.locator('.quick-input-widget input').fill(name, { timeout: 2_000 });
      await entry.filter({ hasText: name }).waitFor({ timeout: 3000 });
    });
    await this.page.keyboard.press('Enter');
  }

  /** Runs a command of the palette, by its whole title. */
  async command(title: string): Promise<void> {
    const input = this.page.locator('.quick-input-widget input');
    const entry = this.page.locator('.quick-input-list .monaco-list-row', { hasText: title });
    // Whatever takes the focus meanwhile, such as a menu that closes, closes the palette.
    await until(`"${title}" is run`, 20_000, async () => {
      await this.page.keyboard.press('F1');
      await input.fill(`>${title}`, { timeout: 2_000 });
      await entry.first().click({ timeout: 5_000 });
      return true;
    });
  }

  /** Chooses one of the editor's own themes, by its name in the list. */
  async theme(name: string): Promise<void> {
    await this.command('Preferences: Color Theme');
    const input = this.page.locator('.quick-input-widget input');
    await input.fill(name);
    const entry = this.page.locator('.quick-input-list .monaco-list-row').first();
    await entry.filter({ hasText: name }).waitFor();
    await input.press('Enter');
    await input.waitFor({ state: 'hidden' });
  }

  /** What the status bar calls the language of the file. */
  async language(): Promise<string> {
    return plain(await this.page.locator('#status\\.editor\\.mode').textContent());
  }

  /** The style class that a word of the text is drawn with; colours have one each. */
  async colour(word: string): Promise<string> {
    const span = this.page.locator('.view-lines .view-line span span', { hasText: word }).first();
    return (await span.getAttribute('class')) ?? '';
  }

  /** The lines of a file that is short enough to be on screen as a whole. */
  async text(): Promise<string[]> {
    const lines = await this.page.locator('.editor-instance .view-lines .view-line').all();
    const drawn = await Promise.all(
      lines.map(async (line) => ({ top: (await line.boundingBox())?.y ?? 0, line })),
    );
    // The editor reuses the elements of lines, so that their order in the page means nothing.
    drawn.sort((one, other) => one.top - other.top);
    const texts = await Promise.all(drawn.map(({ line }) => line.textContent()));
    return texts.map((text) => (text ?? '').replaceAll('\u00a0', ' '));
  }

  /** What stands behind the text of a line: decorations are drawn by style sheets. */
  async ending(line: number): Promise<string> {
    const number = await this.lineNumber(line).boundingBox();
    const lines = await this.page.locator('.editor-instance .view-lines .view-line').all();
    for (const element of lines) {
      const box = await element.boundingBox();
      if (!box || !number || Math.abs(box.y - number.y) > 4) continue;
      const spans = await element.locator('span').all();
      const contents = await Promise.all(spans.map(contentBehind));
      return contents.filter((content) => content.startsWith('"')).join(' ');
    }
    return '';
  }

  /** Whether a text stands on the lines that are on screen. */
  async isOnScreen(text: string): Promise<boolean> {
    return (await this.text()).some((line) => line.includes(text));
  }

  async clear(): Promise<void> {
    await this.page.keyboard.press('Control+a');
    await this.page.keyboard.press('Delete');
  }

  /** Takes a suggested snippet; words of other files are suggested under the same name. */
  async acceptSnippet(prefix: string): Promise<void> {
    const rows = this.page.locator('.suggest-widget.visible .monaco-list-row');
    const snippets = rows.filter({ has: this.page.locator('.codicon-symbol-snippet') });
    await snippets.filter({ hasText: prefix }).first().click();
  }

  /** Scrolls so that the line is in the middle, and puts the cursor at a column of it. */
  async reveal(line: number, column = 1): Promise<void> {
    const input = this.page.locator('.quick-input-widget input');
    await this.retry(`line ${line} is revealed`, async () => {
      // A webview that loads late may take the focus, and then there is no text to go to a line of.
      await this.page.locator('.editor-instance .view-lines').first().click();
      await this.page.keyboard.press('Control+g');
      await input.fill(`:${line}:${column}`);
      // Not just anywhere: the key must not get into the text.
      await input.press('Enter');
      await input.waitFor({ state: 'hidden', timeout: 2000 });
      await this.lineNumber(line).waitFor({ timeout: 2000 });
    });
    await this.settle(line);
  }

  /** Lenses that come late move the lines: waits until a line stays where it is. */
  private async settle(line: number): Promise<void> {
    let top: number | undefined;
    let stillSince = Date.now();
    await until(`line ${line} stays where it is`, 10_000, async () => {
      const now = (await this.lineNumber(line).boundingBox())?.y;
      if (now !== top) stillSince = Date.now();
      top = now;
      return Date.now() - stillSince > 400;
    });
  }

  async setBreakpoint(line: number): Promise<void> {
    await this.reveal(line);
    await this.retry(`line ${line} has a breakpoint`, async () => {
      const { x, y } = await this.gutter(line);
      await this.page.mouse.click(x, y);
      await this.glyph(line, 'codicon-debug-breakpoint');
    });
  }

  /** Types the condition into the editor's own little input. */
  setConditionalBreakpoint(line: number, condition: string): Promise<void> {
    const sign = 'codicon-debug-breakpoint-conditional';
    return this.typeBreakpoint(line, 'Add Conditional Breakpoint', condition, sign);
  }

  setLogPoint(line: number, message: string): Promise<void> {
    return this.typeBreakpoint(line, 'Add Logpoint', message, 'codicon-debug-breakpoint-log');
  }

  /** Sets a breakpoint that waits for the first of those that there are. */
  async setTriggeredBreakpoint(line: number): Promise<void> {
    const widget = await this.openBreakpointWidget(line, 'Add Triggered Breakpoint');
    await widget.locator('.monaco-button', { hasText: 'OK' }).click();
    await widget.waitFor({ state: 'hidden' });
    await this.glyph(line, 'codicon-debug-breakpoint-conditional');
  }

  /** Sets a breakpoint on a name, from the head of the view of breakpoints. */
  async setFunctionBreakpoint(name: string): Promise<void> {
    const rows = this.page.locator('.debug-breakpoints .monaco-list-row');
    await rows.first().hover();
    await this.page.locator('.codicon-watch-expressions-add-function-breakpoint').first().click();
    await rows.locator('input[type=text]').fill(name);
    await this.page.keyboard.press('Enter');
    await rows.filter({ hasText: name }).waitFor();
  }

  private async typeBreakpoint(
    line: number,
    command: string,
    text: string,
    sign: string,
  ): Promise<void> {
    const widget = await this.openBreakpointWidget(line, command);
    const input = widget.locator('.monaco-editor.focused');
    await input.waitFor();
    await this.page.keyboard.insertText(text);
    await this.page.keyboard.press('Enter');
    await input.waitFor({ state: 'hidden' });
    await this.glyph(line, sign);
  }

  /** Right-clicks the gutter and chooses what opens the little window of a breakpoint. */
  private async openBreakpointWidget(line: number, command: string): Promise<Locator> {
    await this.reveal(line);
    const widget = this.page.locator('.breakpoint-widget');
    await this.retry('the window of a breakpoint is open', async () => {
      const { x, y } = await this.gutter(line);
      await this.page.mouse.click(x, y, { button: 'right' });
      const item = this.page.locator('.monaco-menu .action-label', { hasText: command });
      // A menu ignores clicks in its first 100 ms.
      await this.page.waitForTimeout(150);
      await item.click({ timeout: 2000 });
      await widget.waitFor({ timeout: 2000 });
    });
    return widget;
  }

  /** The line that the yellow mark of the current frame is on, if it is on screen. */
  async stoppedLine(): Promise<number> {
    const mark = this.page.locator('.codicon-debug-stackframe').first();
    const box = await until('a line is marked as current', 5000, () => mark.boundingBox());
    const numbers = this.page.locator('.margin-view-overlays .line-numbers');
    for (const number of await numbers.all()) {
      const numberBox = await number.boundingBox();
      if (numberBox && Math.abs(numberBox.y - box.y) < 4) return Number(await number.textContent());
    }
    throw new Error('The mark of the current line is beside no line number');
  }

  /** Waits for a sign in the gutter beside a line. */
  async glyph(line: number, className: string, timeoutMs = 2000): Promise<void> {
    const signs = this.page.locator(`.glyph-margin-widgets .${className}`);
    await until(`line ${line} shows ${className}`, timeoutMs, async () => {
      const { y } = await this.gutter(line);
      const boxes = await Promise.all((await signs.all()).map((sign) => sign.boundingBox()));
      return boxes.some((box) => box && box.y <= y && y <= box.y + box.height);
    });
  }

  private async gutter(line: number): Promise<{ x: number; y: number }> {
    const number = await this.lineNumber(line).boundingBox();
    const margin = await this.page.locator('.editor-instance .glyph-margin').first().boundingBox();
    if (!number || !margin) throw new Error(`Line ${line} is not on screen`);
    return { x: margin.x + margin.width / 2, y: number.y + number.height / 2 };
  }

  private lineNumber(line: number): Locator {
    return this.page
      .locator('.editor-instance .margin-view-overlays .line-numbers')
      .filter({ hasText: new RegExp(`^${line}$`) });
  }

  private async retry(what: string, attempt: () => Promise<void>): Promise<void> {
    await until(what, 15_000, async () => {
      try {
        await attempt();
        return true;
      } catch (error) {
        await this.page.keyboard.press('Escape');
        throw error;
      }
    });
  }
}

/** What a style sheet draws behind an element, as it writes it: a text is in quotes. */
function contentBehind(element: Locator): Promise<string> {
  // It runs in the page, whose functions are unknown here.
  return element.evaluate(
    (node) => Reflect.get(globalThis, 'getComputedStyle')(node, '::after').content,
  );
}
