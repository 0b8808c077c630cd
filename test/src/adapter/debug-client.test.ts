import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DebugClient } from '@vscode/debugadapter-testsupport';
import { adapterEntry, examplesFolder } from '../support/paths.js';
import { tempFolder } from '../support/temp-folder.js';

const program = join(examplesFolder, 'support-desk.mso');

/** The line (from 1) of the first text in the program. */
function lineOf(text: string): number {
  const lines = readFileSync(program, 'utf8').split('\n');
  return lines.findIndex((line) => line.includes(text)) + 1;
}

describe('a session with the SDK’s own client', () => {
  let client: DebugClient;
  beforeEach(async () => {
    client = new DebugClient(process.execPath, adapterEntry, 'mso');
    await client.start();
  });
  afterEach(() => client.stop());

  async function rows(scopeName: string): Promise<Map<string, string>> {
    const { body } = await client.stackTraceRequest({ threadId: 1 });
    const frameId = body.stackFrames[0]?.id ?? 0;
    const { scopes } = (await client.scopesRequest({ frameId })).body;
    const scope = scopes.find(({ name }) => name === scopeName);
    assert.ok(scope, `there is a scope ${scopeName}`);
    const reference = { variablesReference: scope.variablesReference };
    const { variables } = (await client.variablesRequest(reference)).body;
    return new Map(variables.map(({ name, value }) => [name, value]));
  }

  async function stopAfter(request: Promise<unknown>): Promise<string> {
    const [stopped] = await Promise.all([client.waitForEvent('stopped'), request]);
    const { stackFrames } = (await client.stackTraceRequest({ threadId: 1 })).body;
    const [frame] = stackFrames;
    return `${stopped.body.reason} ${frame?.name}:${frame?.line}`;
  }

  it('stops at a condition, shows registers, steps in, out and over, and ends with 0', async () => {
    const line = lineOf('temperature = 0.3');
    const condition = 'agents["mechanic"].model == "claude-3-sonnet"';
    const stop = stopAfter(
      Promise.all([
        client.waitForEvent('initialized').then(async () => {
          const { body } = await client.setBreakpointsRequest({
            source: { path: program },
            breakpoints: [{ line, condition }],
          });
          assert.deepEqual(
            body.breakpoints.map(({ verified, line: at }) => ({ verified, at })),
            [{ verified: true, at: line }],
          );
          await client.configurationDoneRequest();
        }),
        client.launch({ program }),
      ]),
    );
    assert.equal(await stop, `breakpoint agent "mechanic":${line}`);

    const registers = await rows('Registers');
    assert.deepEqual([...registers.keys()], ['pc', 'sp', 'fp', 'ra', 'flags']);
    assert.match(registers.get('pc') ?? '', /^\d+$/);
    assert.equal(registers.get('sp'), '0');
    assert.ok(Number(registers.get('ra')) > Number(registers.get('pc')));

    const thread = { threadId: 1 };
    const workflow = `program "support-desk.mso":${lineOf('workflow "handle-message" {')}`;
    assert.equal(
      await stopAfter(client.stepOutRequest(thread)),
      `step program "support-desk.mso":${lineOf('agent "bookkeeper" {')}`,
    );
    assert.equal(await stopAfter(client.nextRequest(thread)), `step ${workflow}`);
    assert.equal(
      await stopAfter(client.stepInRequest(thread)),
      `step workflow "handle-message":${lineOf('trigger = "webhook"')}`,
    );
    assert.equal(
      await stopAfter(client.stepOutRequest(thread)),
      `step program "support-desk.mso":${lineOf('workflow "morning-report"')}`,
    );

    const exited = client.waitForEvent('exited');
    await Promise.all([client.waitForEvent('terminated'), client.continueRequest(thread)]);
    assert.equal((await exited).body.exitCode, 0);
  });

  it('sets registers and properties where the Variables view shows them', async () => {
    const line = lineOf('role = "Workshop lead"');
    const { breakpoints } = await launchTo(line);
    assert.equal(breakpoints[0]?.verified, true);
    const frameId = (await client.stackTraceRequest({ threadId: 1 })).body.stackFrames[0]?.id ?? 0;
    const { scopes } = (await client.scopesRequest({ frameId })).body;
    const reference = (name: string): number =>
      scopes.find((scope) => scope.name === name)?.variablesReference ?? 0;
    const set = async (scope: string, name: string, value: string): Promise<string> => {
      const variablesReference = reference(scope);
      const { body } = await client.setVariableRequest({ variablesReference, name, value });
      return body.value;
    };
    assert.equal(await set('Agent "mechanic"', 'model', '"gpt-4o"'), '"gpt-4o"');
    const pc = Number((await rows('Registers')).get('pc'));
    assert.equal(await set('Registers', 'pc', 'pc + 1'), String(pc + 1));
    await assert.rejects(set('Registers', 'ra', '3'));
    const after = await rows('Agent "mechanic"');
    assert.equal(after.get('model'), '"gpt-4o"');
  });

  async function launchTo(line: number) {
    const initialized = client.waitForEvent('initialized').then(async () => {
      const { body } = await client.setBreakpointsRequest({
        source: { path: program },
        breakpoints: [{ line }],
      });
      await client.configurationDoneRequest();
      return body;
    });
    const [, body] = await Promise.all([
      client.waitForEvent('stopped'),
      initialized,
      client.launch({ program }),
    ]);
    return body;
  }

  it('shows the error at which a program stops, and then ends with 1', async () => {
    const folder = tempFolder();
    const failing = join(folder, 'failing.mso');
    writeFileSync(failing, 'agent "a" {\n  max_tokens = $LIMIT\n}\n');
    const stopped = client.waitForEvent('stopped');
    await Promise.all([
      client.waitForEvent('initialized').then(() => client.configurationDoneRequest()),
      client.launch({ program: failing, env: { LIMIT: 'plenty' } }),
    ]);
    assert.equal((await stopped).body.reason, 'exception');
    const { body } = await client.exceptionInfoRequest({ threadId: 1 });
    assert.equal(body.exceptionId, 'TypeConversion');
    assert.match(body.description ?? '', /max_tokens takes a whole number/);
    assert.match(body.details?.stackTrace ?? '', /^PC: 2 line 2\nFrame 0: return address 3/);
    const exited = client.waitForEvent('exited');
    await client.continueRequest({ threadId: 1 });
    assert.equal((await exited).body.exitCode, 1);
  });
});
