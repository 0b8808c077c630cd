import { type BlockText, putBack, writeBlock } from './block-writer.js';
import type { Flow } from './flow.js';
import type { FunctionSource } from './function-source.js';
import type { Region } from './regions.js';

/**
 * Writes a function as the body of a JavaScript function of `constants`, `strings` and `support`
 * that gives the generated one.
 *
 * Each region is a case of a switch. What leads from one to another sets `region` and goes around;
 * jumps within one leave labelled blocks, and those to its head go on with its loop. A region is
 * begun only where the budget allows its longest way.
 */
export function writeFunction(
  source: FunctionSource,
  flow: Flow,
  regions: readonly Region[],
): string {
  const { called, stored } = source;
  const writer = new FunctionWriter(source, flow, regions);
  const places = Array.from({ length: flow.depthMax }, (_, place) => place);
  const entryDepth = Math.max(...regions.map(({ head }) => writer.depthAt(head)));
  const locals = Array.from({ length: called.locals }, (_, slot) => slot);
  return [
    '"use strict";',
    'return function (to, region, base, budget, values, locals) {',
    'let n = to.executed, peak = to.peak, produced = to.produced, overflow = to.overflow;',
    'let at = 0, depth = 0;',
    ...locals.map((slot) => `let l${slot} = locals[${slot}] ?? null;`),
    ...places.map((place) => {
      return `let s${place} = ${place < entryDepth ? `values[base + ${place}] ?? null` : 'null'};`;
    }),
    'out: { main: for (;;) switch (region) {',
    ...regions.map((region, number) => writer.region(region, number)),
    '} }',
    'to.programCounter = at; to.stackPointer = base + depth; to.executed = n;',
    'to.peak = peak; to.produced = produced; to.overflow = overflow;',
    ...places.map((place) => `if (depth > ${place}) values[base + ${place}] = s${place};`),
    ...stored.map((slot) => `locals[${slot}] = l${slot};`),
    'return 0;',
    '};',
  ].join('\n');
}

class FunctionWriter {
  /** The regions' numbers by the addresses of their heads. */
  private readonly cases: ReadonlyMap<number, number>;

  constructor(
    private readonly source: FunctionSource,
    private readonly flow: Flow,
    private readonly regions: readonly Region[],
  ) {
    this.cases = new Map(regions.map(({ head }, number) => [head, number]));
  }

  depthAt(address: number): number {
    return this.flow.depths[address - this.flow.start] ?? 0;
  }

  /**
   * A loop that computes with locals is written twice: as it is, and for locals that are numbers
   * throughout it, which the first goes on with as soon as they are.
   */
  region(region: Region, number: number): string {
    const counting = this.countingLocals(region);
    const begin = `case ${number}: `;
    if (counting === undefined) return begin + this.loop({ region, number, numbers: none });
    const slots = [...counting];
    const other = this.regions.length + number;
    const areNumbers = slots.map((slot) => `typeof l${slot} === 'number'`).join(' && ');
    return [
      begin +
        this.loop({ region, number, numbers: none }, [
          `if (${areNumbers}) { region = ${other}; continue main; }`,
        ]),
      `case ${other}: { let ${slots.map((slot) => `d${slot} = +l${slot}`).join(', ')};`,
      this.loop({ region, number: other, numbers: counting }),
      '}',
    ].join('\n');
  }

  /** The locals that a loop computes with, and that stay numbers if they are when it begins. */
  private countingLocals(region: Region): ReadonlySet<number> | undefined {
    const { blocks, head } = region;
    if (!blocks.some(({ end }) => this.source.jumpTarget(end - 1) === head)) return undefined;
    const written = (numbers: ReadonlySet<number>): readonly BlockText[] =>
      blocks.map((block) => writeBlock(this.source, block, this.depthAt(block.start), numbers));
    const numbers = new Set(written(none).flatMap((text) => [...text.computedWith]));
    for (;;) {
      const others = written(numbers).flatMap(({ changing }) => [...changing]);
      for (const slot of others) numbers.delete(slot);
      if (numbers.size === 0) return undefined;
      if (others.length === 0) return numbers;
    }
  }

  private loop(loop: Loop, first: readonly string[] = []): string {
    const { region, number, numbers } = loop;
    const { head, blocks, longest } = region;
    const leave = `${putBack(numbers)}at = ${head}; depth = ${this.depthAt(head)}; break out;`;
    const labelled = this.labelsOf(region);
    const lines = [
      `r${number}: for (;;) {`,
      ...first,
      `if (budget - n < ${longest}) { ${leave} }`,
      ...[...labelled].reverse().map((address) => `b${address}: {`),
    ];
    blocks.forEach((block, index) => {
      if (labelled.has(block.start)) lines.push('}');
      const text = writeBlock(this.source, block, this.depthAt(block.start), numbers);
      lines.push(...text.lines, ...this.goOn(loop, index, text.ending));
    });
    lines.push('}');
    return lines.join('\n');
  }

  /** The addresses that jumps within a region lead forward to, in their order. */
  private labelsOf({ head, blocks }: Region): ReadonlySet<number> {
    const targets = blocks.map(({ end }) => this.source.jumpTarget(end - 1));
    const starts = blocks.map(({ start }) => start);
    return new Set(starts.filter((start) => start !== head && targets.includes(start)));
  }

  private goOn(loop: Loop, index: number, ending: BlockText['ending']): readonly string[] {
    const { blocks } = loop.region;
    const block = blocks[index];
    if (block === undefined || ending === 'left') return [];
    const follows = blocks[index + 1]?.start === block.end;
    const next = follows ? [] : [this.goTo(loop, block.end)];
    if (ending === 'next') return next;
    const target = this.goTo(loop, this.source.jumpTarget(block.end - 1) ?? 0);
    return ending === 'jump' ? [target] : [`if (${ending.jumpsIf}) { ${target} }`, ...next];
  }

  private goTo({ region, number, numbers }: Loop, address: number): string {
    if (address === region.head) return `continue r${number};`;
    const other = this.cases.get(address);
    if (other === undefined) return `break b${address};`;
    return `${putBack(numbers)}region = ${other}; continue main;`;
  }
}

/** A region as it is written. */
interface Loop {
  readonly region: Region;
  /** That of its case. */
  readonly number: number;
  /** The locals that are known to hold numbers in it. */
  readonly numbers: ReadonlySet<number>;
}

const none: ReadonlySet<number> = new Set();
