import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { environmentResolver } from '@mso/vm';
import { loadProgram } from '../program/load-program.js';
import { HostedProgram } from './hosted-program.js';
import type { Seated } from './seated.js';

/** A program that warns twice. */
const text = 'agent "a" {\n  model = $ONE\n  role = $TWO\n  last = 1\n}\n';

/** Someone in front of the program, with everything that was told. */
class Listener {
  readonly told: string[] = [];
  private wake: () => void = () => undefined;

  readonly seated: Seated = {
    stopped: ({ reason }) => this.tell(reason),
    ended: ({ exitCode }) => this.tell(`ended ${exitCode}`),
    output: (_kind, said) => this.tell(said),
    breakpointChanged: () => undefined,
    said: (said) => this.tell(said),
    reloaded: (what) => this.tell(what),
    interrupted: () => this.tell('interrupted'),
  };

  async until(what: string): Promise<void> {
    while (!this.told.includes(what)) {
      await new Promise<void>((resolve) => {
        this.wake = resolve;
      });
    }
  }

  private tell(what: string): void {
    this.told.push(what);
    this.wake();
  }
}

describe('a program that outlives its adapters', () => {
  const folder = mkdtempSync(join(tmpdir(), 'mso-hosted-'));
  const path = join(folder, 'x.mso');
  const said: string[] = [];
  before(() => writeFileSync(path, text));
  after(() => rmSync(folder, { recursive: true }));

  async function hosted(stopOnEntry = false): Promise<HostedProgram> {
    said.length = 0;
    const program = new HostedProgram({
      ...{ path, stopOnEntry, say: (what) => said.push(what) },
      load: async () => ({
        program: loadProgram(path),
        vm: { resolver: environmentResolver({}) },
      }),
      output: (_kind, what) => said.push(what),
    });
    await program.load();
    return program;
  }

  const one = 'environment variable ONE is not set';
  const two = 'environment variable TWO is not set';

  it('does not begin before the first is ready', async () => {
    const program = await hosted();
    assert.equal(program.sitDown({}), true);
    assert.equal(program.debug.isRunning, false);
    const listener = new Listener();
    program.listen(listener.seated);
    assert.equal(await program.finished, 0);
    assert.deepEqual(listener.told, [one, two, 'ended 0']);
  });

  it('waits on where the first goes before it is ready', async () => {
    const program = await hosted();
    const first = {};
    program.sitDown(first);
    program.leave(first, 'continue');
    assert.equal(program.debug.isRunning, false);
    assert.equal(program.sitDown({}), true);
  });

  it('keeps what is said while nobody listens, and how it ended', async () => {
    const program = await hosted();
    const first = {};
    program.sitDown(first);
    program.debug.breakpoints.set(path, [{ line: 3 }]);
    const one = new Listener();
    program.listen(one.seated);
    await one.until('breakpoint');
    program.leave(first, 'continue');
    program.say('beside it');
    assert.equal(await program.finished, 0);
    const later = new Listener();
    program.sitDown({});
    program.listen(later.seated);
    assert.deepEqual(later.told, ['beside it', two, 'ended 0']);
    assert.equal(said.at(-1), two);
  });

  it('keeps so much, and says what it has dropped', async () => {
    const program = await hosted(true);
    for (let count = 1; count <= 1_003; count++) program.say(String(count));
    const listener = new Listener();
    program.sitDown({});
    program.listen(listener.seated);
    assert.equal(listener.told.length, 1 + 1_000 + 1);
    assert.deepEqual(listener.told.slice(0, 2), ['3 earlier messages were not kept.', '4']);
  });

  it('stands still where it was left, and shows that to the next one', async () => {
    const program = await hosted(true);
    const first = {};
    program.sitDown(first);
    program.listen(new Listener().seated);
    program.leave(first, 'suspend');
    const next = new Listener();
    assert.equal(program.sitDown({}), true);
    program.listen(next.seated);
    assert.deepEqual(next.told, ['entry']);
  });

  it('is suspended while it runs', async () => {
    const program = await hosted();
    const first = {};
    program.sitDown(first);
    program.listen(new Listener().seated);
    program.leave(first, 'suspend');
    const next = new Listener();
    program.sitDown({});
    while (program.debug.isRunning) await new Promise(setImmediate);
    program.listen(next.seated);
    assert.deepEqual(next.told, ['pause']);
  });

  it('goes on from a stop that nobody is there to see', async () => {
    const program = await hosted();
    const first = {};
    program.sitDown(first);
    program.listen(new Listener().seated);
    program.debug.pause();
    program.leave(first, 'continue');
    assert.equal(await program.finished, 0);
  });

  it('lets only the one in front of it leave', async () => {
    const program = await hosted(true);
    program.sitDown({});
    program.listen(new Listener().seated);
    program.leave({}, 'terminate');
    assert.equal(program.debug.hasEnded, false);
    assert.equal(program.sitDown({}), false);
  });

  it('tells of an interrupt', async () => {
    const program = await hosted(true);
    const listener = new Listener();
    program.sitDown({});
    program.listen(listener.seated);
    program.interrupt();
    assert.deepEqual(listener.told, ['entry', 'interrupted']);
    assert.equal(await program.finished, 130);
  });
});
