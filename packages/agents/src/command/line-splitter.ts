/** A line of a program's output is cut into pieces of this length. */
export const lineLengthMax = 65_536;

/** Makes lines, without their ends, of a text that comes in pieces. */
export class LineSplitter {
  private rest = '';

  constructor(private readonly onLine: (line: string) => void) {}

  write(piece: string): void {
    const lines = (this.rest + piece).split('\n');
    this.rest = lines.pop() ?? '';
    for (const line of lines) this.emit(line);
    while (this.rest.length > lineLengthMax) {
      this.onLine(this.rest.slice(0, lineLengthMax));
      this.rest = this.rest.slice(lineLengthMax);
    }
  }

  end(): void {
    if (this.rest !== '') this.emit(this.rest);
    this.rest = '';
  }

  private emit(line: string): void {
    const text = line.endsWith('\r') ? line.slice(0, -1) : line;
    for (let at = 0; at === 0 || at < text.length; at += lineLengthMax) {
      this.onLine(text.slice(at, at + lineLengthMax));
    }
  }
}
