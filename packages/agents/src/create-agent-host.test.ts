import { deepEqual, equal } from 'node:assert/strict';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type AgentHostSettings, createAgentHost } from './create-agent-host.js';
import { makeRequest } from './testing/request.js';
import { tempFolder } from './testing/temp-folder.js';

const answering = (output: string): string => JSON.stringify({ default: { output } });

/** What the agents of a program say, or the problems with its configuration. */
async function outcome(
  folder: string,
  settings: Partial<AgentHostSettings> = {},
): Promise<unknown> {
  const result = await createAgentHost({
    cwd: folder,
    program: 'sub/program.mso',
    environment: {},
    ...settings,
  });
  if (result.kind === 'problems') return result.problems;
  const reply = await result.host.invoke(makeRequest());
  return reply.kind === 'output' ? reply.output : reply.message;
}

/** A folder with a program's folder in it, and files in that. */
function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = tempFolder();
  mkdirSync(join(folder, 'sub'));
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
  return folder;
}

describe('createAgentHost', () => {
  it('finds the simulation beside the program, whatever kind of program it is', async () => {
    const folder = folderWith({ 'sub/program.sim.json': answering('beside') });
    for (const program of ['sub/program.mso', 'sub/program.msob', 'sub/program']) {
      equal(await outcome(folder, { program }), 'beside');
    }
  });

  it('takes the simulation that is named, from the folder of the configuration', async () => {
    const folder = folderWith({
      'sub/program.sim.json': answering('beside'),
      'other.json': answering('other'),
    });
    equal(await outcome(folder, { simulation: 'other.json' }), 'other');
  });

  it('echoes where there is no simulation', async () => {
    const echo = await outcome(folderWith({}));
    deepEqual(echo instanceof Map && [...echo.keys()], ['agent', 'task', 'inputs']);
  });

  it('says where a simulation is wrong', async () => {
    const folder = folderWith({ 'sub/program.sim.json': '{\n  "default": {}\n}' });
    deepEqual(await outcome(folder), [
      {
        message: 'an answer needs "output" or "fail"',
        file: join(folder, 'sub/program.sim.json'),
        line: 2,
        column: 14,
      },
    ]);
  });

  it('refuses a simulation that is named and not there, or no file', async () => {
    const folder = folderWith({});
    deepEqual(await outcome(folder, { simulation: 'none.json' }), [
      {
        message: 'the simulation cannot be read: there is no such file',
        file: join(folder, 'none.json'),
      },
    ]);
    deepEqual(await outcome(folder, { simulation: 'sub' }), [
      { message: 'the simulation cannot be read: it is no file', file: join(folder, 'sub') },
    ]);
  });

  it('says all that is wrong with the attributes', async () => {
    const folder = folderWith({});
    deepEqual(await outcome(folder, { agents: { mode: 'command' }, simulation: 1 }), [
      { message: 'agents.command is missing; it must be a string' },
      { message: 'simulation must be a string' },
    ]);
    const agents = { mode: 'command', command: 'agent' };
    deepEqual(await outcome(folder, { agents, simulation: 'a.json' }), [
      { message: 'simulation goes with agents.mode "simulated", not "command"' },
    ]);
  });
});
