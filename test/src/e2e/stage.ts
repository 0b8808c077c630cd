import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { screenshot } from './browser.js';
import { DapLog } from './dap-log.js';
import { EditorPane } from './editor.js';
import { type Frame, takePicture } from './picture.js';
import { places } from './places.js';
import type { Server } from './server.js';
import { CallStackView, ConsoleView, VariablesView } from './views.js';

/** One story that a person could live through in the editor, told in checks. */
export interface Scenario {
  readonly name: string;
  readonly play: (stage: Stage) => Promise<void>;
}

/** What a scenario acts on. */
export class Stage {
  /** Checks of scenarios that came to their end. */
  passed = 0;
  readonly dap: DapLog;
  readonly editor: EditorPane;
  readonly variables: VariablesView;
  readonly callStack: CallStackView;
  readonly console: ConsoleView;

  constructor(
    readonly page: Page,
    readonly server: Server,
  ) {
    this.dap = new DapLog(server.dapFile);
    this.editor = new EditorPane(page);
    this.variables = new VariablesView(page);
    this.callStack = new CallStackView(page);
    this.console = new ConsoleView(page);
  }

  /** A picture for the documentation, where it was asked for. */
  async picture(name: string, frame?: Frame): Promise<void> {
    await takePicture(this.page, name, frame);
  }

  /** Presses a key and waits for the event of the debug adapter that it leads to. */
  async pressUntil(key: string, event: string): ReturnType<DapLog['act']> {
    return this.dap.act(event, () => this.page.keyboard.press(key));
  }

  /** Debugs a workflow by the lens above it, up to the first stop. */
  async debugByLens(workflowLine: number): ReturnType<DapLog['act']> {
    await this.editor.reveal(workflowLine);
    const lens = this.page.locator('.codelens-decoration a', { hasText: 'Debug' }).first();
    await lens.hover();
    // A lens that has just come may be replaced once more, and a click that falls between is lost.
    await this.page.waitForTimeout(1000);
    return this.dap.act('stopped', () => lens.click());
  }

  /** The lines that a command of the command line prints about a file of the folder. */
  mso(command: string, name: string): string[] {
    const entry = join(places.cli, 'bin', 'mso.js');
    const args = [entry, command, join(this.server.workspace, name)];
    return execFileSync(process.execPath, args, { encoding: 'utf8' }).split('\n');
  }

  /** Tells of something that was measured. */
  figure(what: string): void {
    console.log(`  \u00b7 ${what}`);
  }

  /** One check of a scenario; a failing one ends its scenario. */
  async check(what: string, act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      console.log(`  ✘ ${what}`);
      throw error;
    }
    this.passed += 1;
    console.log(`  ✔ ${what}`);
  }

  /** Plays a scenario; whether it came to its end. A failure leaves a picture. */
  async play(scenario: Scenario): Promise<boolean> {
    const { passed } = this;
    console.log(scenario.name);
    try {
      await scenario.play(this);
      return true;
    } catch (error) {
      this.passed = passed;
      const path = await screenshot(this.page, `failed-${scenario.name.replaceAll(/\W+/g, '-')}`);
      console.log(error instanceof Error ? (error.stack ?? error.message) : error);
      console.log(`  picture: ${path}`);
      return false;
    }
  }
}
