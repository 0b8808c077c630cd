import type { Block, Flow, Member, PipelineMember, Section } from '../syntax/tree.js';
import type { Cursor } from './cursor.js';
import { isNameToken } from './cursor.js';
import { parseFlow, parseOpenFlow } from './flows.js';
import { readDeclaredName, readName } from './names.js';
import { skipForeignBody } from './recovery.js';
import { type MemberParser, parseBlock, parseMember, parseUnopenedBlock } from './values.js';
import { parseWhen, startsWhen } from './when.js';

/** Reads a member of a workflow's block. */
export function parseWorkflowMember(cursor: Cursor): Member | undefined {
  if (cursor.isWord('step') && cursor.peekKind(1) !== '=') return parseSection(cursor, 'step');
  if (cursor.isWord('pipeline')) return parsePipelineMember(cursor);
  if (cursor.isWord('steps')) return cursor.inStepList(() => parseMember(cursor));
  return parseMember(cursor);
}

/** Reads a member of a standalone pipeline in its stage form. */
export function parsePipelineBlockMember(cursor: Cursor): Member | undefined {
  if (cursor.isWord('stage') && cursor.peekKind(1) !== '=') return parseSection(cursor, 'stage');
  return parseMember(cursor);
}

/**
 * Whether the block of a standalone pipeline, whose `{` is the current token, holds stages and
 * properties rather than a flow.
 */
export function isStageForm(cursor: Cursor): boolean {
  const first = cursor.peek(1);
  if (!isNameToken(first)) return false;
  const kind = cursor.peekKind(2);
  if (kind === '=') return true;
  if (first.kind !== 'Identifier' || first.text !== 'stage') return false;
  return kind === '{' || (isNameToken(cursor.peek(2)) && cursor.peekKind(3) === '{');
}

/**
 * Reads a block where one must stand. Without a `{` it says so, and looks for one on the same
 * line.
 */
export function expectBlock(cursor: Cursor, owner: string, parse: MemberParser): Block | undefined {
  if (cursor.is('{')) return parseBlock(cursor, parse);
  if (cursor.is('<') || cursor.is(':') || cursor.is('[')) {
    cursor.error('E0213', `expected '{', found '${cursor.current.kind}' of a later dialect`, {
      hint: `the parts of a ${owner} stand between { and }`,
    });
    skipForeignBody(cursor, cursor.current.start);
    return undefined;
  }
  cursor.unexpected('E0201', `'{' and the parts of the ${owner}`);
  if (cursor.isIndentedUnderPrevious() && cursor.peekKind(1) === '=') {
    return parseUnopenedBlock(cursor, parse);
  }
  while (!cursor.isAtEnd && !cursor.isFirstOnLine() && !cursor.is('}')) {
    if (cursor.is('{')) return parseBlock(cursor, parse);
    cursor.advance();
  }
  return undefined;
}

function parseSection(cursor: Cursor, keyword: 'step' | 'stage'): Section {
  const { start, end } = cursor.advance();
  const name = readDeclaredName(cursor, keyword);
  const block = expectBlock(cursor, keyword, parseStepMember);
  const isIncomplete = name === undefined || block === undefined || block.incomplete;
  return {
    kind: 'Section',
    start,
    end: cursor.previousEnd,
    keyword,
    keywordSpan: { start, end },
    ...(name === undefined ? {} : { name }),
    ...(block === undefined ? {} : { block }),
    ...(isIncomplete ? { incomplete: true } : {}),
  };
}

function parseStepMember(cursor: Cursor): Member | undefined {
  return startsWhen(cursor) ? parseWhen(cursor) : parseMember(cursor);
}

function parsePipelineMember(cursor: Cursor): PipelineMember {
  const { start, end } = cursor.advance();
  const isNamed = isNameToken(cursor.current) && cursor.peekKind(1) !== '->';
  const name = isNamed ? readName(cursor) : undefined;
  const flow = parseMemberFlow(cursor);
  return {
    kind: 'PipelineMember',
    start,
    end: cursor.previousEnd,
    keywordSpan: { start, end },
    ...(name === undefined ? {} : { name }),
    flow,
    ...(flow.incomplete ? { incomplete: true } : {}),
  };
}

function parseMemberFlow(cursor: Cursor): Flow {
  const hasEquals = cursor.accept('=') !== undefined;
  if (cursor.is('{')) return parseFlow(cursor);
  if (hasEquals) return asSequence(cursor, parseOpenFlow(cursor));
  cursor.unexpected('E0201', "'{' and the steps of the pipeline");
  if (isNameToken(cursor.current) && cursor.peekKind(1) === '->') {
    const flow = parseOpenFlow(cursor);
    if (!cursor.isFirstOnLine()) cursor.accept('}');
    return { ...flow, end: cursor.previousEnd, incomplete: true };
  }
  const at = cursor.previousEnd;
  return { kind: 'Flow', start: at, end: at, nodes: [], incomplete: true };
}

/** `pipeline = [a, b]` is a list of steps in their order; only `[a | b]` means branches. */
function asSequence(cursor: Cursor, flow: Flow): Flow {
  const [only] = flow.nodes;
  if (flow.nodes.length !== 1 || only?.kind !== 'ParallelNode') return flow;
  const separators = only.branches
    .slice(1)
    .map((branch, index) => cursor.text.slice(only.branches[index]?.end, branch.start));
  if (separators.some((text) => text.includes('|'))) return flow;
  return { ...flow, nodes: only.branches };
}
