import { deepEqual, equal, throws } from 'node:assert/strict';
import fc from 'fast-check';
import { anyGraph, pipelineGraph } from '../testing/graphs.js';
import { writeDot } from './dot.js';

/**
 * The tokens of a DOT text, by its grammar: https://graphviz.org/doc/info/lang.html. Strings keep
 * their quotes.
 *
 * @throws Error where it is none
 */
function dotTokens(text: string): readonly string[] {
  const token =
    /\s+|->|[{}[\];,=]|[A-Za-z_][A-Za-z_0-9]*|-?(?:\.\d+|\d+(?:\.\d*)?)|"(?:[^"\\]|\\.)*"/sy;
  const tokens: string[] = [];
  while (token.lastIndex < text.length) {
    const at = token.lastIndex;
    const found = token.exec(text)?.[0];
    if (found === undefined) throw new Error(`no token at ${text.slice(at, at + 20)}`);
    if (found.trim() !== '') tokens.push(found);
  }
  return tokens;
}

/** Reads a graph and gives the labels of its nodes. @throws Error where it is no graph */
function readDot(text: string): readonly string[] {
  const tokens = [...dotTokens(text)];
  const labels: string[] = [];
  const take = (pattern: RegExp): string => {
    const next = tokens.shift() ?? '';
    if (!pattern.test(next)) throw new Error(`${next} where ${pattern} is expected`);
    return next;
  };
  const id = /^(?:[A-Za-z_]\w*|-?[\d.]+|".*")$/s;
  const isNext = (token: string): boolean => tokens[0] === token;
  const attributes = (isNode: boolean): void => {
    take(/^\[$/);
    while (!isNext(']')) {
      const name = take(id);
      take(/^=$/);
      const value = take(id);
      if (isNode && name === 'label') labels.push(value);
      if (isNext(',')) take(/^,$/);
    }
    take(/^\]$/);
  };
  const statement = (): void => {
    const first = take(id);
    if (first === 'subgraph') {
      take(id);
      return statements();
    }
    const isPlain = !isNext('=') && !isNext('->');
    if (!isPlain) {
      take(/^(?:=|->)$/);
      take(id);
    }
    if (isNext('[')) attributes(isPlain && /^w\d+n\d+$/.test(first));
    take(/^;$/);
  };
  const statements = (): void => {
    take(/^\{$/);
    while (!isNext('}')) statement();
    take(/^\}$/);
  };
  take(/^digraph$/);
  take(id);
  statements();
  deepEqual(tokens, []);
  return labels;
}

/** What Graphviz shows for a string. */
function shown(string: string): string {
  return string
    .slice(1, -1)
    .replaceAll(/\\(.)/gs, (_, character) => (character === 'n' ? '\n' : character))
    .replaceAll('&amp;', '&');
}

describe('DOT', () => {
  it('is a graph that Graphviz reads, whatever the texts are', () => {
    fc.assert(
      fc.property(anyGraph, anyGraph, (one, other) => {
        const labels = readDot(writeDot([one, other]));
        equal(labels.length, one.nodes.length + other.nodes.length);
      }),
      { seed: 11, numRuns: 500 },
    );
  });

  it('shows texts as they are', () => {
    const [first, ...others] = pipelineGraph('a').nodes;
    const name = 'say "hi" \\n & C:\\dir\\ &lt; \\';
    const graph = { ...pipelineGraph('a'), name };
    const nodes = first?.kind === 'step' ? [{ ...first, name }, ...others] : others;
    const text = writeDot([{ ...graph, nodes }]);
    equal(shown(readDot(text)[0] ?? '').split('\n')[0], name);
  });

  it('would not be read with a quote too many', () => {
    throws(() => readDot('digraph x { a [label="b" c"]; }'));
  });
});
