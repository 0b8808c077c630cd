import assert from 'node:assert/strict';
import { annotate, stripAnnotations } from '../testing/annotate.js';

type Case = readonly [title: string, program: string];

const duplicates: readonly Case[] = [
  [
    'the same name for two of a kind',
    `
agent "a" { }
agent a { }
      ^ DuplicateDefinition
crew "a" { agents ["a"] }
crew "a" { agents ["a"] }
     ^^^ DuplicateDefinition
context c { }
context c { }
        ^ DuplicateDefinition
memory m { provider = x }
memory m { provider = x }
       ^ DuplicateDefinition
plugin p { source = x }
plugin p { source = x }
       ^ DuplicateDefinition
database d { }
database d { }
         ^ DuplicateDefinition`,
  ],
  [
    'two workflows, steps, stages and pipelines',
    `
agent a { }
workflow w {
  step s { agent = a }
  step s { agent = a }
       ^ DuplicateDefinition
  pipeline { s }
  pipeline { s }
  ^^^^^^^^ DuplicateDefinition
}
workflow w { }
         ^ DuplicateDefinition
pipeline p {
  stage x { agent = a }
  stage x { agent = a }
        ^ DuplicateDefinition
}`,
  ],
  [
    'a second memory without a name',
    `
memory { provider = x }
memory { provider = y }
^^^^^^ W0306
memory other { provider = y }`,
  ],
  [
    'a key that is set twice, at any depth',
    `
agent a { model = x model = y }
                    ^^^^^ W0302
context c { variables { x = { y = 1 y = 2 } } }
                                    ^ W0302`,
  ],
];

const references: readonly Case[] = [
  [
    'agents that are not declared, wherever they are named',
    `
agent writer { }
crew team { agents ["writer", "nobody"] process = hierarchical manager = "boss" }
                              ^^^^^^^^ UndefinedAgent
                                                                         ^^^^^^ UndefinedAgent
workflow w {
  agent = "wrtier"
          ^^^^^^^^ UndefinedAgent
  step a { agent = writter }
                   ^^^^^^^ UndefinedAgent
  step b { crew = [team, writer, "nobody"] }
                                 ^^^^^^^^ UndefinedAgent
  steps = [{ name = c agent = later }, { name = d agent = never }]
                                                          ^^^^^ UndefinedAgent
}
pipeline p { stage s { agent = never } }
                               ^^^^^ UndefinedAgent
agent later { }`,
  ],
  [
    'steps that are not declared, in depends_on, pipelines and outputs',
    `
agent a { }
workflow w {
  agent = a
  step one { }
  step two { depends_on = one }
  step three { depends_on = ["one", "four"] }
                                    ^^^^^^ UndefinedStep
  pipeline { one -> [two | five] -> if input.x { six } else { three } }
                           ^^^^ UndefinedStep
                                                 ^^^ UndefinedStep
  outputs = ["three", "seven"]
                      ^^^^^^^ UndefinedStep
}`,
  ],
  [
    'names with arrows as those of any list',
    `
agent a { }
agent b { }
workflow w {
  agent = a
  step one { crew = a -> b }
  step two { depends_on = one -> four }
                                 ^^^^ UndefinedStep
  outputs = one -> seven
                   ^^^^^ UndefinedStep
}
crew c { agents = a -> nobody }
                       ^^^^^^ UndefinedAgent`,
  ],
  [
    'a workflow that is not declared',
    `
workflow w { on_error = "x" }
                        ^^^ UndefinedWorkflow
workflow v { on_error = w }`,
  ],
  [
    'references to what no load and no memory holds',
    `
agent a { x = @file[key] y = @memory.key z = [@other["k"]] w = @a.b }
              ^^^^^^^^^^ UndefinedReference
                             ^^^^^^^^^^^ UndefinedReference
                                              ^^^^^^^^^^^ UndefinedReference
agent b { x = @memory["k"] }
              ^^^^^^^^^^^^ UndefinedReference`,
  ],
  [
    'nothing where load and memory are there',
    `
load file
memory { provider = x }
memory notes { provider = x }
agent a { x = @file[key] y = @memory.key z = @memory["k"] }
agent b { x = @notes.a y = @notes["k"] z = @notes.a["k"] }`,
  ],
];

