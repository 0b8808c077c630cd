import { deepEqual, equal } from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { GraphPage } from '../graph-page.js';
import { Program } from '../program.js';
import type { Scenario, Stage } from '../stage.js';
import { shows, until } from '../until.js';

/** A folder that nobody has trusted: language and graph work, what starts a program asks first. */
export const restricted: Scenario = { name: 'A folder that is not trusted', play };

async function play(stage: Stage): Promise<void> {
  const program = new Program(stage.server, 'minimal.mso');
  const { editor, page, server } = stage;

  await stage.check('the language works in restricted mode', async () => {
    await page.locator('.statusbar-item', { hasText: 'Restricted Mode' }).waitFor();
    writeFileSync(join(server.workspace, 'scratch.mso'), 'agent "a" {\n  temperature = "hot"\n}\n');
    await editor.open('scratch.mso');
    await page.locator('.squiggly-error').first().waitFor();
    await editor.open(program.name);
    equal(await editor.language(), 'MSO');
  });

  await stage.check('so does the graph', async () => {
    const graph = new GraphPage(page);
    await editor.command('MSO: Show Workflow Graph');
    await until('the graph has its step', 20_000, async () => (await graph.steps()).length === 1);
    await page.locator('.editor-instance .view-lines').first().click();
  });

  await stage.check(
    'a task asks whether the folder is trusted, and is not run without',
    async () => {
      await editor.command('MSO: Compile');
      await dialog(stage).waitFor();
      await page.keyboard.press('Escape');
      await dialog(stage).waitFor({ state: 'detached' });
      equal(existsSync(join(server.workspace, 'minimal.msob')), false);
    },
  );

  await stage.check('F5 asks whether the folder is trusted, then debugs', async () => {
    const temperature = program.line('temperature');
    await editor.setBreakpoint(temperature);
    await page.keyboard.press('F5');
    const trust = dialog(stage).locator('.monaco-button', { hasText: /trust/i }).first();
    await trust.waitFor();
    deepEqual(stage.dap.events('initialized'), []);
    const stopped = await stage.dap.act('stopped', () => trust.click());
    equal(stopped.reason, 'breakpoint');
    await shows(() => editor.stoppedLine(), temperature);
    await stage.pressUntil('F5', 'terminated');
  });
}

const dialog = ({ page }: Stage) => page.locator('.monaco-dialog-box');
