import { equal } from 'node:assert/strict';
import {
  type CodeFunction,
  describeInstruction,
  type Module,
  spanAt,
  statementAt,
} from '@mso/bytecode';
import { SourceFile } from '@mso/language';
import { compile } from '../compile.js';

/** The module of a program without errors. */
export function moduleOf(text: string): Module {
  const { module, diagnostics } = compile(new SourceFile('test.mso', text));
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  if (module === undefined) throw new Error(errors.map(({ message }) => message).join('\n'));
  return module;
}

/** The code of a program's declarations, one instruction a line. */
export function listing(text: string): string[] {
  const module = moduleOf(text);
  return module.code
    .slice(0, module.declarationsEnd)
    .map((instruction) => describeInstruction(module, instruction));
}

/** The code of the function of a kind and name, one instruction a line. */
export function functionListing(text: string, kind: CodeFunction['kind'], name: string): string[] {
  const module = moduleOf(text);
  const found = module.functions.find(
    (each): each is CodeFunction => each.kind === kind && each.name === name,
  );
  if (found === undefined) throw new Error(`there is no ${kind} ${name}`);
  return module.code
    .slice(found.start, found.end)
    .map((instruction) => describeInstruction(module, instruction));
}

/** The code with each instruction's statement and place: `3 4:5-4:20 SetProperty …`. */
export function placedListing(text: string): string[] {
  const module = moduleOf(text);
  return module.code.slice(0, module.declarationsEnd).map((instruction, address) => {
    const debug = module.debug;
    const span = debug && spanAt(debug, address);
    const place = span
      ? `${span.startLine}:${span.startColumn}-${span.endLine}:${span.endColumn}`
      : 'nowhere';
    const statement = debug ? statementAt(debug, address) : -1;
    return `${statement} ${place} ${describeInstruction(module, instruction)}`;
  });
}

/** Compares lines with a text that is indented and framed by line ends. */
export function expectLines(actual: readonly string[], expected: string): void {
  const lines = expected.split('\n').map((line) => line.trim());
  equal(actual.join('\n'), lines.filter((line) => line !== '').join('\n'));
}
