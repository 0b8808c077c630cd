import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, realpathSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { AgentReply, AgentRequest, Value } from '@mso/vm';
import { makeHost, scriptAgents } from '../testing/hosts.js';
import { failureOf, outputOf } from '../testing/replies.js';
import { makeRequest } from '../testing/request.js';

async function ask(agents: object, request: Partial<AgentRequest> = {}): Promise<AgentReply> {
  const { host } = await makeHost(agents);
  return host.invoke(makeRequest(request));
}

/** Prints a text as it is. */
function prints(text: string): object {
  return scriptAgents(`process.stdout.write(${JSON.stringify(text)})`);
}

const readInput = "const input = JSON.parse(require('fs').readFileSync(0, 'utf8'));";

describe('a command agent', () => {
  it('gets the whole request as one JSON document', async () => {
    const agent = {
      name: 'writer',
      model: 'm',
      role: 'r',
      temperature: 0.5,
      maxTokens: 100,
      backstory: 'b',
      capabilities: ['c'],
      tools: ['t'],
    };
    const context = { name: 'dev', environment: 'test', variables: new Map([['v', 1]]) };
    const inputs = new Map<string, Value>([
      ['2', 'two'],
      ['1', ['one', null, true]],
    ]);
    const code = "process.stdout.write(JSON.stringify(require('fs').readFileSync(0, 'utf8')))";
    const { output } = outputOf(
      await ask(scriptAgents(code), { agent, context, inputs, crew: 'team', attempt: 2 }),
    );
    equal(
      output,
      '{"agent":{"name":"writer","model":"m","role":"r","temperature":0.5,"max_tokens":100,' +
        '"backstory":"b","capabilities":["c"],"tools":["t"]},"task":"write",' +
        '"inputs":{"2":"two","1":["one",null,true]},' +
        '"context":{"name":"dev","environment":"test","variables":{"v":1}},' +
        '"workflow":"main","step":"draft","attempt":2,"crew":"team","secrets":{}}\n',
    );
  });

  const answers: readonly (readonly [string, unknown, object?])[] = [
    ['{"output": [1, {"a": null}]}', [1, new Map([['a', null]])]],
    ['{"output": null, "usage": {"input_tokens": 3}}', null, { inputTokens: 3, outputTokens: 0 }],
    [
      '{"output": 1, "other": 2}',
      new Map([
        ['output', 1],
        ['other', 2],
      ]),
    ],
    ['[1]\n', [1]],
    ['"text"', 'text'],
    ['plain text\n', 'plain text'],
    ['{"broken"', '{"broken"'],
    ['', ''],
  ];
  for (const [written, output, usage] of answers) {
    it(`that writes ${JSON.stringify(written)} answers with what that means`, async () => {
      const reply = outputOf(await ask(prints(written)));
      deepEqual(reply.output, output);
      deepEqual(reply.usage, usage);
    });
  }

  const failures: readonly (readonly [string, string, RegExp])[] = [
    ['exits with a code', 'process.exit(3)', /^\S+ exited with code 3$/],
    [
      'exits with a code and says why',
      "console.error('one\\ntwo\\n'); process.exitCode = 1",
      /^\S+ exited with code 1: two$/,
    ],
    ['is killed', "process.kill(process.pid, 'SIGTERM')", /^\S+ was ended by SIGTERM$/],
    [
      'gives a wrong usage',
      `console.log('{"output": 1, "usage": {"input_tokens": -1}}')`,
      /^usage in the answer must be/,
    ],
    [
      'nests its answer too deeply',
      "console.log('['.repeat(2000) + ']'.repeat(2000))",
      /^the answer nests more than 1000 levels$/,
    ],
    [
      'answers without end',
      "const piece = 'x'.repeat(1e6); const go = () => process.stdout.write(piece, go); go()",
      /^\S+ answered with more than 16777216 bytes$/,
    ],
  ];
  for (const [what, code, message] of failures) {
    it(`that ${what} is a failed attempt`, async () => {
      match(failureOf(await ask(scriptAgents(code))), message);
    });
  }

  it('that does not exist is a failed attempt', async () => {
    const reply = await ask({ mode: 'command', command: 'no-such-program-here' });
    equal(failureOf(reply), 'no-such-program-here was not found');
  });

  it('that is no program is a failed attempt', async () => {
    const { host, folder } = await makeHost({ mode: 'command', command: './text' });
    writeFileSync(join(folder, 'text'), 'text', { mode: 0o644 });
    equal(failureOf(await host.invoke(makeRequest())), './text may not be executed');
  });

  it('runs where the configuration says, with its environment', async () => {
    const code = 'console.log(JSON.stringify([process.cwd(), process.env.A, process.env.B]))';
    const agents = scriptAgents(code, { cwd: 'sub', env: { A: 'over' } });
    const { host, folder } = await makeHost(agents, {
      environment: { ...process.env, A: 'under', B: 'b' },
    });
    match(failureOf(await host.invoke(makeRequest())), /cannot run in .*sub: no folder$/);
    mkdirSync(join(folder, 'sub'));
    const { output } = outputOf(await host.invoke(makeRequest()));
    deepEqual(output, [join(realpathSync(folder), 'sub'), 'over', 'b']);
  });

  it('has what it writes to standard error logged line by line', async () => {
    const code = "process.stderr.write('one\\r\\n\\ntw'); setTimeout(() => console.error('o'), 20)";
    const { host, log } = await makeHost(scriptAgents(code));
    outputOf(await host.invoke(makeRequest()));
    deepEqual(log, ['one', '', 'two']);
  });

  it('need not read its input', async () => {
    const inputs = new Map([['large', 'x'.repeat(5_000_000)]]);
    equal(outputOf(await ask(prints('done'), { inputs })).output, 'done');
  });

  it('may get and answer with a lot', async () => {
    const code = `${readInput} console.log(JSON.stringify(input.inputs.large))`;
    const large = 'ö'.repeat(3_000_000);
    const reply = await ask(scriptAgents(code), { inputs: new Map([['large', large]]) });
    equal(outputOf(reply).output, large);
  });

  /** Starts a program, writes the ids of both to a file, and goes on as it is told. */
  const family = (then: string, more: object = {}): object => {
    const script = `sleep 1000 & echo "$$ $!" > new && mv new ids; ${then}`;
    return { mode: 'command', command: 'sh', args: ['-c', script], ...more };
  };

  it('that takes too long is ended, with all that it started', async () => {
    const { host, folder } = await makeHost(family('wait', { timeout: '1.5s' }));
    match(failureOf(await host.invoke(makeRequest())), /did not answer within 1.5s$/);
    await gone(folder);
  });

  it('that nobody waits for any more is ended, with all that it started', async () => {
    const { host, folder } = await makeHost(family('wait'));
    const stop = new AbortController();
    const reply = host.invoke(makeRequest({ signal: stop.signal }));
    while (!existsSync(join(folder, 'ids'))) await delay(20);
    stop.abort();
    match(failureOf(await reply), /was cancelled$/);
    await gone(folder);
    match(failureOf(await host.invoke(makeRequest({ signal: stop.signal }))), /was cancelled$/);
  });

  it('leaves nothing running that it started, and is not held up by it', async () => {
    const { host, folder } = await makeHost(family('echo done'));
    equal(outputOf(await host.invoke(makeRequest())).output, 'done');
    await gone(folder);
  });
});

/** Waits until the processes of a family have ended. */
async function gone(folder: string): Promise<void> {
  const ids = readFileSync(join(folder, 'ids'), 'utf8').split(' ').map(Number);
  equal(ids.length, 2);
  for (let tries = 0; ids.some(isRunning); tries++) {
    ok(tries < 100, 'a process is still running');
    await delay(20);
  }
}

/** A process that has ended but was not waited for yet does not run. */
function isRunning(id: number): boolean {
  try {
    process.kill(id, 0);
  } catch {
    return false;
  }
  const status = `/proc/${id}/stat`;
  return !existsSync(status) || !/\) Z /.test(readFileSync(status, 'utf8'));
}
