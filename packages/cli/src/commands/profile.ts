import { type LoadedProgram, loadProgram } from '@mso/adapter';
import { realClock } from '@mso/agents';
import { areAlike, medianProfile, type Profile, Profiler, type VMEvents } from '@mso/vm';
import { oneOf } from '../options/one-of.js';
import type { Options } from '../options/options.js';
import { displayPath } from '../output/diagnostics.js';
import { Progress } from '../output/progress.js';
import type { Terminal } from '../output/terminal.js';
import { pathsOf, refuseSource, writeResult } from '../output/write-file.js';
import { toCpuProfile } from '../profile/cpu-profile.js';
import { profileToCsv } from '../profile/profile-csv.js';
import { profileToJson } from '../profile/profile-json.js';
import { type ProfileReport, profileReport, timeKinds } from '../profile/profile-report.js';
import { profileToText } from '../profile/profile-text.js';
import { checkContext, machineOptions } from '../program/machine-options.js';
import { type RunEnd, runMachine } from '../program/run-machine.js';
import { describeFailure, describeWarning } from '../program/runtime-report.js';
import { agentsOfRun, workflowOptions } from '../program/workflow-options.js';
import { report } from './compile.js';
import { exitCode, stepLine } from './run.js';

const formats = {
  text: profileToText,
  json: profileToJson,
  csv: profileToCsv,
  cpuprofile: (report: ProfileReport) => JSON.stringify(toCpuProfile(report)),
} as const;
const formatNames = ['text', 'json', 'csv', 'cpuprofile'] as const;

/** `mso profile FILE` */
export async function profile(options: Options, terminal: Terminal): Promise<number> {
  const [path = ''] = options.operands;
  const format = oneOf(options, 'format', formatNames, 'profile') ?? 'text';
  const time = oneOf(options, 'time', timeKinds, 'profile') ?? 'real';
  const out = options.text('output');
  const program = loadProgram(path);
  checkContext(options, program.module);
  if (out !== undefined) refuseSource(out, pathsOf(program));
  report(program, terminal);
  const { profiles, end, code } = await measure(options, program, terminal);
  if (!areAlike(profiles)) {
    const warning = terminal.reportPaint('warning', 'yellow', 'bold');
    terminal.report(`${warning}: the runs differ; what is counted is that of one of them`);
  }
  const facts = { file: displayPath(path), runs: profiles.length, end, time };
  const text = formats[format](profileReport(medianProfile(profiles), facts));
  if (out === undefined) terminal.print(text);
  else writeResult(out, `${text}\n`, pathsOf(program));
  return code;
}

interface Measured {
  readonly profiles: readonly Profile[];
  readonly end: RunEnd;
  readonly code: number;
}

/** Runs a program as often as is wanted; where it does not come to its end, once is enough. */
async function measure(
  options: Options,
  program: LoadedProgram,
  terminal: Terminal,
): Promise<Measured> {
  const iterations = options.number('iterations') ?? 1;
  const profiles: Profile[] = [];
  const progress = new Progress(terminal);
  for (;;) {
    const isFirst = profiles.length === 0;
    progress.begin(`run ${profiles.length + 1} of ${iterations}`);
    const profiler = await profilerOf(options, program, terminal, progress, isFirst);
    const { vm } = profiler;
    const end = await runMachine(vm, (slice) => profiler.run(slice));
    progress.end();
    // A run that was cut short says less than those before it.
    if (isFirst || end === 'halted' || end === 'error') profiles.push(profiler.profile());
    if (end === 'halted' && profiles.length < iterations) continue;
    if (end === 'error') terminal.report(describeFailure(vm, terminal.reportPaint).join('\n'));
    return { profiles, end, code: exitCode(vm, end) };
  }
}

/** A machine of its own for each run, and agents that begin their script again. */
async function profilerOf(
  options: Options,
  { module }: LoadedProgram,
  terminal: Terminal,
  progress: Progress,
  warns: boolean,
): Promise<Profiler> {
  const [path = ''] = options.operands;
  const warning = (message: string, address: number): void => {
    progress.end();
    terminal.report(describeWarning(module, message, address, terminal.reportPaint));
  };
  const events: VMEvents = {
    ...(warns && { warning }),
    step: (step) => progress.begin(stepLine(step)),
  };
  const workflows = await workflowOptions(options, module, () =>
    agentsOfRun(options, path, terminal.report),
  );
  return new Profiler(module, { ...machineOptions(options), ...workflows, events }, realClock);
}
