import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { newsProgram, Workplace } from './mso-process.js';

describe('mso disassemble and mso assemble', () => {
  const place = new Workplace();
  let assembly: string;
  before(async () => {
    place.write('news.mso', newsProgram);
    await place.mso(['disassemble', 'news.mso', '-o', 'news.msoasm']);
    assembly = readFileSync(join(place.path, 'news.msoasm'), 'utf8');
  });
  after(() => place.remove());

  it('show the code with the source above it', () => {
    assert.match(assembly, /^\.mso-assembly 1\n/);
    assert.match(
      assembly,
      /\n; 8 \| {3}temperature = 0\.7\n {2}SetProperty #2 "temperature" 0\.7 @0 8:3/,
    );
  });

  it('give the binary that compiling gives', async () => {
    await place.mso(['compile', 'news.mso', '-O', '0', '-o', 'compiled.msob']);
    await place.mso(['assemble', 'news.msoasm', '-o', 'assembled.msob']);
    const outcomes = ['compiled.msob', 'assembled.msob'].map((name) =>
      place.mso(['disassemble', name]),
    );
    const [one, other] = await Promise.all(outcomes);
    assert.deepEqual([other?.code, other?.stdout], [0, one?.stdout]);
    assert.equal(one?.stdout, assembly);
  });

  it('make programs that run and are debugged', async () => {
    place.write('changed.msoasm', assembly.replace('"temperature" 0.7', '"temperature" 0.2'));
    const { code, stdout } = await place.mso(['run', 'changed.msoasm'], '', { NEWS_TASK: 'go' });
    assert.equal(code, 0);
    assert.equal(JSON.parse(stdout).agents.writer.temperature, 0.2);
    const debugged = await place.mso(['debug', 'changed.msoasm', '-c', 'break 8', '-c', 'run']);
    assert.match(debugged.stdout, /news\.mso:8 in agent "writer" \(breakpoint 1\)/);
  });

  it('say where an assembly is wrong, and end with 1', async () => {
    place.write('wrong.msoasm', assembly.replace('SetProperty', 'SetPropperty'));
    const { code, stderr } = await place.mso(['assemble', 'wrong.msoasm']);
    assert.equal(code, 1);
    assert.match(
      stderr,
      /^wrong\.msoasm:\d+:3: there is no instruction SetPropperty; did you mean SetProperty\?\n$/,
    );
  });

  it('refuse what no machine should execute', async () => {
    place.write(
      'hostile.msoasm',
      assembly.replace(/\n {2}DeclareAgent #2/, '\n  DeclareAgent #77'),
    );
    const { code, stderr } = await place.mso(['assemble', 'hostile.msoasm']);
    assert.equal(code, 1);
    assert.match(stderr, /^hostile\.msoasm:\d+: instruction \d+: there is no agent #77\n$/);
    const run = await place.mso(['run', 'hostile.msoasm']);
    assert.deepEqual([run.code, run.stdout], [2, '']);
  });

  it('refuse what is no assembly', async () => {
    const { code, stderr } = await place.mso(['assemble', 'news.mso']);
    assert.equal(code, 2);
    assert.match(stderr, /news\.mso is no assembly/);
  });
});
