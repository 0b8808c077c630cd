import type { Scenario, Stage } from '../stage.js';
import { shows } from '../until.js';

/** A person's speed: the editor gives up on colours, and so on brackets, at a machine's. */
const typing = { delay: 30 };

/** What the editor does while a program is typed. */
export const writing: Scenario = { name: 'Writing a program', play };

async function play(stage: Stage): Promise<void> {
  const { editor, page } = stage;
  const text = () => editor.text();
  await editor.open('scratch.mso');

  await stage.check('a snippet makes a block', async () => {
    await page.keyboard.type('project', typing);
    await editor.acceptSnippet('project');
    await shows(text, [
      'project "name" {',
      '  version = "1.0.0"',
      '  author = "author"',
      '  description = "what it does"',
      '}',
    ]);
  });

  await stage.check('brackets close themselves and Enter indents between them', async () => {
    await editor.clear();
    await page.keyboard.type('agent a {', typing);
    await page.keyboard.press('Enter');
    await page.keyboard.type('tools = [', typing);
    await page.keyboard.press('Enter');
    await shows(text, ['agent a {', '  tools = [', '    ', '  ]', '}']);
  });

  await stage.check('Ctrl+/ makes a line a comment', async () => {
    await editor.clear();
    await page.keyboard.type('load x', typing);
    await page.keyboard.press('Control+/');
    await shows(text, ['# load x']);
  });
}
