import { deepEqual, equal } from 'node:assert/strict';
import type { Scenario, Stage } from '../stage.js';
import { shows } from '../until.js';
import { openSupportDesk } from './support-desk.js';

/** Starting a program by command and by button. */
export const running: Scenario = { name: 'Running without a launch.json', play };

async function play(stage: Stage): Promise<void> {
  const { stopsAt } = await openSupportDesk(stage);
  const { editor, page } = stage;

  await stage.check('"Run File Without Debugging" passes breakpoints', async () => {
    const stops = stage.dap.events('stopped').length;
    await stage.dap.act('terminated', () => editor.command('MSO: Run File Without Debugging'));
    equal(stage.dap.events('stopped').length, stops);
    deepEqual(stage.dap.events('exited').at(-1)?.body, { exitCode: 0 });
  });

  await stage.check('the run button debugs the file', async () => {
    const button = page.locator('.editor-actions .codicon-debug-alt').first();
    await stage.dap.act('stopped', () => button.click());
    await shows(() => editor.stoppedLine(), stopsAt);
    await stage.pressUntil('F5', 'terminated');
  });
}
