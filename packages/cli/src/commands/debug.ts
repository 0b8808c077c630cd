import { openMemory } from '@mso/adapter';
import { CommandLines } from '../console/command-lines.js';
import { consoleCommands } from '../console/commands.js';
import { converse } from '../console/conversation.js';
import { DebugConsole } from '../console/debug-console.js';
import type { Options } from '../options/options.js';
import { exitCodes, UsageProblem } from '../output/problems.js';
import type { Terminal } from '../output/terminal.js';
import { checkContext, machineOptions } from '../program/machine-options.js';
import { agentsOfRun, workflowOptions } from '../program/workflow-options.js';
import { serveDebugger } from './debug-server.js';

const needless = '--command is for the terminal; with --port an adapter says what to do';

/** `mso debug FILE` */
export async function debug(options: Options, terminal: Terminal): Promise<number> {
  const port = options.number('port');
  if (port !== undefined) {
    if (options.has('command')) throw new UsageProblem(needless, 'debug');
    return serveDebugger(options, port, terminal);
  }
  for (const name of ['host', 'stop-on-entry']) {
    if (options.has(name)) throw new UsageProblem(`--${name} needs --port`, 'debug');
  }
  const [path = ''] = options.operands;
  const console = new DebugConsole({
    path,
    vm: async (module) => ({
      ...machineOptions(options),
      ...(await workflowOptions(options, module, () =>
        agentsOfRun(options, path, terminal.report),
      )),
      openMemory: await openMemory(path, module),
    }),
    print: terminal.print,
    paint: terminal.printPaint,
  });
  checkContext(options, console.program.module);
  await console.open();
  const lines = new CommandLines({
    first: options.texts('command'),
    input: process.stdin,
    output: process.stdout,
    interrupt: () => {
      if (!console.session.isRunning) return false;
      console.session.pause();
      return true;
    },
    completions: consoleCommands.map(({ name }) => `${name} `),
  });
  try {
    await converse(console, lines);
  } finally {
    lines.close();
    console.session.stop();
  }
  return console.hasFailed ? exitCodes.failed : exitCodes.success;
}
