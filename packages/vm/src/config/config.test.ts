import { deepEqual, equal } from 'node:assert/strict';
import type { ModuleBuilder } from '../testing/module-builder.js';
import { configOf, errorOf, prepare } from '../testing/run.js';
import { configToJson } from './json.js';

const empty = configOf(() => {});

describe('the configuration', () => {
  it('of an empty program is empty', () => {
    deepEqual(JSON.parse(configToJson(empty)), {
      projects: {},
      agents: {},
      workflows: {},
      memories: {},
      contexts: {},
      crews: {},
      pipelines: {},
      plugins: [],
      databases: {},
      loads: [],
    });
  });

  const defaults: readonly (readonly [string, (b: ModuleBuilder) => unknown, unknown])[] = [
    [
      'projects',
      (b) => b.other('project', 'x'),
      { x: { name: 'x', version: '', author: '', metadata: {} } },
    ],
    [
      'agents',
      (b) => b.agent('x'),
      {
        x: {
          name: 'x',
          model: 'gpt-4',
          role: 'Assistant',
          capabilities: [],
          tools: [],
          constraints: [],
        },
      },
    ],
    [
      'workflows',
      (b) => b.workflow('x'),
      { x: { name: 'x', trigger: 'Manual', steps: [], outputs: [] } },
    ],
    [
      'memory',
      (b) => b.other('memory', 'memory'),
      { provider: '', connection: '', embeddings: { model: '', dimensions: 0 }, persistence: true },
    ],
    [
      'memories',
      (b) => b.other('memory', 'x'),
      {
        x: {
          provider: '',
          connection: '',
          embeddings: { model: '', dimensions: 0 },
          persistence: true,
        },
      },
    ],
    [
      'contexts',
      (b) => b.context('x'),
      { x: { name: 'x', environment: '', debug: false, secrets: {}, variables: {} } },
    ],
    [
      'crews',
      (b) => b.crew('x'),
      { x: { name: 'x', agents: [], process_type: 'Sequential', verbose: false } },
    ],
    ['pipelines', (b) => b.other('pipeline', 'x'), { x: { name: 'x', stages: [], flow: '' } }],
    [
      'plugins',
      (b) => b.other('plugin', 'x'),
      [{ name: 'x', source: '', version: 'latest', config: {} }],
    ],
    ['databases', (b) => b.other('database', 'x'), { x: { name: 'x', properties: {} } }],
    ['loads', (b) => b.other('load', 'x'), [{ name: 'x', properties: {} }]],
  ];
  for (const [section, program, expected] of defaults) {
    it(`${section}: what an empty block amounts to`, () => {
      deepEqual(JSON.parse(configToJson(configOf(program)))[section], expected);
    });
  }

  it('keeps every property: those without a field of their own are extra', () => {
    const config = configOf((b) => {
      b.agent('a', (id) => b.set(id, 'mood', 'good').set(id, '/o/p', null));
      b.workflow('w', (id) => b.set(id, '/retry/jitter', 0.5));
    });
    deepEqual(
      config.agents.get('a')?.extra,
      new Map<string, unknown>([
        ['mood', 'good'],
        ['o', new Map([['p', null]])],
      ]),
    );
    deepEqual(config.workflows.get('w')?.retry?.extra, new Map([['jitter', 0.5]]));
  });

  it("a property that is not of its field's form stays visible as extra", () => {
    const config = configOf((b) => {
      b.agent('a', (id) => b.set(id, '/tools/x', 1).set(id, 'backstory', null));
      b.other('project', 'p', (id) => b.set(id, '/version/0', 1));
    });
    deepEqual(config.agents.get('a')?.tools, []);
    deepEqual(config.agents.get('a')?.extra, new Map([['tools', new Map([['x', 1]])]]));
    equal(config.projects.get('p')?.version, '');
    deepEqual(config.projects.get('p')?.metadata, new Map([['version', [1]]]));
  });

  it('names in a list that turned out to be nothing are left out', () => {
    const config = configOf((b) =>
      b.agent('a', (id) => b.set(id, '/tools/0', null).set(id, '/tools/1', 't')),
    );
    deepEqual(config.agents.get('a')?.tools, ['t']);
  });

  it('durations keep their unit: 60s is not 1m', () => {
    const config = configOf((b) => {
      b.workflow('a', (id) => b.set(id, 'timeout', '60s'));
      b.workflow('b', (id) => b.set(id, 'timeout', '1 minute'));
    });
    deepEqual(
      [...config.workflows.values()].map(({ timeout }) => timeout),
      [
        { value: 60, unit: 'Seconds' },
        { value: 1, unit: 'Minutes' },
      ],
    );
  });

  const durations: readonly (readonly [text: string, amount: number, unit: string])[] = [
    ['30s', 30, 'Seconds'],
    [' 5 min ', 5, 'Minutes'],
    ['2hours', 2, 'Hours'],
    ['1 day', 1, 'Days'],
    ['1.5h', 90, 'Minutes'],
    ['1.1 hrs', 66, 'Minutes'],
    ['0.25d', 6, 'Hours'],
    ['0.5m', 30, 'Seconds'],
  ];
  for (const [text, value, unit] of durations) {
    it(`the text ${JSON.stringify(text)} is a duration of ${value} ${unit}`, () => {
      const config = configOf((b) => b.agent('a', (id) => b.set(id, 'timeout', text)));
      deepEqual(config.agents.get('a')?.extra?.get('timeout'), { value, unit });
    });
  }

  for (const text of ['0.5s', '5', 'm', '-5m', '5 weeks', '100ms', '1e3s']) {
    it(`the text ${JSON.stringify(text)} is no duration`, () => {
      const problem = errorOf((b) => b.agent('a', (id) => b.set(id, 'timeout', text)));
      equal(problem, 'TypeConversion: agent property timeout takes a duration such as 30s');
    });
  }

  it('a plugin is configured by its config block before its other properties', () => {
    const config = configOf((b) =>
      b.other('plugin', 'x', (id) =>
        b.set(id, 'level', 1).set(id, 'mode', 'm').set(id, '/config/level', 2),
      ),
    );
    deepEqual(
      config.plugins[0]?.config,
      new Map<string, unknown>([
        ['level', 2],
        ['mode', 'm'],
      ]),
    );
  });

  it('embeddings are a block or the name of the model', () => {
    const memory = (program: (b: ModuleBuilder, id: number) => void) =>
      configOf((b) => b.other('memory', 'memory', (id) => program(b, id))).memory?.embeddings;
    deepEqual(
      memory((b, id) => b.set(id, 'embeddings', 'm')),
      { model: 'm', dimensions: 0 },
    );
    deepEqual(
      memory((b, id) => b.set(id, '/embeddings/model', 'm').set(id, '/embeddings/batch_size', 3)),
      {
        model: 'm',
        dimensions: 0,
        batch_size: 3,
      },
    );
  });

  it('can be read at any time and never changes what it was read from', () => {
    const { vm } = prepare((b) =>
      b.agent('a', (id) => b.set(id, 'model', 'm').set(id, '/o/0', 'x')),
    );
    const models: unknown[] = [];
    do models.push(vm.config.agents.get('a')?.model);
    while (vm.step() === 'stopped');
    deepEqual(models, [undefined, 'gpt-4', 'm']);
    const read = vm.config.agents.get('a')?.extra?.get('o');
    if (Array.isArray(read)) read.push('changed');
    deepEqual(vm.declarations.get(1)?.properties.get('o'), ['x']);
  });

  it('is printed in the order of the source, names that look like numbers included', () => {
    const config = configOf((b) => {
      for (const name of ['b', '10', 'a', '2']) b.agent(name);
    });
    const names = [...configToJson(config).matchAll(/^ {4}"(\w+)": \{/gm)].map(([, name]) => name);
    deepEqual(names, ['b', '10', 'a', '2']);
  });
});
