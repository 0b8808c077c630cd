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
  const { kind, name, entity, parameters } = called;
  const framePointer = stack.size - parameters;
  const locals: Value[] = [];
  for (let slot = 0; slot < called.locals; slot++) {
    locals.push(slot < parameters ? (stack.values[framePointer + slot] ?? null) : null);
  }
  stack.cutTo(framePointer);
  const { callAddress, returnAddress } = site;
  const localNames = localNamesOf(module, called);
  const frame: CallFrame = {
    kind,
    name,
    returnAddress,
    framePointer,
    callAddress,
    locals,
    localNames,
    function: called,
  };
  return entity > 0 ? { ...frame, entity } : frame;
}

const noNames: readonly string[] = [];

function localNamesOf(module: Module, called: CodeFunction): readonly string[] {
  return module.debug === undefined ? noNames : (factsOf(module).localNames.get(called) ?? noNames);
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
