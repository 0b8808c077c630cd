import type { Value } from '@mso/vm';
import { secretMark } from '../values/plain.js';
import { secretForms } from './secret-forms.js';

/**
 * Replaces the texts of secrets in everything that leaves this package. It learns a secret before
 * anybody outside gets it, and forgets none.
 */
export class SecretMask {
  /** A person has asked to see secrets: texts and values stay as they are. */
  isLifted = false;
  private readonly forms = new Set<string>();
  /** Longer forms first, so that the whole of a secret goes where one begins with another. */
  private sorted: readonly string[] = [];
  private pattern: RegExp | undefined;

  add(secret: string): void {
    const sizeBefore = this.forms.size;
    for (const form of secretForms(secret)) this.forms.add(form);
    if (this.forms.size === sizeBefore) return;
    this.sorted = [...this.forms].sort((left, right) => right.length - left.length);
    this.pattern = new RegExp(this.sorted.map(escapePattern).join('|'), 'g');
  }

  text(text: string): string {
    if (this.pattern === undefined || this.isLifted) return text;
    return text.replace(this.pattern, secretMark);
  }

  /** A plain value, keys and numbers included, in which no text of a secret shows. */
  value(value: Value): Value {
    if (this.pattern === undefined || this.isLifted) return value;
    if (typeof value === 'string') return this.text(value);
    if (typeof value === 'number') return this.shows(String(value)) ? secretMark : value;
    if (Array.isArray(value)) return value.map((item) => this.value(item));
    if (!(value instanceof Map)) return value;
    return new Map([...value].map(([key, item]) => [this.text(key), this.value(item)]));
  }

  /** For a text that comes in pieces. */
  stream(): MaskedStream {
    return new MaskedStream(this);
  }

  /**
   * Where in a text that is not complete its decided part ends: behind it a secret begins that
   * the next piece may complete.
   */
  decidedLength(text: string): number {
    const longest = this.sorted[0]?.length ?? 0;
    let length = Math.max(0, text.length - longest + 1);
    while (length < text.length && !this.begins(text.slice(length))) length++;
    for (const match of text.matchAll(this.pattern ?? /$^/g)) {
      if (match.index < length && match.index + match[0].length > length) return match.index;
    }
    return length;
  }

  private begins(rest: string): boolean {
    return this.sorted.some((form) => form.length > rest.length && form.startsWith(rest));
  }

  private shows(text: string): boolean {
    return this.text(text) !== text;
  }
}

/** Its pieces together are the masked text; a piece is held back while a secret may be in it. */
class MaskedStream {
  private held = '';

  constructor(private readonly mask: SecretMask) {}

  /** What can be passed on now. */
  write(piece: string): string {
    const text = this.held + piece;
    const length = this.mask.decidedLength(text);
    this.held = text.slice(length);
    return this.mask.text(text.slice(0, length));
  }

  /** What was held back. */
  end(): string {
    const rest = this.held;
    this.held = '';
    return this.mask.text(rest);
  }
}

function escapePattern(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}

export type { MaskedStream };
