import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Body, errorText } from '../support/dap-client.js';
import { launch, resume, scopeRows, topFrame } from '../support/debugging.js';
import { ServedClient } from '../support/served-client.js';
import { tempFolder } from '../support/temp-folder.js';

const program = `agent "a" {
  model = $NO_SUCH_MODEL
  role = "R"
}
workflow "w" {
  step "one" { agent = "a" task = "𝄞" timeout = 2s }
}
`;

/** What is announced for requests that exist only then. */
const requestsOf: Readonly<Record<string, string>> = {
  supportsBreakpointLocationsRequest: 'breakpointLocations',
  supportsCancelRequest: 'cancel',
  supportsCompletionsRequest: 'completions',
  supportsConfigurationDoneRequest: 'configurationDone',
  supportsDataBreakpoints: 'setDataBreakpoints',
  supportsDisassembleRequest: 'disassemble',
  supportsExceptionInfoRequest: 'exceptionInfo',
  supportsFunctionBreakpoints: 'setFunctionBreakpoints',
  supportsGotoTargetsRequest: 'gotoTargets',
  supportsInstructionBreakpoints: 'setInstructionBreakpoints',
  supportsLoadedSourcesRequest: 'loadedSources',
  supportsModulesRequest: 'modules',
  supportsReadMemoryRequest: 'readMemory',
  supportsRestartFrame: 'restartFrame',
  supportsRestartRequest: 'restart',
  supportsSetExpression: 'setExpression',
  supportsSetVariable: 'setVariable',
  supportsStepBack: 'stepBack',
  supportsStepInTargetsRequest: 'stepInTargets',
  supportsTerminateRequest: 'terminate',
  supportsTerminateThreadsRequest: 'terminateThreads',
  supportsWriteMemoryRequest: 'writeMemory',
};

