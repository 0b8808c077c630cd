import { join } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { places } from './places.js';
import type { Server } from './server.js';

/** Chromium without anything that would leave this machine. */
const switches = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1',
];

export function launchBrowser(executablePath: string): Promise<Browser> {
  return chromium.launch({ executablePath, args: switches });
}

/** Opens the editor's window and waits until it can be used. */
export async function openWindow(browser: Browser, server: Server): Promise<Page> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 1100 } });
  page.setDefaultTimeout(15_000);
  // The first start of the server takes its time on a busy machine.
  await page.goto(`${server.url}/?folder=${encodeURIComponent(server.workspace)}`, {
    timeout: 60_000,
  });
  await page
    .locator('.explorer-folders-view .monaco-list-row')
    .first()
    .waitFor({ timeout: 60_000 });
  return page;
}

export async function screenshot(page: Page, name: string): Promise<string> {
  const path = join(places.cache, `${name}.png`);
  await page.screenshot({ path });
  return path;
}
