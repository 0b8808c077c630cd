import { deepEqual, equal, ok } from 'node:assert/strict';
import { readSimulation } from './read-simulation.js';
import { replyKeys, simulationKeys, simulationSchema } from './schema.js';

function problemsOf(text: string): readonly string[] {
  const result = readSimulation(text);
  if (result.kind === 'simulation') return [];
  return result.problems.map(({ line, column, message }) => `${line}:${column} ${message}`);
}

describe('readSimulation', () => {
  const keys = '(there are $schema, seed, steps, agents, default)';
  const replies = '(there are output, fail, after)';
  const duration = 'a duration such as "30s", "0.5s", "5m", "2h" or "1d"';
  const mistakes: readonly (readonly [string, ...string[]])[] = [
    ['[]', '1:1 a simulation must be an object, not an array'],
    ['{\n  "step": {}\n}', `2:3 a simulation has no key "step"; did you mean "steps"? ${keys}`],
    ['{"zebra": 1}', `1:2 a simulation has no key "zebra" ${keys}`],
    ['{"seed": 1.5}', '1:10 "seed" must be a whole number'],
    ['{"$schema": 3}', '1:13 "$schema" must be a string, not a number'],
    ['{"steps": []}', '1:11 "steps" must be an object, not an array'],
    ['{"agents": {"": []}}', '1:13 an agent has a name', '1:17 "" needs at least one answer'],
    ['{"steps": {"a": "b"}}', '1:17 "a" must be an answer or a list of answers, not a string'],
    ['{"steps": {"a": []}}', '1:17 "a" needs at least one answer'],
    ['{"steps": {"a": [null]}}', '1:18 an answer must be an object, not null'],
    ['{"default": {}}', '1:13 an answer needs "output" or "fail"'],
    ['{"default": {"output": 1, "fail": "x"}}', '1:27 an answer has "output" or "fail", not both'],
    ['{"default": {"fail": true}}', '1:22 "fail" must be a message'],
    ['{"default": {"fail": ""}}', '1:22 "fail" must be a message'],
    [
      '{"default": {"outptu": 1}}',
      `1:14 an answer has no key "outptu"; did you mean "output"? ${replies}`,
      '1:13 an answer needs "output" or "fail"',
    ],
    ['{"default": {"output": 1, "after": 5}}', `1:36 "after" must be ${duration}`],
    ['{"default": {"output": 1, "after": "500ms"}}', `1:36 "after" must be ${duration}`],
    ['{"default": {"output": 1, "after": "-1s"}}', `1:36 "after" must be ${duration}`],
    [
      '{"default": {"output": 1, "after": ["2s", "1s"]}}',
      '1:43 the second duration must be the longer one',
    ],
    [
      '{"default": {"output": 1, "after": ["2s"]}}',
      '1:36 "after" takes one duration, or two between which the time lies',
    ],
    ['{\r\n"default": {"output": 1}\r\n"seed": 1}', `3:1 expected ',' or '}', found '"'`],
  ];
  for (const [text, ...problems] of mistakes) {
    it(`says of ${JSON.stringify(text)} where it is wrong`, () => {
      deepEqual(problemsOf(text), problems);
    });
  }

  it('lists no more than fifty mistakes', () => {
    const answers = Array.from({ length: 80 }, () => '{}').join(',');
    equal(problemsOf(`{"default": [${answers}]}`).length, 50);
  });

  it('has nothing to say against the example of the README', () => {
    deepEqual(
      problemsOf(`{ "seed": 1,
        "steps":  { "review": [ { "fail": "rate limited", "after": "2s" },
                                { "output": {"score": 0.9}, "after": "5s" } ] },
        "agents": { "writer": [ { "output": "draft" } ] },
        "default": { "output": "ok", "after": "1s" } }`),
      [],
    );
  });

  it('knows the keys that its schema has', () => {
    deepEqual(Object.keys(simulationSchema.properties), Object.keys(simulationKeys));
    const { anyOf } = simulationSchema.properties.default;
    const [reply] = anyOf;
    ok(reply !== undefined && 'properties' in reply);
    deepEqual(Object.keys(reply.properties), Object.keys(replyKeys));
  });
});
