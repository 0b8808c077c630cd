import type { RevealableSecrets } from '@mso/agents';
import type { DebugSession } from '@mso/debugger';
import { type LoadedProgram, loadProgram } from './program/load-program.js';
import { ProgramProblem } from './program/program-problem.js';
import { FileWatcher } from './program/watch-files.js';
import { revealSecrets } from './reveal-secrets.js';

/** Whose program is watched. */
export interface ReloadHost {
  readonly debug: DebugSession;
  /** Told what became of a change; with a program where it was taken over. */
  reloaded(text: string, program?: LoadedProgram): void;
}

/** Watches the files of a program, and takes changes over where the program can go on with them. */
export class HotReload {
  private watcher: FileWatcher | undefined;

  constructor(
    private readonly host: ReloadHost,
    private readonly path: string,
    /** What the program keeps secret, where that is shown. */
    private readonly shown?: RevealableSecrets,
  ) {}

  watch({ files }: LoadedProgram): this {
    this.close();
    const paths = files.map(({ path }) => path);
    this.watcher = new FileWatcher(paths, () => this.takeOver());
    return this;
  }

  close(): void {
    this.watcher?.close();
  }

  private takeOver(): void {
    const { host, path } = this;
    if (!host.debug.isLoaded || host.debug.hasEnded) return;
    try {
      const program = loadProgram(path);
      const reload = host.debug.reload(program);
      if (reload.kind === 'refused') {
        const hint = 'restart to run the program as it is now';
        host.reloaded(`The change is not taken over: ${reload.reason}; ${hint}.`);
        return;
      }
      this.watch(program);
      if (this.shown) void revealSecrets(this.shown, program.module);
      const what = reload.changed.join(', ') || 'nothing that the program does has changed';
      const lost = reload.isReset ? ' What was set by hand is as the program says again.' : '';
      host.reloaded(`The change is taken over: ${what}.${lost}`, program);
    } catch (problem) {
      if (!(problem instanceof ProgramProblem)) throw problem;
      host.reloaded(`The change is not taken over: ${problem.message}`);
    }
  }
}
