import { loadProgram } from '@mso/adapter';
import {
  configToJson,
  HelixVM,
  type RunOptions,
  reportsOf,
  reportToJson,
  type StepRun,
} from '@mso/vm';
import type { Options } from '../options/options.js';
import { columns } from '../output/columns.js';
import { exitCodes } from '../output/problems.js';
import { Progress } from '../output/progress.js';
import type { Terminal } from '../output/terminal.js';
import { checkContext, machineOptions } from '../program/machine-options.js';
import { type RunEnd, runMachine } from '../program/run-machine.js';
import { describeFailure, describeWarning } from '../program/runtime-report.js';
import { workflowOptions } from '../program/workflow-options.js';
import { report } from './compile.js';

/** `mso run FILE` */
export async function run(options: Options, terminal: Terminal): Promise<number> {
  const [path = ''] = options.operands;
  const machine = machineOptions(options);
  const started = performance.now();
  const program = loadProgram(path);
  const { module } = program;
  const loaded = performance.now();
  checkContext(options, module);
  const workflows = await workflowOptions(options, path, module, terminal);
  const paint = terminal.reportPaint;
  report(program, terminal);
  const progress = new Progress(terminal);
  const vm = new HelixVM(module, {
    ...machine,
    ...workflows,
    events: {
      warning: (message, address) => {
        progress.end();
        terminal.report(describeWarning(module, message, address, paint));
      },
      debug: (text) => terminal.report(text),
      step: (step) => progress.begin(stepLine(step)),
    },
  });
  const end = await runMachine(vm, tracing(options, vm, terminal));
  progress.end();
  if (options.has('stats')) {
    const times = { loadMs: loaded - started, runMs: performance.now() - loaded };
    for (const line of statsTable(vm, times)) terminal.report(line);
  }
  if (end === 'error') terminal.report(describeFailure(vm, paint).join('\n'));
  const hasWorkflows = workflows.workflows !== undefined;
  if (hasWorkflows) terminal.print(reportToJson(reportsOf(vm)));
  else if (end === 'halted') terminal.print(configToJson(vm.config));
  return exitCode(vm, end);
}

function exitCode(vm: HelixVM, end: RunEnd): number {
  if (end === 'interrupted') return exitCodes.interrupted;
  const hasFailed = end === 'error' || reportsOf(vm).some(({ status }) => status !== 'completed');
  return hasFailed ? exitCodes.failed : exitCodes.success;
}

function stepLine({ step, status, attempts, error }: StepRun): string {
  const again = status === 'running' && error !== undefined ? `, attempt ${attempts + 1}` : '';
  return `step ${step.name} ${status}${again}`;
}

function tracing(options: Options, vm: HelixVM, terminal: Terminal): RunOptions {
  return options.has('trace') ? { trace: tracer(vm, terminal) } : {};
}
/** Shows the state that each instruction finds, and the instruction. */
function tracer(vm: HelixVM, terminal: Terminal): (address: number) => void {
  const width = Math.max('address'.length, String(vm.module.code.length).length);
  terminal.report(`${'address'.padStart(width)}  stack  flags  instruction`);
  return (address) => {
    const depth = String(vm.stack.size).padStart('stack'.length);
    const text = vm.describe(address) ?? '';
    terminal.report(`${String(address).padStart(width)}  ${depth}  ${flagLetters(vm)}   ${text}`);
  };
}

/** `z` zero, `o` overflow, `e` error, `h` halted; a dash where a flag is not set. */
function flagLetters({ registers: { flags } }: HelixVM): string {
  const { zero, overflow, error, halted } = flags;
  return (zero ? 'z' : '-') + (overflow ? 'o' : '-') + (error ? 'e' : '-') + (halted ? 'h' : '-');
}

function statsTable(
  { stats, vmConfig }: HelixVM,
  { loadMs, runMs }: { readonly loadMs: number; readonly runMs: number },
): string[] {
  const rows = [
    ['instructions', String(stats.instructionsExecuted)],
    ['peak stack', String(stats.peakStackSize), `of ${vmConfig.maxStackSize} values`],
    ['peak memory', String(stats.peakMemoryUsage), `of ${vmConfig.maxMemory} cells`],
    ['peak call depth', String(stats.peakCallDepth), `of ${vmConfig.maxCallDepth} frames`],
    ...(vmConfig.enableGc
      ? [['collections', String(stats.collections), `freed ${stats.cellsFreed} cells`]]
      : []),
    ['time to load', loadMs.toFixed(1), 'ms'],
    ['time to run', runMs.toFixed(1), 'ms'],
  ];
  return columns(rows, { right: [1] });
}
