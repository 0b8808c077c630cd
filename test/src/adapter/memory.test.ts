import assert from 'node:assert/strict';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DapClient } from '../support/dap-client.js';
import { launch, resume, topFrame } from '../support/debugging.js';
import { tempFolder } from '../support/temp-folder.js';

const program = (memory: string): string => `agent "a" { model = "m" }
memory "notes" { ${memory} }
workflow "w" {
  step "one" { agent = "a" task = "First" }
  step "two" {
    agent = "a"
    task = "Second"
    depends_on = [one]
  }
}
`;

const sqlite = 'provider = "sqlite" connection = "notes.db"';

const lines = { two: 7 };

describe('memory while debugging', () => {
  let folder: string;
  let client: DapClient;

  beforeEach(() => {
    folder = tempFolder();
    client = DapClient.spawn();
  });
  afterEach(() => client.kill());

  /** Runs until step two is running. */
  const start = async (memory: string, options: object = {}): Promise<void> => {
    const path = join(folder, 'flow.mso');
    writeFileSync(path, program(memory));
    writeFileSync(join(folder, 'flow.sim.json'), '{"default": {"output": {"word": "hello"}}}');
    const breakpoints = [{ line: lines.two }];
    await launch(client, { program: path, workflow: 'w', ...options }, { breakpoints });
    await client.event('stopped');
    await resume(client, 'continue');
  };

  const evaluate = async (expression: string): Promise<string> => {
    const { id } = await topFrame(client);
    const { body } = await client.request('evaluate', { expression, frameId: id });
    return body.result ?? body.error.variables.problem;
  };

  it('is read by expressions, as the program reads it', async () => {
    await start(sqlite);
    assert.equal(await evaluate('@notes.w.one.word'), '"hello"');
    assert.equal(await evaluate('@memory["w.one"].word + "!"'), '"hello!"');
    assert.equal(await evaluate('@memory["hello " + "words"].word'), '"hello"');
    assert.equal(await evaluate('default(@memory.w.two, "not yet")'), '"not yet"');
    assert.match(await evaluate('@memory.w.two'), /[Nn]othing is stored at '@memory\.w\.two'/);
  });

  it('goes back in time, and what was taken back is not stored', async () => {
    await start(sqlite);
    await client.ok('setBreakpoints', { source: { path: join(folder, 'flow.mso') } });
    for (let stops = 0; (await evaluate('default(@memory.w.one, 0)')) !== '0'; stops++) {
      assert.ok(stops < 100);
      await resume(client, 'stepBack');
    }
    await client.ok('terminate');
    assert.equal(existsSync(join(folder, 'notes.db')), false);
  });

  it('is stored at a restart and when debugging ends', async () => {
    await start(sqlite);
    assert.equal(existsSync(join(folder, 'notes.db')), false);
    await client.ok('restart');
    await client.event('stopped');
    assert.equal(existsSync(join(folder, 'notes.db')), true);
    await resume(client, 'continue');
    assert.equal(await evaluate('default(@memory.w.two, "not yet")'), '"not yet"');
    await client.ok('setBreakpoints', { source: { path: join(folder, 'flow.mso') } });
    await client.ok('continue', { threadId: 1 });
    await client.event('terminated');
    client.kill();
    client = DapClient.spawn();
    await start(sqlite);
    assert.equal(await evaluate('@memory.w.two.word'), '"hello"');
  });

  it('that cannot be used says why, when it is asked and when it was to be stored', async () => {
    writeFileSync(join(folder, 'notes.db'), 'no database');
    await start(sqlite);
    assert.match(await evaluate('@notes.w.one'), /notes\.db is no SQLite database$/);
    assert.equal(await evaluate('default(@notes.w.one, 1)'), '1');
    await client.ok('terminate');
    const told = await client.event('output');
    assert.match(told.output, /notes\.db is no SQLite database/);
  });

  it('of an unknown provider is refused by its name', async () => {
    await start('provider = "redis"');
    assert.match(await evaluate('@notes.w.one'), /there is no provider "redis"/);
  });
});
