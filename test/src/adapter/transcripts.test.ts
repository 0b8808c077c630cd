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
});
