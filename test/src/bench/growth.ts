import { check, parse, SourceFile } from '@mso/language';
import { repeatedExample } from '../support/large-program.js';
import { fastestMs, timed } from '../support/measure.js';
import { collector, usedBytes } from '../support/memory.js';
import type { Row } from './rows.js';

const factor = 16;
const goal = 18;
const megabyte = 1_000_000;
const runs = 10;

/** Sixteen times the text takes little more than sixteen times as long. */
export async function measureGrowth(): Promise<Row[]> {
  const collect = collector();
  const small = await measureSize(megabyte, collect);
  const large = await measureSize(factor * megabyte, collect);
  const ratio = (part: 'parsing' | 'checking'): number => large[part] / small[part];
  return [
    { what: `tokenize and parse, ${factor} MB`, value: large.parsing },
    { what: `check, ${factor} MB`, value: large.checking },
    { what: `parse, ${factor} MB to 1 MB`, value: ratio('parsing'), unit: 'times', goal },
    { what: `check, ${factor} MB to 1 MB`, value: ratio('checking'), unit: 'times', goal },
    {
      what: `both, ${factor} MB to 1 MB`,
      value: (large.parsing + large.checking) / (small.parsing + small.checking),
      ...{ unit: 'times', goal },
    },
    ...(await measureMemory(collect)),
  ];
}

interface Times {
  readonly parsing: number;
  readonly checking: number;
}

/**
 * The fastest runs are compared, as whatever else the machine does only adds to a run. Each begins
 * with an empty heap, or the garbage of one would be counted to the next.
 */
async function measureSize(bytes: number, collect: () => void): Promise<Times> {
  const file = new SourceFile('measured.mso', repeatedExample(bytes));
  const measure = (action: () => unknown): Promise<number> =>
    fastestMs(runs, () => {
      collect();
      return timed(action);
    });
  const parsing = await measure(() => parse(file));
  const parsed = parse(file);
  return { parsing, checking: await measure(() => check(parsed)) };
}

/** What is kept of a program for each byte of its text, the text itself left out. */
async function measureMemory(collect: () => void): Promise<Row[]> {
  const file = new SourceFile('measured.mso', repeatedExample(megabyte));
  const before = await usedBytes(collect);
  const parsed = parse(file);
  const afterParsing = await usedBytes(collect);
  const checked = check(parsed);
  const afterChecking = await usedBytes(collect);
  if (checked.diagnostics.length + parsed.diagnostics.length > 0) throw new Error('not clean');
  const perByte = (bytes: number): number => bytes / file.text.length;
  const unit = 'bytes';
  return [
    { what: 'tokens and tree, for a byte', value: perByte(afterParsing - before), unit },
    { what: 'and with the model', value: perByte(afterChecking - before), unit },
  ];
}
