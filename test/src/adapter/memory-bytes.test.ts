import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Body, DapClient } from '../support/dap-client.js';
import { launch, resume, scopeRows, topFrame } from '../support/debugging.js';
import { tempFolder } from '../support/temp-folder.js';

const program = `context "c" {
  variables {
    limit = 3
    name = "Ada"
    ratio = 0.5
    open = true
    items = [1, 2]
  }
}
agent "a" {
  model = "m"
}
`;

describe('memory as bytes', () => {
  const folder = tempFolder();
  const path = join(folder, 'memory.mso');
  let client: DapClient;

  before(() => writeFileSync(path, program));
  beforeEach(async () => {
    client = DapClient.spawn();
    const initialize = { supportsMemoryReferences: true, supportsMemoryEvent: true };
    await launch(client, { program: path }, { breakpoints: [{ line: 10 }], initialize });
    await client.event('stopped');
  });
  afterEach(() => client.kill());

  const cell = async (name: string): Promise<Body> => {
    const rows = await scopeRows(client, 'Memory');
    const found = rows.find((row) => row.name.endsWith(`.${name}`));
    assert.ok(found, rows.map((row) => row.name).join('\n'));
    return found;
  };

  const read = async (memoryReference: string, count: number, offset = 0): Promise<Buffer> => {
    const { data = '' } = await client.ok('readMemory', { memoryReference, count, offset });
    return Buffer.from(data, 'base64');
  };

  it('shows numbers and booleans in place, and where the bytes of a text are', async () => {
    const limit = await read((await cell('limit')).memoryReference, 16);
    assert.deepEqual([limit[0], limit.readBigInt64LE(8)], [2, 3n]);
    const ratio = await read((await cell('ratio')).memoryReference, 16);
    assert.deepEqual([ratio[1], ratio.readDoubleLE(8)], [1, 0.5]);
    const open = await read((await cell('open')).memoryReference, 16);
    assert.deepEqual([open[0], open.readBigInt64LE(8)], [1, 1n]);
    const name = await read((await cell('name')).memoryReference, 16);
    assert.deepEqual([name[0], name.readUInt32LE(4)], [3, 3]);
    const text = await read(`0x${name.readBigUInt64LE(8).toString(16)}`, 16);
    assert.equal(text.toString(), 'Ada');
    const items = await read((await cell('items')).memoryReference, 16);
    const shown = await read(String(items.readBigUInt64LE(8)), items.readUInt32LE(4));
    assert.deepEqual(JSON.parse(shown.toString()), [1, 2]);
  });

  it('says how many bytes cannot be read (conformance 59)', async () => {
    const { memoryReference } = await cell('items');
    const request = { memoryReference, count: 48 };
    const { data, unreadableBytes } = await client.ok('readMemory', request);
    assert.deepEqual([Buffer.from(data, 'base64').length % 16, unreadableBytes > 0], [0, true]);
    const nothing = await client.ok('readMemory', { memoryReference, count: 0 });
    assert.deepEqual([nothing.data, nothing.unreadableBytes], [undefined, undefined]);
    const outside = await client.ok('readMemory', { memoryReference: '0x0', offset: -5, count: 4 });
    assert.deepEqual([outside.address, outside.unreadableBytes], ['0x0', 4]);
    const empty = await client.ok('readMemory', { memoryReference: '', count: 4 });
    assert.equal(empty.unreadableBytes, 4);
    const wrong = await client.request('readMemory', { memoryReference: 'zzz', count: 4 });
    assert.equal(wrong.message, 'invalidArguments');
  });

  it('is written where that makes a value, with events (conformance 60)', async () => {
    const { memoryReference } = await cell('limit');
    const data = Buffer.alloc(8);
    data.writeBigInt64LE(41n);
    const written = await client.ok('writeMemory', {
      ...{ memoryReference, offset: 8, data: data.toString('base64') },
    });
    assert.deepEqual(written, { bytesWritten: 8 });
    const event = await client.event('memory');
    assert.deepEqual(event, { memoryReference, offset: 8, count: 8 });
    assert.equal((await cell('limit')).value, '41');
    const name = await cell('name');
    const bytes = await read(name.memoryReference, 16);
    const text = `0x${bytes.readBigUInt64LE(8).toString(16)}`;
    const letters = Buffer.from('Eve').toString('base64');
    await client.ok('writeMemory', { memoryReference: text, data: letters });
    assert.equal((await cell('name')).value, '"Eve"');
  });

  it('stays as it is where the bytes make no value', async () => {
    const refused = async (name: string, offset: number, bytes: number[]): Promise<string> => {
      const { memoryReference } = await cell(name);
      const data = Buffer.from(bytes).toString('base64');
      const response = await client.request('writeMemory', { memoryReference, offset, data });
      assert.equal(response.message, 'cannotWrite');
      return response.body.error.variables.problem;
    };
    assert.match(await refused('open', 8, [7]), /make no bool/);
    assert.match(await refused('limit', 0, [9]), /make no number/);
    assert.match(await refused('items', 8, [9]), /only numbers and booleans/);
    assert.match(await refused('limit', 8, new Array(4_000).fill(0)), /not in use|only numbers/);
    assert.equal((await cell('open')).value, 'true');
    assert.equal((await cell('limit')).value, '3');
  });

  it('disassembles exactly as many rows as asked (conformance 61)', async () => {
    const { instructionPointerReference } = await topFrame(client);
    const at = async (instructionOffset: number, instructionCount: number): Promise<Body[]> => {
      const request = { memoryReference: instructionPointerReference };
      const body = await client.ok('disassemble', {
        ...{ ...request, instructionOffset, instructionCount },
      });
      return body.instructions;
    };
    const rows = await at(-50, 100);
    assert.equal(rows.length, 100);
    assert.equal(rows[50]?.address, instructionPointerReference);
    assert.match(rows[50]?.instruction, /^DeclareAgent/);
    assert.equal(rows[50]?.symbol, 'declare agent "a"');
    assert.equal(rows[0]?.presentationHint, 'invalid');
    assert.equal(rows[99]?.presentationHint, 'invalid');
    assert.deepEqual(await at(-50, 0), []);
    assert.deepEqual((await at(0, 1))[0]?.line, 10);
    const addresses = rows.map(({ address }) => BigInt(address));
    assert.equal(
      addresses.every((each, index) => index === 0 || each - (addresses[index - 1] ?? 0n) === 1n),
      true,
    );
    const far = await client.ok('disassemble', { memoryReference: '0x0', instructionCount: 2 });
    assert.equal(far.instructions.length, 2);
  });

  it('goes back in time with everything else', async () => {
    await resume(client, 'stepBack');
    const { memoryReference } = await cell('limit').catch(() => ({ memoryReference: undefined }));
    assert.ok(memoryReference === undefined || (await read(memoryReference, 16)).length === 16);
  });
});
