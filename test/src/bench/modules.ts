import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readOptions } from '@mso/adapter';
import { decodeModule, encodeModule, type Module, verify } from '@mso/bytecode';
import { compile, optimize } from '@mso/compiler';
import { SourceFile } from '@mso/language';
import { HelixVM, type VMOptions } from '@mso/vm';
import { repeatedExample } from '../support/large-program.js';
import { medianMs, timed } from '../support/measure.js';
import { collector, usedBytes } from '../support/memory.js';
import { straightModule } from './machine-programs.js';
import type { Row } from './rows.js';

const warm = { runs: 9, warmUps: 6 };
/** A million instructions keep a slow machine busy long enough. */
const few = { runs: 5, warmUps: 2 };
const level = 2;
const options = { optimizationLevel: level, platform: 'any' };
/** So much of the example has a million instructions. */
const bytesOfMillion = 21_700_000;

/** From a text to its binary, as `mso compile` makes it, and from the binary to a module. */
export async function measureModules(): Promise<Row[]> {
  const folder = mkdtempSync(join(tmpdir(), 'mso-bench-'));
  try {
    return [
      ...(await measureMegabyte(join(folder, 'a'))),
      ...(await measureMillion(join(folder, 'b'))),
    ];
  } finally {
    rmSync(folder, { recursive: true });
  }
}

async function measureMegabyte(path: string): Promise<Row[]> {
  const text = repeatedExample(1_000_000);
  writeFileSync(path, text);
  const compiling = await measure(warm, () =>
    writeFileSync(`${path}.msob`, encodeModule(optimized(readFileSync(path, 'utf8')), options)),
  );
  const loading = await measure(warm, () => loaded(`${path}.msob`));
  return [
    { what: 'compile 1 MB to a file', value: compiling, goal: 400 },
    { what: 'load that file', value: loading },
    { what: 'loading, of compiling', value: (100 * loading) / compiling, unit: '%', goal: 20 },
  ];
}

async function measureMillion(path: string): Promise<Row[]> {
  const count = writeMillion(path);
  const binary = await measure(few, () => loaded(path));
  const json = await measure(few, () => JSON.parse(readFileSync(`${path}.json`, 'utf8')));
  return [
    { what: `load ${count} instructions`, value: binary, goal: 500 },
    { what: 'JSON.parse, the same module', value: json },
    { what: 'memory of it, for an instruction', ...(await memoryOf(path)) },
    {
      what: 'load it and execute its declarations',
      value: await measure(few, () => executed(path, {})),
    },
    ...(await measureStraight(`${path}.straight`)),
  ];
}

/** As many instructions of the stack, one behind the other. */
async function measureStraight(path: string): Promise<Row[]> {
  const module = straightModule(250_000);
  writeFileSync(path, encodeModule(module, options));
  const what = `load and execute ${module.code.length} stack instructions`;
  return [
    { what, value: await measure(few, () => executed(path, { workflows: '*' })), goal: 1_000 },
  ];
}

/** All that a program declares takes more cells than machines have by default. */
const config = { maxMemory: 10_000_000 };

function executed(path: string, options: VMOptions): void {
  const vm = new HelixVM(loaded(path), { config, ...options });
  const outcome = vm.run();
  if (outcome !== 'halted') throw new Error(`${outcome}: ${vm.error?.message}`);
}

/** Writes the module in both forms and keeps nothing of it, which would burden the collector. */
function writeMillion(path: string): number {
  const module = optimized(repeatedExample(bytesOfMillion));
  writeFileSync(path, encodeModule(module, options));
  writeFileSync(`${path}.json`, JSON.stringify(module, plain));
  return module.code.length;
}

async function memoryOf(path: string): Promise<Omit<Row, 'what'>> {
  const collect = collector();
  const before = await usedBytes(collect);
  const module = loaded(path);
  const after = await usedBytes(collect);
  return { value: (after - before) / module.code.length, unit: 'bytes', goal: 200 };
}

function optimized(text: string): Module {
  const { module } = compile(new SourceFile('measured.mso', text));
  if (module === undefined) throw new Error('the measured program has errors');
  return optimize(module, level).module;
}

/** As whatever executes a binary loads it. */
function loaded(path: string): Module {
  const decoded = decodeModule(readFileSync(path), readOptions);
  if (!decoded.ok) throw new Error(decoded.error.message);
  const { module } = decoded.value;
  if (verify(module).length > 0) throw new Error('the measured module does not verify');
  return module;
}

/** What JSON has no form for, as arrays. */
function plain(_key: string, value: unknown): unknown {
  if (value instanceof Map) return [...value];
  return value instanceof Int32Array ? [...value] : value;
}

function measure({ runs, warmUps }: typeof warm, action: () => unknown): Promise<number> {
  return medianMs(runs, () => timed(action), warmUps);
}
