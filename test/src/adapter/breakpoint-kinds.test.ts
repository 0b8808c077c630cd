import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Body, DapClient } from '../support/dap-client.js';
import { launch, resume, topFrame } from '../support/debugging.js';
import { tempFolder } from '../support/temp-folder.js';

const program = `agent "writer" {
  model = "m"
  temperature = 0.5
}
agent "reader" {
  model = "n"
}
context "c" {
  variables { limit = 3 }
}
workflow "publish" {
  step "draft" {
    agent = "writer"
    task = "Draft"
  }
  step "review" {
    agent = "reader"
    task = "Review"
    depends_on = ["draft"]
    retry { max_attempts = 2 }
  }
}
`;

const simulation = JSON.stringify({
  steps: { review: [{ fail: 'no time' }, { output: 'fine' }] },
  default: { output: 'ok' },
});

describe('breakpoints', () => {
  const folder = tempFolder();
  const path = join(folder, 'publish.mso');
  let client: DapClient;

  before(() => {
    writeFileSync(path, program);
    writeFileSync(join(folder, 'publish.sim.json'), simulation);
  });
  beforeEach(() => {
    client = DapClient.spawn();
  });
  afterEach(() => client.kill());

  const atEntry = async (more: object = {}): Promise<void> => {
    await launch(client, { program: path, workflow: 'publish', stopOnEntry: true, ...more });
    await client.event('stopped');
  };

  const top = async (): Promise<string> => {
    const { name, line } = await topFrame(client);
    return `${line} ${name}`;
  };

  const evaluate = async (expression: string): Promise<string> => {
    const { id } = await topFrame(client);
    return (await client.ok('evaluate', { expression, frameId: id, context: 'watch' })).result;
  };

  describe('on functions', () => {
    const cases: readonly (readonly [string, readonly string[]])[] = [
      ['draft', ['12 step "draft"']],
      ['step review', ['16 step "review"']],
      ['writer', ['13 attempt 1 of step "draft"']],
      ['agent "reader"', ['17 attempt 1 of step "review"', '17 attempt 2 of step "review"']],
      ['*', ['11 workflow "publish"', '12 step "draft"', '13 attempt 1 of step "draft"']],
      ['re*', ['16 step "review"', '17 attempt 1 of step "review"']],
    ];
    for (const [name, places] of cases) {
      it(`${name} stops at ${places.join(', ')}`, async () => {
        await atEntry();
        const { breakpoints } = await client.ok('setFunctionBreakpoints', {
          breakpoints: [{ name }],
        });
        assert.equal(breakpoints[0].verified, true);
        for (const place of places) {
          const stopped = await resume(client, 'continue');
          assert.equal(stopped.reason, 'function breakpoint');
          assert.deepEqual(stopped.hitBreakpointIds, [breakpoints[0].id]);
          assert.equal(await top(), place);
        }
      });
    }

    it('that are in no program say what is near', async () => {
      await atEntry();
      const { breakpoints } = await client.ok('setFunctionBreakpoints', {
        breakpoints: [{ name: 'reviw' }, { name: 'draft', condition: 'attempt ==' }],
      });
      assert.match(breakpoints[0].message, /nothing named reviw; did you mean review/);
      assert.equal(breakpoints[1].verified, false);
    });

    it('of a program without workflows to run stand at the declaration', async () => {
      const declared = join(folder, 'declared.mso');
      writeFileSync(declared, 'agent "a" {\n  model = "m"\n}\nagent "b" {\n  model = "m"\n}\n');
      await launch(client, { program: declared, stopOnEntry: true });
      await client.event('stopped');
      await client.ok('setFunctionBreakpoints', { breakpoints: [{ name: 'b' }] });
      await resume(client, 'continue');
      assert.equal((await topFrame(client)).line, 4);
    });
  });

  it('on instructions stop there, also with an offset and a condition', async () => {
    await atEntry();
    const { instructionPointerReference } = await topFrame(client);
    const { instructions } = await client.ok('disassemble', {
      memoryReference: instructionPointerReference,
      instructionCount: 200,
    });
    const index = instructions.findIndex(({ instruction }: Body) =>
      /^InvokeAgent/.test(instruction),
    );
    const { breakpoints } = await client.ok('setInstructionBreakpoints', {
      breakpoints: [
        { instructionReference: instructionPointerReference, offset: index, condition: 'pc > 0' },
        { instructionReference: '0x0' },
        { instructionReference: instructions[index].address, condition: '1 +' },
      ],
    });
    assert.deepEqual(
      breakpoints.map(({ verified }: Body) => verified),
      [true, false, false],
    );
    const stopped = await resume(client, 'continue');
    assert.equal(stopped.reason, 'instruction breakpoint');
    assert.equal((await topFrame(client)).instructionPointerReference, instructions[index].address);
  });

  describe('on data', () => {
    const watch = async (expression: string, more: object = {}): Promise<Body> => {
      const { id } = await topFrame(client);
      const info = await client.ok('dataBreakpointInfo', { name: expression, frameId: id });
      if (info.dataId === null) return info;
      const { breakpoints } = await client.ok('setDataBreakpoints', {
        breakpoints: [{ dataId: info.dataId, ...more }],
      });
      return { ...info, breakpoint: breakpoints[0] };
    };

    it('stop behind the instruction that writes a property', async () => {
      await launch(client, { program: path }, { breakpoints: [{ line: 2 }] });
      await client.event('stopped');
      const { accessTypes, canPersist, breakpoint } = await watch('temperature');
      assert.deepEqual([accessTypes, canPersist, breakpoint.verified], [['write'], true, true]);
      const stopped = await resume(client, 'continue');
      assert.equal(stopped.reason, 'data breakpoint');
      const change = 'agent "writer".temperature: not set → 0.5';
      assert.equal(stopped.description, `Paused on data breakpoint: ${change}`);
      assert.deepEqual(stopped.hitBreakpointIds, [breakpoint.id]);
      assert.equal(await evaluate('agents["writer"].temperature'), '0.5');
      const back = await resume(client, 'reverseContinue');
      assert.equal(back.reason, 'breakpoint');
    });

    it('stop where a cell is written while a workflow runs, and count hits', async () => {
      await atEntry();
      await client.ok('setFunctionBreakpoints', { breakpoints: [{ name: 'step draft' }] });
      await resume(client, 'continue');
      const { instructions } = await client.ok('disassemble', {
        memoryReference: (await topFrame(client)).instructionPointerReference,
        ...{ instructionOffset: -200, instructionCount: 400 },
      });
      const stores = instructions.flatMap(
        ({ instruction }: Body) => /^MemStore (\d+)/.exec(instruction)?.[1] ?? [],
      );
      const more = { accessType: 'readWrite', hitCondition: '1' };
      const { breakpoint } = await watch(`memory[${stores[0]}]`, more);
      assert.equal(breakpoint.verified, true);
      const stopped = await resume(client, 'continue');
      assert.equal(stopped.reason, 'data breakpoint');
    });

    it('stop where the one variable of a context is written that is watched', async () => {
      const small = join(folder, 'variables.mso');
      const variables = 'context "c" {\n  variables {\n    a = 1\n    b = 2\n    c = 3\n  }\n}\n';
      writeFileSync(small, variables);
      await launch(client, { program: small, stopOnExit: true }, { breakpoints: [{ line: 5 }] });
      await client.event('stopped');
      const { accessTypes } = await watch('contexts.c.variables.b');
      assert.deepEqual(accessTypes, ['read', 'write', 'readWrite']);
      assert.equal((await resume(client, 'continue')).description, 'The program has ended');
      assert.equal((await resume(client, 'reverseContinue')).reason, 'data breakpoint');
      assert.equal((await topFrame(client)).line, 5);
      assert.equal((await resume(client, 'reverseContinue')).reason, 'entry');
    });

    const unplaced: readonly (readonly [expression: string, why: string])[] = [
      ...['pc', '1 + 1', 'stack'].map(
        (text) =>
          [text, 'only a property, a memory cell or a local variable can be watched'] as const,
      ),
      ['nobody.x', "'nobody' is not known here"],
      ['agents["nobody"].x', "There is no member 'nobody'"],
    ];
    it('cannot be set on what has no place, and say why', async () => {
      await atEntry();
      for (const [expression, why] of unplaced) {
        const info = await watch(expression);
        assert.equal(info.dataId, null, expression);
        assert.equal(info.description.includes(why), true, info.description);
      }
    });

    it('can be set on what the program has not come to yet', async () => {
      await atEntry();
      const { breakpoint } = await watch('agents["writer"].temperature');
      assert.equal(breakpoint.verified, true);
      const { description } = await resume(client, 'continue');
      assert.match(description, /agent "writer"\.temperature: not set → 0\.5$/);
    });
  });

  it('on failed attempts and steps stop where they fail, with conditions', async () => {
    await launch(client, { program: path, workflow: 'publish', stopOnEntry: true });
    await client.event('stopped');
    const { breakpoints } = await client.ok('setExceptionBreakpoints', {
      filters: ['step-failed', 'nonsense'],
      filterOptions: [{ filterId: 'attempt-failed', condition: 'true' }],
    });
    assert.deepEqual(
      breakpoints.map(({ verified }: Body) => verified),
      [true, false, true],
    );
    const stopped = await resume(client, 'continue');
    assert.equal(stopped.reason, 'exception');
    assert.match(stopped.text, /step "review" failed in attempt 1: agent "reader": no time/);
    const info = await client.ok('exceptionInfo', { threadId: 1 });
    assert.deepEqual([info.exceptionId, info.breakMode], ['AttemptFailed', 'always']);
    // They stop as well where the past is lived through again.
    await client.ok('mso/goToPosition', { position: 3 });
    await client.event('stopped');
    const again = await resume(client, 'continue');
    assert.deepEqual([again.reason, again.text], [stopped.reason, stopped.text]);
    await client.ok('continue', { threadId: 1 });
    assert.deepEqual(await client.event('exited'), { exitCode: 0 });
  });

  it('on a step stop where it begins, and not where it tries once more', async () => {
    await launch(client, { program: path, workflow: 'publish', stopOnEntry: true });
    await client.event('stopped');
    await client.ok('setFunctionBreakpoints', { breakpoints: [{ name: 'step review' }] });
    assert.equal((await resume(client, 'continue')).reason, 'function breakpoint');
    await client.ok('continue', { threadId: 1 });
    assert.deepEqual(await client.event('exited'), { exitCode: 0 });
  });
});
