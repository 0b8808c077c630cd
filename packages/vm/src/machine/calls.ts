import type { CodeFunction, Module } from '@mso/bytecode';
import { factsOf } from '../handlers/module-facts.js';
import type { Value } from '../values/value.js';
import type { CallFrame } from './call-frame.js';
import type { OperandStack } from './operand-stack.js';
import { fileName } from './stack-trace.js';

/** Where a call comes from and goes back to. */
export interface CallSite {
  readonly callAddress: number;
  readonly returnAddress: number;
}

/** The frame of a call, which takes the function's parameters from the stack. */
export function functionFrame(
  module: Module,
  called: CodeFunction,
  stack: OperandStack,
  site: CallSite,
): CallFrame {
  const framePointer = stack.size - called.parameters;
  const locals: Value[] = new Array(called.locals).fill(null);
  for (let slot = 0; slot < called.parameters; slot++) {
    locals[slot] = stack.at(framePointer + slot) ?? null;
  }
  stack.cutTo(framePointer);
  return {
    kind: called.kind,
    name: called.name,
    ...(called.entity > 0 && { entity: called.entity }),
    ...site,
    framePointer,
    locals,
    localNames: factsOf(module).localNames.get(called) ?? [],
    function: called,
  };
}

/** The frame that declarations are executed in. */
export function programFrame(module: Module): CallFrame {
  return {
    kind: 'program',
    name: fileName(module.metadata.sourceFile ?? ''),
    returnAddress: module.declarationsEnd,
    framePointer: 0,
    callAddress: 0,
    locals: [],
    localNames: [],
  };
}
