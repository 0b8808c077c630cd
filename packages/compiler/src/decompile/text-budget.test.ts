import { deepEqual, equal } from 'node:assert/strict';
import type { Module } from '@mso/bytecode';
import { SourceFile } from '@mso/language';
import { compile } from '../compile.js';
import { Losses } from './losses.js';
import { readDeclarations } from './read-declarations.js';
import { TextBudget } from './text-budget.js';

const text = 'agent "a" {\n  one = "1234"\n  two = "1234"\n  six = "1234"\n}\nagent "b" {}\n';

function keysWithin(module: Module, lengthMax: number): [readonly string[], readonly string[]] {
  const losses = new Losses();
  const entities = readDeclarations(module, losses, new TextBudget(losses, lengthMax));
  const keys = entities.flatMap(({ members }) =>
    members.map((member) => ('key' in member ? member.key : member.kind)),
  );
  return [[...entities.map(({ name }) => name), ...keys], losses.list];
}

describe('a budget of text', () => {
  const { module } = compile(new SourceFile('a.mso', text));

  it('lets everything pass where it is enough', () => {
    const all = ['a', 'b', 'one', 'two', 'six'];
    const length = all.join('').length + 3 * '1234'.length;
    deepEqual(module && keysWithin(module, length), [all, []]);
  });

  it('ends before the first property that is too much, and says so once', () => {
    const loss = ['what would make it longer than 64 MiB'];
    deepEqual(module && keysWithin(module, 18), [['a', 'one', 'two'], loss]);
    deepEqual(module && keysWithin(module, 14), [['a', 'one'], loss]);
    deepEqual(module && keysWithin(module, 0), [[], loss]);
  });

  it('counts a string as often as it is named', () => {
    const losses = new Losses();
    const budget = new TextBudget(losses, 7);
    deepEqual([budget.take('1234'), budget.take('1234'), budget.take('')], ['1234', '', '']);
    equal(budget.isSpent, true);
  });
});
