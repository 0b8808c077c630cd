import { deepEqual, equal, match, notEqual } from 'node:assert/strict';
import { arrangeForPicture } from '../picture.js';
import { Program } from '../program.js';
import type { Scenario, Stage } from '../stage.js';
import { shows, until } from '../until.js';

/** Breakpoints in the gutter, F5, a look around, stepping, and on to the end. */
export const firstLight: Scenario = { name: 'A first debugging session', play };

async function play(stage: Stage): Promise<void> {
  const program = new Program(stage.server, 'research-team.mso');
  const temperature = program.line('temperature', 'agent "writer"');
  const review = program.line('step "review"');
  const revise = program.line('step "revise"');
  const { callStack, console, editor, variables } = stage;

  await stage.check('an example opens as MSO and is coloured', async () => {
    await editor.openProgram(program.name);
    equal(await editor.language(), 'MSO');
    await editor.reveal(temperature);
    notEqual(await editor.colour('temperature'), await editor.colour('0.8'));
  });

  await stage.check('a click in the gutter sets a breakpoint', async () => {
    await editor.setBreakpoint(review);
  });

  await stage.check("the gutter's menu sets a conditional breakpoint", async () => {
    await editor.setConditionalBreakpoint(
      program.line('temperature', 'agent "reviewer"'),
      'agents["writer"].temperature < 0.5',
    );
    await editor.setConditionalBreakpoint(temperature, 'agents["analyst"].temperature < 0.5');
  });

  await stage.check('F5 without a launch.json stops where the condition holds', async () => {
    const stopped = await stage.pressUntil('F5', 'stopped');
    equal(stopped.reason, 'breakpoint');
    await shows(() => editor.stoppedLine(), temperature);
    await shows(() => callStack.frames(), ['agent "writer"', `program "${program.name}"`]);
  });

  await stage.check('Variables shows the registers', async () => {
    await variables.expand('Registers');
    for (const name of ['pc', 'sp', 'fp', 'ra']) match(await variables.value(name), /^-?\d+$/);
    match(await variables.value('flags'), /\S/);
  });

  await stage.check('the Debug Console evaluates', async () => {
    equal(await console.evaluate('pc'), await variables.value('pc'));
    match(await console.evaluate('agents["writer"].model'), /claude-3-opus/);
  });

  await stage.check('F10 executes one line', async () => {
    const before = Number(await variables.value('pc'));
    const stopped = await stage.pressUntil('F10', 'stopped');
    equal(stopped.reason, 'step');
    await shows(() => editor.stoppedLine(), temperature + 1);
    await shows(() => variables.value('pc'), String(before + 1));
  });

  await variables.expand('Agent "writer"');
  await arrangeForPicture(stage.page);
  await stage.picture('debugging');

  await stage.check('a value is watched from its row in Variables', async () => {
    await variables.menu('temperature', 'Break on Value Change');
    // The editor has said before that nothing is watched.
    const watched = await until('the adapter watches it', 10_000, () =>
      stage.dap
        .responses()
        .filter(({ command }) => command === 'setDataBreakpoints')
        .map(({ body }) => body.breakpoints)
        .find(([breakpoint]) => breakpoint !== undefined),
    );
    deepEqual(watched, [{ id: watched[0].id, verified: true }]);
  });

  await stage.check('F5 goes on to the next breakpoint, past a false condition', async () => {
    const stopped = await stage.pressUntil('F5', 'stopped');
    equal(stopped.reason, 'breakpoint');
    await shows(() => editor.stoppedLine(), review);
  });

  await stage.check('F10 runs a block as a whole', async () => {
    await stage.pressUntil('F10', 'stopped');
    await shows(() => editor.stoppedLine(), revise);
  });

  await stage.check('F11 goes into a block, and the call stack says where', async () => {
    await stage.pressUntil('F11', 'stopped');
    await shows(() => editor.stoppedLine(), revise + 1);
    await shows(
      () => callStack.frames(),
      ['step "revise"', 'workflow "publish"', `program "${program.name}"`],
    );
  });

  await stage.check('F5 runs to the end, with exit code 0', async () => {
    await stage.pressUntil('F5', 'terminated');
    deepEqual(
      stage.dap.events('exited').map(({ body }) => body),
      [{ exitCode: 0 }],
    );
  });

  await stage.check('no answer of the adapter was an error to show', async () => {
    // Refusing a question about an earlier stop, which the editor asks at times, is none.
    const errors = stage.dap
      .responses()
      .filter(({ success, body }) => !success && body?.error?.showUser !== false);
    deepEqual(
      errors.map(({ command, message }) => `${command}: ${message}`),
      [],
    );
  });
}
