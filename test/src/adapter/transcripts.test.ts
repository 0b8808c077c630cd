import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DapClient } from '../support/dap-client.js';
import { launch, resume, scope, topFrame } from '../support/debugging.js';
import { assertGolden } from '../support/golden.js';
import { examplesFolder } from '../support/paths.js';
import { tempFolder } from '../support/temp-folder.js';

const minimal = join(examplesFolder, 'minimal.mso');

describe('a conversation with the adapter reads as it always did', () => {
  let client: DapClient;
  beforeEach(() => {
    client = DapClient.spawn();
  });
  afterEach(() => client.kill());

  async function leave(): Promise<void> {
    await client.ok('disconnect');
    await client.exit();
  }

  it('when a person stops at the entry and steps through the program', async () => {
    await launch(client, { program: minimal, stopOnEntry: true });
    await client.event('stopped');
    for (const command of ['next', 'stepIn', 'next', 'stepOut', 'stepIn', 'next']) {
      await resume(client, command);
      await client.ok('stackTrace', { threadId: 1 });
    }
    await client.ok('continue', { threadId: 1 });
    await client.event('terminated');
    await leave();
    assertGolden('stepping', client.timeline);
  });

  it('when breakpoints have conditions, hit conditions and messages', async () => {
    const breakpoints = [
      { line: 12, condition: 'role == "Friendly assistant"' },
      { line: 12, logMessage: 'the role is {role}, the stack holds {sp}' },
      { line: 19, hitCondition: '>=1' },
      { line: 20, condition: 'agents["nobody"].model == 1' },
      { line: 11, condition: 'rolle == 1' },
      { line: 99 },
    ];
    await launch(client, { program: minimal }, { breakpoints });
    for (const command of ['continue', 'continue']) {
      await client.event('stopped');
      await topFrame(client);
      await client.ok(command, { threadId: 1 });
    }
    await client.event('stopped');
    await client.ok('continue', { threadId: 1 });
    await client.event('terminated');
    await leave();
    assertGolden('breakpoints', client.timeline);
  });

  it('when a person looks around and changes things', async () => {
    await launch(
      client,
      { program: minimal },
      { breakpoints: [{ line: 12 }], initialize: { supportsVariableType: true } },
    );
    await client.event('stopped');
    const { id } = await topFrame(client);
    for (const name of ['Locals', 'Agent "helper"', 'Registers', 'Stack', 'Memory', 'Globals']) {
      await scope(client, name);
    }
    for (const [context, expression] of [
      ['hover', 'role'],
      ['watch', 'agents["helper"].model + "!"'],
      ['repl', 'temperature = 0.2'],
      ['repl', 'flags'],
      ['clipboard', 'agents["helper"]'],
      ['hover', 'nobody'],
    ]) {
      await client.request('evaluate', { expression, context, frameId: id });
    }
    await client.ok('setExpression', { frameId: id, expression: 'flags.zero', value: 'true' });
    await client.ok('continue', { threadId: 1 });
    await client.event('terminated');
    await leave();
    assertGolden('inspection', client.timeline);
  });

  it('when the program has an error', async () => {
    const program = join(tempFolder(), 'broken.mso');
    writeFileSync(program, 'agent "a" {\n  temperature = "hot"\n}\n\ncrew "c" { agents ["b"] }\n');
    await client.ok('initialize', { adapterID: 'mso' });
    await client.request('launch', { program });
    await client.event('terminated');
    await leave();
    assertGolden('broken-program', client.timeline);
  });

  it('when the program runs without debugging', async () => {
    await launch(client, { program: minimal, noDebug: true }, { breakpoints: [{ line: 12 }] });
    await client.event('terminated');
    await leave();
    assertGolden('no-debug', client.timeline);
  });

  it('when the program is restarted and then stopped', async () => {
    await launch(client, { program: minimal }, { breakpoints: [{ line: 12 }] });
    await client.event('stopped');
    await client.ok('restart', {});
    await client.event('stopped');
    await client.ok('restart', { arguments: { program: minimal, stopOnEntry: true } });
    await client.event('stopped');
    await client.ok('terminate');
    await client.event('terminated');
    await leave();
    assertGolden('restart', client.timeline);
  });

  it('when steps of a workflow run side by side', async () => {
    const program = example('parallel.mso', workflow);
    await launch(client, { program, workflow: 'w' }, { breakpoints: [{ line: 10 }] });
    await client.event('stopped');
    await client.ok('continue', { threadId: 1 });
    const { threadId } = await client.event('stopped');
    await client.ok('threads');
    await client.ok('stackTrace', { threadId });
    await client.ok('stackTrace', { threadId: 1 });
    await client.ok('mso/steps');
    await client.ok('next', { threadId });
    await client.event('stopped');
    await client.ok('continue', { threadId });
    await client.event('terminated');
    await leave();
    assertGolden('parallel-steps', client.timeline);
  });

  it('when the program fails and a person asks why', async () => {
    const program = example('failing.mso', failing);
    await launch(client, { program, workflow: 'w' }, { filters: ['error', 'attempt-failed'] });
    await client.event('stopped');
    await client.ok('exceptionInfo', { threadId: 1 });
    await topFrame(client);
    await client.request('evaluate', { expression: 'x - 1', context: 'watch' });
    await client.ok('continue', { threadId: 1 });
    await client.event('terminated');
    await leave();
    assertGolden('exception', client.timeline);
  });

  it('when a person goes back in time and changes the past', async () => {
    await launch(client, { program: minimal }, { breakpoints: [{ line: 12 }] });
    await client.event('stopped');
    for (const command of ['next', 'stepBack', 'mso/stepBackInto', 'reverseContinue']) {
      await resume(client, command);
      await topFrame(client);
    }
    await client.ok('mso/timeline');
    await client.ok('mso/goToPosition', { position: 3 });
    await client.event('stopped');
    const expression = 'flags.zero = true';
    await client.ok('evaluate', { expression, context: 'repl' });
    await resume(client, 'continue');
    await client.ok('continue', { threadId: 1 });
    await client.event('terminated');
    await leave();
    assertGolden('time-travel', client.timeline);
  });

  it('when a person watches a value and looks at the memory', async () => {
    const program = example('memory.mso', memory);
    const supports = { supportsMemoryReferences: true, supportsMemoryEvent: true };
    const initialize = { ...supports, supportsInvalidatedEvent: true };
    await launch(client, { program }, { breakpoints: [{ line: 6 }], initialize });
    await client.event('stopped');
    const { dataId } = await client.ok('dataBreakpointInfo', { name: 'agents["a"].role' });
    await client.ok('setDataBreakpoints', { breakpoints: [{ dataId, accessType: 'write' }] });
    await resume(client, 'continue');
    await scope(client, 'Memory');
    await client.ok('readMemory', { memoryReference: '0x110', count: 32 });
    const three = { memoryReference: '0x110', offset: 8, data: 'AwAAAAAAAAA=' };
    await client.ok('writeMemory', three);
    await client.event('invalidated');
    await client.request('writeMemory', { memoryReference: '0x9000', data: 'AAAA' });
    await scope(client, 'Memory');
    await client.ok('disassemble', {
      ...{ memoryReference: (await topFrame(client)).instructionPointerReference },
      ...{ instructionOffset: -2, instructionCount: 5 },
    });
    await client.ok('continue', { threadId: 1 });
    await client.event('terminated');
    await leave();
    assertGolden('memory', client.timeline);
  });
});

function example(name: string, text: string): string {
  const path = join(tempFolder(), name);
  writeFileSync(path, text);
  return path;
}

const workflow = `agent "a" {
  model = "m"
}
workflow "w" {
  step "one" {
    agent = "a"
  }
  step "two" {
    agent = "a"
    task = "Two"
  }
  step "three" {
    agent = "a"
  }
  pipeline { one -> [two | three] }
}
`;

const failing = `agent "a" { model = "m" }
context "c" {
  variables { x = 1 }
}
workflow "w" {
  step "s" {
    agent = "a"
    task = "\${1 / (x - 1)}"
  }
}
`;

const memory = `context "c" {
  variables { limit = 1 }
}
agent "a" {
  model = "m"
  role = "R"
  description = "D"
}
`;
