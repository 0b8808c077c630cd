import { existsSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { launchBrowser, openWindow } from './browser.js';
import { type Editor, findBrowser, installEditor } from './install.js';
import { places } from './places.js';
import { attaching } from './scenarios/attaching.js';
import { binaries, tasks } from './scenarios/binaries.js';
import { changing } from './scenarios/changing.js';
import { configurations, configured } from './scenarios/configured.js';
import { firstLight } from './scenarios/first-light.js';
import { language } from './scenarios/language.js';
import { looking } from './scenarios/looking.js';
import { restricted } from './scenarios/restricted.js';
import { running } from './scenarios/running.js';
import { timeTravel } from './scenarios/time-travel.js';
import { writing } from './scenarios/writing.js';
import { type Surroundings, startServer } from './server.js';
import { type Scenario, Stage } from './stage.js';

interface Window extends Surroundings {
  readonly scenarios: readonly Scenario[];
}

/** Scenarios share a window where they can: starting one takes as long as playing in it. */
const windows: readonly Window[] = [
  { name: 'plain', trusted: true, scenarios: [firstLight, running, writing] },
  { name: 'configured', trusted: true, configurations, scenarios: [configured, attaching] },
  { name: 'binaries', trusted: true, tasks, scenarios: [binaries] },
  { name: 'workflow', trusted: true, scenarios: [looking, timeTravel, changing, language] },
  { name: 'restricted', trusted: false, scenarios: [restricted] },
];

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}

/** Plays every scenario in a real editor; gives the exit code. */
async function main(): Promise<number> {
  if (!existsSync(places.vsix)) throw new Error('There is no .vsix yet: npm run package');
  const executable = findBrowser();
  const editor = installEditor();
  const browser = await launchBrowser(executable);
  let passed = 0;
  let failed = 0;
  try {
    const wanted = process.argv.slice(2);
    const played = windows.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
    for (const window of played) {
      const stage = await playIn(browser, editor, window);
      passed += stage.passed;
      failed += await playAgain(browser, editor, window, stage.failed);
    }
  } finally {
    await browser.close();
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

/** How often a scenario that has failed is played again. */
const retries = 2;

/**
 * Plays scenarios that failed again, each in a new window of its own, so that none fails because of
 * another: what fails there too is wrong, what does not was the editor's own unsteadiness. Gives
 * how many never came to their end.
 */
async function playAgain(
  browser: Browser,
  editor: Editor,
  window: Window,
  scenarios: readonly Scenario[],
): Promise<number> {
  let failed = 0;
  for (const scenario of scenarios) {
    const again = { ...window, scenarios: [scenario] };
    if (!(await comesToItsEnd(browser, editor, again))) failed += 1;
  }
  return failed;
}

async function comesToItsEnd(browser: Browser, editor: Editor, window: Window): Promise<boolean> {
  for (let retry = 0; retry < retries; retry++) {
    console.log('Once more, in a new window:');
    const { failed } = await playIn(browser, editor, window);
    if (failed.length === 0) return true;
  }
  return false;
}

async function playIn(browser: Browser, editor: Editor, window: Window): Promise<Stage> {
  const server = await startServer(editor, window);
  try {
    const page = await openWindow(browser, server);
    const stage = new Stage(page, server);
    for (const scenario of window.scenarios) await stage.play(scenario);
    await page.close();
    return stage;
  } finally {
    await server.stop();
  }
}
