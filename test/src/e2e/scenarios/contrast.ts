import { deepEqual } from 'node:assert/strict';
import { faintEdges, faintTexts } from '../contrast.js';
import { GraphPage } from '../graph-page.js';
import { Program } from '../program.js';
import type { Scenario, Stage } from '../stage.js';
import { TimelinePage } from '../timeline-page.js';
import { until } from '../until.js';
import { TreeView } from '../views.js';

/** What the extension draws itself, in the themes of those who see little. */
export const contrast: Scenario = { name: 'High contrast', play };

/** Named as the editor's list has them, with what WCAG 2.2 wants of texts (1.4.3, 1.4.6). */
const themes = [
  { name: 'Dark High Contrast', kind: 'high-contrast', textMin: 7 },
  { name: 'Light High Contrast', kind: 'high-contrast-light', textMin: 7 },
  { name: 'Light Modern', kind: 'light', textMin: 4.5 },
  { name: 'Dark Modern', kind: 'dark', textMin: 4.5 },
];

/** The least that it wants of what is no text (1.4.11). */
const edgeMin = 3;
const edges = '.card, .decision path, .edge path, .breakpoint, .now';

async function play(stage: Stage): Promise<void> {
  const { editor, page, server } = stage;
  const program = new Program(server, 'research-team.mso');
  const graph = new GraphPage(page);
  const timeline = new TimelinePage(page);
  await editor.openProgram(program.name);
  await editor.setBreakpoint(program.line('task = "Check each claim'));
  await editor.command('MSO: Show Workflow Graph');
  await until('the graph has its steps', 20_000, async () => (await graph.steps()).length === 8);
  await page.locator('.editor-instance .view-lines').first().click();
  await stage.debugByLens(program.line('workflow "publish"'));
  const go = page.locator('.codicon-debug-continue').first();
  await stage.dap.act('stopped', () => go.click());
  const back = page.locator('.codicon-debug-step-back').first();
  await stage.dap.act('stopped', () => back.click());
  await new TreeView(page, 'MSO Timeline').unfold();
  await until('the timeline is filled', 15_000, async () => (await timeline.rows()).length > 0);

  for (const { name, kind, textMin } of themes) {
    await stage.check(`graph and timeline can be read in ${name}`, async () => {
      await editor.theme(name);
      await until(`the theme is ${name}`, 10_000, async () => {
        const body = (await graph.frame())?.locator('body');
        return (await body?.getAttribute('data-vscode-theme-kind'))?.endsWith(kind);
      });
      for (const shown of [await graph.frame(), await timeline.frame()]) {
        if (shown === undefined) throw new Error('A page has gone');
        deepEqual(await faintTexts(shown, textMin), []);
        if (kind.startsWith('high')) deepEqual(await faintEdges(shown, edges, edgeMin), []);
      }
    });
  }
  await stage.pressUntil('Shift+F5', 'terminated');
  await editor.command('Remove All Breakpoints');
}
