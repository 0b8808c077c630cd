import type { Locator, Page } from 'playwright-core';
import { escapeRegExp, plain } from './text.js';
import { until } from './until.js';

/** The view "Variables" of Run and Debug. */
export class VariablesView {
  private readonly rows: Locator;

  constructor(page: Page) {
    this.rows = page.locator('.debug-variables .monaco-list-row');
  }

  /** Unfolds a scope, or a variable, unless it is open. */
  async expand(name: string): Promise<void> {
    const row = this.row(name);
    await until(`"${name}" is unfolded`, 10_000, async () => {
      if ((await row.getAttribute('aria-expanded')) === 'true') return true;
      await row.locator('.monaco-tl-twistie').click();
      return false;
    });
  }

  async value(name: string): Promise<string> {
    return plain(await this.row(name).locator('.value').textContent());
  }

  /** Chooses a command of the menu of a variable. */
  menu(name: string, command: string): Promise<void> {
    return chooseFrom(this.row(name), command);
  }

  /** What the rows on screen are called, scopes and variables alike. */
  async names(): Promise<string[]> {
    const names = await this.rows.locator('.scope, .name').allInnerTexts();
    return names.map(plain);
  }

  private row(name: string): Locator {
    const pattern = new RegExp(`^${escapeRegExp(name)}\\s*[:=]?\\s*$`);
    return this.rows
      .filter({ has: this.rows.page().locator('.scope, .name').filter({ hasText: pattern }) })
      .first();
  }
}

/** Chooses a command of the menu that a right click on a row opens. */
async function chooseFrom(row: Locator, command: string): Promise<void> {
  const page = row.page();
  const item = page.locator('.monaco-menu .action-label', { hasText: command });
  await until(`"${command}" is chosen`, 10_000, async () => {
    await row.click({ button: 'right' });
    // A menu ignores clicks in its first 100 ms.
    await page.waitForTimeout(150);
    await item.click({ timeout: 2000 });
    return true;
  });
}

/** One of the views that the extension adds to Run and Debug. */
export class TreeView {
  constructor(
    private readonly page: Page,
    private readonly title: string,
  ) {}

  /** The rows on screen: label and description. The view is opened if it is not. */
  async rows(): Promise<string[]> {
    await this.unfold();
    const labels = await this.allRows().locator('.monaco-icon-label').all();
    return Promise.all(
      labels.map(async (label) => {
        const parts = label.locator('.label-name, .label-description');
        return (await parts.allInnerTexts()).map(plain).join(' ');
      }),
    );
  }

  /** The labels of the rows that are marked as changed, as a screen reader says it. */
  async changed(): Promise<string[]> {
    await this.unfold();
    const rows = this.allRows().and(this.page.locator('[aria-label*=", changed, was "]'));
    return (await rows.locator('.label-name').allInnerTexts()).map(plain);
  }

  /** The labels of the rows that are selected. */
  async selected(): Promise<string[]> {
    const rows = this.allRows().and(this.page.locator('.selected'));
    return (await rows.locator('.label-name').allInnerTexts()).map(plain);
  }

  async click(label: string): Promise<void> {
    await this.unfold();
    await this.row(label).click();
  }

  /** Goes to the last row. */
  async end(): Promise<void> {
    await this.unfold();
    await this.pane().locator('.monaco-list').first().focus();
    await this.page.keyboard.press('End');
  }

  /** Opens the row that the keyboard is at. */
  async open(): Promise<void> {
    await this.page.keyboard.press('ArrowRight');
  }

  /** Chooses a command of the menu of a row. */
  async menu(label: string, command: string): Promise<void> {
    await this.unfold();
    await chooseFrom(this.row(label), command);
  }

  fold(): Promise<void> {
    return this.bring(false);
  }

  unfold(): Promise<void> {
    return this.bring(true);
  }

  /** A click gets lost where the window moves its parts at the same time. */
  private async bring(open: boolean): Promise<void> {
    await until(`"${this.title}" is ${open ? 'un' : ''}folded`, 10_000, async () => {
      if ((await this.isOpen()) === open) return true;
      await this.header().click({ timeout: 2_000 });
      return (await this.isOpen()) === open;
    });
  }

  private async isOpen(): Promise<boolean> {
    return (await this.header().getAttribute('aria-expanded')) === 'true';
  }

  private header(): Locator {
    return this.pane().locator('.pane-header').first();
  }

  private row(label: string): Locator {
    const name = this.page.locator('.label-name').getByText(label, { exact: true });
    return this.allRows().filter({ has: name }).first();
  }

  private allRows(): Locator {
    return this.pane().locator('.monaco-list-row');
  }

  private pane(): Locator {
    const title = this.page.locator('.pane-header h3').getByText(this.title, { exact: true });
    return this.page.locator('.pane', { has: title });
  }
}

/** The view "Call Stack", innermost frame first. */
export class CallStackView {
  constructor(private readonly page: Page) {}

  async frames(): Promise<string[]> {
    const labels = this.page.locator('.debug-call-stack .stack-frame .label');
    await labels.first().waitFor();
    return (await labels.allInnerTexts()).map(plain);
  }
}

/** The Debug Console. */
export class ConsoleView {
  constructor(private readonly page: Page) {}

  async evaluate(expression: string): Promise<string> {
    const results = this.page.locator('.repl .evaluation-result');
    const shown = await this.open();
    const before = await results.count();
    await shown.click();
    await this.page.keyboard.insertText(expression);
    // Enter would take a suggestion instead of sending the line.
    await this.page.keyboard.press('Escape');
    await this.page.keyboard.press('Enter');
    await until('the console shows a result', 10_000, async () => (await results.count()) > before);
    return plain(await results.last().textContent());
  }

  async text(): Promise<string> {
    await this.open();
    const rows = this.page.locator('.repl .monaco-list-row');
    return (await rows.allInnerTexts()).map(plain).join('\n');
  }

  private async open(): Promise<Locator> {
    const input = this.page.locator('.repl .repl-input-wrapper .view-lines');
    if (!(await input.isVisible())) await this.page.keyboard.press('Control+Shift+y');
    await input.waitFor();
    return input;
  }
}
