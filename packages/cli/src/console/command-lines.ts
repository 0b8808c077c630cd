import { createInterface, type Interface } from 'node:readline';
import type { CommandSource } from './conversation.js';

const prompt = '(mso) ';

export interface CommandLinesOptions {
  /** Lines that come before those that are read. */
  readonly first: readonly string[];
  readonly input: NodeJS.ReadStream;
  readonly output: NodeJS.WriteStream;
  /** Ctrl+C: true when there was something to stop; otherwise the line is dropped. */
  readonly interrupt: () => boolean;
  /** What the Tab key offers. */
  readonly completions: readonly string[];
}

/**
 * Lines with a prompt before each.
 *
 * At a terminal they can be edited and recalled. From anywhere else they are written behind the
 * prompt, so that the output reads like a conversation.
 */
export class CommandLines implements CommandSource {
  private readonly reader: Interface;
  private readonly isTerminal: boolean;
  private readonly queue: string[];
  private isClosed = false;
  private deliver: (() => void) | undefined;

  constructor(private readonly options: CommandLinesOptions) {
    const { input, output, first, completions } = options;
    this.queue = [...first];
    this.isTerminal = input.isTTY === true && output.isTTY === true;
    this.reader = createInterface({
      input,
      ...(this.isTerminal && { output }),
      terminal: this.isTerminal,
      prompt,
      crlfDelay: Number.POSITIVE_INFINITY,
      removeHistoryDuplicates: true,
      completer: (line: string) => [completions.filter((word) => word.startsWith(line)), line],
    });
    this.reader.on('line', (line) => this.receive(line));
    this.reader.on('SIGINT', () => this.interrupt());
    this.reader.on('close', () => {
      this.isClosed = true;
      this.deliver?.();
    });
  }

  async next(): Promise<string | undefined> {
    const { output } = this.options;
    const isAsked = this.queue.length === 0;
    if (isAsked && !this.isClosed) {
      if (this.isTerminal) this.reader.prompt();
      else output.write(prompt);
      await this.arrival();
    } else {
      output.write(prompt);
    }
    const line = this.queue.shift();
    const isEchoed = line === undefined || !this.isTerminal || !isAsked;
    if (isEchoed) output.write(`${line ?? 'quit'}\n`);
    return line;
  }

  close(): void {
    this.reader.close();
  }

  /** A file or a pipe waits while its lines are worked on; a terminal must hear Ctrl+C. */
  private receive(line: string): void {
    this.queue.push(line);
    if (!this.isTerminal) this.reader.pause();
    this.deliver?.();
  }

  private arrival(): Promise<void> {
    return new Promise((resolve) => {
      this.deliver = () => {
        this.deliver = undefined;
        resolve();
      };
      this.reader.resume();
    });
  }

  private interrupt(): void {
    if (this.options.interrupt()) return;
    this.options.output.write('^C\n');
    this.reader.write(null, { ctrl: true, name: 'e' });
    this.reader.write(null, { ctrl: true, name: 'u' });
    this.reader.prompt();
  }
}
