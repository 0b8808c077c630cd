import assert from 'node:assert/strict';
import { annotate, stripAnnotations } from '../testing/annotate.js';

const cases: readonly (readonly [title: string, program: string])[] = [
  [
    'nothing where every name is known',
    `
project "p" { version = "1" }
agent "a" { model = "m" }
memory { provider = x }
context "c" { variables { limit = 5 style = "plain" ids = [1] } }
workflow "w" {
  step "one" { agent = "a" task = "About \${input.topic} in \${style} by \${agents["a"].role}" }
  step "two" {
    agent = "a"
    task = """
      Again: \${steps.one.output.title}
      """
    when = steps.one.attempts < limit and not steps.one.failed and len(ids) > 0
    inputs {
      n = \${steps.one.output.n + 1}
      nested = { list = ["\${attempt}", \${steps.one.duration > 5m}] }
      text = \${input.text}
      kept = \${@memory.key}
      rest = \${workflow.name + step.name + project.version + json($HOME)}
    }
  }
  pipeline { one -> if steps.one.status == "done" or input.always { two } }
}
pipeline "q" { stage "s" { agent = "a" } stage "t" { agent = "a" when = not steps.s.failed } }`,
  ],
  [
    'names that are not known, each where it is',
    `
agent "a" { }
workflow "w" {
  step "one" { agent = "a" task = "\${topic} and \${steps.on.output}" }
                                     ^^^^^ UndefinedName
                                                        ^^ UndefinedStep
  step "two" { agent = "a" when = steps.one.sucess }
                                            ^^^^^^ UndefinedMember
  step "tre" { agent = "a" inputs { x = \${agents["b"].role} y = [\${lenn(input.a)}] } }
                                                 ^^^ UndefinedAgent
                                                                   ^^^^ UndefinedFunction
  pipeline { one -> if attempt > 1 { two } else { tre } }
                       ^^^^^^^ UndefinedName
}`,
  ],
  [
    'the conditions of steps in a list',
    `
agent "a" { }
workflow "w" {
  steps = [
    { name = "one", agent = "a" },
    { name = "two", agent = "a", when = steps.on.failed, inputs { when = later } },
                                              ^^ UndefinedStep
  ]
}`,
  ],
  [
    'conditions that are always the same',
    `
agent "a" { }
workflow "w" {
  agent = "a"
  step "one" { when = "yes" }
                      ^^^^^ W0309
  step "two" { when = 1 > 2 }
                      ^^^^^ W0311
  pipeline { if true { one } else { two } }
                ^^^^ W0309
}`,
  ],
  [
    'placeholders where nothing fills them in',
    `
context c { variables { x = 1 } }
agent "a" { role = "For \${x}" max_tokens = \${x} temperature = \${x + 1} tone = "\\\${x}" }
                        ^^^^ W0308
                                                              ^^^^^^^^ W0308
workflow "w" {
  step "s" { agent = "a" timeout = \${y.z} when = "\\\${x}" == input.text }
                                   ^^^^^^ UndefinedReference
}`,
  ],
  [
    'memory without a memory, in expressions too',
    `
agent "a" { }
workflow "w" {
  step "s" { agent = "a" when = @memory.key > 1 }
                                ^^^^^^^^^^^ UndefinedReference
}`,
  ],
];

describe('the names in values', () => {
  for (const [title, program] of cases) {
    it(title, () => assert.equal(annotate(stripAnnotations(program)), program));
  }
});
