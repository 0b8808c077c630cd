import { type LoadedProgram, loadProgram, ProgramProblem, readSource } from '@mso/adapter';
import type { Module } from '@mso/bytecode';
import {
  type AnyRequest,
  type BreakpointRequest,
  DebugSession,
  type Ending,
  type Frame,
  type SourceBreakpoint,
  type Stop,
} from '@mso/debugger';
import type { SourceFile } from '@mso/language';
import { type Journal, reportsOf, type VMOptions } from '@mso/vm';
import { counted } from '../output/columns.js';
import { displayPath, firstDiagnostics } from '../output/diagnostics.js';
import type { Paint } from '../output/terminal.js';
import { reportsText } from '../output/workflow-report.js';
import { describeWarning } from '../program/runtime-report.js';
import { ConsoleProblem } from './console-problem.js';
import { placeText } from './places.js';
import { type Place, type SourceView, sourceLine } from './source-line.js';

export interface ConsoleOptions {
  readonly path: string;
  /** What a machine for a program is to be like; asked before each run. */
  readonly vm: (module: Module) => Promise<Omit<VMOptions, 'events'>>;
  readonly print: (text: string) => void;
  readonly paint: Paint;
}

/** A breakpoint with the file it was asked for. */
export interface FileBreakpoint extends SourceBreakpoint {
  readonly path: string;
}

/** How a run of the program came to an end for now. */
type Arrival = { readonly stop: Stop } | { readonly ending: Ending };

/**
 * A debug session that a person steers by words.
 *
 * It shows where the program is whenever it stops, and keeps what the words need: the program,
 * the breakpoints, and how far the source was listed.
 */
export class DebugConsole implements SourceView {
  readonly session: DebugSession;
  readonly print: (text: string) => void;
  readonly paint: Paint;
  /** The last line that was listed since the program stopped here. */
  listedTo: Place | undefined;
  private loaded: LoadedProgram;
  /** By the path of their file, which keeps them even where it is no part of the program now. */
  private readonly bound = new Map<string, readonly SourceBreakpoint[]>();
  private arrive: (arrival: Arrival) => void = () => undefined;

  /** @throws ProgramProblem */
  constructor(private readonly options: ConsoleOptions) {
    this.print = options.print;
    this.paint = options.paint;
    this.loaded = loadProgram(options.path);
    this.session = new DebugSession({
      schedule: (slice) => setImmediate(slice),
      events: {
        stopped: (stop) => this.arrive({ stop }),
        ended: (ending) => this.arrive({ ending }),
        output: (kind, text, address) => this.showOutput(kind, text, address),
        breakpointChanged: (breakpoint) => this.showLost(breakpoint),
      },
    });
  }

  get program(): LoadedProgram {
    return this.loaded;
  }

  get path(): string {
    return displayPath(this.loaded.file.path);
  }

  /** The past of the program. */
  get journal(): Journal {
    const { journal } = this.session;
    if (journal === undefined) throw new ConsoleProblem('the past is not kept');
    return journal;
  }

  private get isAtEnd(): boolean {
    const { vm } = this.session;
    return !vm.isUnderWay && vm.error === undefined;
  }

  /** In the order in which they were made. */
  get breakpoints(): readonly FileBreakpoint[] {
    return [...this.bound]
      .flatMap(([path, all]) => all.map((breakpoint) => ({ ...breakpoint, path })))
      .sort((a, b) => a.id - b.id);
  }

  /** Whether the program, as it stands now, came to a runtime error. */
  get hasFailed(): boolean {
    return this.session.vm.error !== undefined;
  }

  /** The innermost frame, where the program stands. */
  get frame(): Frame {
    const frame = this.session.frame(this.session.frameCount() - 1);
    if (frame === undefined) throw new ConsoleProblem('the program has no frame');
    return frame;
  }

  /** Says what was loaded, and stops before its first instruction. */
  async open(): Promise<void> {
    const { file, module, diagnostics } = this.loaded;
    for (const text of firstDiagnostics(file, diagnostics, this.paint.color)) this.print(text);
    const blocks = counted(module.blocks.length, 'block');
    const code = counted(module.code.length, 'instruction');
    this.print(`${this.path}: ${blocks}, ${code}; help lists the commands`);
    await this.start({ stopOnEntry: true });
  }

  /** Starts from the beginning, with the source as it is now. @throws ProgramProblem */
  async restart({ stopOnEntry }: { readonly stopOnEntry: boolean }): Promise<void> {
    const changed = this.loaded.files.filter(hasChanged);
    if (changed.length > 0) {
      this.loaded = loadProgram(this.options.path);
      const paths = changed.map(({ path }) => displayPath(path)).join(', ');
      const were = changed.length === 1 ? 'has changed and was' : 'have changed and were';
      this.print(`${paths} ${were} read again`);
    }
    await this.start({ stopOnEntry });
  }

