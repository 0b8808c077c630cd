import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Body, DapClient } from '../support/dap-client.js';
import { launch, scope, topFrame } from '../support/debugging.js';
import { cliEntry, examplesFolder } from '../support/paths.js';

/*
 * What a newcomer sees first: a short debug session with the real adapter, driven by a script and
 * printed as it goes, and then what the program declares. Run with `npm start`.
 */

const program = join(examplesFolder, 'minimal.mso');
const lines = readFileSync(program, 'utf8').split('\n');
const colors = process.stdout.isTTY && !process.env.NO_COLOR;

const bold = (text: string): string => (colors ? `\u001b[1m${text}\u001b[0m` : text);
const dim = (text: string): string => (colors ? `\u001b[2m${text}\u001b[0m` : text);
const say = (text = ''): void => void process.stdout.write(`${text}\n`);

/** Shows where the program stands, with the lines around it. */
async function showPlace(client: DapClient, reason: string): Promise<void> {
  const frame = await topFrame(client);
  say(`\n${bold(`stopped (${reason})`)} in ${frame.name}, line ${frame.line}`);
  for (let line = frame.line - 1; line <= frame.line + 1; line++) {
    const arrow = line === frame.line ? '->' : '  ';
    const text = `${arrow} ${String(line).padStart(3)}  ${lines[line - 1] ?? ''}`;
    say(line === frame.line ? bold(text) : dim(text));
  }
}

async function showScope(client: DapClient, name: string): Promise<void> {
  const rows = Object.entries(await scope(client, name));
  say(`   ${name}: ${rows.map(([key, value]) => `${key} ${value}`).join(' · ')}`);
}

async function showStack(client: DapClient): Promise<void> {
  const { stackFrames } = await client.ok('stackTrace', { threadId: 1 });
  const frames = stackFrames.map((frame: Body) => `${frame.name}:${frame.line}`);
  say(`   Call stack: ${frames.join('  <-  ')}`);
}

async function resume(client: DapClient, command: string, what: string): Promise<void> {
  say(`\n${bold('>')} ${what}`);
  await client.ok(command, { threadId: 1 });
  const { reason } = await client.event('stopped');
  await showPlace(client, reason);
}

async function evaluate(client: DapClient, expression: string): Promise<void> {
  const { result } = await client.ok('evaluate', { expression, context: 'repl' });
  say(`\n${bold('>')} evaluate ${expression}\n   ${result}`);
}

async function tour(client: DapClient): Promise<void> {
  const line = lines.findIndex((text) => text.includes('temperature')) + 1;
  const condition = 'model == "gpt-4"';
  say(`Debugging extension/examples/minimal.mso through the debug adapter.`);
  say(`\n${bold('>')} breakpoint at line ${line} if ${condition}, then run`);
  await launch(client, { program }, { breakpoints: [{ line, condition }] });
  await client.event('stopped');
  await showPlace(client, 'breakpoint');
  await showScope(client, 'Agent "helper"');
  await showScope(client, 'Registers');
  await resume(client, 'next', 'step over');
  await evaluate(client, 'agents["helper"].temperature = 0.2');
  await resume(client, 'stepIn', 'step in');
  await resume(client, 'next', 'step over');
  await resume(client, 'stepIn', 'step in');
  await showStack(client);
  await evaluate(client, 'agents["helper"]');
  say(`\n${bold('>')} continue`);
  await client.ok('continue', { threadId: 1 });
  const { exitCode } = await client.event('exited');
  say(`\nThe program ended with exit code ${exitCode}.`);
}

const client = DapClient.spawn(cliEntry, ['dap']);
try {
  await tour(client);
  await client.ok('disconnect');
} finally {
  client.end();
}

say(`\n${bold('$')} npx mso run extension/examples/minimal.mso`);
const { status } = spawnSync(process.execPath, [cliEntry, 'run', program], { stdio: 'inherit' });
process.exitCode = status ?? 1;
