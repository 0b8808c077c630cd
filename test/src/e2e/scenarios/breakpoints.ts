import { equal } from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Program } from '../program.js';
import type { Scenario, Stage } from '../stage.js';
import { shows } from '../until.js';

/** The kinds of breakpoints that are set otherwise than by a click in the gutter. */
export const breakpoints: Scenario = { name: 'Breakpoints of other kinds', play };

const text = `agent "a" { model = "m" temperature = 0.5 role = "r" }
agent "b" {
  model = "n"
  role = "s"
}
workflow "w" {
  step "one" { agent = "a" task = "t" }
  step "two" { agent = "b" task = "t" }
  pipeline { one -> two }
}
`;

async function play(stage: Stage): Promise<void> {
  const { console, editor, page, server } = stage;
  writeFileSync(join(server.workspace, 'kinds.mso'), text);
  const program = new Program(server, 'kinds.mso');
  await editor.openProgram(program.name);

  /** The line and the column of the innermost frame, as the call stack shows them. */
  const place = async () =>
    (await page.locator('.debug-call-stack .stack-frame .line-number').first().innerText()).trim();

  await stage.check('one within a line stops there', async () => {
    const column = text.indexOf('temperature') + 1;
    await editor.reveal(1, column);
    await page.keyboard.press('Shift+F9');
    const stopped = await stage.pressUntil('F5', 'stopped');
    equal(stopped.reason, 'breakpoint');
    await shows(place, `1:${column}`);
  });

  await stage.check('one that says something goes on', async () => {
    await editor.setLogPoint(3, 'its role is {agents["a"].role}');
    await editor.setBreakpoint(4);
    await stage.pressUntil('F5', 'stopped');
    await shows(() => editor.stoppedLine(), 4);
    await shows(async () => (await console.text()).includes('its role is r'), true);
    await stage.pressUntil('Shift+F5', 'terminated');
    await editor.command('Remove All Breakpoints');
  });

  await stage.check('one that waits for another stops only behind it', async () => {
    await editor.setBreakpoint(4);
    await editor.setTriggeredBreakpoint(6);
    await editor.setTriggeredBreakpoint(3);
    for (const line of [4, 6]) {
      await stage.pressUntil('F5', 'stopped');
      await shows(() => editor.stoppedLine(), line);
    }
    await stage.pressUntil('Shift+F5', 'terminated');
    await editor.command('Remove All Breakpoints');
  });

  await stage.check('one on the name of a step stops where it begins to run', async () => {
    await editor.setFunctionBreakpoint('two');
    const stopped = await stage.debugByLens(program.line('workflow'));
    equal(stopped.reason, 'function breakpoint');
    await shows(() => editor.stoppedLine(), program.line('step "two"'));
    await stage.pressUntil('Shift+F5', 'terminated');
    await editor.command('Remove All Breakpoints');
  });
}
