import type { Module } from '../module.js';
import { verifyDeclarations, verifyFunction, Ways } from './flow.js';
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
  verifyInstructions(index, problems);
  // The ways through code can be followed only where its tables hold.
  if (problems.list.length > 0) return problems.list;
  const ways = new Ways(module.code.length);
  verifyDeclarations(index, problems, ways);
  for (const each of index.codeFunctions) verifyFunction(index, problems, ways, each);
  return problems.list;
}

function verifyInstructions(index: ModuleIndex, problems: Problems): void {
  let address = 0;
  const say = (message: string): void => problems.at(address, message);
  for (const instruction of index.module.code) {
    verifyOperands(index, address, instruction, say);
    if (problems.isFull) return;
    address += 1;
  }
}
