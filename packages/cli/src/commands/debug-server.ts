import { HostedProgram, openMemory, serveProgram } from '@mso/adapter';
import { configToJson, reportsOf } from '@mso/vm';
import type { Options } from '../options/options.js';
import { counted } from '../output/columns.js';
import { displayPath } from '../output/diagnostics.js';
import { listening, reportListening } from '../output/listening.js';
import type { Terminal } from '../output/terminal.js';
import { reportsText, usualFormat } from '../output/workflow-report.js';
import { checkContext, machineOptions } from '../program/machine-options.js';
import { describeFailure, describeWarning } from '../program/runtime-report.js';
import { agentsOfRun, workflowOptions } from '../program/workflow-options.js';
import { report } from './compile.js';

/** `mso debug FILE --port N`: adapters attach to the machine; the exit code is its program's. */
export async function serveDebugger(
  options: Options,
  port: number,
  terminal: Terminal,
): Promise<number> {
  const host = options.text('host') ?? '127.0.0.1';
  const program = hostedProgram(options, terminal);
  await program.load();
  report(program.program, terminal);
  const place = { host, port };
  const server = await listening(() => serveProgram(program, place), place, 'debug');
  const interrupt = (): void => program.interrupt();
  process.once('SIGINT', interrupt);
  process.once('SIGTERM', interrupt);
  const path = displayPath(program.program.file.path);
  reportListening(`${path} waits for an adapter`, { host, port: server.port }, terminal);
  const exitCode = await server.closed;
  process.off('SIGINT', interrupt);
  process.off('SIGTERM', interrupt);
  showEnding(program, terminal);
  return exitCode;
}

function hostedProgram(options: Options, terminal: Terminal): HostedProgram {
  const [path = ''] = options.operands;
  const paint = terminal.reportPaint;
  const program: HostedProgram = new HostedProgram({
    path,
    stopOnEntry: options.has('stop-on-entry'),
    load: async (read) => {
      const loaded = await read(path);
      checkContext(options, loaded.module);
      const said = (text: string): void => {
        terminal.report(text);
        program.say(text);
      };
      const opened = await agentsOfRun(options, path, said);
      const { secrets } = opened;
      const machine = machineOptions(options);
      return {
        program: loaded,
        secrets,
        vm: {
          ...machine,
          ...(await workflowOptions(options, loaded.module, async () => opened)),
          resolver: { ...machine.resolver, secret: (reference) => secrets.textOf(reference) },
          openMemory: await openMemory(path, loaded.module),
        },
      };
    },
    say: terminal.report,
    output: (kind, text, address) => {
      const { module } = program.program;
      terminal.report(kind === 'log' ? text : describeWarning(module, text, address, paint));
    },
  });
  return program;
}

/** What `mso run` shows at the end. */
function showEnding({ debug: { vm } }: HostedProgram, terminal: Terminal): void {
  const count = counted(vm.stats.instructionsExecuted, 'instruction');
  const reports = reportsOf(vm);
  if (vm.error) terminal.report(describeFailure(vm, terminal.reportPaint).join('\n'));
  if (reports.length > 0) {
    terminal.print(reportsText(reports, usualFormat(terminal), terminal.printPaint));
  } else if (!vm.isUnderWay && !vm.error) terminal.print(configToJson(vm.config));
  const how = vm.isUnderWay ? 'was ended' : vm.error ? 'failed' : 'ended';
  terminal.report(`the program ${how} after ${count}`);
}
