import { deepEqual, equal, notEqual, ok } from 'node:assert/strict';
import type { StepDefinition } from '@mso/bytecode';
import { expectLines, listing, moduleOf } from '../testing/listing.js';

function stepNamed(text: string, name: string): StepDefinition {
  const module = moduleOf(text);
  for (const instruction of module.code) {
    if (instruction.op !== 'DefineStep') continue;
    if (module.strings[instruction.step.nameIndex] === name) return instruction.step;
  }
  throw new Error(`there is no step ${name}`);
}

/** The instructions of one name, in order. */
function only(text: string, op: string): string[] {
  return listing(text).filter((line) => line.startsWith(op));
}

const oneAgent = 'agent "a" {}\n';

describe('the rules of lowering', () => {
  it('a step has its task in its definition, in quotes or not', () => {
    for (const task of ['"write"', 'write']) {
      const text = `${oneAgent}workflow "w" { step "s" { agent = "a" task = ${task} } }`;
      const { taskIndex = -1 } = stepNamed(text, 's');
      equal(moduleOf(text).strings[taskIndex], 'write');
    }
  });

  it('L1: depends_on holds the ids of the named steps, also of later ones', () => {
    const text = `${oneAgent}workflow "w" {
      step "first" { agent = "a" depends_on = ["last"] }
      step "last" { agent = "a" }
    }`;
    equal(stepNamed(text, 'last').id, 4);
    deepEqual(stepNamed(text, 'first').dependsOn, [4]);
  });

  it('L2: crew_ids holds the ids of the named agents and crews', () => {
    const text = `${oneAgent}crew "c" { agents ["a"] }
      workflow "w" { step "s" { crew = ["c", "a"] } step "alone" { agent = "a" } }`;
    deepEqual(stepNamed(text, 's').crewIds, [2, 1]);
    equal('crewIds' in stepNamed(text, 'alone'), false);
  });

  it('L3: DefinePipeline holds the node tree, the symbol the steps in their order', () => {
    const text = `${oneAgent}workflow "w" {
      step "s" { agent = "a" } step "t" { agent = "a" } step "u" { agent = "a" }
      step "v" { agent = "a" }
      pipeline { s -> [t | u] -> if (steps.t.output) > 1 { v } else {} }
    }`;
    deepEqual(only(text, 'DefinePipeline'), [
      'DefinePipeline #2 #3 -> [#4 | #5] -> if (steps.t.output) > 1 { #6 } else {  }',
    ]);
    deepEqual(moduleOf(text).symbols.workflows.get(2)?.pipeline, [3, 4, 5, 6]);
  });

  it('L4: agents may be declared below the crews, steps and managers that name them', () => {
    const text = `crew "c" { agents ["a"] process = "hierarchical" manager = "a" }
      workflow "w" { step "s" { agent = "a" } }
      ${oneAgent}`;
    const crew = moduleOf(text).symbols.crews.get(1);
    deepEqual([crew?.agentIds, crew?.managerId], [[4], 4]);
    equal(stepNamed(text, 's').agentId, 4);
  });

  it('L5: every other kind of block is declared by SetMetadata and keeps its properties', () => {
    const text = `project "p" { version = "1" }
      memory { provider = "x" }
      memory "named" { provider = "y" }
      pipeline { s -> t }
      plugin "g" { source = "s" }
      database "d" { path = "f" }
      load "l" { path = "z" }
      load "bare"`;
    expectLines(
      listing(text),
      `
      SetMetadata "decl/1" "project:p"
      SetProperty #1 "version" "1"
      SetMetadata "decl/2" "memory:memory"
      SetProperty #2 "provider" "x"
      SetMetadata "decl/3" "memory:named"
      SetProperty #3 "provider" "y"
      SetMetadata "decl/4" "pipeline:pipeline"
      SetProperty #4 "/stages/0" "s"
      SetProperty #4 "/stages/1" "t"
      SetMetadata "decl/5" "plugin:g"
      SetProperty #5 "source" "s"
      SetMetadata "decl/6" "database:d"
      SetProperty #6 "path" "f"
      SetMetadata "decl/7" "load:l"
      SetProperty #7 "path" "z"
      SetMetadata "decl/8" "load:bare"`,
    );
  });

  it('L6: every other property of every block is set, tools and variables included', () => {
    const text = `agent "a" { temperature = 0.5 tools ["t"] constraints ["c"] mood = "good" }
      workflow "w" { on_error = "w" outputs ["s"] step "s" { agent = "a" parallel = true } }
      context "k" { environment = "e" debug = true variables { v = 1 } other = 2 }
      crew "c" { agents ["a"] verbose = true }`;
    expectLines(
      only(text, 'SetProperty'),
      `
      SetProperty #1 "temperature" 0.5
      SetProperty #1 "/tools/0" "t"
      SetProperty #1 "/constraints/0" "c"
      SetProperty #1 "mood" "good"
      SetProperty #2 "on_error" "w"
      SetProperty #2 "/outputs/0" "s"
      SetProperty #3 "agent" "a"
      SetProperty #3 "parallel" true
      SetProperty #4 "environment" "e"
      SetProperty #4 "debug" true
      SetProperty #4 "/variables/v" 1
      SetProperty #4 "/variables/other" 2
      SetProperty #5 "/agents/0" "a"
      SetProperty #5 "verbose" true`,
    );
  });

  it('L7: capabilities and secrets have instructions, beside their symbols', () => {
    const text = `agent "a" { capabilities ["x", y] }
      context "k" { secrets { one = $ONE two = "vault:a/b" three = "file:/c" } }`;
    expectLines(
      [...only(text, 'SetCapability'), ...only(text, 'SetSecret')],
      `
      SetCapability #1 "x"
      SetCapability #1 "y"
      SetSecret #2 "one" Environment("ONE")
      SetSecret #2 "two" Vault("a/b")
      SetSecret #2 "three" File("/c")`,
    );
    const { symbols, strings } = moduleOf(text);
    const capabilities = symbols.agents.get(1)?.capabilities.map((index) => strings[index]);
    deepEqual(capabilities, ['x', 'y']);
    equal(symbols.contexts.get(2)?.secrets.size, 3);
  });

  const lookedUp: readonly (readonly [property: string, lines: string])[] = [
    ['model = $M', 'ResolveReference Environment "M"\nSetProperty #1 "model" Stack'],
    ['model = @notes.best', 'ResolveReference Memory "notes.best"\nSetProperty #1 "model" Stack'],
    ['model = @f[k]', 'ResolveReference Memory "f[\\"k\\"]"\nSetProperty #1 "model" Stack'],
    [`model = \${a.b}`, 'ResolveReference Variable "a.b"\nSetProperty #1 "model" Stack'],
    ['capabilities = $C', 'ResolveReference Environment "C"\nSetProperty #1 "capabilities" Stack'],
    [
      'tools = ["t", $T]',
      `SetProperty #1 "/tools/0" "t"
      ResolveReference Environment "T"
      SetProperty #1 "/tools/1" Stack`,
    ],
    ['timeout = $T', 'ResolveReference Environment "T"\nSetProperty #1 "timeout" Stack'],
    ['backstory = $B', 'ResolveReference Environment "B"\nSetProperty #1 "backstory" Stack'],
  ];
  for (const [property, lines] of lookedUp) {
    it(`L8: ${property} is resolved and stored when the program runs`, () => {
      expectLines(
        listing(`load "f"\nagent "a" { ${property} }`).slice(2),
        lines.replaceAll('#1', '#2'),
      );
    });
  }

  const lookedUpElsewhere: readonly (readonly [block: string, line: string])[] = [
    ['crew "c" { process_type = $P }', 'SetProperty #2 "process" Stack'],
    ['crew "c" { agents = $P }', 'SetProperty #2 "agents" Stack'],
    ['workflow "w" { trigger = $P }', 'SetProperty #2 "trigger" Stack'],
    ['workflow "w" { trigger { type = $P } }', 'SetProperty #2 "trigger" Stack'],
    ['workflow "w" { retry { delay = $P } }', 'SetProperty #2 "/retry/delay" Stack'],
    ['workflow "w" { retry { backoff = $P } }', 'SetProperty #2 "/retry/backoff" Stack'],
    ['workflow "w" { timeout = $P }', 'SetProperty #2 "timeout" Stack'],
    ['context "k" { variables { v = $P } }', 'SetProperty #2 "/variables/v" Stack'],
  ];
  for (const [block, line] of lookedUpElsewhere) {
    it(`L8: $P in ${block} is not lost`, () => {
      deepEqual(listing(`${oneAgent}${block}`).slice(-2), [
        'ResolveReference Environment "P"',
        line,
      ]);
    });
  }

  it('L8: steps look their workers up as well', () => {
    const text = `workflow "w" { step "s" { crew = $C depends_on = $D } }`;
    expectLines(
      listing(text).slice(2),
      `
      ResolveReference Environment "C"
      SetProperty #2 "crew" Stack
      ResolveReference Environment "D"
      SetProperty #2 "depends_on" Stack`,
    );
  });

  it('L9: numbers reach the machine as written; the symbol keeps 32 bits of a count', () => {
    const text = 'agent "a" { temperature = 0.1 max_tokens = 5000000000 }';
    deepEqual(only(text, 'SetProperty'), [
      'SetProperty #1 "temperature" 0.1',
      'SetProperty #1 "max_tokens" 5000000000',
    ]);
    const symbol = moduleOf(text).symbols.agents.get(1);
    deepEqual([symbol?.temperature, symbol?.maxTokens], [0.1, 0xffff_ffff]);
  });

  const retries: readonly (readonly [retry: string, definition: StepDefinition['retry']])[] = [
    ['', { maxAttempts: 1, delay: { value: 0, unit: 'Seconds' }, backoff: 'Fixed' }],
    [
      'max_attempts = 3',
      { maxAttempts: 3, delay: { value: 0, unit: 'Seconds' }, backoff: 'Fixed' },
    ],
    [
      'max_attempts = 2 delay = "5m" backoff = linear',
      { maxAttempts: 2, delay: { value: 5, unit: 'Minutes' }, backoff: 'Linear' },
    ],
    [
      'delay = 90s exponential_backoff = true',
      { maxAttempts: 1, delay: { value: 90, unit: 'Seconds' }, backoff: 'Exponential' },
    ],
  ];
  for (const [retry, definition] of retries) {
    it(`L10: retry { ${retry} } keeps the whole policy`, () => {
      const text = `${oneAgent}workflow "w" { step "s" { agent = "a" retry { ${retry} } } }`;
      deepEqual(stepNamed(text, 's').retry, definition);
    });
  }

  const triggers: readonly (readonly [written: string, kind: string, argument: string | null])[] = [
    ['"manual"', 'Manual', null],
    ['manual', 'Manual', null],
    ['"schedule:0 9 * * *"', 'Schedule', '0 9 * * *'],
    ['"webhook"', 'Webhook', ''],
    ['"webhook:/hook"', 'Webhook', '/hook'],
    ['event', 'Event', ''],
    ['"event:push"', 'Event', 'push'],
    ['"file_watch"', 'FileWatch', ''],
    ['"file:*.md"', 'FileWatch', '*.md'],
    ['"file_watch:*.md"', 'FileWatch', '*.md'],
    ['"pull-request"', 'Event', 'pull-request'],
    ['{ type = "schedule:x" }', 'Schedule', 'x'],
    ['{ type = "webhook" path = "/p" }', 'Webhook', ''],
    ['{ path = "/p" }', 'Manual', null],
  ];
  for (const [written, kind, argument] of triggers) {
    it(`L11: trigger = ${written} is ${kind} ${argument ?? 'without an argument'}`, () => {
      const { symbols, strings } = moduleOf(`workflow "w" { trigger = ${written} }`);
      const { trigger } = symbols.workflows.get(1) ?? {};
      equal(trigger?.kind, kind);
      equal(trigger.argumentIndex === undefined ? null : strings[trigger.argumentIndex], argument);
    });
  }

  it('L11: the other fields of a trigger object are kept', () => {
    const text = 'workflow "w" { trigger { type = "event:x" filter { a = 1 } "0" = 2 } }';
    deepEqual(only(text, 'SetProperty'), [
      'SetProperty #1 "trigger" "event:x"',
      'SetProperty #1 "/trigger_options/filter/a" 1',
      'SetProperty #1 "/trigger_options/0" 2',
    ]);
  });

  it('L12: the same text gives the same module, strings in the order of their use', () => {
    const text = 'context "k" { secrets { z = $Z a = $A m = $M } }\nagent "b" { role = "r" }';
    deepEqual(moduleOf(text), moduleOf(text));
    const { strings } = moduleOf(text);
    const places = ['z', 'Z', 'a', 'A', 'm', 'M'].map((each) => strings.indexOf(each));
    deepEqual(
      places,
      places.toSorted((one, other) => one - other),
    );
    ok(!places.includes(-1));
  });

  it('L13: a workflow is declared before its steps, a pipeline before its stages', () => {
    const text = `${oneAgent}workflow "w" { step "s" { agent = "a" } }
      pipeline "p" { stage "t" { agent = "a" } }`;
    expectLines(
      listing(text).filter((line) => !line.startsWith('SetProperty')),
      `
      DeclareAgent #1 "a"
      DeclareWorkflow #2 "w"
      DefineStep #2 #3 "s"
      SetMetadata "decl/4" "pipeline:p"
      DefineStep #4 #5 "t"`,
    );
  });

  it('L14: every string is there once, and next_id is the first free id', () => {
    const text = 'agent "x" { model = "x" role = "x" }\nworkflow "x" { step "x" { agent = "x" } }';
    const { strings, symbols } = moduleOf(text);
    equal(new Set(strings).size, strings.length);
    equal(symbols.nextId, 4);
    notEqual(symbols.workflows.get(2), undefined);
  });
});
