import { equal, match } from 'node:assert/strict';
import fc from 'fast-check';
import { plain } from '../layout/text.js';
import { anyGraph, pipelineGraph } from '../testing/graphs.js';
import { writeMermaid } from './mermaid.js';

const string = '"(?:[\\p{L}\\p{M}\\p{N} ,.]|#\\d+;|<br/>)+"';
const line = new RegExp(
  `^ *(?:flowchart TB|end|subgraph \\w+ \\[${string}\\]|\\w+(?:\\(${string}\\)|\\{"\\?"\\}|` +
    `\\(\\(" "\\)\\))|\\w+ (?:-->|---|-\\.->)(?:\\|${string}\\|)? \\w+)$`,
  'u',
);

describe('Mermaid', () => {
  it('has only lines of its own, whatever the texts are', () => {
    fc.assert(
      fc.property(anyGraph, (graph) => {
        for (const each of writeMermaid([graph]).trimEnd().split('\n')) match(each, line);
      }),
      { seed: 12, numRuns: 500 },
    );
  });

  it('shows texts as they are', () => {
    const name = 'style a:b "c" #quot; <b>`x` [end] \\ 日本';
    const text = writeMermaid([{ ...pipelineGraph('a'), name }]);
    const written = /subgraph w0 \["(.*)"\]/.exec(text)?.[1] ?? '';
    const read = written.replaceAll(/#(\d+);/g, (_, code) => String.fromCodePoint(Number(code)));
    equal(read, plain(name));
  });
});
