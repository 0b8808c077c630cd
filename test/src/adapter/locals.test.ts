import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { DapClient } from '../support/dap-client.js';
import { launch, resume, topFrame } from '../support/debugging.js';
import { tempFolder } from '../support/temp-folder.js';

/** A loop of a thousand turns; its code is on the lines 2 to 14 of a text of its own. */
const lines = [
  'Push 0',
  'StoreVar 0',
  'LoadVar 0',
  'Push 1',
  'Add',
  'StoreVar 0',
  'LoadVar 0',
  'Push 1000',
  'Lt',
  'JumpIf L2',
  'LoadVar 0',
  'Return',
];

function assembly(source: string): string {
  const code = lines.map((line, index) => {
    const label = index === 2 ? 'L2:\n' : '';
    return `${label}  ${line} @0 ${index + 2}:1 ${index + 2}:${line.length + 1} ~${index + 1}`;
  });
  return `.mso-assembly 1
.compiler "1.0.0"
.file "loop.mso"
.heap 256
.next-id #2
.declarations-end L1
.string "w"
.workflow #1 id=#1 name="w" trigger=Manual steps=[] entry=L1
.cell 16 entity #1 "workflow \\"w\\""
.function workflow "w" entity=#1 start=L1 end=L9 parameters=0 locals=1
.block workflow #1 "w" L0 L1
.debug
.source ${JSON.stringify(source)} ${JSON.stringify(['workflow', ...lines].join('\n'))}
.locals f0 ["i"]
.code
L0:
  DeclareWorkflow #1 @0 1:1 1:9 ~0
L1:
${code.join('\n')}
L9:
`;
}

describe('the locals of a function', () => {
  const folder = tempFolder();
  const source = join(folder, 'loop.txt');
  const program = join(folder, 'loop.msoasm');
  let client: DapClient;
  before(() => {
    writeFileSync(program, assembly(source));
    client = DapClient.spawn();
  });
  after(() => client.kill());

  it('are known in conditions and log messages, before the function has begun', async () => {
    await launch(client, { program, workflow: 'w', stopOnEntry: true });
    await client.event('stopped');
    const breakpoints = [
      { line: 8, condition: 'i == 500' },
      { line: 4, condition: 'i == 500', logMessage: 'i is {i}' },
      { line: 4, condition: 'j == 500' },
    ];
    const set = await client.ok('setBreakpoints', { source: { path: source }, breakpoints });
    assert.deepEqual(
      set.breakpoints.map(({ verified }: { verified: boolean }) => verified),
      [true, true, false],
    );
    await resume(client, 'continue');
    const { id } = await topFrame(client);
    const value = { frameId: id, expression: 'i', context: 'watch' };
    assert.equal((await client.ok('evaluate', value)).result, '500');
  });

  it('are set, in the midst of a loop that is executed fast', async () => {
    const { id: frameId } = await topFrame(client);
    await client.ok('setExpression', { frameId, expression: 'i', value: '999' });
    await client.ok('setBreakpoints', { source: { path: source }, breakpoints: [{ line: 12 }] });
    await resume(client, 'continue');
    const { id } = await topFrame(client);
    const value = { frameId: id, expression: 'i', context: 'watch' };
    assert.equal((await client.ok('evaluate', value)).result, '1000');
  });
});
