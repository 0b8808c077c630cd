import { deepEqual } from 'node:assert/strict';
import type { Module } from '@mso/bytecode';
import { compileWithResult } from '@mso/compiler';
import {
  type CaseValue,
  evaluationCases,
  evaluationEnvironment,
  evaluationMemory,
  evaluationNames,
  parseExpression,
  SourceFile,
} from '@mso/language';
import { Duration, Entity, HelixVM, Reference, SecretReference, type Value } from '@mso/vm';
import { withResultInFunction } from '../optimize/observe.js';

/** The names of the cases are variables of the only context. */
const program = `context "cases" { variables {\n${membersText(evaluationNames)} } }\n`;

describe('expressions as the machine executes them', () => {
  for (const [about, cases] of evaluationCases) {
    it(`pass the ${cases.length} cases of ${about}`, () => {
      for (const { expression, expected } of cases) {
        deepEqual(run(compileCase(expression)), expected, expression);
      }
    });

    it(`pass the ${cases.length} cases of ${about} as generated code`, () => {
      for (const { expression, expected } of cases) {
        const module = withResultInFunction(compileCase(expression));
        deepEqual(run(module, 0), expected, expression);
      }
    });
  }
});

function membersText(members: { readonly [name: string]: CaseValue }): string {
  const lines = Object.entries(members).map(
    ([key, value]) => `${JSON.stringify(key)} = ${valueText(value)}`,
  );
  return lines.join('\n');
}

function valueText(value: CaseValue): string {
  if (value === null || typeof value !== 'object') return JSON.stringify(value);
  if ('milliseconds' in value) return `${value.milliseconds / 1_000}s`;
  if ('record' in value) return `{ ${membersText(value.record)} }`;
  return `[${value.map(valueText).join(', ')}]`;
}

function compileCase(text: string): Module {
  const { expression } = parseExpression(text);
  // The expression's spans are those of its own text, which the program must be as long as.
  const file = new SourceFile('cases.mso', program + '#'.repeat(text.length));
  return compileWithResult(file, expression);
}

function run(module: Module, hotAfter = Number.POSITIVE_INFINITY): unknown {
  const vm = new HelixVM(module, {
    hotAfter,
    onRecoverableError: 'stop',
    resolver: { environment: (name) => stringIn(evaluationEnvironment, name) },
  });
  for (const path of Object.keys(evaluationMemory)) {
    vm.memories.write(path, stringIn(evaluationMemory, path) ?? null, false);
  }
  if (vm.run() === 'error') return { error: vm.error?.kind };
  return { value: dataOf(vm, vm.stack.at(0) ?? null) };
}

function stringIn(
  values: { readonly [name: string]: CaseValue },
  name: string,
): string | undefined {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  return typeof value === 'string' ? value : undefined;
}

function dataOf(vm: HelixVM, value: Value): CaseValue {
  if (value instanceof Reference) return dataOf(vm, vm.memory.load(value.address));
  if (value instanceof Duration) return { milliseconds: value.milliseconds };
  if (value instanceof Map) {
    const entries = [...value].map(([key, member]) => [key, dataOf(vm, member)] as const);
    return { record: Object.fromEntries(entries) };
  }
  if (Array.isArray(value)) return value.map((item) => dataOf(vm, item));
  if (value instanceof Entity || value instanceof SecretReference) throw new Error('no data');
  return value;
}
