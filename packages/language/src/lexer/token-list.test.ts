import assert from 'node:assert/strict';
import fc from 'fast-check';
import { tokenize } from './lexer.js';
import type { Token } from './token.js';
import { TokenList } from './token-list.js';

const text = 'agent "a\\n" { x = 30m y = 1.5 z = "b" } ` $V @m.k ${p}';

const moved = (token: Token, by: number): Token => ({
  ...token,
  start: token.start + by,
  end: token.end + by,
});

describe('a list of tokens', () => {
  it('gives every token back as it came, however many there are', () => {
    const count = 1_000;
    const list = new TokenList('word'.repeat(count));
    for (let index = 0; index < count; index++) {
      if (index % 3 === 0) list.pushDetailed('Number', { start: index, end: index + 1 }, '', index);
      else list.push('Identifier', 4 * index, 4 * index + 4);
    }
    assert.equal(list.length, count);
    for (const [index, token] of [...list].entries()) {
      const expected =
        index % 3 === 0
          ? { kind: 'Number', start: index, end: index + 1, text: '', value: index }
          : { kind: 'Identifier', start: 4 * index, end: 4 * index + 4, text: 'word', value: 0 };
      assert.deepEqual(token, expected);
    }
  });

  it('gives them back in any order', () => {
    const { tokens } = tokenize(text);
    const inOrder = [...tokens];
    fc.assert(
      fc.property(fc.array(fc.nat(inOrder.length - 1)), (indexes) => {
        for (const index of indexes) assert.deepEqual(tokens.at(index), inOrder[index]);
      }),
    );
  });

  it('knows where the longest ones end', () => {
    for (const length of [65_534, 65_535, 65_536, 200_000]) {
      const source = `a "${'x'.repeat(length - 2)}" b`;
      const { tokens } = tokenize(source);
      assert.equal(tokens.endAt(1), 2 + length);
      assert.equal(tokens.at(1)?.text.length, length - 2);
      assert.deepEqual(tokens.at(2)?.start, 2 + length + 1);
    }
  });

  it('has nothing but the end of the file outside its bounds', () => {
    const { tokens } = tokenize(text);
    for (const index of [-1, tokens.length, 1_000_000]) {
      assert.equal(tokens.at(index), undefined);
      assert.equal(tokens.kindAt(index), 'EndOfFile');
    }
    assert.equal(tokens.at(tokens.length - 1)?.kind, 'EndOfFile');
  });

  it('takes in the tokens of a part of its text', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(12), (offset, count) => {
        const { tokens } = tokenize(text);
        const whole = new TokenList(' '.repeat(offset) + text);
        whole.append(tokens, offset, count);
        const expected = [...tokens].slice(0, count).map((token) => moved(token, offset));
        assert.deepEqual([...whole], expected);
      }),
    );
  });

  it('leaves out the tokens of a kind', () => {
    const { tokens } = tokenize(text);
    const isKnown = ({ kind }: Token): boolean => kind !== 'Unknown';
    const known = tokens.without('Unknown');
    assert.equal(known.length, tokens.length - 1);
    assert.deepEqual([...known], [...tokens].filter(isKnown));
    assert.equal(known.without('Unknown'), known);
  });
});
