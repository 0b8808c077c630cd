import { deepEqual } from 'node:assert/strict';
import { readAgentsConfig } from './read-agents-config.js';

describe('readAgentsConfig', () => {
  const duration = 'must be a duration such as "30s", "0.5s", "5m", "2h" or "1d"';
  const command = { mode: 'command', command: 'agent' };
  const http = { mode: 'http', baseUrl: 'http://h/v1' };
  const wrong: readonly (readonly [unknown, ...string[]])[] = [
    ['command', 'agents must be an object'],
    [null, 'agents must be an object'],
    [[], 'agents must be an object'],
    [{ mode: 1 }, 'agents.mode must be a string'],
    [
      { mode: 'comand' },
      'agents.mode must be "simulated", "command" or "http"; did you mean "command"?',
    ],
    [{ mode: 'magic' }, 'agents.mode must be "simulated", "command" or "http"'],
    [{ comand: 'x' }, 'agents.comand is no attribute here'],
    [{ mode: 'command' }, 'agents.command is missing; it must be a string'],
    [{ mode: 'command', command: 1 }, 'agents.command must be a string'],
    [{ ...command, arg: [] }, 'agents.arg is no attribute here; did you mean args?'],
    [{ ...command, args: 'x' }, 'agents.args must be an array of strings'],
    [{ ...command, args: [1] }, 'agents.args must be an array of strings'],
    [{ ...command, cwd: '' }, 'agents.cwd must be a string'],
    [{ ...command, env: [] }, 'agents.env must be an object'],
    [{ ...command, env: { A: 1 } }, 'agents.env.A must be a string'],
    [{ ...command, timeout: 5 }, `agents.timeout ${duration}`],
    [{ ...command, timeout: '0s' }, `agents.timeout ${duration}`],
    [{ ...command, vaultCommand: [] }, 'agents.vaultCommand must begin with the name of a program'],
    [
      { ...command, args: 1, cwd: 2 },
      'agents.args must be an array of strings',
      'agents.cwd must be a string',
    ],
    [{ mode: 'http' }, 'agents.baseUrl is missing; it must be a string'],
    [
      { mode: 'http', baseUrl: 'localhost:11434' },
      'agents.baseUrl must be an http or https address such as "http://127.0.0.1:11434/v1"',
    ],
    [
      { mode: 'http', baseUrl: 'http://a:b@h/v1' },
      'agents.baseUrl must hold no password; use apiKeySecret or apiKeyEnv',
    ],
    [{ mode: 'http', baseUrl: 'http://h/v1?a=b' }, "agents.baseUrl must end before '?' and '#'"],
    [{ ...http, headers: { 'a b': 'c' } }, 'agents.headers.a b is no name of a header'],
    [
      { ...http, headers: { a: 'b\nc' } },
      'agents.headers.a must hold printable characters of Latin-1 alone',
    ],
    [{ ...http, command: 'x' }, 'agents.command is no attribute here'],
  ];
  for (const [value, ...problems] of wrong) {
    it(`says what is wrong with ${JSON.stringify(value)}`, () => {
      deepEqual(readAgentsConfig(value), { kind: 'problems', problems });
    });
  }

  it('takes an absent attribute for simulated agents', () => {
    const simulated = { kind: 'config', config: { mode: 'simulated' } };
    for (const value of [undefined, {}, { mode: 'simulated' }]) {
      deepEqual(readAgentsConfig(value), simulated);
    }
  });

  it('fills in what the configuration leaves out', () => {
    deepEqual(readAgentsConfig(command), {
      kind: 'config',
      config: {
        ...command,
        args: [],
        cwd: '.',
        env: {},
        timeoutMs: 600_000,
        vaultCommand: undefined,
      },
    });
    deepEqual(readAgentsConfig({ ...http, baseUrl: 'http://h/v1//', timeout: '1.5m' }), {
      kind: 'config',
      config: {
        ...http,
        apiKeySecret: undefined,
        apiKeyEnv: undefined,
        model: undefined,
        headers: {},
        timeoutMs: 90_000,
        vaultCommand: undefined,
      },
    });
  });
});
