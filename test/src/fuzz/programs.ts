import { readdirSync, readFileSync } from 'node:fs';
import { examplesFolder } from '../support/paths.js';

/**
 * What mutants are made of: small programs, each full of one part of the language, so that a
 * mutation seldom hits what no other one has hit.
 */

const people = `# Who works here
project "desk" { version = "1.0" tags = [a, "b" 3] meta = { deep = { er = null }, x = -1.5e3 } }
agent writer {
  model = gpt-4  role = "Wri\\"ter"  temperature = 0.7, max_tokens = 4_000
  capabilities ["writing", research]
  backstory {
    Ten years of {nested} writing # with a comment
    "A quoted line" in C# and R
  }
  tools = [search]
}
crew "team" { agents [writer] process = hierarchical manager = writer verbose = false }
`;

const workflow = `workflow "publish" {
  trigger = "schedule:0 9 * * *"  timeout = 2h
  retry { max_attempts = 2 delay = 5s backoff = "linear" }
  step "draft" { agent = "w" task = """
      Write "it" about \${input.topic ? {a: "}"}.a : 'x'}
        now \\\${here}
    """
    timeout = 1.5h inputs { by = '\${agents["w"].role}!' all = \${len(steps)} } output = "text" }
  step review { crew = [w] depends_on = draft parallel = true }
  steps = [{ name = "print", agent = w }, { name = keep, agent = w }]
  pipeline { draft -> [review | print] -> keep }
  outputs [keep]
  on_error = "publish"
}
agent "w" { backstory = "short" }
`;

const conditions = `agent "a" { role = "r" }
workflow "w" { agent = a
  step "one" { when = not (steps.two?.output["k"].x >= 0.5 and $HOME != null) or 2h > 90m }
  step "two" { when = len([1, "a", {k: v}]) in [1, 2] ? -1 * 2 + 3 % 4 : default(@memory.k, 0) }
  step "three" { when = "text" matches "^[a-z]+$" && !contains(keys({a: true}), 'b') task = "t" }
  pipeline { two -> if input.x || \${a.b} { one } else if attempt < 3 { three } else { } }
}
memory { provider = redis embeddings { model = m dimensions = 3 } }
`;

const surroundings = `context "prod" {
  environment = "production" debug = false
  secrets { key = $KEY path = "vault:a/b", file = 'file:/c' }
  variables { x = @memory.key y = @data["a key"] z = \${deep.er} timeout = 30 \\
    list = [a -> b, (c)] }
}
memory "m" { provider = redis persistence = true cache_size = 500 }
plugin "p" { source = "x/y" version = 1 config { level = 3 } }
database "d" { path = "./d" vector_index { index_type = hnsw dimensions = 8 } }
load "data"
pipeline "etl" { stage "one" { agent = nobody } output = x }
pipeline { a -> [b, c] -> "d" }
`;

const examples = readdirSync(examplesFolder)
  .filter((name) => name.endsWith('.mso'))
  .map((name) => readFileSync(`${examplesFolder}/${name}`, 'utf8'));

/** The small ones first; the examples of the extension are ten times as long. */
export const smallPrograms: readonly [string, ...string[]] = [
  people,
  workflow,
  conditions,
  surroundings,
];

export const longPrograms: readonly string[] = examples;
