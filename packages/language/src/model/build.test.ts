import assert from 'node:assert/strict';
import { parse } from '../parser/parse.js';
import { SourceFile } from '../text/source-file.js';
import { buildModel } from './build.js';
import type { AgentModel, Model, StepModel, WorkflowModel } from './model.js';

function read(text: string): Model {
  return buildModel(parse(new SourceFile('', text)).program);
}

function agent(members: string): AgentModel {
  const [first] = read(`agent a { ${members} }`).agents;
  assert.ok(first);
  return first;
}

function workflow(members: string): WorkflowModel {
  const [first] = read(`workflow w { ${members} }`).workflows;
  assert.ok(first);
  return first;
}

function step(members: string): StepModel {
  const [first] = workflow(`step s { ${members} }`).steps;
  assert.ok(first);
  return first;
}

const texts = (uses: readonly { readonly text: string }[]): string[] =>
  uses.map(({ text }) => text);

describe('the model', () => {
  it('holds every entity in source order', () => {
    const model = read('project {} memory m {} load l agent a {} pipeline { x } crew c {}');
    assert.deepEqual(
      model.entities.map(({ name, named }) => `${name} ${named}`),
      ['project false', 'm true', 'l true', 'a true', 'pipeline false', 'c true'],
    );
  });

  it('takes the parts with a meaning out of the properties', () => {
    const { properties, capabilities, tools } = agent('capabilities [x] tools = [y] model = m');
    assert.deepEqual(
      properties.map(({ key }) => key.text),
      ['model'],
    );
    assert.deepEqual([texts(capabilities), texts(tools)], [['x'], ['y']]);
  });

  it('reads a backstory in each of its forms', () => {
    const forms = ['backstory { one\n two }', 'backstory = "one\ntwo"', 'backstory = [one, two]'];
    for (const form of forms) assert.equal(agent(form).backstory?.text, 'one\ntwo', form);
    assert.equal(agent('').backstory, undefined);
  });

  const triggers: readonly (readonly [string, string, string])[] = [
    ['trigger = manual', 'Manual', ''],
    ['trigger = "schedule:0 9 * * *"', 'Schedule', '0 9 * * *'],
    ['trigger = webhook', 'Webhook', ''],
    ['trigger = "file:./in"', 'FileWatch', './in'],
    ['trigger = file_watch', 'FileWatch', ''],
    ['trigger = "pull-request"', 'Event', 'pull-request'],
    ['trigger { type = "event:x" filter = y }', 'Event', 'x'],
  ];
  for (const [text, kind, argument] of triggers) {
    it(`reads ${text}`, () => {
      const { trigger } = workflow(text);
      assert.deepEqual([trigger?.kind, trigger?.argument], [kind, argument]);
    });
  }

  it('leaves out what cannot be read', () => {
    const model = workflow('trigger = "x:y" timeout = soon retry = 5 outputs = 5 on_error = 5');
    assert.deepEqual(
      [model.trigger, model.timeout, model.retry, model.outputs, model.onError],
      [undefined, undefined, undefined, [], undefined],
    );
  });

  it('reads steps in both forms', () => {
    const { steps } = workflow('step a { agent = x } steps = [{ name = "b" task = "t" }, {}, 5]');
    assert.deepEqual(
      steps.map(({ name, source }) => `${name.text} ${source.kind}`),
      ['a Section', 'b Object'],
    );
  });

  it('reads the parts of a step', () => {
    const read = step(
      'agent = x crew = y task = "t" parallel = true depends_on = z when = a > 1 ' +
        'inputs { k = 1 } output = "o" timeout = "2h"',
    );
    assert.equal(read.agent?.text, 'x');
    assert.deepEqual(texts(read.crew ?? []), ['y']);
    assert.deepEqual(texts(read.dependsOn), ['z']);
    assert.equal(read.parallel, true);
    assert.equal(read.when?.kind, 'Binary');
    assert.deepEqual(
      read.inputs.map(({ key }) => key.text),
      ['k'],
    );
    assert.equal(read.output?.text, 'o');
    assert.deepEqual(
      [read.timeout?.value, read.timeout?.unit, read.timeout?.quoted],
      [2, 'Hours', true],
    );
    assert.equal(read.properties.length, 9);
  });

  it('keeps the text of a condition on one line as its value', () => {
    const [condition] = step('when = a  > \n 1').properties;
    assert.ok(condition?.value.kind === 'String');
    assert.equal(condition.value.text, 'a > 1');
  });

  it('reads retries with their defaults', () => {
    const { retry } = step('retry { }');
    assert.deepEqual([retry?.maxAttempts, retry?.delay.value, retry?.backoff], [1, 0, 'Fixed']);
    const legacy = step('retry = { max_attempts = 3 exponential_backoff = true }').retry;
    assert.deepEqual([legacy?.maxAttempts, legacy?.backoff], [3, 'Exponential']);
  });

  it('takes the last of several values', () => {
    assert.equal(step('agent = x agent = y').agent?.text, 'y');
  });

  it('reads secrets and variables', () => {
    const [context] = read(
      'context c { environment = e variables { v = 1 } w = 2 ' +
        'secrets { a = $A b = "vault:vault:p" c = x } }',
    ).contexts;
    assert.deepEqual(
      context?.secrets.map(({ key, kind, target }) => `${key.text} ${kind} ${target}`),
      ['a Environment A', 'b Vault vault:p'],
    );
    assert.equal(context.environment, 'e');
    assert.deepEqual(
      [context.variables, context.properties].map((list) => list.map(({ key }) => key.text)),
      [['v'], ['w']],
    );
  });

  it('reads crews and pipelines', () => {
    const model = read(
      'crew c { agents [a, b] process_type = consensus manager = a } ' +
        'pipeline p { x = 1 stage s {} }',
    );
    assert.equal(model.crews[0]?.process, 'Consensus');
    assert.equal(model.crews[0]?.manager?.text, 'a');
    assert.deepEqual(
      model.pipelines[0]?.stages.map(({ name }) => name.text),
      ['s'],
    );
    assert.equal(model.pipelines[0]?.properties.length, 1);
    assert.equal(read('pipeline { a -> b }').pipelines[0]?.flow?.flow.nodes.length, 2);
  });
});
