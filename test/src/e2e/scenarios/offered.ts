import { deepEqual, equal } from 'node:assert/strict';
import type { Scenario, Stage } from '../stage.js';
import { shows } from '../until.js';
import { openSupportDesk } from './support-desk.js';

/** What Run and Debug offers of a folder. F5 takes what was chosen there: this is played last. */
export const offered: Scenario = { name: 'Starting what Run and Debug offers', play };

async function play(stage: Stage): Promise<void> {
  const { stopsAt } = await openSupportDesk(stage);
  const { editor, page } = stage;

  await stage.check('each workflow of the folder is offered once, and debugged', async () => {
    await editor.command('Debug: Select and Start Debugging');
    const rows = page.locator('.quick-input-list .monaco-list-row');
    await rows.filter({ hasText: 'MSO' }).first().click();
    const workflow = rows.filter({ hasText: 'handle-message (support-desk.mso)' });
    await workflow.first().waitFor();
    equal(await workflow.count(), 1);
    await stage.dap.act('stopped', () => workflow.first().click());
    await shows(() => editor.stoppedLine(), stopsAt);
    await stage.pressUntil('F5', 'terminated');
    deepEqual(stage.dap.events('exited').at(-1)?.body, { exitCode: 0 });
  });
}
