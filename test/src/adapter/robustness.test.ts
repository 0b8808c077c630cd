import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Body } from '../support/dap-client.js';
import { launch, topFrame } from '../support/debugging.js';
import { ServedClient } from '../support/served-client.js';
import { tempFolder } from '../support/temp-folder.js';

const elementCount = 50_000;

function programWith(count: number): string {
  const items = Array.from({ length: count }, (_, index) => index).join(', ');
  return `context "c" {
  variables { items = [${items}] text = "${'x'.repeat(100_000)}" }
}
agent "a" {
  model = "m"
  role = "R"
}
`;
}

const huge = 2 ** 53 - 1;

describe('whatever a client asks for', () => {
  const folder = tempFolder();
  const path = join(folder, 'p.mso');
  const served = new ServedClient();
  const large = join(folder, 'large.mso');
  before(() => {
    writeFileSync(path, programWith(100));
    writeFileSync(large, programWith(elementCount));
  });

  const start = async (program: string): Promise<void> => {
    await launch(served.client, { program }, { breakpoints: [{ line: 6 }] });
    await served.client.event('stopped');
  };

  const source = { path };
  const requests: readonly (readonly [string, string, object])[] = [
    ['frames without end', 'stackTrace', { threadId: 1, startFrame: huge, levels: huge }],
    ['frames from before the first', 'stackTrace', { threadId: 1, startFrame: -huge, levels: -1 }],
    ['bytes without end', 'readMemory', { memoryReference: '0', count: huge }],
    ['bytes from far away', 'readMemory', { memoryReference: '0', offset: huge, count: 16 }],
    ['bytes from before', 'readMemory', { memoryReference: '0', offset: -huge, count: huge }],
    ['bytes of a long text', 'readMemory', { memoryReference: `${2 ** 36}`, count: 1e9 }],
    ['a write far away', 'writeMemory', { memoryReference: '0', offset: huge, data: 'AAAA' }],
    ['code from far away', 'disassemble', { memoryReference: `${huge}`, instructionCount: 9 }],
    [
      'code beyond all numbers',
      'disassemble',
      { memoryReference: '1', offset: huge, instructionOffset: huge, instructionCount: 9 },
    ],
    ['lines without end', 'breakpointLocations', { source, line: -huge, endLine: huge }],
    ['lines of nothing', 'gotoTargets', { source, line: -huge }],
    ['a place in no text', 'completions', { text: 'ab', column: huge, line: huge }],
    ['a place before a text', 'completions', { text: 'ab', column: -huge, line: -huge }],
    ['nested brackets', 'evaluate', { expression: '('.repeat(200_000) }],
    ['a long sum', 'evaluate', { expression: '1+'.repeat(50_000).concat('1') }],
    ['a long chain', 'evaluate', { expression: `a${'.b'.repeat(50_000)}` }],
    ['a text that grows', 'evaluate', { expression: Array(40).fill('"x"').join('*9999*') }],
    ['much output', 'evaluate', { expression: 'contexts', context: 'clipboard' }],
    ['a moment that never was', 'mso/goToPosition', { position: huge }],
    ['a moment before all', 'mso/goToPosition', { position: -huge }],
    ['threads without end', 'terminateThreads', { threadIds: Array(10_000).fill(7) }],
    [
      'breakpoints without end',
      'setBreakpoints',
      { source, breakpoints: Array.from({ length: 10_000 }, (_, line) => ({ line })) },
    ],
  ];
  for (const [what, command, args] of requests) {
    it(`${what} is answered, and the next request too`, async () => {
      const { client } = served;
      await start(path);
      const began = Date.now();
      const { success, message } = await client.request(command, args);
      assert.notEqual(message, 'internalError');
      assert.equal(typeof success, 'boolean');
      assert.equal((await client.ok('threads')).threads.length, 1);
      assert.ok(Date.now() - began < 3_000, `${Date.now() - began} ms`);
    });
  }

  it('fifty thousand elements come page by page, each at once', async () => {
    const { client } = served;
    await start(large);
    const frameId = (await topFrame(client)).id;
    const expression = 'contexts["c"].variables.items';
    const { variablesReference, indexedVariables } = await client.ok('evaluate', {
      ...{ expression, frameId },
    });
    assert.equal(indexedVariables, elementCount);
    const began = Date.now();
    for (const from of [0, 25_000, elementCount - 10, elementCount, huge]) {
      const { variables } = await client.ok('variables', {
        ...{ variablesReference, filter: 'indexed', start: from, count: 100 },
      });
      const names = variables.map(({ name }: Body) => Number(name.replace(/\D/g, '')));
      const expected = Math.max(0, Math.min(100, elementCount - from));
      assert.deepEqual([names.length, names[0]], [expected, expected ? from : undefined]);
    }
    assert.ok(Date.now() - began < 1_000);
  });
});
