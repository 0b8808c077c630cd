import type { CodeFunction, Module } from '@mso/bytecode';
import { type DecodedCode, otherTag } from '../stack-code/decoded-code.js';
import type { Value } from '../values/value.js';
import { followFlow } from './flow.js';
import { FunctionSource } from './function-source.js';
import { writeFunction } from './function-writer.js';
import { cutIntoRegions } from './regions.js';
import { type Leaving, support, type Transfer } from './transfer.js';

/**
 * A function of a module as JavaScript.
 *
 * @param region the one to begin with
 * @param base the place on the stack at which the function's own part begins
 * @param budget up to how many instructions `to.executed` may go
 */
export type GeneratedCode = (
  to: Transfer,
  region: number,
  base: number,
  budget: number,
  values: Value[],
  locals: Value[],
) => Leaving;

/** Where generated code can be entered: not before an instruction that it leaves to the machine. */
export interface Entry {
  readonly address: number;
  readonly region: number;
  /** How many values the function has on the stack there. */
  readonly depth: number;
}

export interface GeneratedFunction {
  readonly called: CodeFunction;
  readonly code: GeneratedCode;
  readonly entries: readonly Entry[];
  /** The most values that it ever has on the stack. */
  readonly depthMax: number;
}

/** More locals than this are few functions' and many variables. */
const localsMax = 64;

/** How many values the code may write down in all; what writes more takes long to compile. */
const writtenMax = 40_000;

/**
 * Translates a function.
 *
 * @param stops the addresses before which it is to leave, as before instructions that are not of
 *   the stack
 * @returns undefined where it cannot be translated, or no code may be made from text here
 */
export function generate(
  module: Module,
  decoded: DecodedCode,
  called: CodeFunction,
  stops: ReadonlySet<number>,
): GeneratedFunction | undefined {
  if (called.locals > localsMax) return undefined;
  const source = new FunctionSource(module, decoded, called, stops);
  const flow = followFlow(source);
  if (flow === undefined) return undefined;
  const written = (called.end - called.start) * (source.stored.length + flow.depthMax);
  if (written > writtenMax) return undefined;
  const regions = cutIntoRegions(source, flow);
  const code = evaluate(writeFunction(source, flow, regions), source);
  if (code === undefined) return undefined;
  const entries = regions.flatMap(({ head }, region) => {
    if (source.tagAt(head) === otherTag) return [];
    return [{ address: head, region, depth: flow.depths[head - called.start] ?? 0 }];
  });
  return { called, code, entries, depthMax: flow.depthMax };
}

/** The text holds numbers and names of ours only: whatever a module says is passed as a value. */
function evaluate(text: string, { module, decoded }: FunctionSource): GeneratedCode | undefined {
  const { strings } = module;
  try {
    return new Function('constants', 'strings', 'support', text)(decoded.pushed, strings, support);
  } catch (problem) {
    // Node can be told to make no code from text: --disallow-code-generation-from-strings.
    if (problem instanceof EvalError) return undefined;
    throw problem;
  }
}
