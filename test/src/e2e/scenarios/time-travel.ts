import { deepEqual, equal, match } from 'node:assert/strict';
import { Program } from '../program.js';
import type { Scenario, Stage } from '../stage.js';
import { shows, until } from '../until.js';
import { TreeView } from '../views.js';

/** Debugging a running workflow: views, the graph, and back in time. */
export const timeTravel: Scenario = { name: 'A workflow, forwards and back', play };

async function play(stage: Stage): Promise<void> {
  const program = new Program(stage.server, 'research-team.mso');
  const { editor, page } = stage;
  const graph = new GraphPage(stage);
  const review = program.line('task = "Check each claim');
  const step = program.line('step "review"');

  /** A button of the debugger's toolbar, wherever that is. */
  const button = (name: string) => page.locator(`.codicon-debug-${name}`).first();

  await editor.open(program.name);

  await stage.check('the graph of a program is drawn beside it', async () => {
    await editor.command('MSO: Show Workflow Graph');
    await until('the graph has its steps', 20_000, async () => (await graph.steps()).length === 8);
    equal((await graph.steps()).join(' '), steps);
  });

  await stage.check('a step of the graph leads to its text', async () => {
    await graph.choose('review');
    const status = page.locator('.statusbar-item', { hasText: `Ln ${step}, ` });
    await status.first().waitFor();
    await page.locator('.editor-instance .view-lines').first().click();
  });

  await stage.check('the lens above a workflow debugs it', async () => {
    await editor.setBreakpoint(review);
    await editor.reveal(program.line('workflow "publish"'));
    const lens = page.locator('.codelens-decoration a', { hasText: 'Debug' }).first();
    await lens.waitFor();
    await stage.dap.act('stopped', () => lens.click());
    await stage.dap.act('stopped', () => button('continue').click());
    await shows(() => editor.stoppedLine(), review);
  });

  await stage.check('the views show registers and the timeline', async () => {
    const registers = new TreeView(page, 'Registers');
    await until('there are registers', 15_000, async () =>
      (await registers.rows()).some((row) => /^pc\s*\d+$/.test(row)),
    );
    const timeline = new TreeView(page, 'MSO Timeline');
    await until('the timeline is filled', 15_000, async () =>
      (await timeline.rows()).some((row) => /is asked/.test(row)),
    );
  });

  await stage.check('the graph shows how the steps fare', async () => {
    await until('draft is done', 15_000, async () => (await graph.stateOf('draft')) === 'done');
    await until(
      'review is paused',
      15_000,
      async () => (await graph.stateOf('review')) === 'paused',
    );
  });

  await stage.picture('time-travel');

  await stage.check('stepping back goes into the past, and says how far', async () => {
    const stopped = await stage.dap.act('stopped', () => button('step-back').click());
    match(String(stopped.description), /replay/);
    const status = page.locator('.statusbar-item', { hasText: 'replay' });
    await status.first().waitFor();
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

const steps = 'collect survey measure draft review revise sign-off deliver';

/** The page of the graph, in its frame within a frame. */
class GraphPage {
  constructor(private readonly stage: Stage) {}

  async steps(): Promise<string[]> {
    const nodes = await this.nodes('[data-step]');
    return nodes.map(({ step }) => step).sort((a, b) => order(a) - order(b));
  }

  async stateOf(step: string): Promise<string | undefined> {
    const [node] = await this.nodes(`[data-step="${step}"]`);
    return node?.classes.at(-1);
  }

  async choose(step: string): Promise<void> {
    const frame = await this.frame();
    await frame?.locator(`[data-step="${step}"]`).click();
  }

  private async nodes(selector: string): Promise<{ step: string; classes: string[] }[]> {
    const frame = await this.frame();
    const found = (await frame?.locator(selector).all()) ?? [];
    return Promise.all(
      found.map(async (node) => ({
        step: (await node.getAttribute('data-step')) ?? '',
        classes: ((await node.getAttribute('class')) ?? '').split(' '),
      })),
    );
  }

  private async frame() {
    for (const frame of this.stage.page.frames()) {
      try {
        if ((await frame.locator('#drawing').count()) > 0) return frame;
      } catch {
        // A frame that has just gone.
      }
    }
    return undefined;
  }
}

function order(step: string): number {
  return steps.split(' ').indexOf(step);
}
