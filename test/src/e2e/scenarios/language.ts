import { equal, match } from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Scenario, Stage } from '../stage.js';
import { plain } from '../text.js';
import { until } from '../until.js';

const program = `agent "writer" {
  model = "m"
}
workflow "w" {
  step "s" {
    agent = "writer"
  }
}
`;

/** What the language server does while one writes. */
export const language: Scenario = { name: 'Writing with the language server', play };

async function play(stage: Stage): Promise<void> {
  const { editor, page } = stage;
  writeFileSync(join(stage.server.workspace, 'minimal.mso'), program);
  await editor.open('minimal.mso');

  await stage.check('a mistake is marked while one types, and has a fix', async () => {
    await editor.reveal(6);
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Backspace');
    await page.keyboard.type('r');
    await page.locator('.squiggly-error').first().waitFor();
    await editor.command('Quick Fix...');
    const fix = page.locator('.action-widget .monaco-list-row', { hasText: 'writer' }).first();
    await fix.waitFor();
    const part = page.locator('.editor-group-container').first();
    await stage.picture('quick-fix', { part, heightMax: 290 });
    await fix.click();
    await until('the name is right', 10_000, () => editor.isOnScreen('agent = "writer"'));
    await page.locator('.squiggly-error').first().waitFor({ state: 'detached' });
  });

  await stage.check('names are completed', async () => {
    await editor.reveal(6);
    await page.keyboard.press('End');
    await page.keyboard.insertText('\n    ');
    await page.keyboard.type('ti');
    await page.keyboard.press('Control+Space');
    const row = page.locator('.suggest-widget.visible .monaco-list-row', { hasText: 'timeout' });
    await row.first().waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Backspace');
    await page.keyboard.press('Backspace');
  });

  await stage.check('hovering tells what a property is', async () => {
    await page
      .locator('.view-line span', { hasText: /^model$/ })
      .first()
      .hover();
    const hover = page.locator('.monaco-hover:not(.hidden) .hover-contents').first();
    await hover.waitFor();
    match(plain(await hover.textContent()), /model/);
    await page.mouse.move(700, 4);
  });

  await stage.check('a name is changed wherever it is used', async () => {
    await editor.reveal(1);
    await page.keyboard.press('Home');
    for (let times = 0; times < 9; times++) await page.keyboard.press('ArrowRight');
    await page.keyboard.press('F2');
    const input = page.locator('.rename-box .rename-input');
    await input.waitFor();
    await input.fill('author');
    await page.keyboard.press('Enter');
    await until('both places are changed', 10_000, async () => {
      const text = (await editor.text()).join('\n');
      return text.includes('agent "author"') && text.includes('agent = "author"');
    });
  });

  await stage.check('formatting lays the text out', async () => {
    await editor.reveal(2);
    await page.keyboard.press('Home');
    await page.keyboard.insertText('      ');
    await editor.command('Format Document');
    await until('the line is indented as it should be', 10_000, async () =>
      (await editor.text()).includes('  model = "m"'),
    );
    equal(
      (await editor.text()).some((line) => line.startsWith('       ')),
      false,
    );
  });
}
