import { deepEqual, equal, ok } from 'node:assert/strict';
import { Duration, SecretReference, type Value } from '../values/value.js';
import { cosine, embeddableText, embeddingLength, embedText } from './embedding.js';

describe('an embedding', () => {
  const length = (text: string): number => Math.hypot(...embedText(text));

  it('has 256 numbers and length 1, or is nothing', () => {
    equal(embedText('a').length, embeddingLength);
    for (const text of ['a', 'some words', 'слова 言葉 ١٢', 'x '.repeat(300_000)]) {
      ok(Math.abs(length(text) - 1) < 1e-6, text);
    }
    for (const text of ['', ' .,;!']) equal(length(text), 0);
  });

  it('is the same in every run and on every machine', () => {
    const parts = [...embedText('Helix')].flatMap((part, index) =>
      part === 0 ? [] : [index * Math.sign(part)],
    );
    deepEqual(parts, [2, -22, -37, 50, 53, -93, 150, 202, -228, 253]);
  });

  it('is made of the keys and leaves of a value, and of no secret', () => {
    const secret = new SecretReference('Environment', 'TOKEN');
    const value: Value = new Map<string, Value>([
      ['title', 'Bread'],
      ['parts', [1, true, null, new Duration(5, 'Minutes'), secret]],
    ]);
    equal(embeddableText(value), 'title Bread parts 1 true 5m');
  });

  it('is near to that of a text with the same words, and far from any other', () => {
    const near = cosine(embedText('baking bread'), embedText('How to bake bread with yeast'));
    const far = cosine(embedText('baking bread'), embedText('repairing a diesel engine'));
    ok(near > 2 * Math.abs(far), `${near} ${far}`);
  });
});
