import type { Losses } from './losses.js';

/** As long as a source may be: 64 MiB. */
export const textLengthMax = 64 * 1024 * 1024;

/**
 * How much text may still be written. A small module can name one long string again and again,
 * and there would be no end to its text.
 */
export class TextBudget {
  private left: number;

  constructor(
    private readonly losses: Losses,
    lengthMax = textLengthMax,
  ) {
    this.left = lengthMax;
  }

  get isSpent(): boolean {
    return this.left < 0;
  }

  /** The text, or nothing where it is too much. */
  take(text: string): string {
    if (this.left >= 0) this.left -= text.length;
    if (this.left >= 0) return text;
    this.losses.add('what would make it longer than 64 MiB');
    return '';
  }
}
