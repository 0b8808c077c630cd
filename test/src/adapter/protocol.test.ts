import assert from 'node:assert/strict';
import { mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { serveTcp } from '@mso/adapter';
import { type Body, DapClient, errorText } from '../support/dap-client.js';
import { launch, resume, scopeRows, topFrame } from '../support/debugging.js';
import { cliEntry, examplesFolder } from '../support/paths.js';
import { tempFolder } from '../support/temp-folder.js';

const minimal = join(examplesFolder, 'minimal.mso');

describe('the adapter', () => {
  let client: DapClient;
  beforeEach(() => {
    client = DapClient.spawn();
  });
  afterEach(() => client.kill());

  it('answers an unknown command with an error that names it (conformance 62)', async () => {
    await client.ok('initialize', {});
    const response = await client.request('makeCoffee');
    assert.equal(response.success, false);
    assert.equal(errorText(response), 'The request makeCoffee is not supported');
  });

  it('refuses everything before initialize (conformance 9), and a second one', async () => {
    assert.equal((await client.request('launch', { program: minimal })).message, 'notInitialized');
    await client.ok('initialize', {});
    assert.equal((await client.request('initialize', {})).message, 'alreadyInitialized');
  });

  it('survives frames that are no messages (conformance 4)', async () => {
    await client.ok('initialize', {});
    for (const rubbish of ['{', '[]', 'null', '"text"', '17', '{"type":"request"}']) {
      client.sendRaw(rubbish);
    }
    assert.equal((await client.request('threads')).message, 'notLaunched');
  });

  it('names the path of a wrong argument and changes nothing (conformance 63)', async () => {
    await launch(client, { program: minimal, stopOnEntry: true });
    await client.event('stopped');
    const cases: [string, unknown, string][] = [
      ['continue', {}, 'arguments.threadId is missing'],
      ['continue', { threadId: 'one' }, 'arguments.threadId must be a whole number'],
      ['setBreakpoints', { source: 3 }, 'arguments.source must be an object'],
      [
        'setBreakpoints',
        { source: { path: minimal }, breakpoints: [{ line: 1 }, { line: 'x' }] },
        'arguments.breakpoints[1].line must be a whole number',
      ],
      ['variables', { variablesReference: 1.5 }, 'arguments.variablesReference must be a whole'],
      ['next', { threadId: 1, granularity: 'word' }, 'arguments.granularity must be'],
      ['evaluate', [], 'arguments must be an object'],
    ];
    for (const [command, args, problem] of cases) {
      const response = await client.request(command, args);
      assert.equal(response.success, false);
      assert.ok(errorText(response).includes(problem), `${command}: ${errorText(response)}`);
    }
    assert.equal((await topFrame(client)).line, 4);
  });

  it('refuses references of an earlier stop quietly (conformance 49)', async () => {
    await launch(client, { program: minimal }, { breakpoints: [{ line: 12 }] });
    await client.event('stopped');
    const frame = await topFrame(client);
    const [row] = (await scopeRows(client, 'Globals')).filter((r: Body) => r.variablesReference);
    await resume(client, 'next');
    for (const [command, args] of [
      ['scopes', { frameId: frame.id }],
      ['variables', { variablesReference: row?.variablesReference }],
      ['variables', { variablesReference: 2 ** 31 - 1 }],
    ] as const) {
      const response = await client.request(command, args);
      assert.equal(response.message, 'staleReference');
      assert.equal(response.body.error.showUser, false);
    }
  });

  it('numbers its messages from 1 without a gap (conformance 6)', async () => {
    await launch(client, { program: minimal, noDebug: true });
    await client.event('terminated');
    const received = client.timeline.filter(({ type }) => type !== 'request');
    assert.deepEqual(
      received.map(({ seq }) => seq),
      received.map((_, index) => index + 1),
    );
  });

  it('reads and writes lines and columns from 0 where a client counts so', async () => {
    const zero = { initialize: { linesStartAt1: false, columnsStartAt1: false } };
    const { breakpoints } = await launch(
      client,
      { program: minimal },
      { ...zero, breakpoints: [{ line: 11 }] },
    );
    assert.deepEqual([breakpoints[0].line, breakpoints[0].column], [11, 2]);
    await client.event('stopped');
    const frame = await topFrame(client);
    assert.deepEqual([frame.line, frame.column], [11, 2]);
  });

  it('speaks in URIs with a client that does (conformance 14)', async () => {
    await launch(
      client,
      { program: minimal, stopOnEntry: true },
      { initialize: { pathFormat: 'uri' } },
    );
    await client.event('stopped');
    assert.match((await topFrame(client)).source.path, /^file:\/\/\/.*minimal\.mso$/);
  });

  it('serves a client that configures before it launches (conformance 18)', async () => {
    await client.ok('initialize', {});
    await client.event('initialized');
    const source = { path: minimal };
    const early = await client.ok('setBreakpoints', { source, breakpoints: [{ line: 12 }] });
    assert.deepEqual(
      early.breakpoints.map(({ id, verified, reason }: Body) => ({ id, verified, reason })),
      [{ id: 1, verified: false, reason: 'pending' }],
    );
    await client.ok('configurationDone');
    await client.ok('launch', { program: minimal });
    const changed = client.timeline.find(({ event }) => event === 'breakpoint');
    assert.deepEqual([changed?.body.breakpoint.id, changed?.body.breakpoint.verified], [1, true]);
    const stopped = await client.event('stopped');
    assert.deepEqual(stopped.hitBreakpointIds, [1]);
  });

  it('pages a scope so that the pieces make the whole (conformance 52)', async () => {
    await launch(client, { program: minimal, stopOnEntry: true });
    await client.event('stopped');
    const { scopes } = await client.ok('scopes', { frameId: (await topFrame(client)).id });
    const globals = scopes.find(({ name }: Body) => name === 'Globals');
    const variablesReference = globals.variablesReference;
    const names = async (page: object): Promise<string[]> => {
      const { variables } = await client.ok('variables', { variablesReference, ...page });
      return variables.map(({ name }: Body) => name);
    };
    const whole = await names({});
    assert.equal(whole.length, globals.namedVariables);
    const pieces = [];
    for (let start = 0; start < whole.length; start += 3) {
      pieces.push(...(await names({ filter: 'named', start, count: 3 })));
    }
    assert.deepEqual(pieces, whole);
    assert.deepEqual(await names({ start: 1_000 }), []);
    assert.deepEqual(await names({ filter: 'indexed' }), []);
  });

  it('gives a slice of the stack that agrees with the whole (conformance 53)', async () => {
    await launch(client, { program: minimal }, { breakpoints: [{ line: 19 }] });
    await client.event('stopped');
    const whole = await client.ok('stackTrace', { threadId: 1 });
    assert.equal(whole.totalFrames, 3);
    for (let startFrame = 0; startFrame < 3; startFrame++) {
      const slice = await client.ok('stackTrace', { threadId: 1, startFrame, levels: 1 });
      assert.deepEqual(slice.stackFrames, [whole.stackFrames[startFrame]]);
      assert.equal(slice.totalFrames, 3);
    }
  });

  it('never shows the text of a secret (conformance 58)', async () => {
    const program = join(examplesFolder, 'support-desk.mso');
    const secret = 'correct-horse-battery';
    await launch(
      client,
      { program, env: { SHOP_MAIL_PASSWORD: secret }, trace: true },
      { breakpoints: [{ line: 192 - 10 }] },
    );
    await client.event('stopped');
    for (const name of ['Memory', 'Globals', 'Context "rehearsal"']) {
      await scopeRows(client, name).catch(() => []);
    }
    for (const context of ['watch', 'repl', 'hover', 'clipboard']) {
      const expression = context === 'watch' ? 'env["SHOP_MAIL_PASSWORD"]' : 'contexts["shop"]';
      await client.ok('evaluate', { expression, context });
      await client.request('evaluate', { expression: '$SHOP_MAIL_PASSWORD', context });
    }
    const received = client.timeline.filter(({ type }) => type !== 'request');
    assert.ok(!JSON.stringify(received).includes(secret));
  });

  it('masks the environment in every log of the protocol (conformance 58)', async () => {
    const secret = 'correct-horse-battery';
    const configuration = { program: minimal, env: { TOKEN: secret }, stopOnEntry: true };
    const log = join(tempFolder(), 'protocol.log');
    client.kill();
    client = DapClient.spawn(cliEntry, ['dap', '--log', log]);
    await launch(client, configuration);
    await client.event('stopped');
    await client.ok('restart', { arguments: { ...configuration, trace: true } });
    await client.event('stopped');
    await client.ok('restart', { arguments: configuration });
    await client.ok('disconnect');
    await client.exit();
    const received = client.timeline.filter(({ type }) => type !== 'request');
    assert.ok(!JSON.stringify(received).includes(secret));
    const text = readFileSync(log, 'utf8');
    assert.match(text, /"command":"launch".*"TOKEN":"••••"/);
    assert.ok(!text.includes(secret));
  });

  it('goes on when its log cannot be written any more', async () => {
    const folder = join(tempFolder(), 'logs');
    mkdirSync(folder);
    await launch(client, { program: minimal, stopOnEntry: true, trace: join(folder, 'log') });
    await client.event('stopped');
    rmSync(folder, { recursive: true });
    assert.equal((await client.ok('threads')).threads.length, 1);
    const problems = client.timeline.filter(({ body }) => body?.category === 'stderr');
    assert.equal(problems.length, 1);
    assert.match(problems[0]?.body.output, /cannot be written; the protocol is no longer logged/);
  });

  it('restarts nothing that has not started, and so starts once', async () => {
    await client.ok('initialize', {});
    const seq = client.send('launch', { program: minimal });
    await client.event('initialized');
    assert.equal((await client.request('restart', {})).message, 'notStarted');
    await client.ok('setBreakpoints', { source: { path: minimal }, breakpoints: [{ line: 12 }] });
    await client.ok('configurationDone');
    await client.event('stopped');
    const started = client.timeline.filter(({ event }) => event === 'process');
    assert.equal(started.length, 1);
    const [answer] = client.timeline.filter(({ request_seq }) => request_seq === seq);
    assert.equal(answer?.success, true);
  });

  it('ends a session once, whatever is refused while it lives', async () => {
    await launch(client, { program: minimal, stopOnEntry: true });
    await client.event('stopped');
    assert.equal((await client.request('attach', {})).message, 'alreadyLaunched');
    assert.equal((await client.request('launch', {})).message, 'alreadyLaunched');
    await client.ok('continue', { threadId: 1 });
    await client.event('exited');
    await client.event('terminated');
    const endings = client.timeline.filter(({ event }) => event === 'terminated');
    assert.equal(endings.length, 1);
  });

  it('knows a source by all its names', async () => {
    const folder = tempFolder();
    const real = join(folder, 'real');
    const link = join(folder, 'a link');
    mkdirSync(real);
    symlinkSync(real, link);
    writeFileSync(join(real, 'x.mso'), 'agent "a" {\n  model = "m"\n}\n');
    await client.ok('initialize', {});
    client.send('launch', { program: join(real, 'x.mso') });
    await client.event('initialized');
    const source = { path: join(link, 'x.mso') };
    const { breakpoints } = await client.ok('setBreakpoints', { source, lines: [2] });
    assert.equal(breakpoints[0].verified, true);
    await client.ok('configurationDone');
    assert.deepEqual((await client.event('stopped')).hitBreakpointIds, [1]);
  });

  it('ends within two seconds when its client vanishes (conformance 73)', async () => {
    await launch(client, { program: minimal, stopOnEntry: true });
    await client.event('stopped');
    const start = Date.now();
    client.hangUp();
    await client.exit();
    assert.ok(Date.now() - start < 2_000);
  });

  it('answers a launch that waits when the client disconnects (conformance 73)', async () => {
    await client.ok('initialize', {});
    const seq = client.send('launch', { program: minimal });
    await client.event('initialized');
    await client.ok('disconnect');
    assert.equal(await client.exit(), 0);
    const answers = client.timeline.filter(({ request_seq }) => request_seq === seq);
    assert.deepEqual(
      answers.map(({ success, message }) => ({ success, message })),
      [{ success: false, message: 'ended' }],
    );
  });
});

describe('the adapter over TCP', () => {
  it('sends an event behind a response without waiting for an acknowledgement', async () => {
    const server = await serveTcp({ host: '127.0.0.1', port: 0 });
    const { port } = server.address() as AddressInfo;
    const client = DapClient.connect(port);
    try {
      await launch(client, { program: minimal, stopOnEntry: true });
      await client.event('stopped');
      const times: number[] = [];
      for (const command of ['stepIn', 'stepBack', 'stepIn', 'stepBack', 'stepIn', 'stepBack']) {
        const start = performance.now();
        await resume(client, command);
        times.push(performance.now() - start);
      }
      assert.ok(Math.min(...times) < 30, times.join(' '));
      await client.ok('disconnect');
    } finally {
      client.kill();
      server.close();
    }
  });

  it('serves two clients at once without mixing them (conformance 75)', async () => {
    const server = await serveTcp({ host: '127.0.0.1', port: 0 });
    const { port } = server.address() as AddressInfo;
    const clients = [DapClient.connect(port), DapClient.connect(port)];
    try {
      await Promise.all(
        clients.map(async (client, index) => {
          const breakpoints = [{ line: 11 + index }];
          await launch(client, { program: minimal }, { breakpoints });
          await client.event('stopped');
        }),
      );
      const lines = await Promise.all(clients.map(async (client) => (await topFrame(client)).line));
      assert.deepEqual(lines, [11, 12]);
      await Promise.all(clients.map((client) => client.ok('disconnect')));
    } finally {
      for (const client of clients) client.kill();
      server.close();
    }
  });
});
