import type { Position, Range } from 'vscode-languageserver';

/** A range in less than half of the memory; the index keeps very many of them. */
export class PackedRange implements Range {
  private readonly startLine: number;
  private readonly startCharacter: number;
  private readonly endLine: number;
  private readonly endCharacter: number;

  constructor({ start, end }: Range) {
    this.startLine = start.line;
    this.startCharacter = start.character;
    this.endLine = end.line;
    this.endCharacter = end.character;
  }

  get start(): Position {
    return { line: this.startLine, character: this.startCharacter };
  }

  get end(): Position {
    return { line: this.endLine, character: this.endCharacter };
  }

  /** What goes to a client is a plain range. */
  toJSON(): Range {
    return { start: this.start, end: this.end };
  }
}