describe('what a client and the adapter tell each other first', () => {
  const folder = tempFolder();
  const path = join(folder, 'a space #?%é.mso');
  const configuration = { program: path, workflow: 'w' };
  const served = new ServedClient();
  before(() => writeFileSync(path, program));

  it('nothing comes before the answer to initialize (conformance 10)', async () => {
    const { client } = served;
    client.send('initialize', {});
    client.send('launch', configuration);
    await client.event('initialized');
    const [first] = client.timeline.filter(({ type }) => type !== 'request');
    assert.deepEqual([first?.command, first?.success], ['initialize', true]);
  });

  it('a second initialize fails, and the session goes on (conformance 11)', async () => {
    const { client } = served;
    await launch(client, { ...configuration, stopOnEntry: true });
    await client.event('stopped');
    const again = await client.request('initialize', { linesStartAt1: false });
    assert.equal(again.message, 'alreadyInitialized');
    assert.equal((await topFrame(client)).line, 1);
  });

  it('places start at 1 and sources are paths, if nothing is said (conformance 12)', async () => {
    const { client } = served;
    await launch(client, { ...configuration, stopOnEntry: true });
    await client.event('stopped');
    const { line, column, source } = await topFrame(client);
    assert.deepEqual([line, column, source.path], [1, 1, path]);
  });

  it('lines and columns cross in both ways as the client counts (conformance 13)', async () => {
    const seen = await Promise.all([1, 0].map((base) => places(base === 1)));
    assert.ok((seen[0]?.length ?? 0) > 12, String(seen[0]));
    assert.deepEqual(
      seen[1]?.map((place) => place.map((number) => number + 1)),
      seen[0],
    );
  });

  /** Every place of a session, which a client asks for that counts from 1 or from 0. */
  async function places(fromOne: boolean): Promise<number[][]> {
    const client = served.connect();
    const at = (number: number): number => (fromOne ? number : number - 1);
    const source = { path };
    const initialize = { linesStartAt1: fromOne, columnsStartAt1: fromOne };
    const wanted = [{ line: at(3) }, { line: at(6), column: at(28) }];
    const { breakpoints } = await launch(client, configuration, {
      breakpoints: wanted,
      initialize,
    });
    await client.event('stopped');
    const found = [...breakpoints, await topFrame(client)];
    const located = { source, line: at(6), endLine: at(6) };
    found.push(...(await client.ok('breakpointLocations', located)).breakpoints);
    found.push(...(await client.ok('gotoTargets', { source, line: at(2) })).targets);
    const { instructions } = await client.ok('disassemble', {
      memoryReference: (await topFrame(client)).instructionPointerReference,
      instructionCount: 3,
    });
    found.push(...instructions);
    const completions = { text: 'x\nro', line: at(2), column: at(3) };
    const { targets } = await client.ok('completions', completions);
    assert.ok(targets.some(({ label, start }: Body) => label === 'role' && start === 0));
    await resume(client, 'continue');
    found.push(await topFrame(client));
    found.push(...client.timeline.flatMap(({ event, body }) => placed(event, body)));
    client.kill();
    return found.map(({ line, column, endLine, endColumn }) =>
      [line, column, endLine, endColumn].filter((number) => number !== undefined),
    );
  }

  const placed = (event: string | undefined, body: Body): Body[] =>
    event === 'output' && body.line !== undefined ? [body] : [];

  it('paths are URIs where a client wants them, in both ways (conformance 14)', async () => {
    const { client } = served;
    const refused = await client.request('initialize', { pathFormat: 'smoke signals' });
    assert.match(errorText(refused), /pathFormat is path or uri, not smoke signals/);
    await client.ok('initialize', { pathFormat: 'uri' });
    client.send('launch', configuration);
    await client.event('initialized');
    const uri = pathToFileURL(path).href;
    assert.match(uri, /a%20space%20%23%3F%25%C3%A9\.mso$/);
    const { breakpoints } = await client.ok('setBreakpoints', {
      ...{ source: { path: uri }, breakpoints: [{ line: 3 }] },
    });
    assert.equal(breakpoints[0].verified, true);
    await client.ok('configurationDone');
    await client.event('stopped');
    assert.equal((await topFrame(client)).source.path, uri);
    const { sources } = await client.ok('loadedSources');
    assert.equal(sources[0].path, uri);
    assert.equal((await client.ok('source', { source: { path: uri } })).content, program);
  });

  it('columns count UTF-16 units (conformance 15)', async () => {
    const { client } = served;
    await launch(client, { ...configuration, stopOnEntry: true });
    await client.event('stopped');
    const line = (program.split('\n')[5] ?? '').indexOf('timeout') + 1;
    const { breakpoints } = await client.ok('breakpointLocations', { source: { path }, line: 6 });
    assert.equal(breakpoints.at(-1).column, line);
  });

  it('what is announced is served, and nothing else (conformance 16)', async () => {
    const { client } = served;
    const announced = await client.ok('initialize', {});
    for (const [capability, command] of Object.entries(requestsOf)) {
      const { message } = await client.request(command, { breakpoints: [] });
      const isServed = message !== 'unsupported';
      assert.equal(isServed, announced[capability] === true, `${command}: ${capability}`);
    }
  });

  it('a client gets nothing that it did not say it understands (conformance 17)', async () => {
    const { client } = served;
    await launch(client, configuration, { breakpoints: [{ line: 3 }] });
    await client.event('stopped');
    const rows = [...(await scopeRows(client, 'Globals')), ...(await scopeRows(client, 'Memory'))];
    const { id } = await topFrame(client);
    const expression = 'agents["a"].role = "S"';
    rows.push(await client.ok('evaluate', { expression, frameId: id, context: 'repl' }));
    const row = (await scopeRows(client, 'Registers'))[0];
    assert.ok(row);
    const change = { expression: 'flags.zero', frameId: id, value: 'true' };
    rows.push(await client.ok('setExpression', change));
    assert.ok(rows.length > 3);
    for (const { type, memoryReference } of rows) {
      assert.deepEqual([type, memoryReference], [undefined, undefined]);
    }
    await client.ok('continue', { threadId: 1 });
    await client.event('terminated');
    const text = JSON.stringify(client.timeline);
    assert.doesNotMatch(text, /\\u001b/);
    const silent = /^(progress\w+|invalidated|memory)$/;
    const told = client.timeline.filter(({ event }) => event && silent.test(event));
    assert.deepEqual(told, []);
    assert.ok(client.timeline.every(({ type, command }) => type !== 'request' || command));
  });
});
