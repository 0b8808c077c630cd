import type { RevealableSecrets } from '@mso/agents';
import { DebugSession, type Ending, type SessionEvents, type Stop } from '@mso/debugger';
import type { VMOptions } from '@mso/vm';
import { HotReload, type ReloadHost } from '../hot-reload.js';
import { type LoadedProgram, loadProgram } from '../program/load-program.js';
import { canonicalName } from '../program/real-path.js';
import { revealSecrets } from '../reveal-secrets.js';
import { Backlog } from './backlog.js';
import { interruptedExitCode, type Leaving, type Seated } from './seated.js';

export interface HostOptions {
  /** The file that is watched for changes. */
  readonly path: string;
  /** Has the program read and says what its machine is to be like; asked before each run. */
  readonly load: (read: ReadProgram) => Promise<ProgramToHost>;
  /** Stop before the first instruction, once an adapter is there. */
  readonly stopOnEntry: boolean;
  /** Told what the program says, whether or not an adapter is there. */
  readonly output: SessionEvents['output'];
  /** Told what else a person should know, whether or not an adapter is there. */
  readonly say: (text: string) => void;
}

export type ReadProgram = (path: string) => LoadedProgram | Promise<LoadedProgram>;

export interface ProgramToHost {
  readonly program: LoadedProgram;
  readonly vm: Omit<VMOptions, 'events'>;
  /** What it keeps secret, where one may ask to see that. */
  readonly secrets?: RevealableSecrets;
}

/**
 * A program with a machine that outlives the adapters in front of it. They come one at a time.
 *
 * Nothing runs until the first of them is ready. What is said while nobody listens is kept, and
 * who comes later is shown the stop that the program stands at.
 */
export class HostedProgram implements ReloadHost {
  readonly debug: DebugSession;
  /** The exit code, once the program is over for good. */
  readonly finished: Promise<number>;
  /** Whether the program was begun: only the first adapter does that. */
  hasBegun = false;
  private finish: (exitCode: number) => void = () => undefined;
  private loaded: LoadedProgram | undefined;
  private occupant: object | undefined;
  private listener: Seated | undefined;
  private vacated: () => void = () => undefined;
  private readonly backlog = new Backlog();
  private stop: Stop | undefined;
  private ending: Ending | undefined;
  /** Nobody is there, and the program is to stand still until someone is. */
  private isSuspended = false;
  private secrets: RevealableSecrets | undefined;
  private reveals = false;
  private watcher: HotReload | undefined;

  constructor(private readonly options: HostOptions) {
    this.finished = new Promise((resolve) => {
      this.finish = resolve;
    });
    this.debug = new DebugSession({
      schedule: setImmediate,
      canonicalPath: canonicalName,
      events: {
        stopped: (stop) => this.noteStop(stop),
        ended: (ending) => this.noteEnding(ending),
        output: (kind, text, address) => {
          options.output(kind, text, address);
          this.tell((listener) => listener.output(kind, text, address));
        },
        breakpointChanged: (breakpoint) => this.listener?.breakpointChanged(breakpoint),
        threadChanged: (thread, change) => this.listener?.threadChanged?.(thread, change),
        stepChanged: () => this.listener?.stepChanged?.(),
        searching: (share) => this.listener?.searching?.(share),
      },
    });
  }

  /** What was loaded last. */
  get program(): LoadedProgram {
    if (this.loaded === undefined) throw new Error('no program is loaded');
    return this.loaded;
  }

  /** Loads the program, at first or again. @throws ProgramProblem, and what `load` throws */
  async load(read: ReadProgram = loadProgram): Promise<void> {
    const { load, stopOnEntry, path } = this.options;
    const { program, vm, secrets } = await load(read);
    this.loaded = program;
    this.hasBegun = false;
    this.stop = undefined;
    const { module, listing } = program;
    const machine = { ...vm, journal: {} };
    this.debug.load({ module, listing, vm: machine, stopOnEntry, noDebug: false });
    this.secrets = secrets;
    if (this.reveals) await this.reveal();
    this.watcher?.close();
    this.watcher = new HotReload(this, path).watch(program);
  }

  /** Shows secrets to the adapter that is there; the answer is what to say to it. */
  async reveal(): Promise<readonly string[]> {
    this.reveals = true;
    const notes = this.secrets ? await revealSecrets(this.secrets, this.program.module) : [];
    for (const note of notes) this.options.say(`warning: ${note}`);
    return notes;
  }

  /** Told what became of a change of the file. */
  reloaded(text: string, program?: LoadedProgram): void {
    if (program) this.loaded = program;
    this.options.say(text);
    this.tell((listener) => listener.reloaded(text, program));
    if (program && this.reveals) void this.reveal();
  }

  /** Takes the place in front of the program. @returns whether it was free */
  sitDown(who: object): boolean {
    if (this.occupant !== undefined) return false;
    this.occupant = who;
    this.isSuspended = false;
    this.debug.exceptions.set([{ filter: 'error' }]);
    return true;
  }

  /** The adapter is ready: it is told what was kept, how things stand, and all that follows. */
  listen(listener: Seated): void {
    this.backlog.tellAll(listener);
    this.listener = listener;
    if (!this.hasBegun) {
      this.hasBegun = true;
      this.debug.begin();
    } else if (this.ending) listener.ended(this.ending);
    else if (this.stop && !this.debug.isRunning) listener.stopped(this.stop);
  }

  /** Gives the place back. Nothing of what its adapter watched for stops the program any more. */
  leave(who: object, how: Leaving): void {
    if (this.occupant !== who) return;
    this.occupant = undefined;
    this.listener = undefined;
    this.debug.breakpoints.clear();
    this.debug.exceptions.set([]);
    // The numbers of its breakpoints are those of others for who comes next.
    if (this.stop) this.stop = { ...this.stop, breakpoints: [] };
    this.reveals = false;
    this.secrets?.hide();
    this.isSuspended = how === 'suspend';
    this.vacated();
    if (how === 'terminate') this.end();
    else if (how === 'suspend') this.debug.pause();
    else if (this.hasBegun) this.debug.continue();
  }

  /** Resolves once nobody is in front of the program. */
  untilVacant(): Promise<void> {
    if (this.occupant === undefined) return Promise.resolve();
    return new Promise((resolve) => {
      this.vacated = resolve;
    });
  }

  /** Ends the program, as an interrupt in a terminal does. */
  end(): void {
    if (!this.debug.hasEnded) this.debug.stop();
    this.watcher?.close();
    this.finish(interruptedExitCode);
  }

  /** The same from outside: the adapter is told. */
  interrupt(): void {
    const { listener } = this;
    this.end();
    listener?.interrupted();
  }

  /** Passes on what was said beside the program. */
  say(text: string): void {
    this.tell((listener) => listener.said(text));
  }

  private tell(message: (listener: Seated) => void): void {
    if (this.listener) message(this.listener);
    else this.backlog.keep(message);
  }

  private noteStop(stop: Stop): void {
    this.stop = stop;
    if (this.listener) this.listener.stopped(stop);
    else if (this.occupant === undefined && !this.isSuspended) this.debug.continue();
  }

  private noteEnding(ending: Ending): void {
    this.ending = ending;
    this.watcher?.close();
    this.listener?.ended(ending);
    this.finish(ending.exitCode);
  }
}
