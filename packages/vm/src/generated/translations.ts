import type { CodeFunction, Module } from '@mso/bytecode';
import { breakpointTag, type DecodedCode, entryTag } from '../stack-code/decoded-code.js';
import { type Entry, type GeneratedFunction, generate } from './generated-function.js';

/** A function becomes JavaScript when the loop has executed about so many instructions of it. */
const defaultHotAfter = 10_000;

/** After so many instructions at most, the loop says which function they seem to be of. */
const longestSample = 1_000;

/** Where generated code can be entered, and which. */
export interface Way extends Entry {
  readonly generated: GeneratedFunction;
}

/**
 * The functions of a module that have become JavaScript, for one way to run it: with breakpoints
 * or without. Where they can be entered, `tags` say so.
 */
export class Translations {
  /** How many instructions the loop is to execute before it tells of them. */
  readonly sample: number;
  private readonly hotAfter: number;
  private readonly heat = new Map<CodeFunction, number>();
  private readonly translated = new Set<GeneratedFunction>();
  /** By address; there are few in a large program. */
  private readonly ways: (Way | undefined)[] = [];

  constructor(
    private readonly module: Module,
    private readonly decoded: DecodedCode,
    readonly tags: Uint8Array,
    hotAfter = defaultHotAfter,
  ) {
    this.hotAfter = Math.max(1, hotAfter);
    this.sample = Math.min(this.hotAfter, longestSample);
  }

  /** How generated code is entered at an address, where it can be. */
  wayAt(address: number): Way | undefined {
    return this.tags[address] === entryTag ? this.ways[address] : undefined;
  }

  /** Told that the loop has executed instructions of a function, which may be translated now. */
  warm(called: CodeFunction, executed: number): void {
    const before = this.heat.get(called) ?? 0;
    this.heat.set(called, before + executed);
    // Once it is translated, or cannot be, it becomes no hotter.
    if (before < this.hotAfter && before + executed >= this.hotAfter) this.translate(called);
  }

  /** Told that a breakpoint has come or gone: what was translated without knowing is wrong. */
  forget(address: number): void {
    for (const generated of this.translated) {
      const { called, entries } = generated;
      if (address < called.start || address >= called.end) continue;
      for (const entry of entries) {
        if (this.wayAt(entry.address)) this.tags[entry.address] = this.plainTag(entry.address);
      }
      this.translated.delete(generated);
      this.heat.delete(called);
    }
  }

  private translate(called: CodeFunction): void {
    const stops = new Set<number>();
    for (let address = called.start; address < called.end; address++) {
      if (this.tags[address] === breakpointTag) stops.add(address);
    }
    const { module, decoded } = this;
    const generated =
      stops.size > 0 ? generate(module, decoded, called, stops) : this.known(called);
    if (generated === undefined) return;
    this.translated.add(generated);
    for (const entry of generated.entries) {
      this.ways[entry.address] = { ...entry, generated };
      this.tags[entry.address] = entryTag;
    }
  }

  /** A program that is run again need not be translated again. */
  private known(called: CodeFunction): GeneratedFunction | undefined {
    const { module, decoded } = this;
    const known = generatedBefore.get(module) ?? new Map<CodeFunction, GeneratedFunction>();
    generatedBefore.set(module, known);
    const generated = known.get(called) ?? generate(module, decoded, called, new Set());
    if (generated) known.set(called, generated);
    return generated;
  }

  private plainTag(address: number): number {
    return this.decoded.plainTags[address] ?? 0;
  }
}

/** What was translated without breakpoints. */
const generatedBefore = new WeakMap<Module, Map<CodeFunction, GeneratedFunction>>();