const properties: readonly Case[] = [
  [
    'values of a wrong kind',
    `
agent a {
  model = 4
          ^ TypeMismatch
  temperature = "hot"
                ^^^^^ TypeMismatch
  debug = 1
          ^ TypeMismatch
  timeout = 5
            ^ TypeMismatch
  max_tokens = $TOKENS
  role = null
  anything = [1, true]
}
memory { provider = x embeddings = 5 cache_size = many }
                                   ^ TypeMismatch
                                                  ^^^^ TypeMismatch
context c { debug = "yes" variables = 5 }
                    ^^^^^ TypeMismatch
                                      ^ TypeMismatch`,
  ],
  [
    'numbers out of range',
    `
agent a { temperature = 2.5 max_tokens = 0 }
                        ^^^ TypeMismatch
                                         ^ TypeMismatch
agent b { temperature = 2 max_tokens = 1.5 }
                                       ^^^ TypeMismatch
agent c { temperature = 0 max_tokens = 4294967296 }
                                       ^^^^^^^^^^ TypeMismatch
memory { provider = x embeddings { dimensions = -1 } }
                                                ^^ TypeMismatch
workflow w { retry { max_attempts = 0 } }
                                    ^ TypeMismatch`,
  ],
  [
    'durations in quotes, and what is no duration',
    `
agent a { timeout = "2 hours" }
                    ^^^^^^^^^ W0301
agent b { timeout = soon }
                    ^^^^ E0303
agent c { timeout = "2 weeks" }
                    ^^^^^^^^^ E0303
agent d { timeout = 2h }`,
  ],
  [
    'lists that hold more than names',
    `
agent a { capabilities [x, "y", 5, {}] tools = "t" constraints = [] }
                                ^ E0209
                                   ^^ E0209
                                               ^^^ E0209`,
  ],
  [
    'words that are none of those allowed',
    `
agent a { }
crew c { agents [a] process = sequentiel }
                              ^^^^^^^^^^ InvalidProcessType
crew d { agents [a] process_type = "weird" }
                                   ^^^^^^^ InvalidProcessType
workflow w { retry { backoff = "weird" } }
                               ^^^^^^^ InvalidBackoffStrategy
workflow v { retry { backoff = linear } }`,
  ],
];

const others: readonly Case[] = [
  [
    'what is missing',
    `
project { }
^^^^^^^ W0305
agent a { }
crew c { agents [a] process = hierarchical }
     ^ MissingRequiredField
plugin p { }
       ^ MissingRequiredField
memory { }
^^^^^^ MissingRequiredField
database d { vector_index { m = 5 } }
             ^^^^^^^^^^^^ MissingRequiredField
             ^^^^^^^^^^^^ MissingRequiredField
workflow w { step s { } step t { agent = a } }
                  ^ MissingRequiredField
workflow v { agent = a step s { } }`,
  ],
  [
    'an old spelling of backoff',
    `
workflow w { retry { exponential_backoff = true } }
                     ^^^^^^^^^^^^^^^^^^^ W0307`,
  ],
  [
    'triggers that are none, and words taken for events',
    `
workflow a { trigger = "push" }
                       ^^^^^^ W0303
workflow b { trigger = "gitlab:push" }
                       ^^^^^^^^^^^^^ InvalidTriggerType
workflow c { trigger = 5 }
                       ^ InvalidTriggerType
workflow d { trigger { type = "schedul:x" } }
                              ^^^^^^^^^^^ InvalidTriggerType
workflow e { trigger = "schedule:0 9 * * *" }
workflow f { trigger = webhook }
workflow g { trigger { type = file_watch path = "x" } }
workflow h { trigger = "file:./in" }
workflow i { trigger = $TRIGGER }`,
  ],
  [
    'secrets that hold their value',
    `
context c {
  secrets {
    a = $A
    b = "vault:x/y"
    c = "file:/run/key"
    d = "hunter2"
        ^^^^^^^^^ E0211
    e = 5
        ^ E0211
    f = vault
        ^^^^^ E0211
  }
}`,
  ],
  [
    'steps that wait for each other',
    `
agent a { }
workflow w {
  agent = a
  step one { depends_on = [three] }
                           ^^^^^ CircularDependency
  step two { depends_on = [one] }
  step three { depends_on = [two] }
}
workflow v {
  agent = a
  step self { depends_on = self }
                           ^^^^ CircularDependency
}`,
  ],
  [
    'a pipeline against depends_on, and one with itself',
    `
agent a { }
workflow w {
  agent = a
  step one { depends_on = two }
                          ^^^ CircularDependency
  step two { }
  pipeline { one -> [two | two] }
                           ^^^ W0312
}
workflow v { agent = a step x { } step y { } pipeline { x -> y -> x } }
                                                                  ^ CircularDependency
workflow u { agent = a step x { } step y { } pipeline { if input.b { x } else { x -> y } } }`,
  ],
];

const families: Readonly<Record<string, readonly Case[]>> = {
  duplicates,
  references,
  properties,
  others,
};

describe('the checks report', () => {
  for (const [family, cases] of Object.entries(families)) {
    describe(family, () => {
      for (const [title, program] of cases) {
        it(title, () => assert.equal(annotate(stripAnnotations(program)), program));
      }
    });
  }
});
