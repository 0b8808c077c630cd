import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Scenario, Stage } from '../stage.js';
import { shows, until } from '../until.js';
import { TreeView } from '../views.js';

/** More than a view reads at once; and what the extension costs. */
export const large: Scenario = { name: 'Much to show', play };

const agents = 150;

async function play(stage: Stage): Promise<void> {
  const { editor, page, server } = stage;
  const memory = new TreeView(page, 'Memory');

  const hasAtItsEnd = (pattern: RegExp) =>
    until(`there is a row of ${pattern}`, 10_000, async () => {
      await memory.end();
      return (await memory.rows()).some((row) => pattern.test(row));
    });

  await stage.check('what is long is read a part at a time', async () => {
    const lines = Array.from({ length: agents }, (_, index) => `agent "a${index}" { model = "m" }`);
    writeFileSync(join(server.workspace, 'many.mso'), `${lines.join('\n')}\n`);
    await editor.openProgram('many.mso');
    await editor.setBreakpoint(1);
    await stage.pressUntil('F5', 'stopped');
    await editor.command('Remove All Breakpoints');
    await page.keyboard.press('Control+End');
    await editor.setBreakpoint(agents);
    await stage.pressUntil('F5', 'stopped');
    await hasAtItsEnd(/^More$/);
    await memory.open();
    await hasAtItsEnd(/agent "a148"/);
    await memory.fold();
    await stage.pressUntil('Shift+F5', 'terminated');
  });

  await stage.check('the editor says how long the extension took to start', async () => {
    await editor.command('Developer: Show Running Extensions');
    const row = page.locator('.runtime-extensions-editor .monaco-list-row', { hasText: 'Helix' });
    await row.first().waitFor();
    const time = await row.first().locator('.activation-time').innerText();
    await shows(async () => /\d+ms/.test(time), true);
    stage.figure(`${time} (at most 50 ms)`);
    await page.keyboard.press('Control+F4');
  });
}
