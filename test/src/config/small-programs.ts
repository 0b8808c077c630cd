const inAgent = (properties: string): string => `agent "a" { ${properties} }`;
const inStep = (properties: string): string =>
  `agent "a" {} workflow "w" { step "s" { agent = "a" ${properties} } step "t" { agent = "a" } }`;
const inWorkflow = (properties: string): string => `workflow "w" { ${properties} }`;
const inContext = (properties: string): string => `context "k" { ${properties} }`;

/** One program for each block, field and form of a value. */
export const smallPrograms: Readonly<Record<string, string>> = {
  'nothing at all': '',
  'a project': 'project "p" { version = "1" author = "x" description = "d" license = "MIT" }',
  'a project without a name': 'project { version = 2 }',
  'a project whose version is a list': 'project "p" { version = [1, 2] author { name = "x" } }',
  'the last of two projects': 'project "p" { a = 1 } project "p" { b = 2 }',
  'an agent with everything': inAgent(
    'model = "m" role = r temperature = 0.5 max_tokens = 5 timeout = 10m capabilities [a, "b", a]' +
      ' tools ["t"] constraints = ["c"] backstory { Once } mood = "good" debug = true',
  ),
  'an empty agent': inAgent(''),
  'numbers that do not fit': inAgent('max_tokens = 99999999999'),
  'a quoted duration': inAgent('timeout = "5m"'),
  'a duration in a smaller unit': inAgent('timeout = 1.5h'),
  'backstories in every form': `${inAgent('backstory = "x"')}
    agent "b" { backstory = ["x", y] } agent "c" { backstory = $TEXT } agent "d" { backstory {} }`,
  'values from outside': inAgent(
    'model = $TEXT role = $GONE temperature = $HALF timeout = $WAIT' +
      ' tools = [$TEXT, $GONE] p = $GONE',
  ),
  'containers in containers': inAgent('a = [[], {}, [{}]] b { c {} d = [] e { f = [{ g = 1 }] } }'),
  'keys like numbers': inAgent('a { "0" = 1 "1" = 2 } "0" = 3 b = [{ "5" = [] }]'),
  'keys like paths': inAgent('"/a" = 1 "-" = 2 "~0" { "-" = [] "~2" = 3 "/" = 4 }'),
  'keys like those of objects': inAgent('"__proto__" { "__proto__" = 1 } "constructor" = 2'),
  'keys set twice': inAgent('a = 1 a = 2 o { x = 1 } o { y = 2 } l = [1, 2] l = [3] m = [1] m {}'),
  'nulls for fields': inAgent('model = null tools = null temperature = null own = null'),
  'names with arrows': inAgent('own = a -> b -> c'),
  'a workflow with everything': `workflow "w" {
    trigger = "schedule:0 9 * * *" timeout = 1h outputs = ["s"] on_error = "w" own { a = 1 }
    retry { max_attempts = 2 delay = 1m backoff = "linear" }
    step "s" { agent = "a" } pipeline { s } } agent "a" {}`,
  'a step with everything': inStep(
    'task = "x" timeout = 5m parallel = true depends_on = ["t"] when = 1 < 2 inputs { a = 1 }' +
      ' output = "o" retry { max_attempts = 3 delay = "90s" exponential_backoff = true }',
  ),
  'a step with a crew': 'crew "c" { agents [] } workflow "w" { step "s" { crew = "c" } }',
  'a single dependency': inStep('depends_on = t'),
  'an empty retry': inStep('retry {}'),
  'a retry with more in it': inStep('retry { jitter = 0.5 max_attempts = 2 }'),
  'steps as a list':
    'agent "a" {} workflow "w" { steps = [{ name = "s", agent = "a" }, { name = t, agent = a }] }',
  ...Object.fromEntries(
    ['manual', '"webhook:/x"', 'webhook', '"event"', 'push', '"file:a:b"', '$GONE'].map((each) => [
      `trigger ${each}`,
      inWorkflow(`trigger = ${each}`),
    ]),
  ),
  'a trigger with options': inWorkflow('trigger { type = "schedule" cron = "x" "0" = 1 }'),
  'a trigger of nothing but options': inWorkflow('trigger { path = "x" }'),
  'a pipeline with branches': `agent "a" {} workflow "w" {
    step "s" { agent = "a" } step "t" { agent = "a" } step "u" { agent = "a" }
    pipeline { s -> [t | u] -> if steps.s.output == "x" { } else { } } }`,
  'a pipeline as a list':
    'agent "a" {} workflow "w" { step "s" { agent = a } step "t" { agent = a } pipeline = [s, t] }',
  'a context with everything': inContext(
    'environment = "e" debug = true max_tokens = 5' +
      ' secrets { a = $TOKEN b = "vault:x" c = "file:y" }' +
      ' variables { v = 1 o { p = [] } } other = 2 v = 3',
  ),
  'a secret used elsewhere': `${inContext('secrets { a = $TOKEN } variables { v = $TOKEN }')}
    ${inAgent('model = $TOKEN own = [$TOKEN]')}`,
  'secrets and variables twice': inContext(
    'secrets { a = $A } secrets { b = $B b = $C } variables { a = 1 } variables { b = 2 b = 3 }',
  ),
  'variables like numbers': inContext('variables { "0" = 1 "1" { "0" = 2 } } "2" = 3'),
  'a crew with everything': `crew "c" { agents ["a", b] process = "hierarchical" manager = "a"
    max_iterations = 3 verbose = true own = 1 } agent "a" {} agent "b" {}`,
  'a crew with the other spelling': 'crew "c" { process_type = consensus }',
  'a crew with both spellings': 'crew "c" { process_type = consensus process = parallel }',
  'a memory with everything': `memory { provider = "p" connection = "c" cache_size = 5
    persistence = false embeddings { model = "m" dimensions = 3 batch_size = 2 own = 1 } own = 2 }`,
  'a memory with the name of its embeddings': 'memory { embeddings = "m" }',
  'the last nameless memory, and named ones':
    'memory { provider = "a" } memory "m" { provider = "b" } memory { provider = "c" }',
  'standalone pipelines': `pipeline { a -> b } pipeline "p" { a -> [b | c] }
    pipeline "q" { stage "s" { agent = "a" } own = 1 } agent "a" {}`,
  'a plugin': 'plugin "g" { source = "s" version = 2 config { level = 3 } other = 4 }',
  'a database': `database "d" { path = "p" shards = 2 compression = true cache_size = 5 own = [1]
    vector_index { index_type = "hnsw" dimensions = 3 m = 4 own = "x" } }`,
  'loads with and without a block': 'load "l" { a = 1 } load "m"',
};
