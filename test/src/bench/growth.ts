import { check, type ParseResult, parse, SourceFile } from '@mso/language';
import { repeatedExample } from '../support/large-program.js';
import { median } from '../support/measure.js';
import { collector, usedBytes } from '../support/memory.js';
import type { Row } from './rows.js';

const factor = 16;
const goal = 18;
const megabyte = 1_000_000;
const rounds = 9;

/** Sixteen times the text takes little more than sixteen times as long. */
export async function measureGrowth(): Promise<Row[]> {
  const collect = collector();
  const [small, large] = [programOf(megabyte), programOf(factor * megabyte)];
  const measured: Round[] = [];
  for (let round = 0; round < rounds; round++) measured.push(measureRound(small, large, collect));
  const middle = (of: (round: Round) => number): number => median(measured.map(of));
  const growth = (of: (times: Times) => number): number =>
    middle((round) => (factor * of(round.large)) / of(round.small));
  const unit = 'times';
  return [
    { what: `tokenize and parse, ${factor} MB`, value: middle(({ large }) => large.parsing) },
    { what: `check, ${factor} MB`, value: middle(({ large }) => large.checking) },
    { what: `parse, ${factor} MB to 1 MB`, value: growth(({ parsing }) => parsing), unit },
    { what: `check, ${factor} MB to 1 MB`, value: growth(({ checking }) => checking), unit },
    {
      what: `both, ${factor} MB to 1 MB`,
      value: growth(({ parsing, checking }) => parsing + checking),
      ...{ unit, goal },
    },
    ...(await measureMemory(collect)),
  ];
}

interface Measured {
  readonly file: SourceFile;
  readonly parsed: ParseResult;
}

function programOf(bytes: number): Measured {
  const file = new SourceFile('measured.mso', repeatedExample(bytes));
  return { file, parsed: parse(file) };
}

interface Times {
  readonly parsing: number;
  readonly checking: number;
}

/** The large program once, and the small one as often as it goes into the large one. */
interface Round {
  readonly small: Times;
  readonly large: Times;
}

/**
 * The same amount of text both times and one after the other: whatever else the machine does then
 * slows both, and both leave the collector as much to do.
 */
function measureRound(small: Measured, large: Measured, collect: () => void): Round {
  const times = (count: number, action: () => unknown): number => {
    collect();
    const start = performance.now();
    for (let run = 0; run < count; run++) action();
    return performance.now() - start;
  };
  const smallParsing = times(factor, () => parse(small.file));
  const largeParsing = times(1, () => parse(large.file));
  const smallChecking = times(factor, () => check(small.parsed));
  const largeChecking = times(1, () => check(large.parsed));
  return {
    small: { parsing: smallParsing, checking: smallChecking },
    large: { parsing: largeParsing, checking: largeChecking },
  };
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
