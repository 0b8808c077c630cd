import {
  childrenOf,
  formatValue,
  makeVariable,
  replyForAgent,
  type ScopeView,
  splitAssignment,
  type Variable,
} from '@mso/debugger';
import { columns } from '../output/columns.js';
import { ConsoleProblem } from './console-problem.js';
import type { DebugConsole } from './debug-console.js';
import { placeText } from './places.js';

/** Rows of a container that are shown at most; the rest is counted. */
const rowsMax = 50;
/** A single value is shown up to this length. */
const lengthMax = 10_000;

/** `where`: the call frames, innermost first. */
export function showFrames(console: DebugConsole): void {
  const { session } = console;
  const rows: string[][] = [];
  for (let depth = session.frameCount() - 1; depth >= 0; depth--) {
    const frame = session.frame(depth);
    if (frame === undefined) continue;
    const place = frame.span ? placeText(console, frame.span) : console.path;
    rows.push([`#${rows.length}`, frame.name, place]);
  }
  printRows(console, rows);
}

/** `registers`: those of the innermost frame, and the instruction that comes next. */
export function showRegisters(console: DebugConsole): void {
  const { frame, session } = console;
  const instruction = session.vm.describe(frame.address) ?? 'behind the last instruction';
  const rows = scope(console, 'Registers')
    .variables()
    .map((register) => [
      register.name,
      valueText(register),
      register.name === 'pc' ? instruction : '',
    ]);
  printRows(console, rows);
}

/** `stack`: the operand stack, top first. */
export function showStack(console: DebugConsole): void {
  const { indexedVariables, variables } = scope(console, 'Stack');
  if (indexedVariables === 0) return console.print('the stack is empty');
  const start = Math.max(0, indexedVariables - rowsMax);
  const slots = variables({ start, count: rowsMax }).toReversed();
  printRows(console, slots.map(variableRow));
  if (start > 0) console.print(`… and ${start} below`);
}

/** `memory`: the cells in use; `memory ADDRESS`: what one of them holds. */
export function showMemory(console: DebugConsole, operand: string): void {
  if (operand !== '') return showCell(console, operand);
  const { namedVariables, variables } = scope(console, 'Memory');
  if (namedVariables === 0) return console.print('no cell is in use yet');
  const rows = variables({ count: rowsMax }).map((cell) => {
    const address = String(cell.address);
    const owner = cell.name.slice(address.length + 1);
    return [address, owner, contentText(cell, owner)];
  });
  printRows(console, rows, [0]);
  if (namedVariables > rowsMax) {
    console.print(`… and ${namedVariables - rowsMax} more; memory ADDRESS shows one`);
  }
}

function showCell(console: DebugConsole, operand: string): void {
  const isAddress = /^(0x[0-9a-f]+|\d+)$/i.test(operand);
  if (!isAddress) throw new ConsoleProblem('memory takes an address: memory 16, memory 0x10');
  const address = Number(operand);
  if (!console.session.vm.memory.has(address)) {
    throw new ConsoleProblem(`memory[${address}] is not in use`);
  }
  showExpression(console, `memory[${address}]`);
}

/** `reply EXPR`: answers in place of an agent. */
export function reply(console: DebugConsole, expression: string): void {
  if (expression === '') throw new ConsoleProblem('reply what? For example: reply {score: 0.9}');
  const { evaluator } = console.session;
  const answered = replyForAgent(evaluator, expression, console.frame);
  console.session.noteChange();
  console.print(`answered in place of ${answered}`);
}

/** A cell that holds its owner need not say so twice. */
function contentText(cell: Variable, owner: string): string {
  const text = valueText(cell);
  return text.startsWith(owner) ? text.slice(owner.length).trimStart() : text;
}

/** `locals`: the local variables, and what the block that runs has set so far. */
export function showLocals(console: DebugConsole): void {
  const { frame } = console;
  const [locals, own] = console.session.scopes(frame);
  const variables = locals?.variables() ?? [];
  if (variables.length > 0) printRows(console, variables.map(variableRow));
  if (frame.entity === undefined || own === undefined) {
    if (variables.length === 0) console.print('there are no local variables here');
    return;
  }
  console.print(frame.name);
  printVariables(console, own.variables({ count: rowsMax }), own.namedVariables);
}

/** `print EXPRESSION`: a single value on one line, of anything else a line for each part. */
export function showExpression(console: DebugConsole, expression: string): void {
  if (expression === '') throw new ConsoleProblem('print what? For example: print pc');
  const value = console.session.evaluate(expression, console.frame);
  const whole = makeVariable(expression, value);
  const count = whole.namedChildren + whole.indexedChildren;
  if (count === 0) console.print(formatValue(value, { maxLength: lengthMax }));
  else printVariables(console, childrenOf(whole, { count: rowsMax }), count);
}

/** `set TARGET = VALUE`; what the target is then is shown. */
export function setValue(console: DebugConsole, operand: string): void {
  const assignment = splitAssignment(operand);
  if (assignment === undefined) {
    throw new ConsoleProblem('set takes TARGET = VALUE; for example: set pc = 3');
  }
  const { target, value } = assignment;
  const before = console.frame.address;
  console.session.assign(target, value, console.frame);
  if (console.session.noteChange()) {
    console.print('the past was changed: what came after it has not happened any more');
  }
  const now = console.session.evaluate(target, console.frame);
  console.print(`${target} = ${formatValue(now)}`);
  if (console.frame.address !== before) console.showPlace();
}

function scope(console: DebugConsole, name: string): ScopeView {
  const found = console.session.scopes(console.frame).find((view) => view.name === name);
  if (found === undefined) throw new Error(`there is no scope ${name}`);
  return found;
}

function printVariables(console: DebugConsole, shown: readonly Variable[], count: number): void {
  for (const row of columns(shown.map(variableRow), { indent: '  ' })) console.print(row);
  if (count > shown.length) console.print(`  … and ${count - shown.length} more`);
}

function printRows(
  console: DebugConsole,
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
): void {
  for (const row of columns(rows, { right })) console.print(row);
}

function variableRow(variable: Variable): string[] {
  return [variable.name, valueText(variable)];
}

function valueText({ value }: Variable): string {
  return formatValue(value);
}
