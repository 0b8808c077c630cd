import assert from 'node:assert/strict';
import {
  durationAmount,
  EvaluationError,
  type ExpressionValue,
  expressionFunctions,
  isDuration,
  isList,
  isRecord,
  recordOf,
  type Scope,
} from '@mso/values';
import { parseExpression } from '../parser/parse.js';
import { evaluate } from './evaluate.js';
import {
  type CaseValue,
  evaluationCases,
  evaluationEnvironment,
  evaluationMemory,
  evaluationNames,
} from './evaluation-cases.js';

function toValue(value: CaseValue): ExpressionValue {
  if (value === null || typeof value !== 'object') return value;
  if ('milliseconds' in value) return durationAmount(value.milliseconds / 1_000, 'Seconds');
  if (!('record' in value)) return value.map(toValue);
  return recordOf(Object.entries(value.record).map(([key, member]) => [key, toValue(member)]));
}

function toData(value: ExpressionValue): CaseValue {
  if (value === null || typeof value !== 'object') return value;
  if (isDuration(value)) return { milliseconds: value.milliseconds };
  if (isRecord(value)) {
    const entries = [...value.keys()].map((key) => [key, toData(value.get(key) ?? null)]);
    return { record: Object.fromEntries(entries) };
  }
  if (!isList(value)) return assert.fail('a value of no known kind');
  return Array.from({ length: value.length }, (_, index) => toData(value.at(index) ?? null));
}

function look(values: { readonly [name: string]: CaseValue }, name: string) {
  const value = Object.hasOwn(values, name) ? values[name] : undefined;
  return value === undefined ? undefined : toValue(value);
}

const scope: Scope = {
  lookup: (name) => look(evaluationNames, name),
  names: () => Object.keys(evaluationNames),
  environment: (name) => look(evaluationEnvironment, name),
  memory: (path) => look(evaluationMemory, path),
};

function run(text: string): unknown {
  const { expression, diagnostics } = parseExpression(text);
  assert.deepEqual(diagnostics, []);
  try {
    return { value: toData(evaluate(expression, scope)) };
  } catch (error) {
    if (error instanceof EvaluationError) return { error: error.kind };
    throw error;
  }
}

describe('the evaluator', () => {
  for (const [about, cases] of evaluationCases) {
    it(`passes the ${cases.length} cases of ${about}`, () => {
      for (const { expression, expected } of cases) {
        assert.deepEqual(run(expression), expected, expression);
      }
    });
  }

  it('has a case for every function', () => {
    const texts = [...evaluationCases.values()].flat().map(({ expression }) => expression);
    const missing = [...expressionFunctions.keys()].filter(
      (name) => !texts.some((text) => text.includes(`${name}(`)),
    );
    assert.deepEqual(missing, []);
  });
});
