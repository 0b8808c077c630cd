import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Body, DapClient } from '../support/dap-client.js';
import { DebugServer } from '../support/debug-server.js';
import { attach, launch, resume, topFrame } from '../support/debugging.js';
import { tempFolder } from '../support/temp-folder.js';

const secrets = {
  variable: 'correct-horse-variable',
  file: 'correct-horse-file',
  vault: 'correct-horse-vault',
};

const program = `agent "a" {
  model = "m"
  role = "r"
}
context "c" {
  secrets {
    one = $CODE_WORD
    two = "file:secret.txt"
    three = "vault:a/b"
  }
}
workflow "w" {
  step "tell" {
    agent = "a"
    task = "Tell"
  }
  step "fail" {
    agent = "a"
    task = "Fail"
    depends_on = ["tell"]
  }
}
`;

/** An agent that says all it was told in secret, in its log, its answer, and why it fails. */
const agent = `
let text = '';
process.stdin.on('data', (data) => { text += data; });
process.stdin.on('end', () => {
  const { task, secrets } = JSON.parse(text);
  const all = Object.values(secrets).join(' ');
  console.error('logged ' + all);
  if (task === 'Fail') { console.error('failed for ' + all); process.exit(1); }
  console.log(JSON.stringify({ output: { told: all } }));
});`;

const expressions = [
  'contexts["c"]',
  'contexts["c"].secrets',
  '$CODE_WORD',
  'env',
  'steps',
  'memory',
];

