import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeModule } from '@mso/bytecode';
import { compile } from '@mso/compiler';
import { SourceFile } from '@mso/language';
import { type Body, DapClient } from '../support/dap-client.js';
import { launch, resume, topFrame } from '../support/debugging.js';
import { tempFolder } from '../support/temp-folder.js';

const text = `agent "writer" {
  model = "m"
}
agent "reader" {
  model = "n"
}
workflow "both" {
  step "read" {
    agent = "reader"
    task = "read"
  }
}
`;

describe('where a variable is declared', () => {
  const folder = tempFolder();
  const source = join(folder, 'two.mso');
  writeFileSync(source, text);
  let client: DapClient;
  beforeEach(() => {
    client = DapClient.spawn();
  });
  afterEach(() => client.kill());

  async function evaluate(expression: string): Promise<Body> {
    const { id: frameId } = await topFrame(client);
    return client.ok('evaluate', { expression, frameId });
  }

  async function stopInWorkflow(initialize: object = {}): Promise<void> {
    await launch(client, { program: source }, { breakpoints: [{ line: 8 }], initialize });
    await client.event('stopped');
  }

  const places: readonly (readonly [expression: string, line: number])[] = [
    ['agents.writer', 1],
    ['agents.reader', 4],
    ['workflows.both', 7],
  ];
  for (const [expression, line] of places) {
    it(`${expression} is declared on line ${line}`, async () => {
      await stopInWorkflow();
      const { valueLocationReference: locationReference } = await evaluate(expression);
      const location = await client.ok('locations', { locationReference });
      assert.deepEqual(
        [location.source, location.line, location.column],
        [{ name: 'two.mso', path: source }, line, 1],
      );
    });
  }

  it('is said of the rows of a scope, and of nothing that nobody declares', async () => {
    await stopInWorkflow();
    const agents = await evaluate('agents');
    assert.equal(agents.valueLocationReference, undefined);
    const { variables } = await client.ok('variables', {
      variablesReference: agents.variablesReference,
    });
    const lines = await Promise.all(
      variables.map(async ({ name, valueLocationReference: locationReference }: Body) => {
        return [name, (await client.ok('locations', { locationReference })).line];
      }),
    );
    assert.deepEqual(lines, [
      ['writer', 1],
      ['reader', 4],
    ]);
    assert.equal((await evaluate('agents.writer.model')).valueLocationReference, undefined);
  });

  it('is, for a property, where it gets its value', async () => {
    await stopInWorkflow();
    const { variablesReference } = await evaluate('agents.reader');
    const { variables } = await client.ok('variables', { variablesReference });
    const model = variables.find(({ name }: Body) => name === 'model');
    const { line, column } = await client.ok('locations', {
      locationReference: model.declarationLocationReference,
    });
    assert.deepEqual([line, column], [5, 3]);
  });

  it('counts lines and columns as the client does (conformance 13)', async () => {
    await stopInWorkflow({ linesStartAt1: false, columnsStartAt1: false });
    const { valueLocationReference: locationReference } = await evaluate('agents.reader');
    const { line, column } = await client.ok('locations', { locationReference });
    assert.deepEqual([line, column], [3, 0]);
  });

  it('is a line of the disassembly where there is no text', async () => {
    const { module } = compile(new SourceFile(source, text));
    const encoding = { createdAt: 0, optimizationLevel: 0, platform: 'any' } as const;
    const program = join(folder, 'two.msob');
    assert.ok(module);
    writeFileSync(program, encodeModule(module, { ...encoding, strip: true }));
    await launch(client, { program, stopOnEntry: true });
    await client.event('stopped');
    await resume(client, 'next');
    const { valueLocationReference: locationReference } = await evaluate('agents.writer');
    const location = await client.ok('locations', { locationReference });
    const { source: listing } = location;
    const { content } = await client.ok('source', { source: listing, sourceReference: 1 });
    assert.match(content.split('\n')[location.line - 1], /^ +DeclareAgent #1$/);
  });

  it('is forgotten when the program goes on', async () => {
    await stopInWorkflow();
    const { valueLocationReference: locationReference } = await evaluate('agents.writer');
    await resume(client, 'stepBack');
    const { success, body } = await client.request('locations', { locationReference });
    assert.equal(success, false);
    assert.match(body.error.format, /belongs to an earlier stop/);
  });
});
