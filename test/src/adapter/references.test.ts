import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Body } from '../support/dap-client.js';
import { launch, resume, scopeRows, topFrame } from '../support/debugging.js';
import { ServedClient } from '../support/served-client.js';
import { tempFolder } from '../support/temp-folder.js';

const program = `context "c" {
  variables {
    items = [1, 2, 3]
    deep = { a = { b = 1 } }
  }
}
agent "a" {
  model = "m"
  role = "R"
}
workflow "w" {
  step "one" { agent = "a" task = "One" }
  step "two" { agent = "a" task = "Two" }
  pipeline { [one | two] }
}
`;

const lines = { role: 9, one: 12 };

describe('references and what is seen through them', () => {
  const folder = tempFolder();
  const path = join(folder, 'p.mso');
  const served = new ServedClient();
  before(() => writeFileSync(path, program));
  beforeEach(async () => {
    const breakpoints = [{ line: lines.role }];
    await launch(
      served.client,
      { program: path, workflow: 'w', hotReload: false },
      { breakpoints, initialize: { supportsMemoryReferences: true } },
    );
    await served.client.event('stopped');
  });

  const evaluate = async (expression: string, context = 'watch'): Promise<Body> => {
    const frameId = (await topFrame(served.client)).id;
    return served.client.ok('evaluate', { expression, context, frameId });
  };
  const children = async (variablesReference: number): Promise<Body[]> =>
    (await served.client.ok('variables', { variablesReference })).variables;

  /** Every reference that a look at everything gives. */
  const lookAround = async (): Promise<number[]> => {
    const { client } = served;
    const { stackFrames } = await client.ok('stackTrace', { threadId: 1 });
    const found: number[] = stackFrames.map(({ id }: Body) => id);
    const { scopes } = await client.ok('scopes', { frameId: found[0] });
    for (const { variablesReference } of scopes) {
      found.push(variablesReference);
      const rows = await children(variablesReference);
      found.push(...rows.map((row) => row.variablesReference).filter((id) => id > 0));
    }
    return found;
  };

  it('are below 2^31 and name nothing else, ever (conformance 48)', async () => {
    const seen: number[] = [];
    for (const command of ['next', 'stepBack', 'next', 'stepBack']) {
      seen.push(...(await lookAround()));
      await resume(served.client, command);
    }
    assert.ok(seen.length > 20 && seen.every((id) => id > 0 && id < 2 ** 31));
    assert.equal(new Set(seen).size, seen.length, String(seen));
  });

  it('of the console still expand behind a resume (conformance 50)', async () => {
    const { variablesReference } = await evaluate('contexts["c"].variables.items', 'repl');
    const before = await children(variablesReference);
    assert.equal(before.length, 3);
    await resume(served.client, 'next');
    const after = await children(variablesReference);
    assert.deepEqual(
      after.map(({ value }) => value),
      ['1', '2', '3'],
    );
  });

  it('of a value that was replaced are refused, its new one works (conformance 51)', async () => {
    const { client } = served;
    const variables = 'contexts["c"].variables';
    const parent = await evaluate(variables);
    const deep = (await children(parent.variablesReference)).find(({ name }) => name === 'deep');
    const [inner] = await children(deep.variablesReference);
    const set = await client.ok('setVariable', {
      ...{ variablesReference: parent.variablesReference, name: 'deep' },
      value: '{ a: { b: 2, c: 3 } }',
    });
    for (const variablesReference of [deep.variablesReference, inner.variablesReference]) {
      const refused = await client.request('variables', { variablesReference });
      assert.equal(refused.message, 'staleReference');
    }
    const [now] = await children(set.variablesReference);
    assert.equal((await children(now.variablesReference)).length, 2);
    assert.equal((await evaluate(deep.evaluateName)).result, set.value);
    const again = { expression: deep.evaluateName, value: '{ a: 1 }' };
    const expressed = await client.ok('setExpression', again);
    assert.equal((await evaluate(`${variables}.deep`)).result, expressed.value);
  });

  it('to the frames of all threads are told apart (conformance 53)', async () => {
    const { client } = served;
    const source = { path };
    await client.ok('setBreakpoints', { source, breakpoints: [{ line: lines.one }] });
    await resume(client, 'continue');
    await resume(client, 'continue');
    const { threads } = await client.ok('threads');
    const ids: number[] = [];
    for (const { id } of threads) {
      const { stackFrames, totalFrames } = await client.ok('stackTrace', { threadId: id });
      assert.equal(stackFrames.length, totalFrames);
      ids.push(...stackFrames.map((frame: Body) => frame.id));
    }
    assert.ok(threads.length > 1);
    assert.equal(new Set(ids).size, ids.length);
  });

  it('a source is the text that was compiled, come what may (conformance 54)', async () => {
    const source = { path };
    try {
      writeFileSync(path, 'agent "changed" {}\n');
      assert.equal((await served.client.ok('source', { source })).content, program);
      await resume(served.client, 'next');
      assert.equal((await served.client.ok('source', { source })).content, program);
    } finally {
      writeFileSync(path, program);
    }
  });

  it('an empty scope has an empty list (conformance 55)', async () => {
    const { client } = served;
    const { scopes } = await client.ok('scopes', { frameId: (await topFrame(client)).id });
    const empty = scopes.filter(({ namedVariables, indexedVariables }: Body) =>
      [namedVariables, indexedVariables].every((count) => !count),
    );
    assert.ok(empty.length > 0);
    for (const { variablesReference } of empty) {
      assert.deepEqual(await children(variablesReference), []);
    }
  });

  it('looking changes nothing (conformance 56)', async () => {
    const { client } = served;
    const state = async (): Promise<unknown> => ({
      memory: await client.ok('readMemory', { memoryReference: '0', count: 4_096 }),
      scopes: await Promise.all(
        ['Registers', 'Stack', 'Memory', 'Globals'].map(async (name) =>
          (await scopeRows(client, name)).map((row) => [row.name, row.value]),
        ),
      ),
      timeline: await client.ok('mso/timeline'),
    });
    const before = await state();
    const expressions = ['agents', 'role', 'contexts["c"].variables.items', 'memory', '1 / 0', '('];
    for (const context of ['hover', 'watch', 'clipboard', 'variables', 'repl']) {
      for (const expression of expressions) {
        await client.request('evaluate', { expression, context });
      }
    }
    for (const context of ['hover', 'watch', 'variables']) {
      const response = await client.request('evaluate', { expression: 'pc = 3', context });
      assert.equal(response.success, false, context);
    }
    await lookAround();
    assert.deepEqual(await state(), before);
  });
});
