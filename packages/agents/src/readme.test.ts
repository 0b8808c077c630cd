import { deepEqual, equal, ok } from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { agentModes } from './config/agents-config.js';
import { readAgentsConfig } from './config/read-agents-config.js';
import { readSimulation } from './simulation/read-simulation.js';
import { replyKeys, simulationKeys } from './simulation/schema.js';
import { makeHost } from './testing/hosts.js';
import { failureOf, outputOf } from './testing/replies.js';
import { makeRequest } from './testing/request.js';

const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');

/** The code behind the mark of an example. */
function example(name: string): string {
  const [, code] =
    new RegExp(`<!-- example: ${name} -->\n\n\`\`\`\\w+\n(.*?)\`\`\``, 's').exec(readme) ?? [];
  ok(code !== undefined, name);
  return code;
}

describe('the README of the agents', () => {
  it('shows a simulation that can be read', () => {
    equal(readSimulation(example('simulation')).kind, 'simulation');
  });

  it('names every key of a simulation', () => {
    for (const key of [...Object.keys(simulationKeys), ...Object.keys(replyKeys)]) {
      ok(readme.includes(`| \`${key}\` `), key);
    }
  });

  it('shows configurations that are right', () => {
    const shown = [...readme.matchAll(/^"agents": (\{.*\})$/gm)].map(([, json = '']) =>
      readAgentsConfig(JSON.parse(json)),
    );
    deepEqual(
      shown.map((result) => result.kind === 'config' && result.config.mode),
      agentModes.filter((mode) => mode !== 'simulated'),
    );
  });

  it('shows a program that answers', async () => {
    const agents = { mode: 'command', command: process.execPath, args: ['agent.mjs'] };
    const { host, folder, log } = await makeHost(agents);
    writeFileSync(join(folder, 'agent.mjs'), example('program'));
    const inputs = new Map([['text', 'three short words']]);
    const { output } = outputOf(await host.invoke(makeRequest({ inputs })));
    deepEqual(
      output,
      new Map<string, unknown>([
        ['task', 'write'],
        ['words', 3],
      ]),
    );
    ok(failureOf(await host.invoke(makeRequest())).endsWith('code 1: there is no text'));
    deepEqual(log, ['writer begins', 'writer begins', 'there is no text']);
  });
});
