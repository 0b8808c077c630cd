import { type BlockText, writeBlock } from './block-writer.js';
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
  private readonly numbers: ReadonlyMap<number, number>;

  constructor(
    private readonly source: FunctionSource,
    private readonly flow: Flow,
    regions: readonly Region[],
  ) {
    this.numbers = new Map(regions.map(({ head }, number) => [head, number]));
  }

  depthAt(address: number): number {
    return this.flow.depths[address - this.flow.start] ?? 0;
  }

  region(region: Region, number: number): string {
    const { head, blocks, longest } = region;
    const leave = `at = ${head}; depth = ${this.depthAt(head)}; break out;`;
    const labelled = this.labelsOf(region);
    const lines = [
      `case ${number}: r${number}: for (;;) {`,
      `if (budget - n < ${longest}) { ${leave} }`,
      ...[...labelled].reverse().map((address) => `b${address}: {`),
    ];
    blocks.forEach((block, index) => {
      if (labelled.has(block.start)) lines.push('}');
      const text = writeBlock(this.source, block, this.depthAt(block.start));
      lines.push(...text.lines, ...this.goOn(region, number, index, text.ending));
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

  private goOn(
    region: Region,
    number: number,
    index: number,
    ending: BlockText['ending'],
  ): readonly string[] {
    const block = region.blocks[index];
    if (block === undefined || ending === 'left') return [];
    const follows = region.blocks[index + 1]?.start === block.end;
    const next = follows ? [] : [this.goTo(region, number, block.end)];
    if (ending === 'next') return next;
    const target = this.goTo(region, number, this.source.jumpTarget(block.end - 1) ?? 0);
    return ending === 'jump' ? [target] : [`if (${ending.jumpsIf}) { ${target} }`, ...next];
  }

  private goTo(region: Region, number: number, address: number): string {
    if (address === region.head) return `continue r${number};`;
    const other = this.numbers.get(address);
    return other === undefined ? `break b${address};` : `region = ${other}; continue main;`;
  }
}
