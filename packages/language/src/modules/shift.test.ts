import assert from 'node:assert/strict';
import { parse } from '../parser/parse.js';
import { SourceFile } from '../text/source-file.js';
import { shifted } from './shift.js';

const texts = [
  'agent writer { model = "m" temperature = 0.5 tools = [a, "b"] backstory { Once. } }',
  'workflow w { step s { agent = writer when = steps.a.output > 2 inputs { x = "${input.y}" } } }',
  'workflow w { pipeline { a -> [b | c] -> if input.x { d } else { e } } }',
  'memory { provider = sqlite ',
  'context c { secrets { key = $KEY } variables { wait = 5m } } pipeline = a -> b',
];

function programOf(text: string): unknown {
  return parse(new SourceFile('', text)).program.declarations;
}

describe('a tree that is moved', () => {
  for (const text of texts) {
    it(`is the tree of the same text further on: ${text}`, () => {
      assert.deepEqual(shifted(programOf(text), 3), programOf(`\n\n\n${text}`));
    });
  }
});
