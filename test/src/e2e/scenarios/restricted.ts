import { deepEqual, equal } from 'node:assert/strict';
import { Program } from '../program.js';
import type { Scenario, Stage } from '../stage.js';
import { shows } from '../until.js';

/** A folder that nobody has trusted: the language works, and debugging asks first. */
export const restricted: Scenario = { name: 'A folder that is not trusted', play };

async function play(stage: Stage): Promise<void> {
  const program = new Program(stage.server, 'minimal.mso');
  const { editor, page } = stage;

  await stage.check('the language works in restricted mode', async () => {
    await page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
    await editor.open(program.name);
    equal(await editor.language(), 'MSO');
  });

  await stage.check('F5 asks whether the folder is trusted, then debugs', async () => {
    const temperature = program.line('temperature');
    await editor.setBreakpoint(temperature);
    await page.keyboard.press('F5');
    const trust = page.locator('.monaco-dialog-box .monaco-button', { hasText: /trust/i }).first();
    await trust.waitFor();
    deepEqual(stage.dap.events('initialized'), []);
    const stopped = await stage.dap.act('stopped', () => trust.click());
    equal(stopped.reason, 'breakpoint');
    await shows(() => editor.stoppedLine(), temperature);
    await stage.pressUntil('F5', 'terminated');
  });
}
