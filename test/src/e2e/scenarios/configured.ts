import { equal } from 'node:assert/strict';
import { Program } from '../program.js';
import type { Scenario, Stage } from '../stage.js';
import { plain } from '../text.js';
import { shows } from '../until.js';

const launch = { type: 'mso', request: 'launch', program: 'minimal.mso' };

/** The `launch.json` of the scenario's folder. */
export const configurations = [
  { ...launch, name: 'entry', stopOnEntry: true },
  { ...launch, name: 'wrong', stopOnEntry: 'yes' },
  { ...launch, name: 'missing', program: 'nowhere.mso' },
];

/** Debugging by a `launch.json`, the right and the wrong way. */
export const configured: Scenario = { name: 'Debugging with a launch.json', play };

async function play(stage: Stage): Promise<void> {
  const program = new Program(stage.server, 'minimal.mso');
  const { editor, page } = stage;
  // The editor reads a launch.json once something needs a debugger.
  await editor.open('support-desk.mso');

  await stage.check('stopOnEntry stops before the first line, in the file it names', async () => {
    const stopped = await stage.dap.act('stopped', () => startByName(stage, 'entry'));
    equal(stopped.reason, 'entry');
    await shows(() => editor.stoppedLine(), program.line('project'));
    await stage.pressUntil('F5', 'terminated');
  });

  await stage.check('a wrong attribute is named, and nothing starts', async () => {
    const stops = stage.dap.events('stopped').length;
    await startByName(stage, 'wrong');
    await shows(() => dialog(stage), 'stopOnEntry takes true or false');
    await page.keyboard.press('Escape');
    equal(stage.dap.events('stopped').length, stops);
  });

  await stage.check('a missing program is named', async () => {
    await startByName(stage, 'missing');
    await shows(async () => (await dialog(stage)).includes('nowhere.mso'), true);
    await page.keyboard.press('Escape');
  });
}

/** Picks the configuration of that name, as Ctrl+P does after the word "debug". */
export async function startByName({ page }: Stage, name: string): Promise<void> {
  await page.keyboard.press('Control+p');
  await page.locator('.quick-input-widget input').fill(`debug ${name}`);
  const entry = page.locator('.quick-input-list .monaco-list-row').filter({ hasText: name });
  await entry.first().click();
}

async function dialog({ page }: Stage): Promise<string> {
  return plain(await page.locator('.monaco-dialog-box .dialog-message-container').textContent());
}
