import { Char, isNewline } from './characters.js';

/**
 * Finds where placeholders end. A `}` belongs to the placeholder unless a brace or a string
 * within the expression holds it, so that `"${agents["a"].role}"` is one string.
 *
 * A placeholder ends on its line. Where one does not, every further one of that line counts as
 * open too: looking again for each of them would take quadratic time.
 */
export class PlaceholderScanner {
  private openUntil = -1;
  private reportedUntil = -1;

  constructor(private readonly text: string) {}

  /** The offset of the `}` for the `${` at `start`; undefined where the line has none. */
  closeOf(start: number): number | undefined {
    if (start < this.openUntil) return undefined;
    const { text } = this;
    let depth = 0;
    let at = start + 2;
    for (; at < text.length; at++) {
      const code = text.charCodeAt(at);
      if (code === Char.CloseBrace && depth-- === 0) return at;
      if (code === Char.OpenBrace) depth++;
      else if (code === Char.Quote || code === Char.Apostrophe) at = this.quoteAfter(at, code);
      else if (isNewline(code)) break;
    }
    this.openUntil = at;
    return undefined;
  }

  /** Whether an open placeholder is the first of its line, and so deserves an error. */
  isFirstOpen(start: number): boolean {
    if (start < this.reportedUntil) return false;
    this.reportedUntil = this.openUntil;
    return true;
  }

  /** The quote that closes the string at `start`; the character before the line's end if none. */
  private quoteAfter(start: number, quote: number): number {
    let at = start + 1;
    for (; at < this.text.length; at++) {
      const code = this.text.charCodeAt(at);
      if (code === quote) return at;
      if (isNewline(code)) break;
      if (code === Char.Backslash && !isNewline(this.text.charCodeAt(at + 1))) at++;
    }
    return at - 1;
  }
}

/** Whether `${` begins at `at`. */
export function startsPlaceholder(text: string, at: number): boolean {
  return text.charCodeAt(at) === Char.Dollar && text.charCodeAt(at + 1) === Char.OpenBrace;
}
