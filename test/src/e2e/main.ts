import { existsSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { launchBrowser, openWindow } from './browser.js';
import { type Editor, findBrowser, installEditor } from './install.js';
import { places } from './places.js';
import { attaching } from './scenarios/attaching.js';
import { binaries, tasks } from './scenarios/binaries.js';
import { breakpoints } from './scenarios/breakpoints.js';
import { changing } from './scenarios/changing.js';
import { configurations, configured } from './scenarios/configured.js';
import { contrast } from './scenarios/contrast.js';
import { firstLight } from './scenarios/first-light.js';
import { language } from './scenarios/language.js';
import { large } from './scenarios/large.js';
import { looking } from './scenarios/looking.js';
import { offered } from './scenarios/offered.js';
import { restricted } from './scenarios/restricted.js';
import { running } from './scenarios/running.js';
import { sessions } from './scenarios/sessions.js';
import { timeTravel } from './scenarios/time-travel.js';
import { writing } from './scenarios/writing.js';
import { type Surroundings, startServer } from './server.js';
import { type Scenario, Stage } from './stage.js';

interface Window extends Surroundings {
  readonly scenarios: readonly Scenario[];
}

/** Scenarios share a window where they can: starting one takes as long as playing in it. */
const windows: readonly Window[] = [
  {
    name: 'plain',
    trusted: true,
    scenarios: [firstLight, running, writing, sessions, large, offered],
  },
  { name: 'configured', trusted: true, configurations, scenarios: [configured, attaching] },
  { name: 'binaries', trusted: true, tasks, scenarios: [binaries, breakpoints] },
  {
    name: 'workflow',
    trusted: true,
    scenarios: [looking, timeTravel, contrast, changing, language],
  },
  { name: 'restricted', trusted: false, scenarios: [restricted] },
];

/** How often a scenario that has failed is played again. */
const retries = 2;

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
      const result = await playAll(window, (shown) => playIn(browser, editor, shown));
      passed += result.passed;
      failed += result.failed;
    }
  } finally {
    await browser.close();
  }
  console.log(`${passed} passed, ${failed} failed`);
  return failed === 0 ? 0 : 1;
}

/** What came of the scenarios that were played. */
interface Result {
  /** Their checks. */
  readonly passed: number;
  /** Those that never came to their end. */
  readonly failed: number;
  /** Those behind a failure, which were not played. */
  readonly left: readonly Scenario[];
}

type PlayIn = (window: Window) => Promise<Result>;

/**
 * Plays all scenarios. One that fails leaves its window in no state for others: it is played again
 * in a new one of its own, where what is wrong fails again and what was the editor's unsteadiness
 * does not; those behind it go on in another.
 */
async function playAll(window: Window, play: PlayIn): Promise<Omit<Result, 'left'>> {
  const first = await play(window);
  if (first.failed === 0) return first;
  const played = window.scenarios.length - first.left.length;
  const again = await playAgain(
    { ...window, scenarios: window.scenarios.slice(played - 1, played) },
    play,
  );
  const others =
    first.left.length > 0 ? await playAll({ ...window, scenarios: first.left }, play) : nothing;
  return {
    passed: first.passed + again.passed + others.passed,
    failed: again.failed + others.failed,
  };
}

const nothing: Result = { passed: 0, failed: 0, left: [] };

async function playAgain(window: Window, play: PlayIn): Promise<Result> {
  let last = nothing;
  for (let retry = 0; retry < retries; retry++) {
    console.log('Once more, in a new window:');
    last = await play(window);
    if (last.failed === 0) return last;
  }
  return last;
}

/** Plays up to the first failure. */
async function playIn(browser: Browser, editor: Editor, window: Window): Promise<Result> {
  const server = await startServer(editor, window);
  try {
    const page = await openWindow(browser, server);
    const stage = new Stage(page, server);
    let played = 0;
    let failed = 0;
    for (const scenario of window.scenarios) {
      played += 1;
      if (await stage.play(scenario)) continue;
      failed = 1;
      break;
    }
    await page.close();
    return { passed: stage.passed, failed, left: window.scenarios.slice(played) };
  } finally {
    await server.stop();
  }
}

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}
