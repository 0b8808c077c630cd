import { existsSync } from 'node:fs';
import { launchBrowser, openWindow } from './browser.js';
import { findBrowser, installEditor } from './install.js';
import { places } from './places.js';
import { firstLight } from './scenarios/first-light.js';
import { startServer } from './server.js';
import { Stage } from './stage.js';

const scenarios = [firstLight];

try {
  process.exitCode = await main();
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  console.log('0 passed, 1 failed');
  process.exitCode = 1;
}

/** Plays every scenario in one window of a real editor; gives the exit code. */
async function main(): Promise<number> {
  if (!existsSync(places.vsix)) throw new Error('There is no .vsix yet: npm run package');
  const executable = findBrowser();
  const server = await startServer(installEditor());
  try {
    const browser = await launchBrowser(executable);
    try {
      const stage = new Stage(await openWindow(browser, server), server);
      for (const scenario of scenarios) await stage.play(scenario);
      console.log(`${stage.passed} passed, ${stage.failed} failed`);
      return stage.failed === 0 ? 0 : 1;
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
  }
}
