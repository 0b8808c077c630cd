import type { Module } from '../module.js';
import { opOfTag } from '../opcodes.js';
import { verifyDeclarations, verifyFunction } from './flow.js';
import { ModuleIndex } from './module-index.js';
import { verifyOperands } from './operands.js';
import { Problems, type VerifyProblem } from './problems.js';
import { verifyTables } from './tables.js';

/**
 * What keeps a module from being executed; empty for every module of the compiler.
 *
 * After it, the machine need not ask whether an operand names something, a jump stays within its
 * function, or a value is on the stack. What a program declares wrongly (an id declared twice, a
 * property of an entity that is not there yet) remains a runtime error. It takes time and memory
 * in proportion to the module, however hostile that is.
 */
export function verify(module: Module): readonly VerifyProblem[] {
  const problems = new Problems();
  const index = new ModuleIndex(module);
  verifyTables(index, problems);
  const known: ReadonlySet<string> = new Set(opOfTag);
  module.code.forEach((instruction, address) => {
    if (!known.has(instruction.op)) problems.at(address, `there is no ${instruction.op}`);
    else if (!problems.isFull) verifyOperands(index, problems, address, instruction);
  });
  // The ways through code can be followed only where its tables hold.
  if (problems.list.length > 0) return problems.list;
  verifyDeclarations(index, problems);
  for (const each of index.codeFunctions) verifyFunction(index, problems, each);
  return problems.list;
}
