import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Server } from './server.js';

/** Lines of an example, found by their text so that the examples may grow. */
export class Program {
  private readonly lines: readonly string[];

  constructor(
    server: Server,
    readonly name: string,
  ) {
    this.lines = readFileSync(join(server.workspace, name), 'utf8').split('\n');
  }

  /** The number of the first line beginning with `text`, after the one beginning with `after`. */
  line(text: string, after?: string): number {
    const start = after === undefined ? 0 : this.line(after);
    const index = this.lines.findIndex(
      (line, at) => at >= start && line.trimStart().startsWith(text),
    );
    if (index < 0) throw new Error(`${this.name} has no line that begins with ${text}`);
    return index + 1;
  }
}
