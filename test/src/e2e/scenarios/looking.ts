import { equal, match } from 'node:assert/strict';
import { Program } from '../program.js';
import type { Scenario, Stage } from '../stage.js';
import { shows, until } from '../until.js';
import { TreeView } from '../views.js';

/** The views of the machine, the ends of the lines, and stepping out. */
export const looking: Scenario = { name: 'Looking into the machine', play };

async function play(stage: Stage): Promise<void> {
  const program = new Program(stage.server, 'research-team.mso');
  const { callStack, editor, page } = stage;
  const temperature = program.line('temperature', 'agent "writer"');
  const registers = new TreeView(page, 'Registers');
  const stack = new TreeView(page, 'Stack');
  const memory = new TreeView(page, 'Memory');
  const value = async (name: string): Promise<string> => {
    const row = (await registers.rows()).find((each) => each.startsWith(name));
    return row?.slice(name.length).trim() ?? '';
  };
  await editor.openProgram(program.name);
  await editor.setBreakpoint(temperature);
  await stage.pressUntil('F5', 'stopped');
  // Only rows on screen can be read: they need room.
  const others = ['Variables', 'Watch', 'Breakpoints', 'Call Stack'].map(
    (title) => new TreeView(page, title),
  );
  for (const view of others) await view.fold();

  await stage.check('Registers has the registers, and a lamp for each flag', async () => {
    await shows(
      async () => (await registers.rows()).map((row) => row.split(/\s/)[0]),
      [...['pc', 'sp', 'fp', 'ra', 'zero', 'overflow', 'error', 'halted']],
    );
    await shows(() => value('zero'), 'false');
  });

  await stage.check(
    'the stopped line says what has changed, and earlier ones their values',
    async () => {
      const before = Number(await value('pc'));
      await stage.pressUntil('F10', 'stopped');
      const text = `pc ${before} \u2192 ${before + 1}`;
      await shows(async () => (await editor.ending(temperature + 1)).includes(text), true);
      await until('values are shown', 10_000, () => editor.isOnScreen('temperature = 0.8'));
      await shows(() => registers.changed(), ['pc']);
    },
  );

  await stage.check('a register that changes while its view is folded is marked', async () => {
    await registers.fold();
    await stage.pressUntil('F10', 'stopped');
    await shows(() => registers.changed(), ['pc']);
  });

  await stage.check('a number is shown in hexadecimal on demand', async () => {
    await registers.menu('pc', 'Show in Decimal or Hexadecimal');
    const hexadecimal = await until('it is hexadecimal', 10_000, async () =>
      /^0x[0-9a-f]+$/.exec(await value('pc')),
    );
    await registers.menu('pc', 'Show in Decimal or Hexadecimal');
    await shows(() => value('pc'), String(Number(hexadecimal[0])));
  });

  await stage.check('a register is pinned to the top, and unpinned', async () => {
    const first = async () => (await registers.rows())[0]?.split(' ')[0];
    await registers.menu('zero', 'Pin to Top');
    await shows(first, 'zero');
    await registers.menu('zero', 'Unpin');
    await shows(first, 'pc');
  });

  await stage.check('a click on a flag sets it', async () => {
    await registers.click('zero');
    await shows(() => value('zero'), 'true');
    await registers.click('zero');
    await shows(() => value('zero'), 'false');
    await registers.fold();
  });

  await stage.check('Memory has the cells, whose they are, and of what type', async () => {
    await until('there are cells', 10_000, async () =>
      (await memory.rows()).some((row) => /^\d+ agent "librarian".* \u00b7 agent$/.test(row)),
    );
    await editor.command('MSO: Go to Address');
    await page.locator('.quick-input-widget input').fill('16 + 2');
    await page.keyboard.press('Enter');
    await until('cell 18 is the first', 10_000, async () =>
      /^18 /.test((await memory.rows())[0] ?? ''),
    );
  });

  await stage.check('a cell that is pinned stays, wherever one looks', async () => {
    await memory.menu('18 agent "analyst"', 'Pin to Top');
    await editor.command('MSO: Go to Address');
    await page.locator('.quick-input-widget input').fill('19');
    await page.keyboard.press('Enter');
    await shows(
      async () => (await memory.rows()).slice(0, 2).map((row) => row.split(' ')[0]),
      ['18', '19'],
    );
    await shows(() => memory.selected(), ['19 agent "writer"']);
    await memory.fold();
    for (const view of others) await view.unfold();
  });

  await stage.check('Shift+F11 runs to the end of the block', async () => {
    await stage.pressUntil('Shift+F11', 'stopped');
    await shows(() => callStack.frames(), [`program "${program.name}"`]);
    await shows(() => editor.stoppedLine(), program.line('agent "reviewer"'));
  });

  await stage.check('restarting begins again, with the breakpoints', async () => {
    const restart = page.locator('.codicon-debug-restart').first();
    const stopped = await stage.dap.act('stopped', () => restart.click());
    equal(stopped.reason, 'breakpoint');
    await shows(() => editor.stoppedLine(), temperature);
  });

  await stage.check('Stack has the operands, top first, while a step runs', async () => {
    await stage.pressUntil('Shift+F5', 'terminated');
    await editor.command('Remove All Breakpoints');
    const task = program.line('task = "Check each claim');
    await editor.setBreakpoint(task);
    await stage.debugByLens(program.line('workflow "publish"'));
    const go = page.locator('.codicon-debug-continue').first();
    await stage.dap.act('stopped', () => go.click());
    await shows(() => editor.stoppedLine(), task);
    const row = '0 {draft: {…}} \u00b7 object \u2190 attempt 1 of step "review"';
    await shows(() => stack.rows(), [row]);
  });

  await stage.check('the status bar counts', async () => {
    const item = page.locator('.statusbar-item', { hasText: /[\d,]+ instructions/ });
    match((await item.first().textContent()) ?? '', /instructions \u00b7 \d+ min/);
  });

  await stage.pressUntil('Shift+F5', 'terminated');
  await editor.command('Remove All Breakpoints');
}
