import { readFileSync } from 'node:fs';
import { commands } from './commands/table.js';
import { commandHelp, overview } from './options/help.js';
import { parseOptions } from './options/options.js';
import type { CommandSpec } from './options/spec.js';
import { suggestion } from './options/suggest.js';
import { exitCodes, UsageProblem } from './output/problems.js';
import type { Terminal } from './output/terminal.js';

/** Does what the arguments say and answers with the exit code. */
export async function mso(args: readonly string[], terminal: Terminal): Promise<number> {
  const [first, ...rest] = args;
  if (first === '--version' || first === '-v') {
    terminal.print(`mso ${version()}`);
    return exitCodes.success;
  }
  if (first === undefined) {
    terminal.report(overview(commands));
    return exitCodes.unusable;
  }
  if (first === 'help' || first === '--help' || first === '-h') return help(rest, terminal);
  if (first.startsWith('-')) throw new UsageProblem(`there is no option ${first}`);
  const command = find(first);
  const options = parseOptions(command, rest);
  if (options.has('help')) return help([command.name], terminal);
  const execute = await command.load();
  return execute(options, terminal);
}

function help([name]: readonly string[], terminal: Terminal): number {
  const wantsAll = name === undefined || name === 'help' || name.startsWith('-');
  terminal.print(wantsAll ? overview(commands) : commandHelp(find(name)));
  return exitCodes.success;
}

function find(name: string): CommandSpec {
  const command = commands.find((candidate) => candidate.name === name);
  if (command) return command;
  const near = suggestion(name, [...commands.map((candidate) => candidate.name), 'help']);
  throw new UsageProblem(
    `there is no command ${JSON.stringify(name)}${near === '' ? `; ${known()}` : near}`,
  );
}

function known(): string {
  return `there are ${commands.map(({ name }) => name).join(', ')} and help`;
}

function version(): string {
  const manifest: unknown = JSON.parse(
    readFileSync(new URL('../package.json', import.meta.url), 'utf8'),
  );
  const isManifest = typeof manifest === 'object' && manifest !== null && 'version' in manifest;
  return isManifest ? String(manifest.version) : 'of unknown version';
}
