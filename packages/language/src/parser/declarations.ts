import { nearest } from '@mso/values';
import type { Declaration, DeclarationKeyword, Flow, Name, Program } from '../syntax/tree.js';
import { declarationKeywords } from '../syntax/tree.js';
import { type Cursor, describe, isClosing, isNameToken, isWord } from './cursor.js';
import { parseFlow } from './flows.js';
import {
  expectBlock,
  isStageForm,
  parsePipelineBlockMember,
  parseWorkflowMember,
} from './members.js';
import { nameFrom, readDeclaredName, readName } from './names.js';
import {
  isDeclarationKeyword,
  skipBalanced,
  skipForeignConstruct,
  skipToDeclaration,
} from './recovery.js';
import { type MemberParser, parseMember } from './values.js';

/** Reads a whole text. */
export function parseProgram(cursor: Cursor): Program {
  const declarations: Declaration[] = [];
  const unread: Name[] = [];
  while (!cursor.isAtEnd) {
    if (isDeclarationKeyword(cursor) && cursor.peekKind(1) !== '=') {
      declarations.push(parseDeclaration(cursor));
    } else {
      const name = cursor.peek(1);
      if (isNameToken(name) && !cursor.isFirstOnLine(1)) unread.push(nameFrom(name));
      skipUnknown(cursor);
    }
  }
  const program = { kind: 'Program', start: 0, end: cursor.text.length, declarations } as const;
  return unread.length === 0 ? program : { ...program, unread };
}

/** The current token is one of the declaration keywords. */
function parseDeclaration(cursor: Cursor): Declaration {
  const token = cursor.advance();
  const keyword = token.text as DeclarationKeyword;
  const name = parseName(cursor, keyword);
  const isNameless = name === undefined && !isNameOptional(keyword);
  const body = parseBody(cursor, keyword, isNameless);
  const isIncomplete = isNameless || body === undefined || isBodyIncomplete(body);
  return {
    kind: 'Declaration',
    start: token.start,
    end: cursor.previousEnd,
    keyword,
    keywordSpan: { start: token.start, end: token.end },
    ...(name === undefined ? {} : { name }),
    ...body,
    ...(isIncomplete ? { incomplete: true } : {}),
  };
}

function isNameOptional(keyword: DeclarationKeyword): boolean {
  return keyword === 'project' || keyword === 'memory' || keyword === 'pipeline';
}

function parseName(cursor: Cursor, keyword: DeclarationKeyword): Name | undefined {
  if (!isNameOptional(keyword)) return readDeclaredName(cursor, keyword);
  if (cursor.is('String') || cursor.is('Identifier')) return readName(cursor);
  const isKeywordAsName = cursor.is('Keyword') && cursor.peekKind(1) === '{';
  return isKeywordAsName && !cursor.isFirstOnLine() ? readDeclaredName(cursor, keyword) : undefined;
}

type Body = Pick<Declaration, 'block' | 'flow'>;

function isBodyIncomplete({ block, flow }: Body): boolean {
  return block?.incomplete === true || flow?.incomplete === true;
}

/** Undefined where the body is missing. */
function parseBody(
  cursor: Cursor,
  keyword: DeclarationKeyword,
  isNameless: boolean,
): Body | undefined {
  if (keyword === 'load' && !cursor.is('{')) return isNameless ? undefined : {};
  if (keyword === 'pipeline' && cursor.is('{') && !isStageForm(cursor)) {
    const flow: Flow = parseFlow(cursor);
    return { flow };
  }
  const parse = memberParsers[keyword];
  const block = parse
    ? cursor.withSections(() => expectBlock(cursor, keyword, parse))
    : expectBlock(cursor, keyword, parseMember);
  return block === undefined ? undefined : { block };
}

const memberParsers: { readonly [K in DeclarationKeyword]?: MemberParser } = {
  workflow: parseWorkflowMember,
  pipeline: parsePipelineBlockMember,
};

/** Something that begins no declaration makes one diagnostic and is skipped. */
function skipUnknown(cursor: Cursor): void {
  const { current } = cursor;
  if (cursor.is(';')) {
    cursor.error('E0210', "';' is no separator", { hint: 'leave it out' });
    cursor.advance();
  } else if (cursor.is('~') || cursor.is('!')) {
    cursor.error('E0213', `'${current.kind}' begins a block of a later dialect`);
    skipForeignConstruct(cursor);
  } else if (cursor.is('Keyword') && cursor.peekKind(1) !== '=') {
    const hint = `a declaration begins with ${declarationKeywords.join(', ')}`;
    cursor.error('E0200', `'${current.text}' cannot begin a declaration`, { hint });
    skipForeignConstruct(cursor);
  } else if (isWord(current) || cursor.is('String')) {
    reportUnknownDeclaration(cursor);
    skipForeignConstruct(cursor);
  } else {
    const hint = isClosing(current.kind) ? { hint: 'nothing is open here' } : {};
    cursor.error('E0212', `expected a declaration, found ${describe(current)}`, hint);
    skipBalanced(cursor);
    skipToDeclaration(cursor);
  }
}

function reportUnknownDeclaration(cursor: Cursor): void {
  const { text } = cursor.current;
  const suggestion = nearest(text, declarationKeywords);
  const next = cursor.peekKind(1);
  const what = next === '=' ? 'top-level assignment' : 'generic section';
  const hint =
    suggestion === undefined
      ? `a ${what} belongs to a later dialect`
      : `did you mean '${suggestion}'?`;
  cursor.error('E0212', `unknown declaration '${text.slice(0, 40)}'`, { hint });
}
