import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Body } from '../support/dap-client.js';
import { launch, resume, topFrame } from '../support/debugging.js';
import { ServedClient } from '../support/served-client.js';
import { tempFolder } from '../support/temp-folder.js';

const program = `context "c" {
  variables { one = 1 }
}
agent "a" {

  model = "m"
  role = "R"
}
workflow "w" {
  step "one" {
    agent = "a"
    task = "T"
    retry { max_attempts = 6 }
  }
}
`;

const failure = { fail: 'no' };
const simulation = JSON.stringify({
  steps: { one: [failure, failure, failure, failure, failure, { output: 'ok' }] },
});

const lines = { blank: 5, model: 6, role: 7, task: 12 };

describe('breakpoints over the wire', () => {
  const folder = tempFolder();
  const path = join(folder, 'p.mso');
  const other = join(folder, 'other.mso');
  const configuration = { program: path, workflow: 'w', stopOnEntry: true };
  const served = new ServedClient();
  before(() => {
    writeFileSync(path, program);
    writeFileSync(join(folder, 'p.sim.json'), simulation);
    writeFileSync(other, 'agent "o" {}\n');
  });
  beforeEach(async () => {
    await launch(served.client, configuration);
    await served.client.event('stopped');
  });

  const set = async (breakpoints: readonly object[], source: object = { path }): Promise<Body[]> =>
    (await served.client.ok('setBreakpoints', { source, breakpoints })).breakpoints;
  const ids = (breakpoints: readonly Body[]): number[] => breakpoints.map(({ id }) => id);

  it('replace those of their source, in the order they were sent (conformance 26)', async () => {
    const { client } = served;
    const [pending] = await set([{ line: 1 }], { path: other });
    const sent = [{ line: lines.task }, { line: lines.model }, { line: 1 }, { line: 99 }];
    const first = await set(sent);
    assert.deepEqual(
      first.map(({ line, verified }) => (verified ? line : 0)),
      [lines.task, lines.model, 1, 0],
    );
    assert.deepEqual(await set([]), []);
    assert.deepEqual(ids(await set([{ line: 1 }], { path: other })), [pending.id]);
    await set([{ line: lines.role }]);
    await resume(client, 'continue');
    assert.equal((await topFrame(client)).line, lines.role);
  });

  it('have ids of their own over all kinds, which stay theirs (conformance 27)', async () => {
    const { client } = served;
    const { instructionPointerReference } = await topFrame(client);
    const all = async (): Promise<number[]> => {
      const found = await set([{ line: 3 }, { line: 3 }, { line: 4 }]);
      const ofKind = async (command: string, breakpoint: object): Promise<void> => {
        const breakpoints = [breakpoint, breakpoint];
        found.push(...(await client.ok(command, { breakpoints })).breakpoints);
      };
      await ofKind('setFunctionBreakpoints', { name: 'one' });
      await ofKind('setInstructionBreakpoints', {
        instructionReference: instructionPointerReference,
      });
      await ofKind('setDataBreakpoints', { dataId: '{"kind":"cell","address":16}' });
      return ids(found);
    };
    const first = await all();
    assert.equal(new Set(first).size, first.length, String(first));
    assert.deepEqual(await all(), first);
  });

  it('on a line without code move on, or say that there is none (conformance 28)', async () => {
    const [moved, behind, before, zero, far] = await set([
      ...[{ line: lines.blank }, { line: 99 }, { line: -3 }, { line: 0 }],
      { line: 2 ** 40 },
    ]);
    assert.deepEqual([moved.verified, moved.line], [true, lines.model]);
    for (const refused of [behind, before, zero, far]) {
      assert.deepEqual([refused.verified, refused.reason], [false, 'failed']);
      assert.ok(refused.message.length > 10);
    }
    const [early] = await set([{ line: 1 }], { path: other });
    assert.deepEqual([early.verified, early.reason], [false, 'pending']);
  });

  it('that are resolved later are told once, with the same id (conformance 29)', async () => {
    const { client } = served;
    const [early] = await set([{ line: 1 }], { path: other });
    await client.ok('restart', { arguments: { program: other, stopOnEntry: true } });
    await client.event('stopped');
    const changed = client.timeline.filter(({ event }) => event === 'breakpoint');
    assert.deepEqual(
      changed.map(({ body }) => [body.reason, body.breakpoint.id, body.breakpoint.verified]),
      [['changed', early.id, true]],
    );
  });

  it('count where their condition held, and log without a stop (conformance 30)', async () => {
    const { client } = served;
    const condition = 'attempt != null && attempt >= 2';
    await set([{ line: lines.task, condition, hitCondition: '>=2', logMessage: 'try {attempt}' }]);
    await client.ok('continue', { threadId: 1 });
    await client.event('exited');
    const said = client.timeline.flatMap(({ body }) => body?.output?.match(/^try .*/) ?? []);
    assert.deepEqual(said, ['try 3', 'try 4', 'try 5', 'try 6']);
    const stops = client.timeline.filter(({ event }) => event === 'stopped');
    assert.equal(stops.length, 1);
  });

  const hitConditions: readonly (readonly [string, readonly number[]])[] = [
    ['3', [3]],
    ['==3', [3]],
    ['>=5', [5, 6]],
    ['>4', [5, 6]],
    ['%3', [3, 6]],
    ['<2', [1]],
  ];
  for (const [hitCondition, expected] of hitConditions) {
    it(`with the hit condition ${hitCondition} stop as documented (conformance 31)`, async () => {
      const { client } = served;
      const breakpoints = [{ name: 'a', hitCondition }];
      await client.ok('setFunctionBreakpoints', { breakpoints });
      const seen: number[] = [];
      for (const _ of expected) {
        await resume(client, 'continue');
        const frameId = (await topFrame(client)).id;
        const { result } = await client.ok('evaluate', { expression: 'attempt', frameId });
        seen.push(Number(result));
      }
      assert.deepEqual(seen, expected);
      await client.ok('continue', { threadId: 1 });
      await client.event('exited');
    });
  }

  it('whose condition does not parse or fails say so (conformance 32)', async () => {
    const { client } = served;
    const [wrong, failing] = await set([
      { line: lines.model, condition: '1 +' },
      { line: lines.role, condition: '1 / (memory[16] - memory[16]) == 1' },
    ]);
    assert.deepEqual([wrong.verified, wrong.reason], [false, 'failed']);
    assert.equal(failing.verified, true);
    const stopped = await resume(client, 'continue');
    assert.deepEqual(stopped.hitBreakpointIds, [failing.id]);
    assert.match(stopped.text, /the condition failed: /);
    await client.ok('continue', { threadId: 1 });
    await client.event('exited');
  });

  it('at one place make one stop, with the ids of all of them (conformance 34)', async () => {
    const { client } = served;
    const both = await set([{ line: lines.role }, { line: lines.role, column: 3 }]);
    const stopped = await resume(client, 'continue');
    assert.deepEqual([stopped.reason, stopped.hitBreakpointIds], ['breakpoint', ids(both)]);
    await set([]);
    const { dataId } = await client.ok('dataBreakpointInfo', { name: 'agents["a"].role' });
    await client.ok('setDataBreakpoints', { breakpoints: [{ dataId }] });
    assert.equal((await resume(client, 'continue')).reason, 'data breakpoint');
    await client.ok('setFunctionBreakpoints', { breakpoints: [{ name: 'one' }] });
    assert.equal((await resume(client, 'continue')).reason, 'function breakpoint');
    await client.ok('setExceptionBreakpoints', { filters: ['attempt-failed'] });
    assert.equal((await resume(client, 'continue')).reason, 'exception');
  });

  it('on errors are independent of each other (conformance 35)', async () => {
    const { client } = served;
    const { breakpoints } = await client.ok('setExceptionBreakpoints', {
      filters: ['recovered', 'no such filter'],
      filterOptions: [
        { filterId: 'attempt-failed', condition: 'attempt == 2' },
        { filterId: 'step-failed', condition: '1 +' },
      ],
    });
    assert.deepEqual(
      breakpoints.map(({ verified }: Body) => verified),
      [true, false, true, false],
    );
    const stopped = await resume(client, 'continue');
    assert.match(stopped.text, /failed in attempt 2/);
    await client.ok('continue', { threadId: 1 });
    await client.event('exited');
  });

  it('on data give a reason where there is nothing to watch (conformance 36)', async () => {
    const { client } = served;
    const { id } = await topFrame(client);
    const info = await client.ok('dataBreakpointInfo', { name: '1 + 1', frameId: id });
    assert.equal(info.dataId, null);
    assert.match(info.description, /only a property, a memory cell or a local/);
    await set([{ line: lines.model }]);
    await resume(client, 'continue');
    const { dataId } = await client.ok('dataBreakpointInfo', { name: 'agents["a"].role' });
    await resume(client, 'next');
    const stale = await client.request('dataBreakpointInfo', { name: 'role', frameId: id });
    assert.equal(stale.message, 'staleReference');
    const { breakpoints } = await client.ok('setDataBreakpoints', {
      breakpoints: [{ dataId: 'from another world' }, { dataId }],
    });
    assert.deepEqual(
      breakpoints.map(({ verified, message }: Body) => [verified, message]),
      [
        [false, 'there is nothing of that id to watch'],
        [true, undefined],
      ],
    );
  });

  it('on data stop once where a condition fails, beside those on the next line', async () => {
    const { client } = served;
    await set([{ line: lines.model }]);
    await resume(client, 'continue');
    const { dataId } = await client.ok('dataBreakpointInfo', { name: 'model' });
    const [line] = ids(await set([{ line: lines.role }]));
    const { breakpoints } = await client.ok('setDataBreakpoints', {
      breakpoints: [
        { dataId, condition: 'agents["nobody"].x' },
        { dataId, condition: 'model == ""' },
      ],
    });
    const stopped = await resume(client, 'continue');
    assert.deepEqual(
      [stopped.reason, stopped.hitBreakpointIds, stopped.text],
      [
        ...['data breakpoint', [breakpoints[0].id, line]],
        "the condition failed: There is no member 'nobody'",
      ],
    );
    await resume(client, 'stepBack');
    assert.deepEqual((await resume(client, 'continue')).hitBreakpointIds, [line]);
  });

  it('on data hold where the last instruction of all writes it', async () => {
    const { client } = served;
    const small = join(folder, 'small.mso');
    writeFileSync(small, 'agent "a" {\n  model = "m"\n}\n');
    await client.ok('restart', { arguments: { program: small, stopOnEntry: true } });
    await client.event('stopped');
    await client.ok('setBreakpoints', { source: { path: small }, breakpoints: [{ line: 2 }] });
    await resume(client, 'continue');
    const { dataId } = await client.ok('dataBreakpointInfo', { name: 'model' });
    await client.ok('setDataBreakpoints', { breakpoints: [{ dataId }] });
    assert.equal((await resume(client, 'continue')).reason, 'data breakpoint');
    await client.ok('continue', { threadId: 1 });
    assert.equal((await client.event('exited')).exitCode, 0);
  });
});
