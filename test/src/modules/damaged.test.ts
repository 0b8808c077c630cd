import { deepEqual, equal, match, ok } from 'node:assert/strict';
import {
  assemble,
  type Decoded,
  type DecodedModule,
  decodeModule,
  disassemble,
  encodeModule,
  type HelixBinary,
  type Module,
  readContainer,
  verify,
  writeContainer,
} from '@mso/bytecode';
import { compile } from '@mso/compiler';
import { SourceFile } from '@mso/language';
import { HelixVM } from '@mso/vm';

const program = `agent "a" { model = "m" role = $R temperature = 0.5 capabilities ["c"] }
workflow "w" {
  trigger = "manual"
  step "s" { agent = "a" task = "t" timeout = 5m }
  step "u" { agent = "a" task = "b \${steps.s.output}" depends_on = ["s"] }
  pipeline { s -> if steps.s.output != "x" { u } }
}
crew "c" { agents = ["a"] process = "sequential" }
context "x" { environment = "dev" secrets { k = $K } v = { list = [1 true null] } }
`;

function compiled(): Module {
  const { module } = compile(new SourceFile('p.mso', program));
  ok(module !== undefined);
  return module;
}

function parts(bytes: Uint8Array): HelixBinary {
  const read = readContainer(bytes);
  ok(read.ok);
  return read.value;
}

const options = { optimizationLevel: 0, platform: 'any' };
const own = encodeModule(compiled(), options);
const packed = encodeModule(compiled(), { ...options, compress: true });
const foreign = (bytes: Uint8Array, magic: HelixBinary['magic']): Uint8Array => {
  const container = parts(bytes);
  const sections = container.sections.filter(({ type }) => type.kind !== 'Custom');
  return writeContainer({ ...container, magic, sections });
};

const fixtures: readonly (readonly [name: string, bytes: Uint8Array])[] = [
  ['a binary', own],
  ['a compressed binary', packed],
  ['a binary of another compiler', foreign(own, 'HLXB')],
  ['a compressed binary of another compiler', foreign(packed, 'HLXB')],
  ['a legacy binary', foreign(packed, 'MSOB')],
];

/** What a damaged file is: refused by its place, no module to execute, or one that executes. */
function examine(read: Decoded<DecodedModule>): 'refused' | 'invalid' | 'valid' {
  if (!read.ok) {
    match(read.error.message, /^byte \d+: .*(expected|cannot|supported|no compiled|not a)/);
    return 'refused';
  }
  return examineModule(read.value.module);
}

function examineModule(module: Module): 'invalid' | 'valid' {
  const problems = verify(module);
  if (problems.length > 0) {
    for (const { message } of problems) match(message, /^[^:]+: ./);
    return 'invalid';
  }
  const text = disassemble(module);
  const again = assemble(text ?? '');
  ok(again.ok);
  deepEqual(again.module, { ...module, code: module.code.slice() });
  for (const name of ['', 'w']) {
    const vm = new HelixVM(module, name === '' ? {} : { workflows: [name] });
    vm.run({ maxInstructions: 2_000 });
  }
  return 'valid';
}

const masks = [1, 0xff, 2, 0x80, 0x10];

/** Each byte changes once; which of its bits do, differs from one to the next. */
function changed(bytes: Uint8Array, at: number): Uint8Array {
  return bytes.with(at, (bytes[at] ?? 0) ^ (masks[at % masks.length] ?? 1));
}

/** The checksum leaves out when a file was made and by which version of a compiler. */
const unchecked = { start: 16, end: 37 };

describe('a damaged file', function () {
  this.timeout(120_000);

  for (const [name, bytes] of fixtures) {
    it(`that was ${name} is refused wherever it is cut off`, () => {
      for (let length = 0; length < bytes.length; length += 1) {
        equal(examine(decodeModule(bytes.subarray(0, length))), 'refused', `${length} bytes`);
      }
    });

    it(`that was ${name} is refused whichever byte changes, but for what is not checked`, () => {
      for (let at = 0; at < bytes.length; at += 1) {
        const found = examine(decodeModule(changed(bytes, at)));
        if (at < unchecked.start || at >= unchecked.end) equal(found, 'refused', `byte ${at}`);
      }
    });

    it(`that was ${name} executes or is refused, also where its checksum is right`, () => {
      const container = parts(bytes);
      const found = new Set<string>();
      for (const [index, section] of container.sections.entries()) {
        for (let at = 0; at < section.data.length; at += 1) {
          const data = changed(Uint8Array.from(section.data), at);
          const sections = container.sections.with(index, { ...section, data });
          found.add(examine(decodeModule(writeContainer({ ...container, sections }))));
        }
      }
      ok(found.has('refused') && found.has('valid'), [...found].join());
    });
  }

  it('that was an assembly is refused by line and column, or executes', () => {
    const text = disassemble(compiled()) ?? '';
    const mutants: string[] = [];
    for (let at = 0; at < text.length; at += 3) {
      const other = String.fromCharCode(text.charCodeAt(at) ^ (at % 2 === 0 ? 1 : 0x10));
      mutants.push(text.slice(0, at) + other + text.slice(at + 1));
      if (at % 8 === 0) mutants.push(text.slice(0, at));
    }
    for (const mutant of mutants) {
      const result = assemble(mutant);
      if (result.ok) examineModule(result.module);
      else for (const { line, column } of result.problems) ok(line >= 1 && column >= 1);
    }
  });
});
