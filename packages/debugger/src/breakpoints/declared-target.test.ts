import { deepEqual, equal } from 'node:assert/strict';
import { started } from '../testing/session-under-test.js';
import { nameOf } from './data-name.js';
import { declaredTarget } from './declared-target.js';

const { module } = started(`project "p" { version = "1" }
agent "a" { model = "m" }
context "c" { variables { limit = 1 } }
workflow "w" { step "s" { agent = "a" task = "t" } }
workflow "v" { step "s" { agent = "a" task = "u" } }
`).vm;

const paths: readonly (readonly [path: string, meant: unknown])[] = [
  ['project.version', { kind: 'property', owner: 'project "p"', key: 'version' }],
  ['agents.a.model', { kind: 'property', owner: 'agent "a"', key: 'model' }],
  ['agents.a.nickname', { kind: 'property', owner: 'agent "a"', key: 'nickname' }],
  ['workflows.v.steps.s.task', { kind: 'property', owner: 'workflow "v" step "s"', key: 'task' }],
];

describe('what a path names that the program declares', () => {
  for (const [path, meant] of paths) {
    it(`is found for ${path}`, () => {
      const target = declaredTarget(module, path.split('.'));
      deepEqual(target && nameOf(module, target), meant);
    });
  }

  it('is a cell for the variable of a context', () => {
    const target = declaredTarget(module, ['contexts', 'c', 'variables', 'limit']);
    equal(target?.kind, 'cell');
  });

  for (const path of [
    'agents.b.model',
    'agents.a',
    'agents',
    'workflows.w.steps.x.task',
    'model',
  ]) {
    it(`is nothing for ${path}`, () => {
      equal(declaredTarget(module, path.split('.')), undefined);
    });
  }

  it('is nothing for a variable that the context does not have', () => {
    equal(declaredTarget(module, ['contexts', 'c', 'variables', 'no']), undefined);
  });
});
