import { deepEqual, equal, match } from 'node:assert/strict';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { GraphPage } from '../graph-page.js';
import { Program } from '../program.js';
import type { Scenario, Stage } from '../stage.js';
import { TimelinePage } from '../timeline-page.js';
import { shows, until } from '../until.js';
import { TreeView } from '../views.js';

/** Debugging a running workflow: views, the graph, and back in time. */
export const timeTravel: Scenario = { name: 'A workflow, forwards and back', play };

async function play(stage: Stage): Promise<void> {
  const program = new Program(stage.server, 'research-team.mso');
  const { editor, page } = stage;
  const steps = [
    'collect',
    'survey',
    'measure',
    'draft',
    'review',
    'revise',
    'sign-off',
    'deliver',
  ];
  const graph = new GraphPage(page);
  const registers = new TreeView(page, 'Registers');
  const timeline = new TimelinePage(page);
  const review = program.line('task = "Check each claim');
  const step = program.line('step "review"');

  /** A button of the debugger's toolbar, wherever that is. */
  const button = (name: string) => page.locator(`.codicon-debug-${name}`).first();

  await editor.openProgram(program.name);

  await stage.check('the graph of a program is drawn beside it', async () => {
    await editor.command('MSO: Show Workflow Graph');
    await until('the graph has its steps', 20_000, async () => (await graph.steps()).length === 8);
    deepEqual((await graph.steps()).toSorted(), steps.toSorted());
  });

  await stage.check('a step of the graph leads to its text', async () => {
    await graph.choose('review');
    const status = page.locator('.statusbar-item', { hasText: `Ln ${step}, ` });
    await status.first().waitFor();
    await page.locator('.editor-instance .view-lines').first().click();
  });

  await stage.check('a step of the graph takes a breakpoint, and gives it back', async () => {
    const row = page.locator('.debug-breakpoints .monaco-list-row', { hasText: program.name });
    await graph.choose('review', ['Alt']);
    await editor.glyph(step, 'codicon-debug-breakpoint', 10_000);
    const has = (name: string) => async () =>
      (await graph.spoken(name))?.endsWith('has a breakpoint');
    await shows(has('review'), true);
    await graph.choose('review', ['Alt']);
    await row.first().waitFor({ state: 'detached' });
    await shows(has('review'), false);
    await graph.press('draft', 'Space');
    await shows(has('draft'), true);
    await graph.press('draft', 'Space');
    await shows(has('draft'), false);
  });

  await stage.check('the graph is saved as SVG', async () => {
    const path = join(stage.server.workspace, 'graph.svg');
    await exportGraph(stage, path);
    match(readFileSync(path, 'utf8'), /^<svg [\s\S]*sign-off/);
  });

  await stage.check('the lens above a workflow debugs it', async () => {
    await editor.setBreakpoint(review);
    await stage.debugByLens(program.line('workflow "publish"'));
    await until('the registers are read', 15_000, async () => (await registers.rows()).length > 0);
    await stage.dap.act('stopped', () => button('continue').click());
    await shows(() => editor.stoppedLine(), review);
    await shows(
      async () => (await graph.spoken('review'))?.endsWith('has a breakpoint in its block'),
      true,
    );
  });

  await stage.check('the views show registers and the timeline', async () => {
    await until('there are registers', 15_000, async () =>
      (await registers.rows()).some((row) => /^pc\s*\d+$/.test(row)),
    );
    await new TreeView(page, 'MSO Timeline').unfold();
    await until('the timeline is filled', 15_000, async () =>
      (await timeline.rows()).some((row) => /is asked/.test(row)),
    );
    match(await timeline.place(), /^now/);
  });

  await stage.check('the graph shows how the steps fare', async () => {
    await until('draft is done', 15_000, async () => (await graph.stateOf('draft')) === 'done');
    await until(
      'review is paused',
      15_000,
      async () => (await graph.stateOf('review')) === 'paused',
    );
    await until('it is told', 5000, async () => (await graph.news())?.includes('review paused'));
  });

  await stage.picture('time-travel');

  await stage.check('stepping back goes into the past, and says how far', async () => {
    const stopped = await stage.dap.act('stopped', () => button('step-back').click());
    match(String(stopped.description), /replay/);
    const status = page.locator('.statusbar-item', { hasText: 'replay' });
    await status.first().waitFor();
    // A line that one is stopped at in the past is framed.
    const isFramed = `[...document.querySelectorAll('.view-overlays .cdr')]
      .some((mark) => getComputedStyle(mark).borderTopStyle === 'dashed')`;
    await until('the line is framed', 10_000, () => page.evaluate<boolean>(isFramed));
  });

  await stage.picture('past');

  await stage.check('the slider goes through time, and keeps the keyboard', async () => {
    const position = await timeline.position();
    await timeline.focus();
    for (const by of [1, 2]) {
      await stage.dap.act('stopped', () => page.keyboard.press('ArrowLeft'));
      await until('it has the keyboard again', 10_000, () => timeline.hasFocus());
      equal(await timeline.position(), position - by);
    }
    const header = page.locator('.pane-header', { hasText: 'Call Stack' });
    await shows(async () => /replay \u22125/.test(await header.innerText()), true);
    const { length } = stage.dap.events('stopped');
    // At once: in an editor that is slow, each could come to rest for itself.
    const keys = ['ArrowRight', 'ArrowRight', 'ArrowLeft', 'ArrowLeft'];
    await Promise.all(keys.map((key) => page.keyboard.press(key)));
    await until(
      'it has come to rest',
      10_000,
      async () => stage.dap.events('stopped').length > length,
    );
    equal(stage.dap.events('stopped').length, length + 1);
    await stage.dap.act('stopped', () => timeline.choose('analyst is asked'));
    await until('it is where that was', 10_000, async () => /^replay/.test(await timeline.place()));
    await stage.dap.act('stopped', () => timeline.slide(position));
  });

  await stage.check('running backwards stops at the breakpoint, or at the beginning', async () => {
    const stopped = await stage.dap.act('stopped', () => button('reverse-continue').click());
    equal(stopped.reason, 'breakpoint');
  });

  await stage.check('going on from the past asks nobody again and ends as ever', async () => {
    const endings = stage.dap.events('terminated').length;
    await until('the program has ended', 60_000, async () => {
      if (stage.dap.events('terminated').length > endings) return true;
      await button('continue').click({ timeout: 2_000 });
      await stage.dap.idle();
      return false;
    });
    deepEqual(stage.dap.events('exited').at(-1)?.body, { exitCode: 0 });
  });
}

/** Saves the graph where the dialog is told to; one that closed too early is opened again. */
async function exportGraph({ editor, page }: Stage, path: string): Promise<void> {
  const input = page.locator('.quick-input-widget input');
  const ok = page.locator('.quick-input-action .monaco-button').first();
  await until('the file is written', 40_000, async () => {
    if (existsSync(path)) return statSync(path).size > 0;
    if (!(await ok.isVisible())) {
      await page.locator('.editor-instance .view-lines').first().click();
      await editor.command('MSO: Export Workflow Graph as SVG');
      // Before it, the input is that of the palette.
      await ok.waitFor({ timeout: 5000 });
    }
    await input.fill(path);
    // A key could get into the text once the dialog has closed.
    await ok.click({ timeout: 1000 });
    await ok.waitFor({ state: 'hidden', timeout: 5000 });
    return false;
  });
}
