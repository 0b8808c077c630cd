import { nestingMax } from '../values/plain.js';
import type { JsonMember, JsonNode, JsonObject } from './json-node.js';

export type JsonText =
  | { readonly kind: 'read'; readonly root: JsonNode }
  | { readonly kind: 'problem'; readonly offset: number; readonly message: string };

/** Reads a JSON text and keeps the place of every part; the first mistake ends it. */
export function readJson(text: string): JsonText {
  const reader = new JsonReader(text);
  try {
    return { kind: 'read', root: reader.document() };
  } catch (error) {
    if (!(error instanceof JsonMistake)) throw error;
    return { kind: 'problem', offset: error.offset, message: error.message };
  }
}

/** Never leaves this file. */
class JsonMistake extends Error {
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}

const literals = { true: true, false: false, null: null } as const;

const space = /[ \t\n\r]*/y;
const number = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y;
/** Neither a control character nor the quote nor the backslash. */
const plainCharacters = /[ !#-[\]-\uffff]+/y;
const escapes = /\\(?:["\\/bfnrt]|u[\da-fA-F]{4})/y;
const word = /[\w$+.-]+/y;

class JsonReader {
  private at = 0;

  constructor(private readonly text: string) {}

  document(): JsonNode {
    if (this.text.startsWith('\uFEFF')) this.at = 1;
    this.skipSpace();
    if (this.at === this.text.length) throw this.mistake('the file is empty');
    const root = this.value(0);
    if (this.at < this.text.length) {
      throw this.mistake(`expected the end of the file, found ${this.found()}`);
    }
    return root;
  }

  /** Reads a value and the space behind it, as every reader below does. */
  private value(depth: number): JsonNode {
    if (depth > nestingMax) throw this.mistake(`values nest at most ${nestingMax} levels`);
    const offset = this.at;
    const character = this.text[offset];
    if (character === '{') return this.object(depth);
    if (character === '[') return this.array(depth);
    if (character === '"') return { kind: 'scalar', offset, value: this.string() };
    return this.word();
  }

  private object(depth: number): JsonObject {
    const offset = this.at;
    const members: JsonMember[] = [];
    const keys = new Set<string>();
    this.elements('}', () => {
      const keyOffset = this.at;
      if (this.text[keyOffset] !== '"') {
        throw this.mistake(`expected a key in double quotes, found ${this.found()}`);
      }
      const key = this.string();
      if (keys.has(key)) throw new JsonMistake(`the key "${key}" is there twice`, keyOffset);
      keys.add(key);
      if (!this.take(':')) throw this.mistake(`expected ':', found ${this.found()}`);
      members.push({ key, keyOffset, value: this.value(depth + 1) });
    });
    return { kind: 'object', offset, members };
  }

  private array(depth: number): JsonNode {
    const offset = this.at;
    const items: JsonNode[] = [];
    this.elements(']', () => items.push(this.value(depth + 1)));
    return { kind: 'array', offset, items };
  }

  /** What stands between brackets, with commas between. */
  private elements(end: string, read: () => void): void {
    this.at++;
    this.skipSpace();
    if (this.take(end)) return;
    do {
      if (this.text[this.at] === end) throw this.mistake(`no comma may stand before '${end}'`);
      read();
    } while (this.take(','));
    if (!this.take(end)) throw this.mistake(`expected ',' or '${end}', found ${this.found()}`);
  }

  private string(): string {
    const start = this.at;
    this.at++;
    do this.match(plainCharacters);
    while (this.match(escapes) !== undefined);
    if (this.text[this.at] !== '"') throw this.stringMistake(start);
    const literal = this.text.slice(start, ++this.at);
    this.skipSpace();
    return JSON.parse(literal) as string;
  }

  private stringMistake(start: number): JsonMistake {
    const character = this.text[this.at];
    if (character === '\\') return this.mistake('there is no such escape in JSON');
    if (character === undefined || character === '\n' || character === '\r') {
      return new JsonMistake('the string is not closed', start);
    }
    return this.mistake('a control character must be escaped in a string');
  }

  private word(): JsonNode {
    const offset = this.at;
    const written = this.match(word);
    if (written === undefined) throw this.mistake(`expected a value, found ${this.found()}`);
    number.lastIndex = 0;
    const isNumber = number.test(written) && number.lastIndex === written.length;
    const value = isNumber ? Number(written) : literalOf(written);
    if (value === undefined) throw new JsonMistake(`'${written}' is no JSON value`, offset);
    if (value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY) {
      throw new JsonMistake('the number is too large', offset);
    }
    this.skipSpace();
    return { kind: 'scalar', offset, value };
  }

  private take(character: string): boolean {
    if (this.text[this.at] !== character) return false;
    this.at++;
    this.skipSpace();
    return true;
  }

  private skipSpace(): void {
    this.match(space);
  }

  private match(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0];
    if (found !== undefined) this.at += found.length;
    return found;
  }

  private found(): string {
    const code = this.text.codePointAt(this.at);
    return code === undefined ? 'the end of the file' : `'${String.fromCodePoint(code)}'`;
  }

  private mistake(message: string): JsonMistake {
    return new JsonMistake(message, this.at);
  }
}

function literalOf(written: string): true | false | null | undefined {
  return Object.hasOwn(literals, written) ? literals[written as keyof typeof literals] : undefined;
}
