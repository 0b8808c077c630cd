import { equal } from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GraphPage } from '../graph-page.js';
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
    const word = page.locator('.view-line span', { hasText: /^model$/ }).first();
    const hover = page.locator('.monaco-hover:not(.hidden) .hover-contents').first();
    // At first it says that it is loading, and on a busy machine it may be gone by then.
    await until('it tells', 20_000, async () => {
      await word.hover();
      return /model/.test(plain(await hover.textContent({ timeout: 2000 })));
    });
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

  await stage.check('a step of a file that is loaded leads into that file', async () => {
    const { workspace } = stage.server;
    writeFileSync(join(workspace, 'whole.mso'), 'load "flows"\nagent "a" { model = "m" }\n');
    const flow = 'workflow "there" {\n  step "far" { agent = "a" }\n}\n';
    writeFileSync(join(workspace, 'flows.mso'), `# Not its first line.\n${flow}`);
    await editor.open('whole.mso');
    await editor.command('MSO: Show Workflow Graph');
    const graph = new GraphPage(page, 'far');
    await until('the graph has its step', 20_000, async () => (await graph.steps()).length === 1);
    await graph.choose('far');
    await page.locator('.tab.active[data-resource-name="flows.mso"]').waitFor();
    await page.locator('.statusbar-item', { hasText: 'Ln 3, ' }).first().waitFor();
  });
}
