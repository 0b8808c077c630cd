import { statSync } from 'node:fs';
import type { Terminal } from './terminal.js';

/** Work that takes less is over before a person wonders. */
const quietMs = 500;
/** Reading more takes longer, and nothing can be said before it is over. */
const quietBytes = 500_000;

/**
 * Says on a terminal what is being done, once it has taken a while or where a file is large;
 * elsewhere it says nothing. The line is wiped when the work is over.
 */
export class Progress {
  private readonly started = performance.now();
  private readonly isLong: boolean;
  private shown = 0;

  /** `path` is the file that the work begins with, if it does with one. */
  constructor(
    private readonly terminal: Terminal,
    path?: string,
  ) {
    this.isLong = path !== undefined && sizeOf(path) > quietBytes;
  }

  /** Called when a part of the work begins. */
  begin(what: string): void {
    if (!this.isLong && performance.now() - this.started < quietMs) return;
    this.write(`${what}…`);
  }

  end(): void {
    this.write('');
  }

  private write(text: string): void {
    if (!this.terminal.isInteractive || (text === '' && this.shown === 0)) return;
    this.terminal.overwrite(text.padEnd(this.shown));
    this.shown = text.length;
  }
}

/** Where it cannot be found out, whoever reads the file says what is wrong with it. */
function sizeOf(path: string): number {
  try {
    return statSync(path).size;
  } catch {
    return 0;
  }
}
