import fc from 'fast-check';

/** The environment that random programs run in; GONE is not set, and TOKEN is often a secret. */
export const environment = { TEXT: 'from outside', TOKEN: 'token', HALF: '0.5', WAIT: '5m' };

const text = fc.stringMatching(/^[a-zA-Z0-9 _.:,#äß/~-]{0,10}$/).map((each) => `"${each}"`);
const word = fc.constantFrom('alpha', 'beta', 'gamma');
const duration = fc
  .tuple(fc.nat(500), fc.constantFrom('s', 'm', 'h', 'd'))
  .map(([amount, unit]) => `${amount}${unit}`);
const number = fc.oneof(fc.integer({ min: -9999, max: 9999 }), fc.constantFrom(0.5, 1e9, -0.25));
const reference = fc.constantFrom('$TEXT', '$TOKEN', '$GONE', '@notes.today');

const plain = fc.oneof(
  text,
  word,
  number.map(String),
  fc.constantFrom('true', 'false', 'null', 'alpha -> beta'),
  duration,
  reference,
);

const key = fc.constantFrom(
  ...['p', 'q', 'long_name', 'timeout_ms', '"0"', '"1"', '"a b"', '"-"', '"/x"', '"~"'],
  ...['"__proto__"', '"constructor"'],
);

const { value } = fc.letrec<{ value: string; object: string }>((tie) => ({
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    plain,
    fc.array(tie('value'), { maxLength: 3 }).map((items) => `[${items.join(', ')}]`),
    tie('object'),
  ),
  object: fc
    .array(fc.tuple(key, tie('value')), { maxLength: 3 })
    .map((members) => `{ ${members.map(([name, item]) => `${name} = ${item}`).join(', ')} }`),
}));

/** Properties of the author's own, some of them twice. */
const others = fc
  .array(fc.tuple(key, value), { maxLength: 4 })
  .map((members) => members.map(([name, item]) => `  ${name} = ${item}`));

/** Some of the lines, in any order. */
function some(...lines: fc.Arbitrary<string>[]): fc.Arbitrary<string[]> {
  const each = lines.map((line) => fc.option(line, { nil: '' }));
  return fc
    .tuple(...each)
    .chain((chosen) => fc.shuffledSubarray(chosen.filter((line) => line !== '')));
}

function names(pool: readonly string[]): fc.Arbitrary<string> {
  return fc.subarray([...pool]).map((chosen) => JSON.stringify(chosen));
}

function block(head: string, ...parts: readonly (readonly string[])[]): string {
  return `${head} {\n${parts.flat().join('\n')}\n}`;
}

const line = (name: string, arbitrary: fc.Arbitrary<string>): fc.Arbitrary<string> =>
  arbitrary.map((item) => `  ${name} = ${item}`);

const retry = some(
  line('max_attempts', fc.integer({ min: 1, max: 9 }).map(String)),
  line('delay', fc.oneof(duration, fc.constantFrom('"90s"', '$WAIT'))),
  line('backoff', fc.constantFrom('"fixed"', 'linear', '"exponential"')),
  line('jitter', value),
).map((lines) => `  retry {\n${lines.join('\n')}\n}`);

const agentNames = ['a0', 'a1', 'a2'];
const crewNames = ['c0', 'c1'];

const agent = fc
  .tuple(
    some(
      line('model', fc.oneof(text, reference)),
      line('role', text),
      line('temperature', fc.constantFrom('0', '0.7', '2', '$HALF', 'null')),
      line('max_tokens', fc.constantFrom('1', '4000', '5000000000')),
      line('timeout', fc.oneof(duration, fc.constantFrom('"5m"', '$WAIT'))),
      line('capabilities', fc.constantFrom('[]', '["x", y, "x"]', '["x", $TEXT]', '$GONE')),
      line('tools', fc.constantFrom('[]', '["t"]', 'null', '[$GONE, "u"]')),
      line('constraints', fc.constantFrom('["short"]', '$TEXT')),
      fc.constantFrom('backstory { Once\n there was }', 'backstory = "b"', 'backstory = [b, "c"]'),
    ),
    others,
  )
  .map(([known, own]) => [...known, ...own]);

const stepNames = ['s0', 's1', 's2', 's3'];

/** A step may need the ones before it. */
function stepBody(index: number): fc.Arbitrary<string[]> {
  const earlier = stepNames.slice(0, index);
  const depends = fc.oneof(
    names(earlier),
    fc.constantFrom(...earlier.map((each) => `"${each}"`), '[]'),
  );
  return fc
    .tuple(
      some(
        fc.oneof(
          line('agent', fc.constantFrom(...agentNames)),
          line('crew', fc.oneof(names([...agentNames, ...crewNames]), fc.constantFrom('c0'))),
        ),
        line('task', fc.oneof(text, reference)),
        line('timeout', fc.oneof(duration, fc.constantFrom('"2h"', '$WAIT', 'null'))),
        line('parallel', fc.constantFrom('true', 'false')),
        line('depends_on', depends),
        line('when', fc.constantFrom(index < 3 ? '1 < 2 && true' : 'true')),
        line('inputs', fc.constantFrom('{ a = 1 }', '{ "0" = [] }')),
        retry,
      ),
      others,
    )
    .map(([known, own]) => [...known, ...own]);
}

const flow = fc.constantFrom(
  ...['s0 -> s1', 's0 -> [s1 | s2] -> s3', '', '[s0, s1]'],
  ...['if steps.s0.output > 1 { s1 } else { s2 -> s3 }', 's0 -> if true { s1 }'],
);

const trigger = fc.constantFrom(
  ...['manual', '"schedule:0 9 * * *"', '"webhook"', '"event:a:b"', '"file:*.md"', '"push"'],
  ...['{ type = "schedule:x" cron { a = 1 } }', '{ path = "/p" "0" = 1 }', '{ type = manual }'],
);

const workflow = fc
  .tuple(
    some(
      line('trigger', trigger),
      line('timeout', duration),
      line('outputs', names(stepNames)),
      line('on_error', fc.constantFrom('"w0"', 'null')),
      retry,
      flow.map((nodes) => `  pipeline { ${nodes} }`),
    ),
    fc.tuple(stepBody(0), stepBody(1), stepBody(2)),
    stepBody(3),
    others,
  )
  .map(([known, steps, listed, own]) => [
    ...steps.map((lines, index) => block(`  step "s${index}"`, lines)),
    `  steps = [${block('', ['name = "s3"'], listed)}]`,
    ...known,
    ...own,
  ]);

const crew = fc
  .tuple(
    some(
      line('agents', names(agentNames)),
      line('process', fc.constantFrom('sequential', '"parallel"')),
      line('process_type', fc.constantFrom('"consensus"', '$GONE')),
      line('manager', fc.constantFrom('"a0"', 'a1')),
      line('max_iterations', fc.constantFrom('3', '9999999999')),
      line('verbose', fc.constantFrom('true', 'false')),
    ),
    others,
  )
  .map(([known, own]) => [...known, ...own]);

const context = fc
  .tuple(
    some(
      line('environment', fc.oneof(text, fc.constantFrom('$TEXT'))),
      line('debug', fc.constantFrom('true', 'false')),
      line('max_tokens', fc.constantFrom('1', '5000000000')),
      fc.constantFrom('secrets { a = $TOKEN "0" = "vault:v" f = "file:/f" }', 'secrets { a = $A }'),
      others.map((lines) => block('  variables', lines)),
    ),
    others,
  )
  .map(([known, own]) => [...known, ...own]);

const memory = fc
  .tuple(
    some(
      line('provider', text),
      line('connection', fc.constantFrom('"c"', '$TOKEN')),
      line('embeddings', fc.oneof(text, fc.constantFrom('{ dimensions = 3, x = 1 }', '{}'))),
      line('cache_size', fc.constantFrom('0', '10')),
      line('persistence', fc.constantFrom('false')),
    ),
    others,
  )
  .map(([known, own]) => [...known, ...own]);

const index = '{ index_type = "hnsw" dimensions = 4 m = 2 own = "x" }';
const database = some(
  line('path', text),
  line('shards', fc.constantFrom('2')),
  line('compression', fc.constantFrom('true')),
  line('vector_index', fc.constant(index)),
  line('own', value),
);

const project = some(line('version', value), line('author', text), line('own', value));

const plugin = fc
  .tuple(others, fc.constantFrom('', '  config { p = 1 "0" = 2 }', '  version = 2'))
  .map(([own, known]) => ['  source = "s"', ...own, known]);

const pipeline = fc.constantFrom(
  'pipeline { x -> y }',
  'pipeline "p" { x -> [y | z] -> if true { u } else { v } }',
  'pipeline "q" { stage "x" { agent = "a0" } stage "y" { agent = a1 depends_on = x } own = 1 }',
);

/** Valid programs with every kind of block, in any order. */
export const randomProgram: fc.Arbitrary<string> = fc
  .tuple(
    fc.tuple(agent, agent, agent),
    fc.tuple(crew, crew),
    fc.tuple(workflow, workflow),
    fc.tuple(context, context),
    fc.tuple(memory, memory, database, project, plugin, others),
    pipeline,
  )
  .map(([agents, crews, workflows, contexts, [m, n, d, p, g, l], flows]) => [
    ...agents.map((lines, at) => block(`agent "a${at}"`, lines)),
    ...crews.map((lines, at) => block(`crew "c${at}"`, lines)),
    ...workflows.map((lines, at) => block(`workflow "w${at}"`, lines)),
    ...contexts.map((lines, at) => block(`context "k${at}"`, lines)),
    block('memory', m),
    block('memory "named"', n),
    block('database "d"', d),
    block('project "p"', p),
    block('plugin "g"', g),
    block('load "l"', l),
    flows,
  ])
  .chain((all) => fc.shuffledSubarray(all, { minLength: all.length }))
  .map((declarations) => declarations.join('\n'));
