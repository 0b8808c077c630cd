import { deepEqual, equal, ok } from 'node:assert/strict';
import { Duration, type MemoryStore, SecretReference, type Value } from '@mso/vm';
import { messageOf, resultOf } from '../testing/stores.js';
import { MemoryEntries, memoryLimits } from './memory-entries.js';

function found(store: MemoryStore, query: string, limit = 10): string[] {
  return resultOf(store.search(query, limit)).map(({ path }) => path);
}

describe('the entries of a store', () => {
  it('gives what was set, until it is deleted', () => {
    const store = new MemoryEntries();
    equal(resultOf(store.get('a')), undefined);
    resultOf(store.set('a.b["k"]', new Duration(5, 'Minutes')));
    resultOf(store.set('a', null));
    deepEqual(resultOf(store.get('a.b["k"]')), new Duration(5, 'Minutes'));
    equal(resultOf(store.get('a')), null);
    deepEqual([...store.paths()], ['a.b["k"]', 'a']);
    deepEqual([resultOf(store.delete('a')), resultOf(store.delete('a'))], [true, false]);
    equal(resultOf(store.get('a')), undefined);
  });

  it('holds no part of a value that somebody else has', () => {
    const store = new MemoryEntries();
    const list: Value[] = [1];
    store.set('list', list);
    list.push(2);
    const first = resultOf(store.get('list'));
    ok(Array.isArray(first));
    first.push(3);
    deepEqual(resultOf(store.get('list')), [1]);
  });

  it('refuses what cannot be stored, and keeps what was there', () => {
    const store = new MemoryEntries();
    store.set('a', 1);
    const secret = new SecretReference('Environment', 'TOKEN');
    equal(
      messageOf(store.set('a', [secret])),
      'the value for @a cannot be stored: it holds a secret',
    );
    equal(resultOf(store.get('a')), 1);
    equal(messageOf(store.set('', 1)), 'a memory path has 1 to 1000 characters');
  });

  it('has limits for the length of a path, of a value, and of all together', () => {
    const store = new MemoryEntries();
    const { pathLength, valueLength, totalLength } = memoryLimits;
    equal(store.set('p'.repeat(pathLength), 1).kind, 'done');
    equal(store.set('p'.repeat(pathLength + 1), 1).kind, 'failure');
    store.delete('p'.repeat(pathLength));
    const longest = 'x'.repeat(valueLength - 2);
    equal(store.set('0', longest).kind, 'done');
    equal(
      messageOf(store.set('0', `${longest}x`)),
      'the value for @0 cannot be stored: it has more than 1048576 characters of JSON',
    );
    const fitting = Math.floor(totalLength / (valueLength + 2));
    for (let i = 1; i < fitting; i++) equal(store.set(String(i), longest).kind, 'done');
    equal(
      messageOf(store.set('more', longest)),
      'memory is full: it holds at most 67108864 characters of JSON',
    );
    equal(store.set('0', longest).kind, 'done');
    store.delete('1');
    equal(store.set('more', longest).kind, 'done');
  });

  it('finds embedded values by their meaning', () => {
    const store = new MemoryEntries();
    store.embed('bread', 'How to bake bread with yeast and flour');
    store.embed('engine', new Map([['topic', 'repairing a diesel engine']]));
    store.embed('garden', ['roses', 'planting flowers in the garden']);
    store.set('plain', 'baking bread');
    deepEqual(found(store, 'baking breads', 1), ['bread']);
    deepEqual(found(store, 'the engines need repair', 1), ['engine']);
    deepEqual(found(store, 'FLOWER', 1), ['garden']);
    const [best, ...others] = resultOf(store.search('planting flowers in the garden: roses', 3));
    deepEqual(best?.value, ['roses', 'planting flowers in the garden']);
    ok(best.score > 0.9 && others.every(({ score }) => score < 0.5));
    deepEqual(found(store, 'bread', 0), []);
  });

  it('finds a value no more that is set without its meaning', () => {
    const store = new MemoryEntries();
    store.embed('b', 'same words');
    store.embed('a', 'same words');
    deepEqual(found(store, 'words'), ['a', 'b']);
    store.set('a', 'same words');
    deepEqual(found(store, 'words'), ['b']);
  });

  it('tells whoever listens what changed', () => {
    const changes: string[] = [];
    const store = new MemoryEntries([], (path) => changes.push(path));
    store.set('a', 1);
    store.embed('b', 1);
    store.set('c', Number.POSITIVE_INFINITY);
    store.delete('a');
    store.delete('a');
    deepEqual(changes, ['a', 'b', 'a']);
  });
});
