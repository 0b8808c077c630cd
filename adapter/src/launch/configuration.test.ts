import assert from 'node:assert/strict';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { SourceMap } from '../protocol/source-map.js';
import { findProblem, readLaunchConfiguration } from './configuration.js';

describe('a launch configuration', () => {
  it('is right with a program alone, and gets the defaults', () => {
    const { env, ...rest } = readLaunchConfiguration({ program: 'a.mso' });
    assert.deepEqual(rest, {
      program: resolve('a.mso'),
      stopOnEntry: false,
      stopOnExit: false,
      hotReload: true,
      timeTravel: true,
      noDebug: false,
      context: undefined,
      vm: {},
      onRecoverableError: 'continue',
      workflows: [],
      input: {},
      agents: undefined,
      revealSecrets: false,
      simulation: undefined,
      sourceMap: new SourceMap(),
      cwd: resolve('.'),
      trace: false,
    });
    assert.equal(env.PATH, process.env.PATH);
  });

  it('resolves the program and the env file from cwd, and env over the file', () => {
    const cwd = mkdtempSync(join(tmpdir(), 'mso-test-'));
    after(() => rmSync(cwd, { recursive: true }));
    writeFileSync(join(cwd, '.env'), '# two\nA=1\nB="from the file"\n');
    const { program, env } = readLaunchConfiguration({
      program: 'x/a.mso',
      cwd,
      envFile: '.env',
      env: { B: 'given' },
    });
    assert.equal(program, join(cwd, 'x/a.mso'));
    assert.deepEqual([env.A, env.B], ['1', 'given']);
  });

  it('lets attributes of the editor pass', () => {
    const values = { program: 'a', name: 'n', type: 'mso', request: 'launch', __sessionId: '1' };
    assert.equal(findProblem('launch', values), undefined);
  });

  const wrong: readonly [object, string][] = [
    [{ program: 'a', stopOnEntry: 'yes' }, 'stopOnEntry takes true or false'],
    [{ program: 'a', env: ['A=1'] }, 'env takes an object'],
    [{ program: 'a', env: { A: 1 } }, 'env.A takes a string'],
    [{ program: 'a', workflow: 3 }, 'workflow takes a string or an array'],
    [{ program: 'a', vm: { maxMem: 1 } }, 'vm.maxMem does not exist; vm has maxStackSize'],
    [{ program: 'a', revealSecrets: 'all' }, 'revealSecrets takes true or false'],
    [{ program: 'a', sourceMap: { a: 1 } }, 'sourceMap.a takes a string'],
    [{ program: 'a', agents: { mode: 'magic' } }, 'agents.mode takes "simulated" or "command"'],
    [{ program: 'a', trace: 1 }, 'trace takes true or false or a string'],
  ];
  for (const [values, problem] of wrong) {
    it(`is refused when it says ${JSON.stringify(values)}`, () => {
      const found = findProblem('launch', values as Record<string, unknown>) ?? '';
      assert.ok(found.startsWith(problem), found);
    });
  }
});
