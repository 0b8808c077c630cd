import type { CodeFunction, Module } from '@mso/bytecode';
import type { DecodedCode } from '../stack-code/decoded-code.js';
import type { Value } from '../values/value.js';
import { followFlow } from './flow.js';
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

/** Where generated code can be entered. */
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

/**
 * Translates a function.
 *
 * @returns undefined where it cannot be translated, or no code may be made from text here
 */
export function generate(
  module: Module,
  decoded: DecodedCode,
  called: CodeFunction,
): GeneratedFunction | undefined {
  if (called.locals > localsMax) return undefined;
  const flow = followFlow(module, decoded, called);
  if (flow === undefined) return undefined;
  const regions = cutIntoRegions(decoded, flow);
  const code = evaluate(writeFunction(module, decoded, called, flow, regions), module, decoded);
  if (code === undefined) return undefined;
  const entries = regions.map(({ head }, region) => {
    return { address: head, region, depth: flow.depths[head - flow.start] ?? 0 };
  });
  return { called, code, entries, depthMax: flow.depthMax };
}

/** The text holds numbers and names of ours only: whatever a module says is passed as a value. */
function evaluate(
  text: string,
  { strings }: Module,
  { pushed }: DecodedCode,
): GeneratedCode | undefined {
  try {
    return new Function('constants', 'strings', 'support', text)(pushed, strings, support);
  } catch (problem) {
    // Node can be told to make no code from text: --disallow-code-generation-from-strings.
    if (problem instanceof EvalError) return undefined;
    throw problem;
  }
}
