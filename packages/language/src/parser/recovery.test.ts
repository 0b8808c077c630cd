import assert from 'node:assert/strict';
import type { Diagnostic } from '../diagnostic.js';
import { annotate, stripAnnotations } from '../testing/annotate.js';

/** Only what the parser says: codes with a number. */
const isSyntax = ({ code }: Diagnostic): boolean => /^E0[12]/.test(code) && code !== 'E0211';

const cases: readonly (readonly [title: string, program: string])[] = [
  [
    'a program without mistakes has none',
    `
project "p" { version = "1" }
agent "a" { model = "m", temperature = 0.5 capabilities ["x" y] }
workflow w {
  step s { agent = a task = "t" retry { max_attempts = 2 delay = 5s } when = x > 1 in = 2 }
  pipeline { s }
}
memory { provider = redis embeddings { model = m } }
load "file"`,
  ],
  [
    'everything on lines of its own is the same program',
    `
agent
  "a"
{
  model
    =
      "m"
}`,
  ],
  [
    'a member in column one belongs to its block, as that is closed',
    `
workflow w {
  step s { agent = a task = "t" }
pipeline { s }
  step "load" { agent = a task = "t" }
pipeline other {
load s
}
}
agent "a" {
  model = "m"
memory { provider = redis }
}`,
  ],
  [
    'a block that is never closed, before what may be a member',
    `
workflow w {
           ^ E0204
  step s { agent = a task = "t" }
memory { provider = redis }
agent "b" { model = "m" }
crew "c" {
         ^ E0204
  agents ["b"]
load "file"
project "p" { version = "1" }
agent "d" {
          ^ E0204
  model = "m"
load "file"
memory { provider = redis }`,
  ],
  [
    'a condition goes on where a line begins with an index',
    `
workflow w {
  step s {
    agent = a
    when = input.x and
      steps["s"].failed or
      input["y"]
  }
}`,
  ],
  [
    'a missing operand does not swallow the next property',
    `
workflow w {
  step s {
    when = input.x and
    depends_on ["t"]
    ^^^^^^^^^^ E0207
  }
  step t {
    when = input.x and
    retry { max_attempts = 2 }
    ^^^^^ E0207
  }
}`,
  ],
  [
    'a missing value does not swallow the next property',
    `
agent "a" {
  model =
        ^ E0207
  role = "r"
}`,
  ],
  [
    'a property without a value',
    `
agent "a" {
  debug
  ^^^^^ E0205
  role = "r"
}`,
  ],
  [
    'a colon for an equals sign',
    `
agent "a" { model: "m" }
                 ^ E0205`,
  ],
  [
    'a semicolon as a separator',
    `
agent "a" { model = "m"; role = "r" }
                       ^ E0210`,
  ],
  [
    'something else than a key',
    `
agent "a" {
  12 = "m"
  ^^ E0203
  role = "r"
}`,
  ],
  [
    'a bare word with a point',
    `
agent "a" {
  model = gpt-3.5-turbo
               ^ E0203
  role = "r"
}`,
  ],
  [
    'an operator where a value stands',
    `
agent "a" { model = +5 role = "r" }
                    ^ E0105`,
  ],
  [
    'a negative duration',
    `
agent "a" { timeout = -5m temperature = -1.5 }
                      ^^^ E0103`,
  ],
  [
    'a key in a list',
    `
agent "a" { x = [a = 1] y = 2 }
                   ^ E0207`,
  ],
  [
    'a list that is never closed, before a property',
    `
agent "a" {
  capabilities [
               ^ E0204
    "x"
  model = "m"
}`,
  ],
  [
    'a list that is never closed, before a brace',
    `
agent "a" { x = [1, 2 }
                ^ E0204`,
  ],
  [
    'a wrong key of a reference',
    `
agent "a" { x = @file[12] y = @file["k e y"] z = @file[key] }
                      ^^ E0206`,
  ],
  [
    'a parenthesis that is never closed',
    `
agent "a" { x = (1 y = (2) }
                   ^ E0201`,
  ],
  [
    'a block that is never closed, before the next declaration',
    `
agent "a" {
          ^ E0204
  model = "m"
agent "b" { model = "m" }`,
  ],
  [
    'an inner block that is never closed, judging by the indentation',
    `
workflow "w" {
  step "s" {
           ^ E0204
    task = "t"
}
agent "b" { model = "m" }`,
  ],
  [
    'a block of a workflow that is never closed, before its steps',
    `
workflow "w" {
  trigger {
          ^ E0204
    type = "webhook"
  step "s" { task = "t" }
  step t { task = "t" }
  pipeline {
    s -> t
  }
}`,
  ],
  [
    'a block within a step that is never opened',
    `
workflow "w" {
  step "s" {
    retry
    ^^^^^ E0205
      max_attempts = 2
      delay = 5s
    }
    task = "t"
  }
  step t { task = "t" }
}`,
  ],
  [
    'a backstory that is never opened, with and without its end',
    `
agent "a" {
  backstory
  ^^^^^^^^^ E0205
    Ten years of {nested} writing, "as it were"
      and more [of it]
  }
  role = "R"
}
agent "b" {
  backstory
  ^^^^^^^^^ E0205
    Ten years
  role = "R"
}`,
  ],
  [
    'secrets that are never closed, before the variables',
    `
context "c" {
  secrets {
          ^ E0204
    key = $KEY
  variables { a = 1 }
}`,
  ],
  [
    'branches behind a condition, without the braces',
    `
workflow w {
  step s {}
  step t {}
  pipeline { if input.x == 1 [s | t] }
                             ^ E0201
}`,
  ],
  [
    'a step that is never closed, before the pipeline',
    `
workflow w {
  step s { task = "x" }
  step t {
         ^ E0204
    task = "x"
  pipeline {
    s -> t
  }
  step u {}
}`,
  ],
  [
    'branches that are never closed, before the next arrow',
    `
workflow w {
  step s {}
  step t {}
  pipeline { s -> [t | s -> t }
                  ^ E0204
}`,
  ],
  [
    'a record in brackets before a block is none of its own',
    `
workflow w {
  step s { when = len(default(input?.a, {})) > 0 }
  step t {
    parallel =
      true
    "my key" { x = 1 }
    when = input.x == 1 and
      not [1] == [2]
  }
  pipeline { if (input?.a == {}) { s } -> if {a: 1} == input { t } }
}`,
  ],
  [
    'a backstory that is never closed',
    `
agent "a" {
  backstory {
            ^ E0204
    Ten years
}
agent "b" { model = "m" }`,
  ],
  [
    'the end of the text in the middle of everything is one mistake',
    `
workflow "w" {
  step "s" {
           ^ E0204
    retry { delay = 5s }`,
  ],
  [
    'a brace too many',
    `
agent "a" { model = "m" } }
                          ^ E0212
agent "b" { model = "m" }`,
  ],
  [
    'a missing name',
    `
agent { model = "m" }
      ^ E0202
project { version = "1" }`,
  ],
  [
    'a keyword as a name',
    `
agent memory { model = "m" }
      ^^^^^^ E0202`,
  ],
  [
    'a missing block',
    `
agent "a"
agent "b" { model = "m" }
^^^^^ E0201`,
  ],
  [
    'something between name and block',
    `
agent "a" "b" { model = "m" }
          ^^^ E0201`,
  ],
  [
    'a keyword that begins no declaration',
    `
step "s" { agent = "a" x = ^ }
^^^^ E0200
agent "b" { model = "m" }`,
  ],
  [
    'each construct of a later dialect is one mistake',
    `
service api <
^^^^^^^ E0212
  host = "localhost"
  port = 8080 ^
>
project "p" <
            ^ E0213
  version = "1"
>
roadmap { goals = [1 2 ;] }
^^^^^^^ E0212
limit = 5
^^^^^ E0212
~extra { a = 1 }
^ E0213
rules : a = 1 ;
^^^^^ E0212
agent "b" { model = "m" }`,
  ],
  [
    'a stray property inside a crew begins no declaration',
    `
crew "c" {
  agents ["a"]
  memory = "m"
  context = "d"
}`,
  ],
];

describe('the parser reports', () => {
  for (const [title, program] of cases) {
    it(title, () => assert.equal(annotate(stripAnnotations(program), isSyntax), program));
  }
});
