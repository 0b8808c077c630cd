import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { type Body, DapClient, errorText } from '../support/dap-client.js';
import { DebugServer } from '../support/debug-server.js';
import { attach, responseTo, resume, topFrame } from '../support/debugging.js';
import { examplesFolder } from '../support/paths.js';
import { tempFolder } from '../support/temp-folder.js';

const minimal = join(examplesFolder, 'minimal.mso');

describe('attaching to a machine that waits', () => {
  let server: DebugServer;
  const clients: DapClient[] = [];

  /** A client of the server itself. */
  const direct = (): DapClient => kept(server.client());
  /** A client of an adapter of its own, as an editor has one. */
  const editor = (): DapClient => kept(DapClient.spawn());
  const kept = (client: DapClient): DapClient => {
    clients.push(client);
    return client;
  };
  const place = (): object => ({ port: server.port });

  const resumeToEnd = async (client: DapClient): Promise<void> => {
    await client.ok('continue', { threadId: 1 });
    await client.event('terminated');
    await client.ok('disconnect');
  };

  afterEach(() => {
    for (const client of clients.splice(0)) client.kill();
    server.kill();
  });

  for (const [who, connect] of [
    ['a client of the server', direct],
    ['an editor with an adapter of its own', editor],
  ] as const) {
    describe(`as ${who}`, () => {
      it('begins the program, steers it, and sees it end, and so does the server', async () => {
        server = await DebugServer.start(minimal);
        const client = connect();
        const { breakpoints } = await attach(client, place(), minimal, {
          breakpoints: [{ line: 12 }],
        });
        assert.deepEqual([breakpoints[0].verified, breakpoints[0].line], [true, 12]);
        assert.deepEqual((await client.event('stopped')).hitBreakpointIds, [1]);
        assert.equal((await topFrame(client)).line, 12);
        assert.equal((await resume(client, 'next')).reason, 'step');
        assert.equal((await resume(client, 'stepBack')).reason, 'breakpoint');
        const wrong = await client.request('evaluate', { expression: 'nobody' });
        assert.deepEqual([wrong.success, wrong.message], [false, 'evaluationFailed']);
        assert.equal(errorText(wrong), wrong.body.error.variables.problem);
        await client.ok('setBreakpoints', { source: { path: minimal }, breakpoints: [] });
        await client.ok('continue', { threadId: 1 });
        assert.deepEqual(await client.event('exited'), { exitCode: 0 });
        await client.event('terminated');
        await client.ok('disconnect');
        assert.equal(await server.exited, 0);
        assert.equal(JSON.parse(server.stdout).agents.helper.model, 'gpt-4');
      });

      it('numbers messages, and answers before what follows (conformance 6)', async () => {
        server = await DebugServer.start(minimal, '--stop-on-entry');
        const client = connect();
        await attach(client, place(), minimal);
        assert.equal((await client.event('stopped')).reason, 'entry');
        for (let count = 0; count < 2; count++) await resume(client, 'next');
        await client.ok('disconnect', { terminateDebuggee: true });
        const received = client.timeline.filter(({ type }) => type !== 'request');
        assert.deepEqual(
          received.map(({ seq }) => seq),
          received.map((_, index) => index + 1),
        );
        received.forEach(({ type, command, event }, index) => {
          if (event !== 'stopped' || index === 0) return;
          const before = received.slice(0, index).findLast((each) => each.type === 'response');
          const last = before?.command;
          assert.ok(last === 'next' || last === 'attach', `${type} ${command} ${last}`);
        });
      });

      it('leaves the program running, without its breakpoints (conformance 71)', async () => {
        server = await DebugServer.start(minimal);
        const client = connect();
        await attach(client, place(), minimal, { breakpoints: [{ line: 12 }, { line: 19 }] });
        await client.event('stopped');
        await client.ok('disconnect');
        assert.equal(await server.exited, 0);
        assert.match(server.stderr, /the program ended after 13 instructions\n$/);
      });

      it('leaves it suspended, and the next one finds it there (conformance 71)', async () => {
        server = await DebugServer.start(minimal);
        const first = connect();
        await attach(first, place(), minimal, { breakpoints: [{ line: 12 }] });
        await first.event('stopped');
        await first.ok('disconnect', { suspendDebuggee: true });
        const second = connect();
        await attach(second, place(), minimal, { breakpoints: [{ line: 19 }] });
        const stopped = await second.event('stopped');
        // It was a breakpoint of the first one: number 1 is another of the second one's.
        assert.deepEqual([stopped.reason, stopped.hitBreakpointIds], ['breakpoint', undefined]);
        assert.equal((await topFrame(second)).line, 12);
        assert.deepEqual((await resume(second, 'continue')).hitBreakpointIds, [1]);
        assert.equal((await topFrame(second)).line, 19);
      });

      it('ends it where that is asked for (conformance 71)', async () => {
        server = await DebugServer.start(minimal, '--stop-on-entry');
        const client = connect();
        await attach(client, place(), minimal);
        await client.event('stopped');
        await client.ok('disconnect', { terminateDebuggee: true });
        assert.equal(await server.exited, 130);
        assert.match(server.stderr, /the program was ended after 0 instructions\n$/);
      });

      it('takes over a file that is saved, and goes on with it', async () => {
        const path = join(tempFolder(), 'changing.mso');
        const text = readFileSync(minimal, 'utf8');
        writeFileSync(path, text);
        server = await DebugServer.start(path);
        const client = connect();
        await attach(client, place(), path, {
          breakpoints: [{ line: 12 }],
          initialize: { supportsInvalidatedEvent: true },
        });
        await client.event('stopped');
        writeFileSync(path, text.replace('"manual"', '"changed"'));
        assert.deepEqual(await client.event('invalidated'), { areas: ['all'] });
        assert.equal((await topFrame(client)).line, 12);
        await resumeToEnd(client);
        assert.equal(await server.exited, 0);
        assert.match(server.stderr, /The change is taken over: .*workflow "answer" has changed/);
        assert.match(server.stdout, /"changed"/);
        const said = client.timeline.filter(({ body }) => /taken over/.test(body?.output ?? ''));
        assert.equal(said.length, 1);
      });

      it('is refused while another one is there, which does not notice', async () => {
        server = await DebugServer.start(minimal, '--stop-on-entry');
        const first = connect();
        await attach(first, place(), minimal);
        await first.event('stopped');
        const second = connect();
        await second.ok('initialize', {});
        const refused = await second.request('attach', place());
        assert.deepEqual([refused.success, refused.message], [false, 'attachedAlready']);
        await second.event('terminated');
        await second.ok('disconnect', { terminateDebuggee: true });
        assert.equal((await resume(first, 'next')).reason, 'step');
        await first.ok('disconnect', { suspendDebuggee: true });
        const third = connect();
        await attach(third, place(), minimal);
        await third.event('stopped');
      });
    });
  }

  it('vanishes, and the program goes on (conformance 73)', async () => {
    server = await DebugServer.start(minimal);
    const client = editor();
    await attach(client, place(), minimal, { breakpoints: [{ line: 12 }] });
    await client.event('stopped');
    client.kill();
    assert.equal(await server.exited, 0);
  });

  it('restarts it, with the same breakpoints', async () => {
    server = await DebugServer.start(minimal);
    const client = editor();
    await attach(client, place(), minimal, { breakpoints: [{ line: 12 }] });
    await client.event('stopped');
    await resume(client, 'next');
    await client.ok('restart', { arguments: place() });
    assert.deepEqual((await client.event('stopped')).hitBreakpointIds, [1]);
  });

  it('is told when the program is interrupted in its terminal', async () => {
    server = await DebugServer.start(minimal, '--stop-on-entry');
    const client = editor();
    await attach(client, place(), minimal);
    await client.event('stopped');
    server.interrupt();
    assert.deepEqual(await client.event('exited'), { exitCode: 130 });
    await client.event('terminated');
    assert.equal(await server.exited, 130);
  });

  it('terminates it', async () => {
    server = await DebugServer.start(minimal, '--stop-on-entry');
    const client = editor();
    await attach(client, place(), minimal);
    await client.event('stopped');
    await client.ok('terminate');
    assert.deepEqual(await client.event('exited'), { exitCode: 130 });
    assert.equal(await server.exited, 130);
  });

  it('gives the place back where it disconnects before it is ready (conformance 73)', async () => {
    server = await DebugServer.start(minimal, '--stop-on-entry');
    for (const client of [editor(), direct()]) {
      await client.ok('initialize', {});
      const seq = client.send('attach', place());
      await client.event('initialized');
      await client.ok('disconnect');
      const { success, message } = await responseTo(client, seq);
      assert.deepEqual([success, message], [false, 'ended']);
    }
    const last = editor();
    await attach(last, place(), minimal);
    assert.equal((await last.event('stopped')).reason, 'entry');
  });

  it('steers nothing any more once it has disconnected', async () => {
    server = await DebugServer.start(minimal, '--stop-on-entry');
    const first = direct();
    await attach(first, place(), minimal);
    await first.event('stopped');
    const left = first.request('disconnect', { suspendDebuggee: true });
    const late = ['continue', 'next', 'terminate'].map((command) =>
      first.send(command, { threadId: 1 }),
    );
    assert.equal((await left).success, true);
    const second = direct();
    await attach(second, place(), minimal);
    assert.equal((await second.event('stopped')).reason, 'entry');
    const answers = first.timeline.filter(({ request_seq = 0 }) => late.includes(request_seq));
    assert.ok(answers.every(({ message }) => message === 'sessionOver'));
  });

  it('is not needed to interrupt the program', async () => {
    server = await DebugServer.start(minimal);
    server.interrupt();
    assert.equal(await server.exited, 130);
  });

  it('runs workflows as the options of the server say', async () => {
    const program = join(examplesFolder, 'research-team.mso');
    server = await DebugServer.start(program, '--all-workflows');
    const client = editor();
    await attach(client, place(), program);
    assert.equal((await client.event('exited')).exitCode, 0);
    const said = client.timeline.filter(({ event }) => event === 'output');
    assert.ok(said.some(({ body }) => body.output.includes('"status"')));
    assert.equal(await server.exited, 0);
    assert.match(server.stdout, /^\{[\s\S]*"status": "completed"/);
  });

  it('ends with 1 where the program fails with nobody there', async () => {
    const program = join(tempFolder(), 'failing.mso');
    writeFileSync(program, 'agent "a" {\n  model = "m"\n  max_tokens = $MSO_TEST_LIMIT\n}\n');
    process.env.MSO_TEST_LIMIT = 'plenty';
    server = await DebugServer.start(program, '--stop-on-entry');
    delete process.env.MSO_TEST_LIMIT;
    const client = direct();
    await attach(client, place(), program);
    await client.event('stopped');
    await client.ok('disconnect');
    assert.equal(await server.exited, 1);
    assert.match(
      server.stderr,
      /failing\.mso:3:\d+: TypeConversion: .*\n[\s\S]*the program failed/,
    );
  });

  it('takes what a client configures before it attaches', async () => {
    server = await DebugServer.start(minimal);
    const client = editor();
    await client.ok('initialize', {});
    await client.event('initialized');
    const source = { path: minimal };
    await client.ok('setBreakpoints', { source, breakpoints: [{ line: 11 }] });
    await client.ok('setBreakpoints', { source, breakpoints: [{ line: 12 }] });
    await client.ok('configurationDone');
    await client.ok('attach', place());
    const stopped = await client.event('stopped');
    const bound = client.timeline.findLast(({ event }) => event === 'breakpoint');
    assert.equal(bound?.body.breakpoint.verified, true);
    assert.deepEqual(stopped.hitBreakpointIds, [bound?.body.breakpoint.id]);
    const begun = client.timeline.filter(({ event }) => event === 'initialized');
    assert.equal(begun.length, 1);
  });

  it('says what is wrong with what is asked for', async () => {
    server = await DebugServer.start(minimal);
    const other = createServer((socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'));
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    const address = other.address();
    const otherPort = typeof address === 'object' ? address?.port : 0;
    const cases: readonly [DapClient, string, object, RegExp][] = [
      [editor(), 'attach', { port: 'x' }, /^port takes a whole number$/],
      [editor(), 'attach', { program: minimal }, /^program is no attribute of a attach conf/],
      [editor(), 'attach', { port: 1 }, /^Cannot attach to 127\.0\.0\.1:1: nothing listens/],
      [editor(), 'attach', { port: otherPort }, /^Cannot attach to .*: what listens there is no/],
      [direct(), 'launch', { program: minimal }, /has a program already/],
      [direct(), 'attach', { port: 0 }, /^port takes 1 or more$/],
    ];
    for (const [client, command, args, problem] of cases) {
      await client.ok('initialize', {});
      const refused = await client.request(command, args);
      assert.equal(refused.success, false);
      assert.match(errorText(refused), problem);
    }
    other.close();
  });

  it('ends the session of an editor whose server is gone', async () => {
    server = await DebugServer.start(minimal, '--stop-on-entry');
    const client = editor();
    await attach(client, place(), minimal);
    await client.event('stopped');
    server.kill();
    await client.event('terminated');
    const said = client.timeline.filter(({ event }) => event === 'output').at(-1)?.body as Body;
    assert.match(said.output, /^The connection to 127\.0\.0\.1:\d+ is lost\.\n$/);
    await client.ok('disconnect');
    assert.equal(await client.exit(), 0);
  });

  it('says loudly that others can reach it', async () => {
    server = await DebugServer.start(minimal, '--host', '0.0.0.0');
    await direct().ok('initialize', {});
    assert.match(
      server.stderr,
      / on 0\.0\.0\.0:\d+\nwarning: anyone who can reach 0\.0\.0\.0 can use this debugger\n$/,
    );
  });
});
