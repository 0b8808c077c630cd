import { deepEqual, equal, match, ok } from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { crc32 } from '../encoding/crc32.js';
import type { DataSection, HelixBinary } from './helix-binary.js';
import { readContainer } from './read-container.js';
import { makeSection } from './section-data.js';
import { sniff } from './sniff.js';
import { writeContainer } from './write-container.js';

type Parts = Omit<HelixBinary, 'checksum'>;

const empty: Parts = {
  magic: 'HLXB',
  version: 1,
  flags: { compressed: false, optimized: true, encrypted: false, signed: false, custom: 0 },
  metadata: {
    ...{ createdAt: 0n, compilerVersion: '1.0.0', sourceHash: 'fdd71ea6c55b36e' },
    ...{ optimizationLevel: 2, platform: 'linux-x86_64', extra: [] },
  },
  symbols: {
    ...{ strings: [], stringMap: [], agents: [], workflows: [] },
    ...{ contexts: [], crews: [], variables: [] },
  },
  sections: [],
};

const filled: Parts = {
  ...empty,
  symbols: {
    ...empty.symbols,
    strings: ['ada', 'gpt'],
    stringMap: [
      ['gpt', 1],
      ['ada', 0],
    ],
    agents: [['ada', 1]],
    variables: [['v', { type: 4, target: 1, location: 2 }]],
  },
  metadata: { ...empty.metadata, sourcePath: 'a.mso', extra: [['k', 'v']] },
  sections: [
    makeSection({ kind: 'Instructions' }, new Uint8Array(40), true),
    makeSection({ kind: 'Custom', name: 'x' }, Uint8Array.of(1, 2, 3), false),
  ],
};
const legacy: Parts = { ...filled, magic: 'MSOB' };
const fixtures: readonly (readonly [string, Parts])[] = [
  ['empty', empty],
  ['filled', filled],
  ['legacy', { ...legacy, sections: filled.sections.slice(0, 1) }],
];

function withoutPlaces(parts: Parts): unknown {
  const sections = parts.sections.map(({ at: _at, dataAt: _dataAt, ...rest }: DataSection) => ({
    ...rest,
    data: [...rest.data],
  }));
  return { ...parts, sections };
}

/** The bytes with the checksum that they should have if the version's length is `versionBytes`. */
function repaired(bytes: Uint8Array): Uint8Array {
  const fixed = bytes.slice();
  const view = new DataView(fixed.buffer);
  const versionEnd = 24 + Number(view.getBigUint64(16 + 8, true) & 0xffffn) + 8;
  const normal = new TextEncoder().encode('normalized');
  const zero = new Uint8Array(8);
  const end = fixed.length - 8;
  const parts = [
    ...[fixed.subarray(0, 16), zero, Uint8Array.of(10, 0, 0, 0, 0, 0, 0, 0), normal],
    ...[fixed.subarray(versionEnd, end), zero],
  ];
  const sum = parts.reduce((before, part) => crc32(part, before), 0);
  view.setBigUint64(end, BigInt(sum), true);
  return fixed;
}

describe('containers', () => {
  for (const [name, parts] of fixtures) {
    const bytes = writeContainer(parts);
    it(`the ${name} one comes back as it was written`, () => {
      const read = readContainer(bytes);
      ok(read.ok);
      const { checksum: _checksum, ...rest } = read.value;
      deepEqual(withoutPlaces(rest), withoutPlaces(parts));
      deepEqual(writeContainer(read.value), bytes);
    });

    it(`the ${name} one is refused wherever it is cut off`, () => {
      for (let length = 0; length < bytes.length; length += 1) {
        const read = readContainer(bytes.subarray(0, length));
        ok(!read.ok, `${length} bytes`);
        ok(read.error.offset <= length);
      }
      ok(!readContainer(Uint8Array.of(...bytes, 0)).ok);
    });

    it(`the ${name} one, whichever byte changes, is read or refused by place`, () => {
      for (let at = 0; at < bytes.length; at += 1) {
        for (const bits of [1, 0x80, 0xff]) {
          const changed = bytes.slice();
          changed[at] = (changed[at] ?? 0) ^ bits;
          for (const read of [readContainer(changed), readContainer(repaired(changed))]) {
            if (!read.ok) match(read.error.message, /^byte \d+: ./);
          }
        }
      }
    });
  }

  it('the empty one takes 162 bytes', () => equal(writeContainer(empty).length, 162));

  it('a changed name is refused for the checksum', () => {
    const bytes = writeContainer(filled);
    const at = Buffer.from(bytes).indexOf('ada');
    bytes[at] = 0x62;
    const read = readContainer(bytes);
    ok(!read.ok);
    match(read.error.message, /expected checksum [0-9a-f]+, found [0-9a-f]+/);
  });

  it('text that is not UTF-8 is refused', () => {
    const bytes = writeContainer(filled);
    bytes[Buffer.from(bytes).indexOf('ada')] = 0xff;
    const read = readContainer(repaired(bytes));
    ok(!read.ok);
    match(read.error.message, /expected text in UTF-8/);
  });

  for (const count of [2n ** 32n - 1n, 2n ** 32n, 2n ** 63n, 2n ** 64n - 1n]) {
    it(`a count of ${count} is refused before anything is allocated`, () => {
      const bytes = writeContainer(empty);
      new DataView(bytes.buffer).setBigUint64(24, count, true);
      const read = readContainer(bytes);
      ok(!read.ok);
      match(read.error.message, /^byte 24: expected a count of at most 130, found /);
    });
  }
});

describe('files that are no container', () => {
  const config = [...'HLXB', '\x01', '\x20\x1d\x0b\x69', '\0'.repeat(12)].join('');
  const files: readonly (readonly [string, string, RegExp])[] = [
    [config, 'config', /config file .* not supported/],
    ['HLX\x01rest', 'data', /HLX version 1 data file/],
    ['HLXC....', 'arrow', /HLXC \(Arrow\) data file/],
    ['agent "a" {}', 'text', /found text/],
    ['', 'text', /found text/],
    ['\0\x01\x02', 'unknown', /expected the magic/],
  ];
  for (const [content, kind, message] of files) {
    it(`${JSON.stringify(content.slice(0, 8))} is ${kind}`, () => {
      const bytes = Uint8Array.from(Buffer.from(content, 'latin1'));
      equal(sniff(bytes), kind);
      const read = readContainer(bytes);
      ok(!read.ok);
      match(read.error.message, message);
    });
  }
});

/** A folder of existing compiled files, given from outside; nothing is tested without it. */
const folder = process.env.MSO_BINARIES ?? '';

describe('existing compiled files (MSO_BINARIES)', () => {
  const names = existsSync(folder) ? readdirSync(folder) : [];
  for (const name of names.filter((candidate) => candidate.endsWith('.hlxb'))) {
    it(`${name} is written again byte by byte`, () => {
      const bytes = new Uint8Array(readFileSync(join(folder, name)));
      const read = readContainer(bytes);
      ok(read.ok);
      deepEqual(writeContainer(read.value), bytes);
    });
  }
});
