import { equal, match } from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Program } from '../program.js';
import type { Scenario, Stage } from '../stage.js';
import { shows, until } from '../until.js';

/** The `tasks.json` of the scenario's folder. */
export const tasks = [
  {
    type: 'mso',
    label: 'strip',
    command: 'compile',
    file: 'minimal.mso',
    args: ['--strip', '-o', 'stripped.hlxb'],
  },
  { type: 'mso', label: 'check faulty', command: 'check', file: '${workspaceFolder}/faulty.mso' },
];

/** What the command line does, in the editor; and programs of which only a binary is there. */
export const binaries: Scenario = { name: 'Compiled programs', play };

async function play(stage: Stage): Promise<void> {
  const { callStack, editor, page, server } = stage;
  const file = (name: string): string => join(server.workspace, name);
  const written = (name: string) =>
    until(`${name} is written`, 20_000, () => existsSync(file(name)));
  await editor.open('minimal.mso');

  await stage.check('"MSO: Compile" writes a binary', async () => {
    await editor.command('MSO: Compile');
    await written('minimal.msob');
    equal(readFileSync(file('minimal.msob')).toString('latin1', 0, 4), 'HLXB');
  });

  await stage.check('a task of tasks.json compiles without the source', async () => {
    await runTask(stage, 'strip');
    await written('stripped.hlxb');
  });

  await stage.check('a task lists what is wrong in a file that is not open', async () => {
    writeFileSync(file('faulty.mso'), 'agent "a" {\n  temperature = "hot"\n}\n');
    const errors = page.locator('#status\\.problems');
    equal(await errors.getAttribute('aria-label'), 'No Problems');
    await runTask(stage, 'check faulty');
    await until('there are problems', 20_000, async () =>
      /^Errors: \d/.test((await errors.getAttribute('aria-label')) ?? ''),
    );
  });

  await stage.check('a compiled program opens as its disassembly', async () => {
    await editor.open('stripped.hlxb', 'stripped.hlxb.msoasm');
    equal(await editor.language(), 'MSO Assembly');
    await until('the instructions are there', 10_000, () => editor.isOnScreen('DeclareAgent'));
  });

  await stage.check(
    'a breakpoint in it stops there, and F10 goes on by an instruction',
    async () => {
      const lines = stage.mso('disassemble', 'stripped.hlxb');
      const line = lines.findIndex((each) => /^ {2}SetProperty .*"model"/.test(each)) + 1;
      await editor.setBreakpoint(line);
      const stopped = await stage.pressUntil('F5', 'stopped');
      equal(stopped.reason, 'breakpoint');
      await shows(() => editor.stoppedLine(), line);
      match((await callStack.frames()).join(), /agent/);
      await stage.pressUntil('F10', 'stopped');
      await shows(() => editor.stoppedLine(), line + 1);
      await stage.picture('disassembly', { part: page.locator('.part.editor') });
      await stage.pressUntil('F5', 'terminated');
    },
  );

  await stage.check('what a binary holds can be shown', async () => {
    await editor.command('MSO: Module Info');
    await page.locator('.tab.active[data-resource-name="stripped.hlxb.info"]').waitFor();
    await until('it says so', 10_000, () => editor.isOnScreen('HLXB, version 1'));
  });

  await stage.check('a source can be disassembled, and debugged there', async () => {
    const program = new Program(server, 'minimal.mso');
    await editor.open(program.name);
    await editor.command('MSO: Disassemble');
    await page.locator('.tab.active[data-resource-name="minimal.mso.msoasm"]').waitFor();
    const lines = stage.mso('disassemble', 'minimal.mso');
    const line = lines.findIndex((each) => each.startsWith('  DeclareAgent')) + 1;
    await editor.setBreakpoint(line);
    await stage.pressUntil('F5', 'stopped');
    await shows(() => editor.stoppedLine(), line);
    await stage.pressUntil('F5', 'terminated');
  });

  await stage.check('a file of that name that is no program says so', async () => {
    writeFileSync(file('data.hlxb'), Buffer.from('HLX\u0001 something else', 'latin1'));
    await editor.openFile('data.hlxb');
    await until('the page says it', 10_000, async () => {
      const texts = await Promise.all(
        page.frames().map((frame) => frame.locator('body').innerText({ timeout: 1000 })),
      );
      return texts.some((text) => /not a compiled program/.test(text));
    });
  });
}

async function runTask({ editor, page }: Stage, label: string): Promise<void> {
  await editor.command('Tasks: Run Task');
  await page.locator('.quick-input-list .monaco-list-row', { hasText: label }).first().click();
}
