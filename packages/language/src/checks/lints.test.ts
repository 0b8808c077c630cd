import assert from 'node:assert/strict';
import { parse } from '../parser/parse.js';
import { annotate, stripAnnotations } from '../testing/annotate.js';
import { SourceFile } from '../text/source-file.js';
import { check } from './check.js';

const cases: readonly (readonly [title: string, program: string])[] = [
  ['agents alone need no use', '\nagent "a" { }\nagent "b" { }'],
  [
    'an agent that nobody works with',
    `
agent "a" { }
agent "b" { }
      ^^^ W0310
agent "c" { }
agent "d" { }
agent "e" { }
crew "x" { agents ["c"] process = "hierarchical" manager = "d" }
workflow "w" { agent = "e" step "s" { crew = ["a"] } }`,
  ],
  [
    'no use is missed where a name is misspelt',
    `
agent "a" { }
workflow "w" { step "s" { agent = "aa" } }
                                  ^^^^ UndefinedAgent`,
  ],
  [
    'steps that never run, and those that wait for them',
    `
agent "a" { }
workflow "w" {
  agent = "a"
  step "one" { when = false }
                      ^^^^^ W0311
  step "two" { depends_on = ["one"] }
                             ^^^^^ W0311
  step "three" { depends_on = ["two", "one"] }
                                      ^^^^^ W0311
  step "four" { depends_on = ["five"] when = steps.one.failed }
  step "five" { }
}`,
  ],
  [
    'steps in two parallel branches',
    `
agent "a" { }
workflow "w" {
  agent = "a"
  step "x" { } step "y" { } step "z" { }
  pipeline { [x | if input.a { y } else { y } | [z | x]] }
                                                     ^ W0312
}`,
  ],
  [
    'properties that are one slip away from a known one',
    `
agent "a" { temprature = 0.5 max_token = 5 maxTokens = 4 tone = "x" mood = 1 modle = "m" }
            ^^^^^^^^^^ W0313
                             ^^^^^^^^^ W0313
                                           ^^^^^^^^^ W0313
                                                                             ^^^^^ W0313
agent "b" { role = "x" rule = "y" min_tokens = 5 }
project "p" { verson = "1" }
memory { provider = x embeddings { model = m dimension = 5 } }
                                             ^^^^^^^^^ W0313`,
  ],
  [
    'secrets in plain text',
    `
context "c" { secrets { key = "abc" other = 12 good = $KEY } }
                              ^^^^^ E0211
                                            ^^ E0211`,
  ],
];

describe('the checks for what is probably a mistake', () => {
  for (const [title, program] of cases) {
    it(title, () => assert.equal(annotate(stripAnnotations(program)), program));
  }

  it('take linear time, however many slips there are', () => {
    const slips = Array.from({ length: 30_000 }, (_, index) => `temprature = ${index}`).join('\n');
    const names = Array.from({ length: 5_000 }, (_, index) => `v${index} = 1`).join('\n');
    const uses = '$\u007bnothing} '.repeat(5_000);
    const program = `agent "a" { ${slips} }
      context "c" { variables { ${names} } }
      workflow "w" { step "s" { agent = "a" task = "${uses}" } }`;
    assert.equal(check(parse(new SourceFile('', program))).diagnostics.at(-1)?.code, 'E0215');
  });
});
