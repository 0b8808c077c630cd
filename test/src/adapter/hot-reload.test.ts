import assert from 'node:assert/strict';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Body, DapClient } from '../support/dap-client.js';
import { launch, resume, topFrame } from '../support/debugging.js';
import { tempFolder } from '../support/temp-folder.js';

const program = `agent "a" {
  model = "m"
  temperature = 0.5
}
workflow "w" {
  step "one" {
    agent = "a"
    task = "First"
  }
  step "two" {
    agent = "a"
    task = "Second"
    depends_on = ["one"]
  }
  step "three" {
    agent = "a"
    task = "Third"
    depends_on = ["two"]
  }
}
`;

describe('a source that changes while it is debugged', () => {
  const folder = tempFolder();
  const path = join(folder, 'changing.mso');
  const asked = join(folder, 'asked.txt');
  const agent = join(folder, 'agent.cjs');
  let client: DapClient;

  before(() => {
    writeFileSync(
      agent,
      `let text = '';
       process.stdin.on('data', (data) => { text += data; });
       process.stdin.on('end', () => {
         const { task } = JSON.parse(text);
         require('node:fs').appendFileSync(process.argv[2], task + '\\n');
         console.log(JSON.stringify({ output: task.length }));
       });`,
    );
  });
  beforeEach(() => {
    writeFileSync(path, program);
    writeFileSync(asked, '');
    client = DapClient.spawn();
  });
  afterEach(() => client.kill());

  const start = async (line: number, more: object = {}): Promise<void> => {
    const agents = { mode: 'command', command: process.execPath, args: [agent, asked] };
    const configuration = { program: path, workflow: 'w', agents, ...more };
    await launch(client, configuration, {
      breakpoints: [{ line }],
      initialize: { supportsInvalidatedEvent: true },
    });
    await client.event('stopped');
  };

  const evaluate = async (expression: string): Promise<string> => {
    const { id } = await topFrame(client);
    return (await client.ok('evaluate', { expression, frameId: id, context: 'watch' })).result;
  };

  /** Saves another text, and waits for what the console says of it. */
  const save = async (text: string): Promise<string> => {
    const seen = client.timeline.length;
    const other = join(folder, 'new.tmp');
    writeFileSync(other, text);
    renameSync(other, path);
    for (let tries = 0; tries < 400; tries++) {
      const said = client.timeline
        .slice(seen)
        .map(({ body }: Body) => body?.output ?? '')
        .find((output: string) => /The change is/.test(output));
      if (said !== undefined) return said;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    throw new Error('nothing was said of the change');
  };

  it('is taken over for what has not run yet, and nobody is asked again', async () => {
    await start(12);
    await resume(client, 'continue');
    assert.equal(await evaluate('step'), '"two"');
    const agentB = 'agent "b" {\n  model = "n"\n}\n';
    const said = await save(`${program.replace('"Third"', '"Third, changed"')}${agentB}`);
    assert.match(said, /taken over: .*step "three" has changed, agent "b" is new/);
    await client.event('invalidated');
    assert.equal((await topFrame(client)).line, 12);
    assert.equal(await evaluate('step'), '"two"');
    assert.equal(await evaluate('steps.one.output'), '5');
  });

  it('is taken over in the line at which the program stands', async () => {
    await start(3);
    assert.match(await save(program.replace('0.5', '0.75 # hotter')), /taken over: agent "a"/);
    await client.event('invalidated');
    assert.equal((await topFrame(client)).line, 3);
    await client.ok('next', { threadId: 1 });
    await client.event('stopped');
    assert.equal(await evaluate('agents["a"].temperature'), '0.75');
  });

  it('is refused where the place is gone, although agents are asked behind it', async () => {
    await start(3);
    const said = await save(program.replaceAll('"a"', '"renamed"'));
    assert.match(said, /not taken over: the changed program does not come to this place/);
    assert.equal((await topFrame(client)).name, 'agent "a"');
  });

  it('is refused where an agent would have to be asked again', async () => {
    await start(12);
    await resume(client, 'continue');
    const said = await save(program.replace('"First"', '"Another first"'));
    assert.match(said, /not taken over: agent "a" would have to be asked again for step "one"/);
    assert.equal(await evaluate('steps.one.output'), '5');
  });

  it('runs on with the new text, with breakpoints where they were', async () => {
    await start(12);
    await resume(client, 'continue');
    const text = program.replace('"Third"', '"Third, changed"').replace('workflow', '\n\nworkflow');
    assert.match(await save(text), /taken over: .*step "three" has changed/);
    await client.event('invalidated');
    assert.equal((await topFrame(client)).line, 14);
    await client.ok('setBreakpoints', { source: { path }, breakpoints: [] });
    await client.ok('continue', { threadId: 1 });
    assert.deepEqual(await client.event('exited'), { exitCode: 0 });
    assert.deepEqual(readFileSync(asked, 'utf8').trim().split('\n'), [
      'First',
      'Second',
      'Third, changed',
    ]);
  });

  it('that does not compile changes nothing, and the console says why', async () => {
    await start(3);
    const said = await save(program.replace('temperature = 0.5', 'temperature = = 0.5'));
    assert.match(said, /not taken over: .*error/);
    assert.equal((await topFrame(client)).line, 3);
    assert.match(await save(program), /taken over/);
  });

  it('is left alone with hotReload: false', async () => {
    await start(3, { hotReload: false });
    writeFileSync(path, program.replace('0.5', '0.6'));
    await new Promise((resolve) => setTimeout(resolve, 300));
    const said = client.timeline.map(({ body }: Body) => body?.output ?? '').join('');
    assert.doesNotMatch(said, /The change is/);
  });

  const changed = program.replace('"Third"', '"Third, changed"');

  const position = async (): Promise<number> => (await client.ok('mso/timeline')).position;

  it('goes on where the workflow was, however often it has been at that line', async () => {
    const pipeline = (text: string): string =>
      text.replace(/}\n$/, '  pipeline { one -> two -> three }\n}\n');
    writeFileSync(path, pipeline(program));
    await start(3);
    await client.ok('setFunctionBreakpoints', { breakpoints: [{ name: 'w' }] });
    await resume(client, 'continue');
    await resume(client, 'next');
    await resume(client, 'next');
    const before = await position();
    assert.match(await save(pipeline(changed)), /is taken over/);
    await client.event('invalidated');
    assert.deepEqual(
      [await position(), await evaluate('steps.two.status')],
      [before, '"completed"'],
    );
  });

  it('knows nothing of what agents said in a future that is no more', async () => {
    await start(3, { stopOnEntry: true });
    await client.ok('setFunctionBreakpoints', { breakpoints: [{ name: 'one' }, { name: 'two' }] });
    await resume(client, 'continue');
    await resume(client, 'continue');
    const at = await position();
    await resume(client, 'continue');
    assert.equal(await evaluate('steps.one.output'), '5');
    await client.ok('mso/goToPosition', { position: at });
    await client.event('stopped');
    const { id } = await topFrame(client);
    const other = { frameId: id, expression: 'agents["a"].verbose', value: 'true' };
    await client.ok('setExpression', other);
    await resume(client, 'continue');
    assert.match(await save(changed), /taken over.*set by hand/);
    await client.event('invalidated');
    await client.ok('setFunctionBreakpoints', { breakpoints: [] });
    await client.ok('continue', { threadId: 1 });
    await client.event('terminated');
    const questions = readFileSync(asked, 'utf8').trim().split('\n');
    assert.deepEqual(questions, ['First', 'First', 'Second', 'Third, changed']);
  });

  it('keeps how often breakpoints were reached, and answers that were given by hand', async () => {
    await start(3, { stopOnEntry: true });
    const breakpoints = [{ line: 13, hitCondition: '2' }];
    await client.ok('setBreakpoints', { source: { path }, breakpoints });
    await client.ok('setFunctionBreakpoints', { breakpoints: [{ name: 'agent a' }] });
    await resume(client, 'continue');
    const { id } = await topFrame(client);
    await client.ok('evaluate', { expression: ':reply 77', frameId: id, context: 'repl' });
    await resume(client, 'continue');
    assert.equal(await evaluate('steps.one.output'), '77');
    const told = async (): Promise<string> => {
      const frame = await topFrame(client);
      const list = { expression: ':breakpoints', frameId: frame.id, context: 'repl' };
      return (await client.ok('evaluate', list)).result;
    };
    const before = await told();
    assert.match(before, /reached/);
    assert.match(await save(changed), /is taken over/);
    await client.event('invalidated');
    assert.deepEqual([await evaluate('steps.one.output'), await told()], ['77', before]);
    assert.equal(readFileSync(asked, 'utf8'), '');
  });
});
