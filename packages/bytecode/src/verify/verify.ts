import type { Module } from '../module.js';
import { Courses } from './courses.js';
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
  const courses = new Courses(module);
  verifyInstructions(index, problems, courses);
  // The ways through code can be followed only where its tables hold.
  if (problems.list.length > 0) return problems.list;
  const ways = new Ways(courses);
  verifyDeclarations(index, problems, ways);
  for (const each of index.codeFunctions) verifyFunction(index, problems, ways, each);
  return problems.list;
}

/** Instructions that change what is declared, which no function may do. */
const declaring: ReadonlySet<string> = new Set([
  ...['DeclareAgent', 'DeclareWorkflow', 'DeclareContext', 'DeclareCrew', 'SetProperty'],
  ...['SetCapability', 'SetSecret', 'DefineStep', 'DefinePipeline', 'SetMetadata'],
]);

/** Instructions that mean something only while a workflow runs. */
const running: ReadonlySet<string> = new Set(['Return', 'InvokeAgent', 'InvokeCrew', 'Pipeline']);

function verifyInstructions(index: ModuleIndex, problems: Problems, courses: Courses): void {
  const { code, declarationsEnd } = index.module;
  let address = 0;
  const say = (message: string): void => problems.at(address, message);
  for (; address < code.length && !problems.isFull; address += 1) {
    const instruction = code.at(address);
    if (instruction === undefined) continue;
    verifyOperands(index, address, instruction, say);
    courses.note(address, instruction);
    const { op } = instruction;
    if (address < declarationsEnd) {
      if (running.has(op)) say(`${op} stands in no function`);
    } else if (declaring.has(op) && index.functionAround(address)) {
      say(`${op} stands in a function`);
    }
  }
}
