import { loadProgram, openMemory } from '@mso/adapter';
import { configToJson, HelixVM, type RunOptions, reportsOf, type StepRun } from '@mso/vm';
import { oneOf } from '../options/one-of.js';
import type { Options } from '../options/options.js';
import { columns } from '../output/columns.js';
import { exitCodes } from '../output/problems.js';
import { Progress } from '../output/progress.js';
import type { Terminal } from '../output/terminal.js';
import { reportFormats, reportsText, usualFormat } from '../output/workflow-report.js';
import { checkContext, machineOptions } from '../program/machine-options.js';
import { type RunEnd, runMachine } from '../program/run-machine.js';
import { describeFailure, describeWarning } from '../program/runtime-report.js';
import { tracerOf } from '../program/trace.js';
import { agentsOfRun, workflowOptions } from '../program/workflow-options.js';
import { report } from './compile.js';

/** `mso run FILE` */
export async function run(options: Options, terminal: Terminal): Promise<number> {
  const [path = ''] = options.operands;
  const machine = machineOptions(options);
  const format = oneOf(options, 'format', reportFormats, 'run') ?? usualFormat(terminal);
  const started = performance.now();
  const program = loadProgram(path);
  const { module } = program;
  const loaded = performance.now();
  checkContext(options, module);
  const workflows = await workflowOptions(options, module, () =>
    agentsOfRun(options, path, terminal.report),
  );
  const paint = terminal.reportPaint;
  report(program, terminal);
  const progress = new Progress(terminal);
  const vm = new HelixVM(module, {
    ...machine,
    ...workflows,
    openMemory: await openMemory(path, module),
    events: {
      warning: (message, address) => {
        progress.end();
        terminal.report(describeWarning(module, message, address, paint));
      },
      debug: (text) => terminal.report(text),
      step: (step) => progress.begin(stepLine(step)),
    },
  });
  const end = await runMachine(vm, slices(options, vm, terminal));
  const problem = vm.memories.save();
  progress.end();
  if (problem !== undefined) {
    terminal.report(describeWarning(module, problem, vm.registers.programCounter, paint));
  }
  if (options.has('stats')) {
    const times = { loadMs: loaded - started, runMs: performance.now() - loaded };
    for (const line of statsTable(vm, times)) terminal.report(line);
  }
  if (end === 'error') terminal.report(describeFailure(vm, paint).join('\n'));
  const hasWorkflows = workflows.workflows !== undefined;
  if (hasWorkflows) terminal.print(reportsText(reportsOf(vm), format, terminal.printPaint));
  else if (end === 'halted') terminal.print(configToJson(vm.config));
  return exitCode(vm, end);
}

/** What a run has come to, for programs. */
export function exitCode(vm: HelixVM, end: RunEnd): number {
  if (end === 'interrupted' || end === 'terminated') return exitCodes[end];
  const hasFailed = end === 'error' || reportsOf(vm).some(({ status }) => status !== 'completed');
  return hasFailed ? exitCodes.failed : exitCodes.success;
}

/** What a step does now, for a person who waits. */
export function stepLine({ step, status, attempts, error }: StepRun): string {
  const again = status === 'running' && error !== undefined ? `, attempt ${attempts + 1}` : '';
  return `step ${step.name} ${status}${again}`;
}

/** Executes a slice of a run, with a line for each instruction where that is wanted. */
function slices(options: Options, vm: HelixVM, terminal: Terminal) {
  if (!options.has('trace')) return (slice: RunOptions) => vm.run(slice);
  const tracer = tracerOf(vm);
  terminal.report(tracer.heading);
  const trace = (address: number): void => terminal.report(tracer.line(address));
  return (slice: RunOptions) => vm.run({ ...slice, trace });
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
