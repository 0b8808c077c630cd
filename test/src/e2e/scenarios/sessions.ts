import { Program } from '../program.js';
import type { Scenario, Stage } from '../stage.js';
import { shows, until } from '../until.js';
import { TreeView } from '../views.js';

/** Two programs that are debugged at the same time. */
export const sessions: Scenario = { name: 'Two sessions in one window', play };

async function play(stage: Stage): Promise<void> {
  const { editor, page, server, dap } = stage;
  const registers = new TreeView(page, 'Registers');
  const pc = async (): Promise<string | undefined> =>
    (await registers.rows()).find((row) => /^pc\s*\d+/.test(row));

  async function setBreakpoint(program: Program): Promise<void> {
    await editor.openProgram(program.name);
    await editor.setBreakpoint(program.line('temperature'));
  }

  /** Starts a workflow by the lens above it, up to the first stop. */
  async function debug(program: Program, workflow: string): Promise<void> {
    await editor.openProgram(program.name);
    await stage.debugByLens(program.line(`workflow "${workflow}"`));
  }

  await stage.check('a second one stops, and the first one is still to be seen', async () => {
    const first = new Program(server, 'support-desk.mso');
    const second = new Program(server, 'minimal.mso');
    // While another program is debugged, a breakpoint would be an empty ring.
    await setBreakpoint(first);
    await setBreakpoint(second);
    await debug(first, 'handle-message');
    const before = await until('the registers are those of the first one', 15_000, pc);
    await debug(second, 'answer');
    await shows(pc, before);
    // Not in its middle, where its buttons appear.
    const session = page.locator('.debug-call-stack .session', { hasText: second.name }).first();
    await session.click({ position: { x: 24, y: 8 } });
    await until('the registers are those of the second one', 15_000, async () => {
      const now = await pc();
      return now !== undefined && now !== before;
    });
  });

  await stage.check('one ends, and then the other', async () => {
    const endings = dap.events('terminated').length;
    await until('both have ended', 30_000, async () => {
      const left = endings + 2 - dap.events('terminated').length;
      if (left > 0) await page.keyboard.press('Shift+F5');
      return left === 0;
    });
  });
}
