import type { Terminal } from './terminal.js';

/** Work that takes less is over before a person wonders. */
const quietMs = 500;

/**
 * Says on a terminal what is being done, once it has taken a while; elsewhere it says nothing.
 * The line is wiped when the work is over.
 */
export class Progress {
  private readonly started = performance.now();
  private shown = 0;

  constructor(private readonly terminal: Terminal) {}

  /** Called when a part of the work begins. */
  begin(what: string): void {
    if (performance.now() - this.started < quietMs) return;
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