describe('secrets', () => {
  const folder = tempFolder();
  const path = join(folder, 'secret.mso');
  let client: DapClient;
  let server: DebugServer | undefined;

  before(() => {
    writeFileSync(path, program);
    writeFileSync(join(folder, 'agent.cjs'), agent);
    writeFileSync(join(folder, 'secret.txt'), `${secrets.file}\n`);
    writeFileSync(join(folder, 'vault.cjs'), `console.log('${secrets.vault}')`);
  });
  beforeEach(() => {
    client = DapClient.spawn();
  });
  afterEach(() => {
    client.kill();
    server?.kill();
  });

  const configuration = (more: object = {}): { program: string; [name: string]: unknown } => ({
    program: path,
    ...{ workflow: 'w', context: 'c', env: { CODE_WORD: secrets.variable } },
    agents: {
      ...{ mode: 'command', command: process.execPath, args: [join(folder, 'agent.cjs')] },
      vaultCommand: [process.execPath, join(folder, 'vault.cjs')],
    },
    ...more,
  });

  const initialize = { supportsMemoryReferences: true, supportsVariableType: true };
  const breakpoints = [
    { line: 12, logMessage: 'log point {contexts["c"].secrets.one} {contexts["c"]}' },
    { line: 18 },
  ];

  /** Asks every face at a stop for all that it shows. */
  async function lookEverywhere(): Promise<void> {
    const { id } = await topFrame(client);
    await client.ok('threads');
    await client.ok('stackTrace', { threadId: 1 });
    const { scopes } = await client.ok('scopes', { frameId: id });
    for (const { variablesReference } of scopes) await open(variablesReference, 4);
    for (const expression of expressions) {
      for (const context of ['watch', 'hover', 'repl', 'clipboard', 'variables']) {
        await client.ok('evaluate', { expression, context, frameId: id });
      }
    }
    for (const command of [':memory', ':stack', ':timeline', ':where', ':registers']) {
      await client.ok('evaluate', { expression: command, context: 'repl', frameId: id });
    }
    await client.ok('completions', { text: 'contexts["c"].secrets.', column: 24, frameId: id });
    await client.ok('mso/timeline');
    await client.ok('mso/steps');
    await client.ok('disassemble', {
      ...{ memoryReference: (await topFrame(client)).instructionPointerReference },
      ...{ instructionOffset: -50, instructionCount: 200 },
    });
  }

  async function open(variablesReference: number, depth: number): Promise<void> {
    if (variablesReference === 0 || depth === 0) return;
    const { variables } = await client.ok('variables', { variablesReference });
    for (const row of variables) await open(row.variablesReference, depth - 1);
  }

  /** The bytes of every cell, and of what they refer to. */
  async function bytes(): Promise<string> {
    let text = '';
    for (let cell = 0; cell < 60; cell++) {
      for (const address of [cell * 16, 2 ** 36 + cell * 2 ** 16]) {
        const memoryReference = `0x${address.toString(16)}`;
        const { data = '' } = await client.ok('readMemory', { memoryReference, count: 4_000 });
        text += Buffer.from(data, 'base64').toString('utf8');
      }
    }
    return text;
  }

  const received = (): string =>
    JSON.stringify(client.timeline.filter(({ type }) => type !== 'request'));
  const outputs = (): string[] =>
    client.timeline.flatMap(({ body }: Body) => (body?.output === undefined ? [] : [body.output]));

  it('show nowhere, whatever is asked for (conformance 58)', async () => {
    const filters = ['step-failed', 'attempt-failed'];
    await launch(client, configuration({ trace: true }), { breakpoints, filters, initialize });
    await client.event('stopped');
    await lookEverywhere();
    await resume(client, 'continue');
    await lookEverywhere();
    const raw = await bytes();
    assert.equal((await resume(client, 'continue')).reason, 'exception');
    await client.ok('exceptionInfo', { threadId: 1 });
    await lookEverywhere();
    await resume(client, 'stepBack');
    await lookEverywhere();
    await client.ok('setExceptionBreakpoints', { filters: [] });
    await client.ok('continue', { threadId: 1 });
    await client.event('terminated');
    for (const text of [received(), raw, outputs().join('')]) {
      for (const secret of Object.values(secrets)) assert.ok(!text.includes(secret), secret);
    }
    assert.match(raw, /•••• \(from/);
  });

  it('show everywhere with revealSecrets, and the console says so once', async () => {
    const revealing = configuration({ revealSecrets: true });
    await launch(client, revealing, { breakpoints, filters: ['step-failed'], initialize });
    await client.event('stopped');
    await resume(client, 'continue');
    const { id: frameId } = await topFrame(client);
    const shown = async (expression: string, context: string): Promise<string> =>
      (await client.ok('evaluate', { expression, context, frameId })).result;
    const places = { one: '$CODE_WORD', two: 'file:secret.txt', three: 'vault:a/b' };
    const texts = [secrets.variable, secrets.file, secrets.vault];
    for (const [index, [name, place]] of Object.entries(places).entries()) {
      for (const context of ['watch', 'hover', 'repl']) {
        const result = await shown(`contexts["c"].secrets.${name}`, context);
        assert.equal(result, `"${texts[index]}" (from ${place})`);
      }
      assert.equal(await shown(`contexts["c"].secrets.${name}`, 'clipboard'), texts[index]);
      assert.ok((await bytes()).includes(texts[index] ?? ''));
      assert.ok((await shown('steps.tell.output', 'clipboard')).includes(texts[index] ?? ''));
    }
    const { text } = await resume(client, 'continue');
    assert.ok(text.includes(secrets.vault), text);
    const said = outputs();
    assert.equal(said.filter((each) => /secrets are shown/.test(each)).length, 1);
    assert.ok(said.some((each) => each.startsWith(`log point "${secrets.variable}"`)));
    assert.ok(said.some((each) => each.includes(`logged ${texts.join(' ')}`)));
  });

  it('that cannot be found are said, and stay hidden', async () => {
    const simulated = { agents: { mode: 'simulated' }, revealSecrets: true };
    await launch(client, configuration(simulated), { breakpoints: [{ line: 18 }] });
    await client.event('stopped');
    const expression = 'contexts["c"].secrets.three';
    const { result } = await client.ok('evaluate', { expression });
    assert.equal(result, '•••• (from vault:a/b)');
    assert.ok(outputs().some((text) => /not shown: vault:a\/b cannot be read/.test(text)));
    await client.ok('restart', { arguments: configuration({ revealSecrets: false }) });
    await client.event('stopped');
    const again = await client.ok('evaluate', { expression: 'contexts["c"].secrets.one' });
    assert.equal(again.result, '•••• (from $CODE_WORD)');
  });

  it('of a machine that waits show to an adapter that asks, and not to the next', async () => {
    writeFileSync(join(folder, 'run.env'), `CODE_WORD=${secrets.variable}\n`);
    const envFile = join(folder, 'run.env');
    server = await DebugServer.start(path, '--context', 'c', '--env-file', envFile);
    const look = async (): Promise<string> =>
      (await client.ok('evaluate', { expression: 'contexts["c"].secrets.one' })).result;
    const { port } = server;
    await attach(client, { port, revealSecrets: true }, path, { breakpoints: [{ line: 12 }] });
    await client.event('stopped');
    assert.equal(await look(), `"${secrets.variable}" (from $CODE_WORD)`);
    assert.match(server.stderr, /warning: secrets are shown/);
    await client.ok('disconnect', { suspendDebuggee: true });
    client.kill();
    client = DapClient.spawn();
    await attach(client, { port }, path);
    await client.event('stopped');
    assert.equal(await look(), '•••• (from $CODE_WORD)');
  });
});