  /** Runs on, and shows where the program stops then. */
  async resume(go: (session: DebugSession) => void, times = 1): Promise<void> {
    if (this.session.hasEnded || this.isAtEnd) {
      throw new ConsoleProblem('the program has ended; run or restart starts it again');
    }
    return this.travel(go, times);
  }

  /** The same for going back, which is possible from the end as well. */
  async travel(go: (session: DebugSession) => void, times = 1): Promise<void> {
    for (let count = 1; ; count++) {
      if (this.session.hasEnded) {
        throw new ConsoleProblem('the program is over; run or restart starts it again');
      }
      const arrival = await this.arrivalAfter(() => go(this.session));
      const goesOn = 'stop' in arrival && arrival.stop.reason === 'step' && count < times;
      if (!goesOn) return this.show(arrival);
    }
  }

  /** Replaces the breakpoints of a file; the answers are in the order of the requests. */
  setBreakpoints(
    path: string,
    requests: readonly BreakpointRequest[],
  ): readonly SourceBreakpoint[] {
    const bound = this.session.breakpoints.set(path, requests);
    this.bound.set(path, bound);
    return bound;
  }

  private async start({ stopOnEntry }: { readonly stopOnEntry: boolean }): Promise<void> {
    const { module } = this.loaded;
    const vm = { ...(await this.options.vm(module)), journal: {} };
    this.session.load({ module, vm, stopOnEntry, stopOnExit: true, noDebug: false });
    for (const [path, bound] of this.bound) {
      this.setBreakpoints(
        path,
        bound.map(({ request }) => request),
      );
    }
    this.show(await this.arrivalAfter(() => this.session.begin()));
  }

  private arrivalAfter(go: () => void): Promise<Arrival> {
    return new Promise((resolve) => {
      this.arrive = resolve;
      go();
    });
  }

  private show(arrival: Arrival): void {
    this.listedTo = undefined;
    if ('stop' in arrival) this.showStop(arrival.stop);
    else this.showEnding(arrival.ending);
  }

  private showStop(stop: Stop): void {
    if (stop.reason === 'end') return this.showEnding({ exitCode: 0 });
    const { exception } = this.session;
    if (exception) {
      const kind = this.paint(exception.kind, 'red', 'bold');
      this.print(`${kind}: ${this.paint(exception.message, 'bold')}`);
    } else if (stop.text !== undefined) {
      this.print(this.paint(stop.text, 'yellow'));
    }
    for (const change of stop.changes ?? []) this.print(change);
    this.showPlace(reasonText(stop, this.journal));
  }

  /** Shows where the program stands: file and line, frame, and the line itself. */
  showPlace(reason = ''): void {
    const { name, span } = this.frame;
    const place = span ? placeText(this, span) : this.path;
    const why = reason === '' ? '' : ` (${reason})`;
    this.print(`${this.paint(place, 'bold')} in ${name}${why}`);
    if (span) this.print(sourceLine(this, { source: span.source, line: span.startLine }));
  }

  private showEnding({ error }: Ending): void {
    const { instructionsExecuted } = this.session.vm.stats;
    const count = counted(instructionsExecuted, 'instruction');
    const reports = reportsOf(this.session.vm);
    if (reports.length > 0) this.print(reportsText(reports, 'text', this.paint));
    if (error) this.print(this.paint(`the program failed after ${count}`, 'red'));
    else this.print(this.paint(`the program ended after ${count}`, 'green'));
  }

  private showOutput(kind: 'warning' | 'log', text: string, address: number): void {
    if (kind === 'log') this.print(text);
    else this.print(describeWarning(this.loaded.module, text, address, this.paint));
  }

  private showLost({ id, verified, message = '' }: SourceBreakpoint<AnyRequest>): void {
    if (!verified) this.print(`breakpoint ${id} does not hold any more: ${message}`);
  }
}

/** Whether a file holds another text by now, or none. */
function hasChanged({ path, text }: SourceFile): boolean {
  try {
    return readSource(path).text !== text;
  } catch (problem) {
    if (problem instanceof ProgramProblem) return true;
    throw problem;
  }
}

function reasonText(stop: Stop, journal: Journal): string {
  if (!journal.isInPast) return plainReason(stop, journal);
  const back = `${counted(journal.end - journal.position, 'instruction')} back`;
  const reason = plainReason(stop, journal);
  return reason === '' ? back : `${reason}, ${back}`;
}

function plainReason({ reason, breakpoints, isEarliest }: Stop, journal: Journal): string {
  if (isEarliest) {
    return journal.isTruncated
      ? 'the past is kept no further back'
      : 'before the first instruction';
  }
  switch (reason) {
    case 'entry':
      return 'before the first instruction';
    case 'breakpoint':
    case 'function breakpoint':
    case 'instruction breakpoint':
    case 'data breakpoint':
      return `breakpoint${breakpoints.length > 1 ? 's' : ''} ${breakpoints.join(', ')}`;
    case 'pause':
      return 'paused';
    case 'exception':
      return 'runtime error';
    case 'step':
    case 'goto':
    case 'end':
      return '';
  }
}
