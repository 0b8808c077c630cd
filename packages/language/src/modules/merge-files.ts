import type { Diagnostic } from '../diagnostic.js';
import { listDiagnostics } from '../diagnostics.js';
import { TokenList } from '../lexer/token-list.js';
import type { ParseResult } from '../parser/parse.js';
import type { Declaration } from '../syntax/tree.js';
import { isSameTree, shifted } from './shift.js';
import type { SourceSet } from './source-set.js';

/**
 * Several parsed files as one: with the offsets of the whole program, and declarations in the
 * given order of files. A single file stays what it is.
 */
export function mergeFiles(
  sources: SourceSet,
  files: readonly ParseResult[],
  order: readonly number[],
  problems: readonly Diagnostic[],
): ParseResult {
  const [only, ...others] = files;
  if (only !== undefined && others.length === 0) {
    if (problems.length === 0) return only;
    return { ...only, ...listDiagnostics([...only.diagnostics, ...problems], only.omitted) };
  }
  const inAll = <T>(part: (file: ParseResult) => T): T[] =>
    files.map((file, source) => shifted(part(file), sources.baseOf(source)));
  const moved = inAll(({ program }) => program.declarations);
  const declarations = order.map((source) => moved[source] ?? []);
  const omitted = files.reduce((sum, file) => sum + file.omitted, 0);
  const all = [...inAll(({ diagnostics }) => diagnostics).flat(), ...problems];
  return {
    file: sources.whole,
    program: {
      kind: 'Program',
      start: 0,
      end: sources.whole.text.length,
      declarations: withoutRepeated(declarations),
    },
    // Nobody but editors asks for these, and there are very many.
    get tokens() {
      const all = new TokenList(sources.whole.text);
      for (const [source, { tokens }] of files.entries()) {
        const isLast = source === files.length - 1;
        all.append(tokens, sources.baseOf(source), isLast ? tokens.length : tokens.length - 1);
      }
      return all;
    },
    get comments() {
      return inAll(({ comments }) => comments).flat();
    },
    ...listDiagnostics(all, omitted),
  };
}

/**
 * A declaration that an earlier file makes in the same words is the same declaration. A `load`
 * in another file may mean another file, whatever its words.
 */
function withoutRepeated(files: readonly (readonly Declaration[])[]): Declaration[] {
  const earlier = new Map<string, Declaration>();
  return files.flatMap((declarations) => {
    const kept = declarations.filter((declaration) => {
      if (declaration.keyword === 'load') return true;
      const first = earlier.get(keyOf(declaration));
      return first === undefined || !isSameTree(first, declaration);
    });
    for (const declaration of kept) {
      const key = keyOf(declaration);
      if (!earlier.has(key)) earlier.set(key, declaration);
    }
    return kept;
  });
}

function keyOf({ keyword, name }: Declaration): string {
  return `${keyword} ${name?.text ?? ''}`;
}
