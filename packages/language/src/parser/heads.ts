import { isNewline } from '../lexer/characters.js';
import type { TokenList } from '../lexer/token-list.js';
import { declarationKeywords } from '../syntax/tree.js';

/**
 * What a declaration's keyword in column one begins, as far as its head tells: a declaration, or
 * either that or a member of the block that is open there. Undefined where it begins neither.
 */
export type Head = 'declaration' | 'load' | 'declaration or member';

const openingWords: ReadonlySet<string> = new Set(declarationKeywords);

/** Declarations that need no name, and whose keyword may therefore be meant as a key. */
const namelessWords: ReadonlySet<string> = new Set(['project', 'memory', 'pipeline']);

/** Whether it is the keyword of a declaration. */
export function isOpeningWord(word: string): boolean {
  return openingWords.has(word);
}

/** The head that begins at the token of an index. */
export function headAt(text: string, tokens: TokenList, index: number): Head | undefined {
  if (tokens.kindAt(index) !== 'Keyword') return undefined;
  const start = tokens.startAt(index);
  if (start > 0 && !isNewline(text.charCodeAt(start - 1))) return undefined;
  const keyword = text.slice(start, tokens.endAt(index));
  if (!isOpeningWord(keyword)) return undefined;
  const next = tokens.kindAt(index + 1);
  if (next === '{') return namelessWords.has(keyword) ? 'declaration or member' : undefined;
  if (next !== 'String' && next !== 'Identifier') return undefined;
  if (keyword === 'load') return 'load';
  if (tokens.kindAt(index + 2) !== '{') return undefined;
  return keyword === 'pipeline' ? 'declaration or member' : 'declaration';
}

/**
 * The indexes of the tokens that begin a head within a block which a `}` closes, before anything
 * that can only be a declaration: what they begin belongs to that block.
 */
export function headsInClosedBlocks(text: string, tokens: TokenList): ReadonlySet<number> {
  const found = new Set<number>();
  let open: number[][] = [];
  for (let index = 0; index < tokens.length; index++) {
    const kind = tokens.kindAt(index);
    if (kind === '{') open.push([]);
    else if (kind === '}') for (const head of open.pop() ?? []) found.add(head);
    else {
      const head = headAt(text, tokens, index);
      if (head === 'declaration') open = [];
      else if (head !== undefined) open.at(-1)?.push(index);
    }
  }
  return found;
}
