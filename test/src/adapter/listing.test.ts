import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { disassembly, type EncodeOptions, encodeModule } from '@mso/bytecode';
import { compile } from '@mso/compiler';
import { SourceFile } from '@mso/language';
import { type Body, DapClient } from '../support/dap-client.js';
import { launch, resume, topFrame } from '../support/debugging.js';
import { tempFolder } from '../support/temp-folder.js';

const text = `agent "writer" {
  model = "m"
  temperature = 0.5
}
agent "reader" {
  model = "n"
}
`;

const vscode = { clientID: 'vscode' };
const encoding = { createdAt: 0, optimizationLevel: 0, platform: 'any' } as const;

describe('debugging in the listing of a program', () => {
  const folder = tempFolder();
  let client: DapClient;
  beforeEach(() => {
    client = DapClient.spawn();
  });
  afterEach(() => client.kill());

  const source = write('two agents.mso', text);
  const compiled = compile(new SourceFile(source, text)).module;
  assert.ok(compiled);
  const withSource = binary('with.msob');
  const stripped = binary('without.msob', { strip: true });

  function write(name: string, content: string | Uint8Array): string {
    const path = join(folder, name);
    writeFileSync(path, content);
    return path;
  }

  function binary(name: string, options: Partial<EncodeOptions> = {}): string {
    return write(name, encodeModule(compiled as never, { ...encoding, ...options }));
  }

  /** The name by which an editor knows the disassembly of a file. */
  const named = (path: string): { readonly path: string } => ({
    path: `mso-disassembly:${pathToFileURL(path).pathname}.msoasm`,
  });

  async function listingOf(reference: Body): Promise<string[]> {
    const { content } = await client.ok('source', { source: reference, sourceReference: 1 });
    return content.split('\n');
  }

  const lineOf = (lines: readonly string[], start: string): number =>
    lines.findIndex((line) => line.startsWith(start)) + 1;

  it('a frame without a source of its own stands in the disassembly', async () => {
    await launch(client, { program: stripped, stopOnEntry: true });
    await client.event('stopped');
    const frame = await topFrame(client);
    assert.deepEqual(frame.source, {
      ...{ name: 'without.msob (disassembly)', sourceReference: 1, origin: 'disassembly' },
    });
    const lines = await listingOf(frame.source);
    assert.equal(lines[frame.line - 1], '  DeclareAgent #1');
    await resume(client, 'stepIn');
    assert.equal(lines[(await topFrame(client)).line - 1], '  SetProperty #1 "model" "m"');
  });

  it('a breakpoint on a line of it stops there, or at the next instruction', async () => {
    await launch(client, { program: stripped, stopOnEntry: true });
    await client.event('stopped');
    const { source } = await topFrame(client);
    const lines = await listingOf(source);
    const label = lineOf(lines, 'L3:');
    const { breakpoints } = await client.ok('setBreakpoints', {
      source,
      breakpoints: [{ line: label }, { line: lines.length }],
    });
    assert.deepEqual(
      breakpoints.map((each: Body) => [each.verified, each.line]),
      [
        [true, label + 1],
        [false, lines.length],
      ],
    );
    const { hitBreakpointIds } = await resume(client, 'continue');
    assert.deepEqual(hitBreakpointIds, [breakpoints[0].id]);
    assert.equal((await topFrame(client)).line, label + 1);
  });

  it('an editor that opens it by name sets breakpoints in it before the launch', async () => {
    await client.ok('initialize', { adapterID: 'mso', ...vscode });
    const lines = disassembly(compiled as never)?.text.split('\n') ?? [];
    const line = lineOf(lines, '  SetProperty #1 "temperature"');
    const source = named(withSource);
    const set = await client.ok('setBreakpoints', { source, breakpoints: [{ line }] });
    assert.equal(set.breakpoints[0].verified, false);
    client.send('launch', { program: withSource });
    assert.equal((await client.event('breakpoint')).breakpoint.verified, true);
    await client.event('initialized');
    await client.ok('configurationDone');
    await client.event('stopped');
    const frame = await topFrame(client);
    assert.deepEqual(
      [frame.source, frame.line],
      [{ name: 'with.msob', ...source, origin: 'disassembly' }, line],
    );
  });

  it('who stops in it steps from instruction to instruction, until a stop elsewhere', async () => {
    await launch(client, { program: source, stopOnEntry: true }, { initialize: vscode });
    await client.event('stopped');
    assert.equal((await topFrame(client)).source.path, source);
    const lines = await listingOf(named(source));
    const line = lineOf(lines, '  DeclareAgent #2');
    await client.ok('setBreakpoints', { source: named(source), breakpoints: [{ line }] });
    await client.ok('setBreakpoints', { source: { path: source }, breakpoints: [{ line: 6 }] });
    await resume(client, 'continue');
    const frame = await topFrame(client);
    assert.deepEqual([frame.source.path, frame.line], [named(source).path, line]);
    await client.ok('setBreakpoints', { source: { path: source }, breakpoints: [] });
    await resume(client, 'stepIn');
    assert.equal((await topFrame(client)).source.path, named(source).path);
    await resume(client, 'reverseContinue');
    await client.ok('setBreakpoints', { source: { path: source }, breakpoints: [{ line: 6 }] });
    await resume(client, 'continue');
    assert.deepEqual((await topFrame(client)).source.path, source);
  });

  it('an assembly is its own listing', async () => {
    const lines = (disassembly(compiled as never)?.text ?? '').split('\n');
    const code = lines.filter((line) => !/^(; |\.source|\.debug)/.test(line));
    const bare = code.map((line) => line.replace(/ @\d+ \d+:.*$/, ''));
    const path = write('bare.asm', bare.join('\n'));
    const line = lineOf(bare, '  DeclareAgent #2');
    await launch(client, { program: path }, { breakpoints: [{ line }], initialize: vscode });
    await client.event('stopped');
    const frame = await topFrame(client);
    assert.deepEqual([frame.source, frame.line], [{ name: 'bare.asm', path }, line]);
  });

  it('the disassembly of another program, or what has no right name, has no code', async () => {
    await launch(client, { program: stripped, stopOnEntry: true }, { initialize: vscode });
    await client.event('stopped');
    const names = [`mso-disassembly:a.msoasm`, `mso-disassembly:/%2f%.msoasm`, `mso-disassembly:`];
    for (const path of [named(withSource).path, ...names]) {
      const { breakpoints } = await client.ok('setBreakpoints', {
        source: { path },
        breakpoints: [{ line: 1 }],
      });
      assert.match(breakpoints[0].message, /has no code from this file/);
    }
  });
});
