import { match } from 'node:assert/strict';
import { Program } from '../program.js';
import type { Scenario, Stage } from '../stage.js';
import { plain } from '../text.js';
import { shows, until } from '../until.js';

/** Saving while one debugs, and the code below the text. */
export const changing: Scenario = { name: 'Changing a program while it is debugged', play };

async function play(stage: Stage): Promise<void> {
  const program = new Program(stage.server, 'support-desk.mso');
  const { console, editor, page } = stage;
  const temperature = program.line('temperature', 'agent "mechanic"');
  await editor.openProgram(program.name);
  await editor.setBreakpoint(temperature);
  await stage.pressUntil('F5', 'stopped');

  await stage.check('a saved change goes on without a restart', async () => {
    await page.locator('.editor-instance .view-lines').first().click();
    await page.keyboard.press('Control+End');
    await page.keyboard.insertText('\nagent "night-watch" { model = "gpt-4" }\n');
    await page.keyboard.press('Control+s');
    await until('the console says so', 20_000, async () =>
      /The change is taken over: agent "night-watch" is new/.test(await console.text()),
    );
    await shows(() => console.text().then((text) => text.includes('not taken over')), false);
    match((await stage.callStack.frames()).join(), /agent "mechanic"/);
  });

  await stage.check('the console completes names', async () => {
    await page.locator('.repl .repl-input-wrapper .view-lines').click();
    await page.keyboard.type('temper');
    const rows = page.locator('.suggest-widget.visible .monaco-list-row');
    await rows.filter({ hasText: 'temperature' }).first().waitFor();
    await page.keyboard.press('Escape');
    await page.keyboard.press('Control+a');
    await page.keyboard.press('Delete');
  });

  await stage.check('the disassembly shows the instructions', async () => {
    await editor.command('Open Disassembly View');
    const rows = page.locator('.disassembly-view .monaco-list-row');
    await until('there are instructions', 20_000, async () =>
      (await rows.allInnerTexts()).some((row) => /SetProperty/.test(plain(row))),
    );
  });

  await stage.check('the program runs to its end, the new agent included', async () => {
    await stage.dap.act('terminated', () =>
      page.locator('.codicon-debug-continue').first().click(),
    );
    await until('the console says so', 10_000, async () =>
      /The program ended/.test(await console.text()),
    );
  });
}
