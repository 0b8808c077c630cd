/**
 * The patterns of `matches`: a subset of regular expressions that cannot run for ever.
 *
 * Literals, `.`, classes (`[a-z]`, `[^…]`, `\d \w \s` and their capitals), `* + ?`, `|`, groups
 * and the anchors `^ $`. A pattern is compiled to a small program that follows all alternatives
 * at once, so the time is bounded by the pattern's length times the text's.
 */
export interface Pattern {
  /** Whether it occurs anywhere in the text; `spend` is called for each unit of work. */
  test(text: string, spend: (units: number) => void): boolean;
}

const lengthMax = 1_000;
const groupsMax = 100;

/** The pattern, or a sentence that says what is wrong with it. */
export function compilePattern(source: string): Pattern | string {
  if (source.length > lengthMax) return `the pattern is longer than ${lengthMax} characters`;
  const compiler = new PatternCompiler(source);
  const problem = compiler.compile();
  if (problem !== undefined) return problem;
  const { program } = compiler;
  return { test: (text, spend) => search(program, text, spend) };
}

type CharacterTest = (code: number) => boolean;

/** Targets are distances from the instruction itself, so that parts can be moved about. */
type Instruction =
  | { readonly kind: 'character'; readonly test: CharacterTest }
  | { readonly kind: 'fork'; readonly first: number; readonly second: number }
  | { readonly kind: 'jump'; readonly distance: number }
  | { readonly kind: 'start' | 'end' | 'found' };

type Code = readonly Instruction[];

class PatternCompiler {
  program: Code = [];
  private at = 0;
  private depth = 0;
  private problem: string | undefined;

  constructor(private readonly source: string) {}

  compile(): string | undefined {
    const code = this.alternatives();
    if (this.at < this.source.length) this.problem ??= "a ')' closes nothing";
    this.program = [...code, { kind: 'found' }];
    return this.problem;
  }

  private alternatives(): Code {
    let code = this.sequence();
    while (this.take('|')) {
      const other = this.sequence();
      code = [
        { kind: 'fork', first: 1, second: code.length + 2 },
        ...code,
        { kind: 'jump', distance: other.length + 1 },
        ...other,
      ];
    }
    return code;
  }

  private sequence(): Code {
    const code: Instruction[] = [];
    while (this.at < this.source.length && this.problem === undefined) {
      const next = this.source.charAt(this.at);
      if (next === '|' || next === ')') break;
      code.push(...this.repeated());
    }
    return code;
  }

  private repeated(): Code {
    let code = this.atom();
    for (;;) {
      const { length } = code;
      if (this.take('*')) {
        const fork = { kind: 'fork', first: 1, second: length + 2 } as const;
        code = [fork, ...code, { kind: 'jump', distance: -length - 1 }];
      } else if (this.take('+')) {
        code = [...code, { kind: 'fork', first: -length, second: 1 }];
      } else if (this.take('?')) {
        code = [{ kind: 'fork', first: 1, second: length + 1 }, ...code];
      } else return code;
      if (length === 0 || code.length > 4 * lengthMax) {
        this.problem ??= 'it repeats too much';
        return code;
      }
    }
  }

  private atom(): Code {
    const next = this.source.charAt(this.at++);
    switch (next) {
      case '(':
        return this.group();
      case '[':
        return [{ kind: 'character', test: this.characterClass() }];
      case '^':
        return [{ kind: 'start' }];
      case '$':
        return [{ kind: 'end' }];
      case '.':
        return [{ kind: 'character', test: (code) => code !== 10 && code !== 13 }];
      case '\\':
        return [{ kind: 'character', test: this.escape() }];
      case '*':
      case '+':
      case '?':
        this.problem ??= `'${next}' repeats nothing`;
        return [];
      default:
        return [{ kind: 'character', test: exactly(next) }];
    }
  }

  private group(): Code {
    if (this.source.startsWith('?:', this.at)) this.at += 2;
    if (++this.depth > groupsMax) {
      this.problem ??= 'its groups are nested too deeply';
      return [];
    }
    const code = this.alternatives();
    this.depth--;
    if (!this.take(')')) this.problem ??= "a '(' is never closed";
    return code;
  }

  private characterClass(): CharacterTest {
    const isNegated = this.take('^');
    const tests: CharacterTest[] = [];
    do {
      if (this.at >= this.source.length) {
        this.problem ??= "a '[' is never closed";
        break;
      }
      tests.push(this.classMember());
    } while (!this.take(']'));
    return (code) => tests.some((matches) => matches(code)) !== isNegated;
  }

  private classMember(): CharacterTest {
    const first = this.source.charAt(this.at++);
    if (first === '\\') return this.escape();
    const last = this.source.charAt(this.at + 1);
    if (this.source.charAt(this.at) !== '-' || last === ']' || last === '') return exactly(first);
    this.at += 2;
    const [from, to] = [first.charCodeAt(0), last.charCodeAt(0)];
    if (to < from) this.problem ??= `the range ${first}-${last} is empty`;
    return (code) => code >= from && code <= to;
  }

  private escape(): CharacterTest {
    const escaped = this.source.charAt(this.at++);
    if (escaped === '') this.problem ??= "it ends with '\\'";
    const lower = escaped.toLowerCase();
    const test = classes.get(lower);
    if (test !== undefined) return lower === escaped ? test : (code) => !test(code);
    return exactly(controls.get(escaped) ?? escaped);
  }

  private take(character: string): boolean {
    if (this.source.charAt(this.at) !== character) return false;
    this.at++;
    return true;
  }
}

function exactly(character: string): CharacterTest {
  const wanted = character.charCodeAt(0);
  return (code) => code === wanted;
}

const isDigit: CharacterTest = (code) => code >= 48 && code <= 57;
const isSpace: CharacterTest = (code) => code === 32 || (code >= 9 && code <= 13) || code === 160;
const isWord: CharacterTest = (code) =>
  isDigit(code) || code === 95 || ((code | 32) >= 97 && (code | 32) <= 122);

const classes: ReadonlyMap<string, CharacterTest> = new Map([
  ['d', isDigit],
  ['s', isSpace],
  ['w', isWord],
]);

const controls: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
]);

/** Follows every alternative at once; a new one begins at each character. */
function search(program: Code, text: string, spend: (units: number) => void): boolean {
  let threads = new Set<number>();
  for (let at = 0; at <= text.length; at++) {
    spend(threads.size + 1);
    if (reach(program, 0, at, text.length, threads)) return true;
    const next = new Set<number>();
    for (const address of threads) {
      const instruction = program[address];
      if (instruction?.kind !== 'character' || !instruction.test(text.charCodeAt(at))) continue;
      if (at < text.length && reach(program, address + 1, at + 1, text.length, next)) return true;
    }
    threads = next;
  }
  return false;
}

/** Adds all that is reached from an address without reading; true if the pattern is found. */
function reach(
  program: Code,
  start: number,
  at: number,
  length: number,
  threads: Set<number>,
): boolean {
  const pending = [start];
  for (let address = pending.pop(); address !== undefined; address = pending.pop()) {
    if (threads.has(address)) continue;
    threads.add(address);
    const instruction = program[address];
    switch (instruction?.kind) {
      case 'found':
        return true;
      case 'jump':
        pending.push(address + instruction.distance);
        break;
      case 'fork':
        pending.push(address + instruction.second, address + instruction.first);
        break;
      case 'start':
        if (at === 0) pending.push(address + 1);
        break;
      case 'end':
        if (at === length) pending.push(address + 1);
        break;
    }
  }
  return false;
}
